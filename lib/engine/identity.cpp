#include "engine/identity.h"

#include <boost/crc.hpp>

#include "base/describe.h"
#include "base/digest.h"

namespace cadence::engine {

namespace {

constexpr std::string_view kDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::size_t kTokenIdBytes = 6;
constexpr std::size_t kSecretBytes = 32;
constexpr Duration kTouchEvery = std::chrono::hours{1};

std::string random_hex(std::size_t size) {
    return to_hex(random_bytes(size));
}

/// Lets a typing error be found without a lookup.
std::string checksum(std::string_view text) {
    boost::crc_32_type crc;
    crc.process_bytes(text.data(), text.size());
    auto value = crc.checksum();
    std::string digits;
    for (int i = 0; i < 6; ++i, value /= 62) digits.insert(digits.begin(), kDigits[value % 62]);
    return digits;
}

struct Parts {
    std::string id;
    std::string secret;
};

/// cad_<id>_<secret>_<crc>
std::optional<Parts> parts_of(std::string_view token) {
    if (!token.starts_with("cad_") || token.size() > 200) return std::nullopt;
    auto const last = token.rfind('_');
    auto const middle = token.find('_', 4);
    if (middle == std::string_view::npos || middle == last) return std::nullopt;
    if (checksum(token.substr(0, last)) != token.substr(last + 1)) return std::nullopt;
    return Parts{std::string{token.substr(4, middle - 4)},
                 std::string{token.substr(middle + 1, last - middle - 1)}};
}

std::string assemble(std::string const& id, std::string const& secret) {
    auto text = "cad_" + id + "_" + secret;
    return text + "_" + checksum(text);
}

tl::unexpected<Error> unknown_token() {
    return refuse(ErrorCode::unauthenticated, "token-unknown", "This token is not known here.");
}

/// Why the code of a link does not sign anybody in any more.
tl::unexpected<Error> stale_link(store::TokenRecord const& link) {
    auto const used = link.revoked_at && link.last_used_at;
    auto const* const why = used ? "was used already" : link.revoked_at ? "was revoked" : "has expired";
    auto const* const slug = used              ? "sign-in-link-used"
                             : link.revoked_at ? "sign-in-link-revoked"
                                               : "sign-in-link-expired";
    return refuse(ErrorCode::unauthenticated, slug,
                  std::string{"This sign-in link "} + why +
                      ": each works once, for 15 minutes. Ask ops or a Tech Lead for a new one.");
}

}  // namespace

release::Actor const& the_clock() {
    static release::Actor const clock{"cadenced", "cadenced", {}, "clock"};
    return clock;
}

release::Actor reporter(std::string via) {
    return {"cadenced", "cadenced", {release::Role::bot}, std::move(via)};
}

Identities::Identities(store::Store const& store, config::Config const& config) : config_{config} {
    for (auto& token : store.tokens()) learn(std::move(token));
}

void Identities::learn(store::TokenRecord token) {
    auto const id = token.id;
    tokens_.insert_or_assign(id, std::move(token));
}

store::TokenRecord const* Identities::token(std::string_view id) const {
    auto const found = tokens_.find(id);
    return found == tokens_.end() ? nullptr : &found->second;
}

std::string Identities::make_operator_token() {
    auto token = assemble("operator", random_hex(kSecretBytes));
    operator_hash_ = sha256(token);
    return token;
}

NewToken Identities::make_token(std::string person, std::string issuer, Instant now) {
    auto const id = random_hex(kTokenIdBytes);
    auto const secret = random_hex(kSecretBytes);
    store::TokenRecord record;
    record.id = id;
    record.person = std::move(person);
    record.secret_hash = sha256(secret);
    record.issuer = std::move(issuer);
    record.created_at = now;
    return {std::move(record), assemble(id, secret)};
}

Result<Identity> Identities::authenticate(std::string_view bearer, Instant now) const {
    auto const parts = parts_of(bearer);
    if (!parts) return unknown_token();
    if (parts->id == "operator") {
        if (!equal_in_constant_time(sha256(bearer), operator_hash_)) return unknown_token();
        return Identity{"operator", "the local operator", "operator token", {}, true};
    }
    auto const* const record = token(parts->id);
    static std::string const nobody(sha256("").size(), '\0');
    auto const matches =
        equal_in_constant_time(sha256(parts->secret), record == nullptr ? nobody : record->secret_hash);
    if (record == nullptr || !matches) return unknown_token();
    return holder(*record, now).map([&](config::Person const* person) {
        auto via = "token " + record->id + " issued by " + record->issuer;
        return Identity{person->id, person->name,  std::move(via), record->id,
                        false,      record->items, record->sign_in};
    });
}

Result<config::Person const*> Identities::holder(store::TokenRecord const& record, Instant now) const {
    if (record.sign_in && (record.revoked_at || (record.expires_at && *record.expires_at <= now)))
        return stale_link(record);
    if (record.revoked_at)
        return refuse(ErrorCode::unauthenticated, "token-revoked", "This token was revoked.");
    if (record.expires_at && *record.expires_at <= now) {
        return refuse(ErrorCode::unauthenticated, "token-expired",
                      "This token expired at " + describe_instant(*record.expires_at) + ".");
    }
    if (auto const* const person = config_.person(record.person)) return person;
    return refuse(ErrorCode::unauthenticated, "token-unknown",
                  record.person + " is no longer in the configuration.");
}

Result<void> Identities::still_valid(Identity const& identity, Instant now) const {
    if (identity.is_operator) return {};
    auto const* const record = token(identity.token);
    if (record == nullptr) return unknown_token();
    return holder(*record, now).map([](auto const*) {});
}

release::Actor Identities::actor(Identity const& identity, std::string_view train) const {
    release::Actor actor{identity.id, identity.name, {}, identity.via, identity.only_items};
    if (identity.is_operator) {
        actor.roles = {release::Role::ops};
    } else if (auto const* const person = config_.person(identity.id)) {
        actor.roles = config_.roles_of(*person, train);
    }
    return actor;
}

bool Identities::wants_touch(Identity const& identity, Instant now) const {
    auto const* const record = token(identity.token);
    return record != nullptr && (!record->last_used_at || now - *record->last_used_at >= kTouchEvery);
}

}  // namespace cadence::engine
