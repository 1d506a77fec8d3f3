// The engine's work on the daemon itself: start, tokens. Clock: engine_clock.cpp. Configuration:
// engine_dates.cpp.
#include <algorithm>

#include <boost/json.hpp>

#include "base/nearest.h"
#include "engine/unit_of_work.h"
#include "json/codec.h"
#include "release/arguments.h"

namespace cadence::engine {

namespace {

constexpr Duration kLongestToken = std::chrono::hours{24 * 36'500};
constexpr Duration kSignInLink = std::chrono::minutes{15};
constexpr Duration kSignedIn = std::chrono::hours{12};
constexpr Duration kSignedInKept = std::chrono::hours{24 * 30};

/// A name in the request that there is not.
tl::unexpected<Error> refuse_name(Error unknown, std::string field) {
    unknown.code = ErrorCode::invalid;
    unknown.field = std::move(field);
    return tl::unexpected{std::move(unknown)};
}

/// A token for an item that no train has could tick nothing.
Result<void> check_items(config::Config const& config, std::optional<std::vector<std::string>> const& items) {
    if (!items) return {};
    if (items->empty())
        return refuse(ErrorCode::invalid, "empty-list",
                      "items is empty, and such a token could do nothing; name its items, or leave items out "
                      "for a token without limits.",
                      "#/items");
    std::vector<std::string> known;
    for (auto const& train : config.trains)
        for (auto const& rule : train.policy.checklist)
            if (std::ranges::find(known, rule.id) == known.end()) known.push_back(rule.id);
    for (auto const& item : *items) {
        if (std::ranges::find(known, item) == known.end())
            return refuse_name(unknown_name("item", item, known), "#/items");
    }
    return {};
}

}  // namespace

void Engine::start() {
    for (auto& train : options_.store.trains()) {
        auto id = train.id;
        if (config_.train(id) != nullptr) trains_.emplace(std::move(id), std::move(train));
    }
    auto const in_force = recorded_config().value_or(config_);
    look_at_clock(in_force);
    catch_up_under(in_force);
}

/// Work that was due while we were away is judged by the calendar then in force; then the new one takes over.
void Engine::catch_up_under(config::Config const& last) {
    auto const next = std::exchange(config_, last);
    while (tick()) {
    }
    UnitOfWork unit{*this};
    auto const applied = apply(unit, the_clock(), ApplyConfig{next});
    if (!applied) throw std::logic_error(applied.error().detail);
    finish(unit);
    while (tick()) {
    }
    for (auto const& train : config_.trains) (void)earliest_opening(train, {});  // nobody waits for it later
}

/// Those that are in production and were forgotten, back to the oldest version that it may return to.
void Engine::recall_merges(Standing& train) const {
    int oldest = 0;
    for (auto const& each : train.now.ran) {
        if (!each.what.merged_up_to) continue;
        oldest = oldest == 0 ? *each.what.merged_up_to : std::min(oldest, *each.what.merged_up_to);
    }
    auto const recalled = options_.store.merges({.train = train.now.id,
                                                 .in_production = true,
                                                 .limit = std::numeric_limits<std::int32_t>::max(),
                                                 .beyond = oldest});
    train.recall([&](release::Train& each) {
        for (auto const& merge : recalled) each.merges.add(merge);
    });
}

void Engine::reschedule_all(UnitOfWork& unit) {
    for (auto const& configured : unit.config->trains) {
        auto& train = standing(unit, configured.id);
        train.reschedule = train.now.activated_at.has_value();
    }
    unit.wrote = true;
}

Result<void> Engine::check_tokens(UnitOfWork const& unit) const {
    auto const tokens = options_.store.tokens();
    auto const valid = std::ranges::count_if(tokens, [&](store::TokenRecord const& each) {
        return !each.revoked_at && (!each.expires_at || *each.expires_at > unit.now);
    });
    return release::check_room(static_cast<std::size_t>(valid), kMostTokens, "the daemon", "tokens",
                               "revoke those that are not needed any more.");
}

Result<Outcome> Engine::apply(UnitOfWork& unit, release::Actor const& actor, CreateToken const& work) {
    if (auto allowed = release::require(actor, release::Right::manage_tokens); !allowed)
        return error_of(allowed);
    if (unit.config->person(work.person) == nullptr)
        return refuse_name(unknown_name("person", work.person, unit.config->people, &config::Person::id),
                           "#/person");
    if (auto known = check_items(*unit.config, work.items); !known) return error_of(known);
    auto const items = work.items.value_or(std::vector<std::string>{});
    if (work.valid_for && (*work.valid_for <= Duration{0} || *work.valid_for > kLongestToken)) {
        return refuse(ErrorCode::invalid, "not-a-duration",
                      "valid_for must be above zero and at most 36,500 days; leave it out for a token that "
                      "is valid until it is revoked.",
                      "#/valid_for");
    }
    if (auto const room = check_tokens(unit); !room) return error_of(room);
    auto created = Identities::make_token(work.person, actor.id, unit.now);
    created.record.note = work.note;
    created.record.items = items;
    if (work.valid_for) created.record.expires_at = unit.now + *work.valid_for;
    unit.put_token(created.record);
    boost::json::object data{{"token", created.record.id}, {"person", work.person}};
    if (created.record.expires_at) data["expires_at"] = format_instant(*created.record.expires_at);
    if (!items.empty()) data["items"] = json::to_json(items);
    auto outcome = unit.log(actor, "token_created", data);
    outcome.token = std::move(created.record);
    outcome.secret = std::move(created.secret);
    return outcome;
}

Result<Outcome> Engine::apply(UnitOfWork& unit, release::Actor const& actor, MakeSignInLink const& work) {
    if (auto allowed = release::require(actor, release::Right::make_sign_in_link); !allowed)
        return error_of(allowed);
    if (unit.config->person(work.person) == nullptr)
        return refuse_name(unknown_name("person", work.person, unit.config->people, &config::Person::id),
                           "#/person");
    if (auto const room = check_tokens(unit); !room) return error_of(room);
    auto made = Identities::make_token(work.person, actor.id, unit.now);
    made.record.note = "sign-in link";
    made.record.sign_in = true;
    made.record.expires_at = unit.now + kSignInLink;
    unit.put_token(made.record);
    auto outcome = unit.log(actor, "sign_in_link_made", {{"token", made.record.id}, {"person", work.person}});
    outcome.token = std::move(made.record);
    outcome.secret = std::move(made.secret);
    return outcome;
}

Result<Outcome> Engine::apply(UnitOfWork& unit, release::Actor const& actor, SignIn const& work) {
    auto link = options_.store.token(work.token);
    if (!link || !link->sign_in || link->revoked_at || link->person != actor.id)
        return refuse(
            ErrorCode::unauthenticated, "sign-in-link-used",
            "This sign-in link was used already: each works once. Ask ops or a Tech Lead for a new one.");
    link->revoked_at = link->last_used_at = unit.now;
    unit.put_token(*link);
    auto made = Identities::make_token(link->person, link->issuer, unit.now);
    made.record.note = "signed in by a link";
    made.record.expires_at = unit.now + (work.keep ? kSignedInKept : kSignedIn);
    unit.put_token(made.record);
    auto outcome = unit.log(actor, "signed_in",
                            {{"token", made.record.id}, {"person", link->person}, {"issuer", link->issuer}});
    outcome.token = std::move(made.record);
    outcome.secret = std::move(made.secret);
    return outcome;
}

Result<Outcome> Engine::apply(UnitOfWork& unit, release::Actor const& actor, RevokeToken const& work) {
    auto token = options_.store.token(work.token);
    auto const own = token && token->person == actor.id && actor.only_items.empty();
    if (auto allowed = release::require(actor, release::Right::manage_tokens); !allowed && !own)
        return error_of(allowed);
    if (!token) {
        std::vector<std::string> known;
        for (auto const& each : options_.store.tokens())
            if (!each.revoked_at) known.push_back(each.id);
        return tl::unexpected{unknown_name("token", work.token, known)};
    }
    if (token->revoked_at) return Outcome{.token = token};
    auto outcome = revoke(unit, actor, *token);
    outcome.token = std::move(token);
    return outcome;
}

Outcome Engine::revoke(UnitOfWork& unit, release::Actor const& actor, store::TokenRecord& token) {
    token.revoked_at = unit.now;
    unit.put_token(token);
    return unit.log(actor, "token_revoked", {{"token", token.id}, {"person", token.person}});
}

Result<Outcome> Engine::apply(UnitOfWork& unit, release::Actor const&, TouchToken const& work) {
    if (!identities_.wants_touch({.token = work.token}, unit.now)) return Outcome{};  // one of many at once
    if (auto token = options_.store.token(work.token)) {
        token->last_used_at = unit.now;
        unit.put_token(*token);
    }
    return Outcome{};
}

}  // namespace cadence::engine
