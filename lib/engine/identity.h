// Who is asking: the local operator by the token of this start, a person by a bearer token
// `cad_<id>_<secret>_<crc>` (256 random bits, kept as SHA-256, found by id, compared in constant time).
// DESIGN section 9. It reads the record and the configuration, and changes neither.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.h"
#include "store/store.h"

namespace cadence::engine {

struct Identity {
    std::string id;  // "anna", "operator"
    std::string name;
    std::string via;    // "operator token", "token 4f1c9a issued by olga"
    std::string token;  // its id, empty for the operator
    bool is_operator = false;
    std::vector<std::string> only_items = {};  // the checklist items it may tick; none: it is not limited
    bool signs_in = false;                     // by the code of a link, which is good for nothing else
};

inline constexpr std::size_t kMostTokens = 200;  // that are valid at one time

struct NewToken {
    store::TokenRecord record;
    std::string secret;  // the whole token, shown once
};

class Identities {
  public:
    Identities(store::Store const& store, config::Config const& config);

    /// A token that is on record now, or stands there otherwise than before.
    void learn(store::TokenRecord token);

    /// Makes the operator's token of this start; whoever can read it is ops.
    [[nodiscard]] std::string make_operator_token();
    /// Errors: unauthenticated `token-unknown`, `token-expired`, `token-revoked`, one constant answer for all
    /// that is wrong with the text itself.
    [[nodiscard]] Result<Identity> authenticate(std::string_view bearer, Instant now) const;
    /// Whether a token that was right then is so now, for what outlives its request. Errors: as above.
    [[nodiscard]] Result<void> still_valid(Identity const& identity, Instant now) const;
    /// With the roles they hold on a train, on "" those they hold everywhere, and the limits of their token.
    [[nodiscard]] release::Actor actor(Identity const& identity, std::string_view train) const;
    /// Whether a use of this token is worth remembering (once an hour).
    [[nodiscard]] bool wants_touch(Identity const& identity, Instant now) const;

    [[nodiscard]] static NewToken make_token(std::string person, std::string issuer, Instant now);

  private:
    /// Whose a token is, if it may be used at all.
    [[nodiscard]] Result<config::Person const*> holder(store::TokenRecord const& record, Instant now) const;

    [[nodiscard]] store::TokenRecord const* token(std::string_view id) const;

    config::Config const& config_;
    std::map<std::string, store::TokenRecord, std::less<>> tokens_;  // all that are on record
    std::string operator_hash_;
};

/// The actor behind everything that time does.
[[nodiscard]] release::Actor const& the_clock();
/// Whatever in the daemon reports: it may do that, and nothing else.
[[nodiscard]] release::Actor reporter(std::string via);

}  // namespace cadence::engine
