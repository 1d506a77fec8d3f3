#include "engine/clearance.h"

#include "release/permission.h"

namespace cadence::engine {

namespace {

using release::Environment;
using release::State;
Clearance moot(std::string why) {
    return {Clearance::What::moot, std::move(why)};
}

std::string as_it_is(release::Release const& release) {
    return release.id + " is " + std::string{name_of(release.state)};
}

/// It deploys to production, or is set off by the permission to do so and nobody knows what it does.
bool needs_permission(ActionOrder const& order, Action const& action) {
    if (order.environment) return *order.environment == Environment::production;
    return action.on == Trigger::window || action.on == Trigger::approved;
}

bool ships_candidate(ActionOrder const& order, release::Release const& release) {
    if (!release.candidate) return false;
    return order.version == release.candidate->version && order.commit == release.candidate->commit;
}

/// What goes along with a deployment that has begun already, whoever began it.
bool goes_along(ActionOrder const& order, release::Release const& release) {
    return !order.environment && (release.in_production() || release.deployment_running());
}

/// What this action itself began and nobody knows the end of keeps no person from beginning it again.
bool somebody_else_deploys(ActionOrder const& order, release::Release const& release) {
    auto const* const running = release.running_deployment();
    return running != nullptr && running->source != "action " + order.action;
}

Clearance permission(ActionOrder const& order, Queued const& queued, release::Train const& train,
                     release::Policy const& policy, release::Release const& release) {
    if (goes_along(order, release)) return {};
    if (queued.attempts == 0 && order.environment && somebody_else_deploys(order, release))
        return {Clearance::What::waits, "a deployment of " + release.id + " is running already"};
    if (queued.attempts > 0 && !ships_candidate(order, release))
        return moot("the candidate of " + release.id + " is another since");
    auto const& request = release.on_demand;
    if (request && request->approved_at && *request->approved_at > queued.since)
        return moot(release.id + " was approved anew since");
    auto const kept = release::keeps_from_production(train, policy, release, false);
    if (kept.empty()) return {};
    if (release::may_yet_be_permitted(release))
        return {Clearance::What::waits, release::in_short(kept, release)};
    return moot(as_it_is(release));
}

}  // namespace

Clearance clearance_of(ActionOrder const& order, Action const& action, Queued const& queued,
                       release::Train const& train, release::Policy const& policy) {
    if (order.release.empty()) {
        if (order.environment != Environment::production) return {};
        return moot("a merge is of no release: nothing permits it to go to production");
    }
    if (action.on == Trigger::deployed) return {};
    auto const* const release = train.find(order.release);
    auto const needs = needs_permission(order, action);
    if (release == nullptr)  // over: time goes on with its retrospective alone
        return action.on == Trigger::phase && !needs ? Clearance{} : moot(order.release + " is over");
    if (release->attempt != order.attempt) return moot(order.release + " has been postponed");
    if (action.on == Trigger::rollback)
        return release->state == State::rolling_back ? Clearance{} : moot(as_it_is(*release));
    if (release->state == State::cancelled) return moot(as_it_is(*release));
    return needs ? permission(order, queued, train, policy, *release) : Clearance{};
}

ActionOrder with_candidate_of(ActionOrder order, Action const& action, release::Train const& train) {
    auto const* const release = train.find(order.release);
    auto const bound =
        action.on == Trigger::window || action.on == Trigger::approved || action.on == Trigger::phase;
    if (!bound || release == nullptr || !release->candidate) return order;
    order.version = release->candidate->version;
    order.commit = release->candidate->commit;
    return order;
}

}  // namespace cadence::engine
