#include <algorithm>

#include "release/lifecycle.h"
#include "release/whens.h"

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

std::vector<Item> items_from(std::vector<ItemRule> const& rules) {
    std::vector<Item> items;
    items.reserve(rules.size());
    for (auto const& rule : rules) items.push_back(fresh(rule));
    return items;
}

void reset_items(Release& release, std::vector<std::string> const& ids) {
    for (auto& item : release.checklist) {
        if (std::find(ids.begin(), ids.end(), item.rule.id) != ids.end()) item = fresh(item.rule);
    }
}

void erase_approval(Release& release, std::string const& person) {
    if (!release.on_demand) return;
    std::erase_if(release.on_demand->approvals,
                  [&](Approval const& approval) { return approval.person == person; });
}

}  // namespace

void when(Train& train, TrainActivated const& what, Event const& event) {
    train.activated_at = event.at;
    train.next_slot = what.next_slot;
    train.next_review = what.next_review;
}

void when(Train& train, ReviewScheduled const& what, Event const&) {
    train.next_review = what.next_review;
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
    release.checklist = items_from(what.checklist);
    if (what.shifted_from) {
        release.dates.push_back({event.at, event.actor, what.shifted_from, what.window, what.shifted_by});
    }
    train.next_slot = what.next_slot;
    if (what.kind == Kind::unplanned) train.last_unplanned = what.release;
    train.releases.insert_or_assign(what.release, std::move(release));
}

void when(Train& train, ReleaseRequested const& what, Event const&) {
    Release release;
    release.id = what.release;
    release.train = train.id;
    release.kind = what.kind;
    release.slot = what.slot;
    release.state = State::requested;
    release.window = {what.on_demand.requested_at, what.on_demand.requested_at};
    release.checklist = items_from(what.checklist);
    release.on_demand = what.on_demand;
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

void when(Train& train, StateChanged const& what, Event const& event) {
    auto& release = train.releases.at(what.release);
    release.state = what.to;
    if (!release.on_demand) return;
    if (what.to == State::approved && what.from == State::requested)
        release.on_demand->approved_at = event.at;
    if (what.to != State::requested) return;
    auto& request = *release.on_demand;  // it may be approved anew for as long as it could at first
    request.approved_at.reset();
    request.expires_at = event.at + (request.expires_at - request.requested_at);
}

void when(Train& train, CandidateSet const& what, Event const& event) {
    auto& release = train.releases.at(what.release);
    release.candidate = Candidate{what.version, what.commit, event.at, event.actor};
    for (auto const& person : what.voided) {
        erase_vote(release, person);
        erase_approval(release, person);
    }
    reset_items(release, what.reset);
}

void when(Train& train, ApprovalGiven const& what, Event const& event) {
    train.releases.at(what.release)
        .on_demand->approvals.push_back({what.person, what.name, what.roles, event.via, event.at});
}

void when(Train& train, ApprovalVoided const& what, Event const&) {
    erase_approval(train.releases.at(what.release), what.person);
}

void when(Train& train, VoteCast const& what, Event const& event) {
    auto& release = train.releases.at(what.release);
    erase_vote(release, what.person);
    release.votes.push_back({what.person, what.name, what.roles, what.vote, what.reason, event.at});
}

void when(Train& train, VoteWithdrawn const& what, Event const&) {
    erase_vote(train.releases.at(what.release), what.person);
}

void when(Train& train, VoteReminded const& what, Event const&) {
    auto& release = train.releases.at(what.release);
    release.reminded = release.attempt;
}

void when(Train& train, ReleasePostponed const& what, Event const& event) {
    auto& release = train.releases.at(what.release);
    release.attempt = what.attempt;
    release.window = what.to;
    auto firings = pending_firings(what.phases, what.attempt);
    release.firings.insert(release.firings.end(), firings.begin(), firings.end());
    for (auto const& person : what.voided) erase_vote(release, person);
    reset_items(release, what.reset);
    release.dates.push_back({event.at, event.actor, what.from, what.to, what.reason});
}

void when(Train& train, ReleaseCancelled const& what, Event const& event) {
    auto& release = train.releases.at(what.release);
    release.dates.push_back({event.at, event.actor, what.from, {}, what.reason});
    if (release.is_scheduled() && what.from.closes_at > event.at) train.cancelled.push_back(what.release);
}

void when(Train& train, CancelledPassed const& what, Event const&) {
    std::erase(train.cancelled, what.release);
}

void when(Train& train, IssueRecorded const& what, Event const& event) {
    train.releases.at(what.release)
        .issues.push_back({what.issue, what.text, what.severity, what.proposed, event.at, event.actor});
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

Train evolve(Train train, Event const& event) {
    std::visit([&](auto const& what) { when(train, what, event); }, event.body);
    return train;
}

}  // namespace cadence::release
