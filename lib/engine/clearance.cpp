#include "engine/clearance.h"

#include <algorithm>

#include "base/describe.h"
#include "release/permission.h"
#include "release/production.h"

namespace cadence::engine {

namespace {

using release::Environment;
using release::State;
Clearance moot(std::string why) {
    return {Clearance::What::moot, std::move(why)};
}

std::string as_it_is(release::Release const& release) {
    return release.id + " " + standing_of(release.state);
}

/// It deploys to production, or is set off by the permission to do so and nobody knows what it does.
bool needs_permission(job::ActionOrder const& order, job::Action const& action) {
    if (order.environment) return *order.environment == Environment::production;
    return action.on == job::Trigger::window || action.on == job::Trigger::approved;
}

bool ships_candidate(job::ActionOrder const& order, release::Release const& release) {
    if (!release.candidate) return false;
    return order.version == release.candidate->version && order.commit == release.candidate->commit;
}

/// A deployment that an action began and whose end is unknown does not block a person from beginning it
/// again.
release::Deployment const* running_for_others(job::ActionOrder const& order,
                                              release::Release const& release) {
    auto const* const running = release.running_deployment();
    return running != nullptr && running->source != source_of(order) ? running : nullptr;
}

Clearance wait_for(release::Release const& deploying) {
    return {Clearance::What::waits, "a deployment of " + deploying.id + " is running already"};
}

Clearance permission(job::ActionOrder const& order, Queued const& queued, release::Train const& train,
                     release::Policy const& policy, release::Release const& release) {
    if (queued.attempts > 0 && !ships_candidate(order, release))
        return moot("the candidate of " + release.id + " has changed since");
    auto const& request = release.on_demand;
    if (request && request->approved_at && *request->approved_at > queued.since)
        return moot(release.id + " was approved again since");
    if (order.environment && running_for_others(order, release) != nullptr) return wait_for(release);
    auto const sending = order.environment ? release::Sending::deployment : release::Sending::alongside;
    auto const kept = release::keeps_from_production(train, policy, release, false, sending);
    if (kept.empty()) return {};
    if (release::may_yet_be_permitted(release, sending))
        return {Clearance::What::waits, release::in_short(kept, release)};
    return moot(as_it_is(release));
}

/// Nothing undoes what has mended production meanwhile, or is about to.
Clearance way_back(job::ActionOrder const& order, release::Train const& train,
                   release::Release const& release) {
    if (release.state != State::rolling_back) return moot(as_it_is(release));
    if (order.environment == Environment::staging) return {};
    for (auto const& [id, each] : train.releases) {
        auto const itself = id == release.id;
        auto const* const running = itself ? running_for_others(order, each) : each.running_deployment();
        auto const is_left = itself && running != nullptr && running->at < release.rollback->started_at;
        if (order.environment && running != nullptr && !is_left) return wait_for(each);
    }
    auto const runs = release::restored_with(train, release);
    auto const goes_along =
        runs && !order.environment && release::same_software(order.version, order.commit, *runs);
    if (!runs || goes_along) return {};
    return moot("production runs " + software_of(*runs) + " since " + describe_instant(runs->since));
}

}  // namespace

Clearance clearance_of(job::ActionOrder const& order, job::Action const& action, Queued const& queued,
                       release::Train const& train, release::Policy const& policy) {
    if (order.release.empty()) {
        if (order.environment != Environment::production) return {};
        return moot("a merge belongs to no release: nothing permits it to go to production");
    }
    if (action.on == job::Trigger::deployed) return {};
    auto const* const release = train.find(order.release);
    auto const needs = needs_permission(order, action);
    if (release == nullptr)  // over: time goes on with its retrospective alone
        return action.on == job::Trigger::phase && !needs ? Clearance{} : moot(order.release + " is over");
    if (release->attempt != order.attempt) return moot(order.release + " has been postponed");
    if (action.on == job::Trigger::rollback) return way_back(order, train, *release);
    if (release->state == State::cancelled) return moot(as_it_is(*release));
    return needs ? permission(order, queued, train, policy, *release) : Clearance{};
}

Instant expires_after_waiting(job::ActionOrder const& order, job::Action const& action, Instant now,
                              release::Train const& train, release::Policy const& policy) {
    auto const* const release = train.find(order.release);
    auto const until = now + action.expires_after;
    auto const end = release == nullptr ? std::nullopt : release::permission_ends_at(*release, policy);
    return end ? std::min(until, *end) : until;
}

std::string source_of(job::ActionOrder const& order) {
    return "action " + order.action;
}

job::ActionOrder with_candidate_of(job::ActionOrder order, job::Action const& action,
                                   release::Train const& train) {
    auto const* const release = train.find(order.release);
    auto const bound = action.on == job::Trigger::window || action.on == job::Trigger::approved ||
                       action.on == job::Trigger::phase;
    if (!bound || release == nullptr || !release->candidate) return order;
    order.version = release->candidate->version;
    order.commit = release->candidate->commit;
    return order;
}

}  // namespace cadence::engine
