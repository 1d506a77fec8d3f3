#include "release/gate.h"

#include <algorithm>

#include "release/agenda.h"

namespace cadence::release {

namespace {

using calendar::PhaseGate;

/// A phase that was missed is never acted on; a code freeze that passed unannounced, because the release
/// moved or cadenced had not begun, holds all the same.
bool holds(Release const& release, Firing const& firing) {
    if (firing.attempt != release.attempt) return false;
    auto const unannounced = firing.phase.kind == PhaseKind::code_freeze &&
                             firing.status == FiringStatus::skipped && release.state != State::planned;
    return unannounced || firing.status == FiringStatus::fired || firing.status == FiringStatus::late;
}

/// The end of what a release's phases do to the gates; null when they do nothing (any more).
Firing const* pending_close(Release const& release) {
    auto const* const close = release.firing(PhaseKind::deploy_window_close);
    auto const open =
        close != nullptr && close->status == FiringStatus::pending && release.state != State::cancelled;
    return open ? close : nullptr;
}

std::string clock_text(Instant instant, Zone const& zone) {
    return zone.show(instant);
}

/// Until when a phase that has passed keeps its hold on the merge gate, and why.
void add_phase_reasons(Gate& gate, Release const& release, Zone const& zone) {
    auto const* const close = pending_close(release);
    if (close == nullptr) return;
    for (auto const& firing : release.firings) {
        if (firing.phase.gate == PhaseGate::none || !holds(release, firing)) continue;
        auto const window = firing.phase.kind == PhaseKind::deploy_window_open;
        auto const text =
            window ? "Release " + release.id + " is being deployed until " + clock_text(close->phase.at, zone)
                   : "Release " + release.id + " is past its " + firing.phase.name +
                         "; its window closes at " + clock_text(close->phase.at, zone);
        gate.reasons.push_back({window ? "deploy_window" : firing.phase.name, text});
        if (firing.phase.gate == PhaseGate::lock)
            gate.open = false;
        else
            gate.advisory = true;
    }
}

bool has_reason(Gate const& gate, std::string_view code) {
    return std::any_of(gate.reasons.begin(), gate.reasons.end(),
                       [&](Reason const& reason) { return reason.code == code; });
}

void add_running(Gate& gate, Release const& release) {
    if (!release.deployment_running()) return;
    gate.open = false;
    gate.reasons.push_back({"deployment_running", "A production deployment of " + release.id +
                                                      " is running; its end is not reported yet"});
}

bool has_begun(Release const& release) {
    return std::any_of(release.firings.begin(), release.firings.end(), [&](Firing const& each) {
        auto const held = each.attempt == release.attempt && each.status == FiringStatus::held;
        return held || holds(release, each);
    });
}

/// The earliest instant at which a reason ends; nothing when one of them has no known end.
std::optional<Instant> reasons_end(Train const& train, Gate const& gate) {
    if (has_reason(gate, "deployment_running") || has_reason(gate, "clock_on_hold")) return std::nullopt;
    std::optional<Instant> end;
    for (auto const& [id, release] : train.releases) {
        auto const* const close = pending_close(release);
        if (close != nullptr && has_begun(release) && (!end || close->phase.at < *end)) end = close->phase.at;
    }
    return end;
}

std::optional<Instant> next_opening(Train const& train, Policy const& policy) {
    for (auto const& item : agenda_of(train, policy, 2).releases) {
        auto const* const open = item.release.firing(PhaseKind::deploy_window_open);
        if (open != nullptr && open->status == FiringStatus::pending) return open->phase.at;
    }
    return std::nullopt;
}

Gate merge_gate(Train const& train, Policy const& policy, bool clock_held) {
    Gate gate;
    for (auto const& [id, release] : train.releases) {
        add_phase_reasons(gate, release, policy.rule.zone);
        add_running(gate, release);
    }
    if (gate.open && clock_held) return gate;
    gate.changes_at = reasons_end(train, gate);
    if (!gate.open) return gate;
    auto const opening = next_opening(train, policy);
    if (opening && (!gate.changes_at || *opening < *gate.changes_at)) gate.changes_at = opening;
    return gate;
}

void add_missing_go(Gate& gate, Release const& release) {
    std::string text = "Release " + release.id + " has no GO";
    for (auto const& reason : decision_of(release).reasons) text += "; " + reason.text;
    gate.reasons.push_back({"missing_go", text});
}

Gate deploy_gate(Train const& train, Policy const& policy, bool clock_held) {
    Gate gate;
    auto window = false;
    for (auto const& [id, release] : train.releases) {
        auto const deployable = release.state == State::go || release.state == State::deploying;
        if (release.window_open() || release.state == State::held) {
            window = true;
            if (release.in_production()) {
                gate.reasons.push_back({"already_deployed", "Release " + id + " is in production"});
            } else if (!deployable) {
                add_missing_go(gate, release);
            }
        }
        add_running(gate, release);
    }
    if (!window) {
        auto const next = next_opening(train, policy);
        gate.reasons.push_back({"no_deploy_window", next ? "The next deployment window opens at " +
                                                               clock_text(*next, policy.rule.zone)
                                                         : "No deployment window is planned"});
    }
    if (clock_held) {
        gate.reasons.push_back(
            {"clock_on_hold", "The clock jumped; ops or a Tech Lead must accept the time first"});
    }
    gate.open = gate.reasons.empty();
    if (gate.open || window)
        gate.changes_at = reasons_end(train, gate);
    else if (!clock_held && !has_reason(gate, "deployment_running"))
        gate.changes_at = next_opening(train, policy);
    return gate;
}

}  // namespace

Gate gate_of(Train const& train, Policy const& policy, Action action, bool clock_held) {
    switch (action) {
        case Action::merge:
            return merge_gate(train, policy, clock_held);
        case Action::deploy:
            return deploy_gate(train, policy, clock_held);
        case Action::flag:
            return {};
    }
    return {};
}

}  // namespace cadence::release
