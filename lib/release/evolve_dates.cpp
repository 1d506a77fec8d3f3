#include <algorithm>

#include "release/event.h"

namespace cadence::release {

std::vector<Firing> pending_firings(std::vector<calendar::PhaseTime> const& phases, int attempt) {
    std::vector<Firing> firings;
    firings.reserve(phases.size());
    for (auto const& phase : phases) firings.push_back({phase, attempt, FiringStatus::pending, {}, {}});
    return firings;
}

void apply(Train& train, PhaseFired const& what, Event const& event) {
    auto& release = train.releases.edit(what.release);
    auto const firing = std::ranges::find_if(release.firings, [&](Firing const& each) {
        return each.attempt == what.attempt && each.phase.name == what.phase;
    });
    auto const unannounced = firing->status == FiringStatus::pending;  // a held window has been announced
    firing->status = what.status;
    firing->reason = what.reason;
    firing->fired_at = event.at;
    if (what.status == FiringStatus::missed && unannounced) {
        train.missed.push_back({what.release, what.phase, what.due_at, event.at});
    }
}

void apply(Train& train, StateChanged const& what, Event const& event) {
    auto& release = train.releases.edit(what.release);
    release.state = what.to;
    if (!release.on_demand) return;
    if (what.to == State::approved && what.from == State::requested)
        release.on_demand->approved_at = event.at;
    if (what.to != State::requested) return;
    auto& request = *release.on_demand;  // it may be approved anew for as long as it could at first
    request.approved_at.reset();
    request.expires_at = event.at + (request.expires_at - request.requested_at);
}

void apply(Train& train, ReleasePostponed const& what, Event const& event) {
    auto& release = train.releases.edit(what.release);
    release.attempt = what.attempt;
    release.window = what.to;
    auto firings = pending_firings(what.phases, what.attempt);
    release.firings.insert(release.firings.end(), firings.begin(), firings.end());
    for (auto const& person : what.voided) erase_vote(release, person);
    reset_items(release.checklist, what.reset);
    release.dates.push_back({event.at, event.actor, what.from, what.to, what.reason});
}

void apply(Train& train, ReleaseCancelled const& what, Event const& event) {
    auto& release = train.releases.edit(what.release);
    release.dates.push_back({event.at, event.actor, what.from, {}, what.reason});
    if (release.is_scheduled() && what.from.closes_at > event.at) train.cancelled.push_back(what.release);
}

void apply(Train& train, CancelledPassed const& what, Event const&) {
    std::erase(train.cancelled, what.release);
}

void apply(Train& train, PhasesMissed const&, Event const&) {
    train.missed.clear();
}

void apply(Train& train, BlackoutAdded const& what, Event const&) {
    train.blackouts.push_back(what.blackout);
    ++train.sequence;
}

void apply(Train& train, BlackoutEnded const& what, Event const&) {
    std::erase_if(train.blackouts, [&](calendar::Blackout const& each) { return each.id == what.blackout; });
}

}  // namespace cadence::release
