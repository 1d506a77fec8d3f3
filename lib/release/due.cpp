#include <algorithm>

#include "release/agenda.h"
#include "release/decision.h"
#include "release/lifecycle.h"

namespace cadence::release {

namespace {

/// Keeps the earlier of two; the first offered wins a tie.
void offer(std::optional<Due>& best, Due candidate) {
    if (!best || candidate.at < best->at) best = std::move(candidate);
}

/// Phases of a release fire in their order, so only the first pending one is of interest; on hold only
/// closings.
void offer_phase(std::optional<Due>& best, Release const& release, bool clock_held) {
    for (auto const& firing : release.firings) {
        if (firing.status != FiringStatus::pending) continue;
        if (clock_held && firing.phase.kind != PhaseKind::deploy_window_close) continue;
        offer(best, {firing.phase.at, FirePhase{release.id, firing.phase.name}});
        return;
    }
}

void offer_plan(std::optional<Due>& best, Train const& train, Policy const& policy) {
    auto const slot = free_slot_from(train, policy, train.next_slot);
    auto const placed = calendar::place(policy.rule, blackouts_of(train, policy), pinned_of(train), slot);
    auto const phases =
        placed.skipped ? calendar::phases_of(policy.rule, calendar::window_of(policy.rule, slot).opens_at)
                       : placed.phases;
    auto const first = std::min_element(phases.begin(), phases.end(),
                                        [](auto const& a, auto const& b) { return a.at < b.at; });
    offer(best, {first->at, PlanRelease{slot}});
}

}  // namespace

std::optional<Due> next_due(Train const& train, Policy const& policy, bool clock_held) {
    std::optional<Due> best;
    if (!train.activated_at) return best;
    for (auto const& [id, release] : train.releases) {
        offer_phase(best, release, clock_held);
        if (!clock_held && release.state == State::held && decision_of(release).verdict == Verdict::go) {
            auto const& open = release.firing(PhaseKind::deploy_window_open)->phase;
            offer(best, {open.at, FirePhase{id, open.name}});  // the GO came while the clock was on hold
        }
        if (!clock_held && release.state == State::monitoring && release.monitored_until) {
            offer(best, {*release.monitored_until, FinishMonitoring{id}});
        }
    }
    if (clock_held) return best;
    offer_plan(best, train, policy);
    if (!train.missed.empty()) offer(best, {train.missed.back().noticed_at, ReportMissed{}});
    return best;
}

}  // namespace cadence::release
