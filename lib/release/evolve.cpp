#include <algorithm>

#include "release/lifecycle.h"

namespace cadence::release {

namespace {

std::vector<Firing> pending_firings(std::vector<calendar::PhaseTime> const& phases, int attempt) {
    std::vector<Firing> firings;
    firings.reserve(phases.size());
    for (auto const& phase : phases) firings.push_back({phase, attempt, FiringStatus::pending, {}, {}});
    return firings;
}

void erase_vote(Release& release, std::string const& person) {
    std::erase_if(release.votes, [&](Vote const& vote) { return vote.person == person; });
}

void when(Train& train, TrainActivated const& what, Event const& event) {
    train.activated_at = event.at;
    train.next_slot = what.next_slot;
}

void when(Train& train, CalendarChanged const& what, Event const&) {
    train.next_slot = what.next_slot;
}

void when(Train& train, ReleasePlanned const& what, Event const& event) {
    Release release;
    release.id = what.release;
    release.train = train.id;
    release.kind = what.kind;
    release.slot = what.slot;
    release.window = what.window;
    release.firings = pending_firings(what.phases, 1);
    release.required_roles = what.required_roles;
    if (what.shifted_from) {
        release.dates.push_back({event.at, event.actor, what.shifted_from, what.window, what.shifted_by});
    }
    train.next_slot = what.next_slot;
    train.releases.insert_or_assign(what.release, std::move(release));
}

void when(Train& train, SlotSkipped const& what, Event const&) {
    train.next_slot = what.next_slot;
}

void when(Train& train, PhaseFired const& what, Event const& event) {
    auto& release = train.releases.at(what.release);
    auto const firing = std::find_if(release.firings.begin(), release.firings.end(), [&](Firing const& each) {
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

void when(Train& train, StateChanged const& what, Event const&) {
    train.releases.at(what.release).state = what.to;
}

void when(Train& train, CandidateSet const& what, Event const& event) {
    auto& release = train.releases.at(what.release);
    release.candidate = Candidate{what.version, what.commit, event.at, event.actor};
    for (auto const& person : what.voided) erase_vote(release, person);
}

void when(Train& train, VoteCast const& what, Event const& event) {
    auto& release = train.releases.at(what.release);
    erase_vote(release, what.person);
    release.votes.push_back({what.person, what.name, what.roles, what.vote, what.reason, event.at});
}

void when(Train& train, VoteWithdrawn const& what, Event const&) {
    erase_vote(train.releases.at(what.release), what.person);
}

void when(Train& train, ReleasePostponed const& what, Event const& event) {
    auto& release = train.releases.at(what.release);
    release.attempt = what.attempt;
    release.window = what.to;
    auto firings = pending_firings(what.phases, what.attempt);
    release.firings.insert(release.firings.end(), firings.begin(), firings.end());
    for (auto const& person : what.voided) erase_vote(release, person);
    release.dates.push_back({event.at, event.actor, what.from, what.to, what.reason});
}

void when(Train& train, ReleaseCancelled const& what, Event const& event) {
    auto& release = train.releases.at(what.release);
    release.dates.push_back({event.at, event.actor, what.from, {}, what.reason});
}

void when(Train& train, DeploymentReported const& what, Event const& event) {
    auto& release = train.releases.at(what.release);
    release.deployments.push_back({what.deployment, what.environment, what.status, what.version, what.commit,
                                   what.deployed_at, what.source, event.actor});
    if (what.monitored_until) release.monitored_until = what.monitored_until;
    if (what.status != DeploymentStatus::succeeded) return;
    auto& running = what.environment == Environment::production ? train.production : train.staging;
    if (running && running->since > what.deployed_at) return;  // reported late: something newer runs there
    running = Running{what.release, what.version, what.commit, what.deployed_at};
}

void when(Train& train, IssueRecorded const& what, Event const& event) {
    train.releases.at(what.release)
        .issues.push_back({what.issue, what.text, what.severity, event.at, event.actor});
}

void when(Train& train, PhasesMissed const&, Event const&) {
    train.missed.clear();
}

void when(Train& train, BlackoutAdded const& what, Event const&) {
    train.blackouts.push_back(what.blackout);
    ++train.sequence;
}

void when(Train& train, BlackoutEnded const& what, Event const&) {
    std::erase_if(train.blackouts, [&](calendar::Blackout const& each) { return each.id == what.blackout; });
}

}  // namespace

Train evolve(Train train, Event const& event) {
    std::visit([&](auto const& what) { when(train, what, event); }, event.body);
    return train;
}

}  // namespace cadence::release
