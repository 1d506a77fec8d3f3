#include <algorithm>

#include "base/find.h"
#include "release/agenda.h"
#include "release/checks_due.h"
#include "release/decision.h"
#include "release/gates.h"
#include "release/lifecycle.h"
#include "release/monitoring.h"
#include "release/votes.h"

namespace cadence::release {

namespace {

/// Keeps the earlier of two; the first offered wins a tie.
void offer(std::optional<Due>& best, Due candidate) {
    if (!best || candidate.at < best->at) best = std::move(candidate);
}

/// Phases of a release fire in their order, so only the first pending one is of interest; on hold only
/// closings.
Firing const* next_phase(Release const& release, bool clock_held) {
    return first_where(release.firings, [&](Firing const& each) {
        return each.status == FiringStatus::pending &&
               (!clock_held || each.phase.kind == PhaseKind::deploy_window_close);
    });
}

void offer_phases(std::optional<Due>& best, Train const& train, bool clock_held, bool closing) {
    for (auto const& [id, release] : train.releases) {
        auto const* const next = next_phase(release, clock_held);
        if (next != nullptr && (next->phase.kind == PhaseKind::deploy_window_close) == closing)
            offer(best, {next->phase.at, FirePhase{id, next->phase.name}});
    }
}

void offer_plan(std::optional<Due>& best, Train const& train, Policy const& policy) {
    auto const slot = free_slot_from(train, policy, train.next_slot);
    auto const placed = calendar::place(policy.rule, blackouts_of(train, policy), pinned_of(train), slot);
    auto const phases =
        placed.skipped ? calendar::phases_of(policy.rule, calendar::window_of(policy.rule, slot).opens_at)
                       : placed.phases;
    offer(best, {std::ranges::min(phases, {}, &calendar::PhaseTime::at).at, PlanRelease{slot}});
}

void offer_release(std::optional<Due>& best, Train const& train, Policy const& policy,
                   Release const& release) {
    auto const& id = release.id;
    if (auto const reminder = next_reminder(release, policy)) offer(best, {*reminder, RemindVoters{id}});
    if (release.state == State::held && decision_of(release).verdict == Verdict::go &&
        keeps_from_deploying(train, release).empty()) {
        auto const& open = release.firing(PhaseKind::deploy_window_open)->phase;
        offer(best, {open.at, FirePhase{id, open.name}});  // the GO came while the clock was on hold
    }
    if (release.state == State::requested) offer(best, {release.on_demand->expires_at, ExpireRequest{id}});
    if (auto const check = next_check(release)) offer(best, {*check, StartChecks{id}});
    if (auto const reminder = next_monitoring_reminder(release, policy))
        offer(best, {*reminder, RemindMonitoring{id}});
    if (!known_items(train, release).empty())
        offer(best, {release.deployed_to(Environment::production)->at, TickKnown{id}});
    if (auto const end = end_of_monitoring(release)) offer(best, {*end, FinishMonitoring{id}});
}

/// A release that is not at hand is over.
void offer_cancelled(std::optional<Due>& best, Train const& train) {
    for (auto const& id : train.cancelled) {
        auto const* const release = train.find(id);
        offer(best,
              {release == nullptr ? *train.activated_at : release->window.closes_at, PassCancelled{id}});
    }
}

/// From an instant until another: at one and the same, one begins before the other ends and before a window
/// opens; it ends before one opens, and after one closes. Beginnings happen whatever the clock says.
void offer_beginnings(std::optional<Due>& best, Train const& train) {
    for (auto const& freeze : train.freezes) {
        if (!freeze.begun) offer(best, {freeze.from, MoveFreeze{freeze.id}});
    }
}

void offer_endings(std::optional<Due>& best, Train const& train, bool clock_held) {
    for (auto const& freeze : train.freezes) {
        if (freeze.begun && freeze.until && !clock_held) offer(best, {*freeze.until, MoveFreeze{freeze.id}});
    }
    for (auto const& exemption : train.exemptions)
        offer(best, {exemption.until, ExpireExemption{exemption.id}});
}

}  // namespace

std::optional<Due> next_due(Train const& train, Policy const& policy, bool clock_held) {
    std::optional<Due> best;
    if (!train.activated_at) return best;
    offer_beginnings(best, train);
    offer_phases(best, train, clock_held, true);
    offer_endings(best, train, clock_held);
    offer_phases(best, train, clock_held, false);
    if (clock_held) return best;
    for (auto const& [id, release] : train.releases) offer_release(best, train, policy, release);
    offer_plan(best, train, policy);
    offer_cancelled(best, train);
    if (auto const move = train.deadlines.next()) offer(best, {move->at, MoveDeadline{move->deadline}});
    if (train.next_review)
        offer(best, {policy.rule.zone.at(*train.next_review, std::chrono::minutes{0}), EndQuarter{}});
    if (!train.missed.empty()) offer(best, {train.missed.back().noticed_at, ReportMissed{}});
    return best;
}

}  // namespace cadence::release
