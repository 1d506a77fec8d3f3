// A write may carry an Idempotency-Key: the same caller, key and request then get the answer that was given
// before, for a day, and nothing is done twice. Only what was accepted is kept; no secret ever is. A large
// answer about a train is not kept but made again from the log and from how things stand. Nobody may have
// more than kMostKept: whoever has so many waits until the oldest goes, so that none goes before its day is
// over.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "api/call.h"

namespace cadence::api {

/// Empty: none was sent. Errors: invalid `idempotency-key-wrong`.
[[nodiscard]] Result<std::string> idempotency_key(net::Request const& request);
/// Of everything that makes a request the same one: method, target and body.
[[nodiscard]] std::string fingerprint_of(net::Request const& request);

inline constexpr std::size_t kMostKept = 10'000;       // of one caller
inline constexpr std::size_t kLargestKept = 4 * 1024;  // bytes of a body

/// What makes a write the same one.
struct Once {
    std::string caller;
    std::string key;  // empty: none, and nothing is kept
    std::string fingerprint = {};
    bool can_be_made_again = true;
};

class KeptReplies {
  public:
    explicit KeptReplies(engine::Engine& engine) : engine_{engine} {}

    [[nodiscard]] bool is_running(Once const& once) const { return running_.contains(id_of(once)); }
    /// The one to this caller and key, while it is kept.
    [[nodiscard]] std::optional<store::StoredReply> find(Once const& once) const;
    /// How long the caller has no room for another; nothing: it has.
    [[nodiscard]] std::optional<Duration> full_for(Once const& once);
    /// Has it done. What `render` makes of the outcome is kept and, after the commit, given to `done`.
    void submit(engine::Request request, Once once, std::function<Answer(engine::Outcome const&)> render,
                std::function<void(Result<Answer>)> done);

  private:
    using Id = std::pair<std::string, std::string>;
    [[nodiscard]] static Id id_of(Once const& once) { return {once.caller, once.key}; }

    struct Kept {
        std::size_t count;  // or fewer
        std::optional<Instant> full_until = {};
    };
    engine::Engine& engine_;
    std::set<Id> running_;
    std::map<std::string, Kept> kept_;  // by caller
};

/// What `change`, made by the same request, answers to it again.
[[nodiscard]] Answer made_again(engine::Engine& engine, Change const& change,
                                store::StoredReply const& stored);

}  // namespace cadence::api
