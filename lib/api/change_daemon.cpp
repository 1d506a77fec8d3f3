// What people ask of a train's calendar and of the daemon: blackouts, tokens, the clock, the configuration.
#include <algorithm>

#include "api/bodies_train.h"
#include "api/configuration.h"
#include "api/handlers.h"
#include "api/render.h"

namespace cadence::api {

namespace {

void erase_blackout(release::Train& train, std::string const& id) {
    std::erase_if(train.blackouts, [&](calendar::Blackout const& each) { return each.id == id; });
}

Answer added(engine::Outcome const& outcome, release::Policy const& policy) {
    auto const& after = *outcome.train;
    auto const& blackout = after.blackouts.back();
    auto before = after;
    erase_blackout(before, blackout.id);
    return {.status = 201, .body = document([&](Object& into) {
                               auto& object = object_in(into, "blackout");
                               put(object, "id", blackout.id);
                               put(object, "from", format_date(blackout.from));
                               put(object, "to", format_date(blackout.to));
                               put(object, "reason", blackout.reason);
                               put_moved(into, moved(before, after, policy, blackout));
                               auto& stays = array_in(into, "kept");
                               for (auto const& id : kept(after, policy, blackout)) stays.emplace_back(id);
                           })};
}

Answer ended(engine::Outcome const& outcome, release::Policy const& policy,
             calendar::Blackout const& blackout) {
    auto const& after = *outcome.train;
    auto before = after;
    before.blackouts.push_back(blackout);
    return {.body = document([&](Object& into) { put_moved(into, moved(before, after, policy, blackout)); })};
}

}  // namespace

Result<Change> add_blackout(Call const& call) {
    auto const train = train_named(call.engine.config(), call.path[0]);
    if (!train) return tl::unexpected{train.error()};
    auto body = body_of<BlackoutBody>(call);
    if (!body) return tl::unexpected{std::move(body.error())};
    release::AddBlackout command{body->from, body->to, std::move(body->reason)};
    return Change{
        .work = engine::TrainCommand{(*train)->id, std::move(command)},
        .train = (*train)->id,
        .render = [policy = (*train)->policy](auto const& outcome) { return added(outcome, policy); }};
}

Result<Change> end_blackout(Call const& call) {
    auto const train = train_named(call.engine.config(), call.path[0]);
    if (!train) return tl::unexpected{train.error()};
    auto const& known = call.engine.train((*train)->id).blackouts;
    auto const found = std::ranges::find(known, call.path[1], &calendar::Blackout::id);
    auto const blackout =
        found == known.end() ? calendar::Blackout{} : *found;  // the engine refuses one unknown
    return Change{.work = engine::TrainCommand{(*train)->id, release::EndBlackout{call.path[1]}},
                  .train = (*train)->id,
                  .render = [policy = (*train)->policy, blackout](auto const& outcome) {
                      return ended(outcome, policy, blackout);
                  }};
}

Result<Change> create_token(Call const& call) {
    auto body = body_of<TokenBody>(call);
    if (!body) return tl::unexpected{std::move(body.error())};
    return Change{.work = engine::CreateToken{std::move(body->person), body->valid_for, std::move(body->note),
                                              std::move(body->items)},
                  .render = [](engine::Outcome const& outcome) {
                      return Answer{.status = 201, .body = document([&](Object& into) {
                                                       put_token(object_in(into, "token"), *outcome.token);
                                                       put_known(into, "secret", outcome.secret);
                                                   })};
                  }};
}

Result<Change> revoke_token(Call const& call) {
    return Change{.work = engine::RevokeToken{call.path[0]}, .render = [](engine::Outcome const& outcome) {
                      return Answer{.body = document([&](Object& into) { put_token(into, *outcome.token); })};
                  }};
}

Result<Change> accept_clock(Call const& call) {
    auto body = body_of<AcceptBody>(call);
    if (!body) return tl::unexpected{std::move(body.error())};
    return Change{.work = engine::AcceptClock{std::move(body->reason)}, .render = [](engine::Outcome const&) {
                      return Answer{.body = document([](Object& into) { put(into, "accepted", true); })};
                  }};
}

Result<Change> reload_configuration(Call const& call) {
    if (auto const body = body_of<EmptyBody>(call); !body) return tl::unexpected{body.error()};
    if (auto const allowed = release::require(call.actor(), release::Right::reload); !allowed) {
        return tl::unexpected{allowed.error()};
    }
    if (!call.engine.read_config) {
        return refuse(ErrorCode::unavailable, "no-configuration-file",
                      "There is no file to read again here.");
    }
    auto loaded = call.engine.read_config();
    if (!loaded) return Change{.at_once = answer_of(configuration_wrong(loaded.error()), call.request.path)};
    return Change{
        .work = engine::ApplyConfig{*loaded},
        .render = [&engine = call.engine, config = std::move(*loaded)](auto const& outcome) {
            return configuration_answer(engine, config, {outcome.dates, outcome.further}, outcome.goes);
        }};
}

}  // namespace cadence::api
