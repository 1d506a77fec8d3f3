// The holds on the gates, one by one.
#include <algorithm>

#include "base/find.h"
#include "base/text.h"
#include "release/agenda.h"
#include "release/gates.h"

namespace cadence::release {

namespace {

using calendar::PhaseGate;
using Holds = std::vector<Hold>;

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
    auto const open = release.awaits(PhaseKind::deploy_window_close) && release.state != State::cancelled;
    return open ? release.firing(PhaseKind::deploy_window_close) : nullptr;
}

std::optional<Instant> close_of(Release const& release) {
    auto const* const close = pending_close(release);
    return close == nullptr ? std::nullopt : std::optional{close->phase.at};
}

/// A phase that has passed bears on merging until the window closes.
void add_phases(Holds& into, Release const& release, Zone const& zone) {
    auto const* const close = pending_close(release);
    if (close == nullptr) return;
    for (auto const& firing : release.firings) {
        if (firing.phase.gate == PhaseGate::none || !holds(release, firing)) continue;
        auto const window = firing.phase.kind == PhaseKind::deploy_window_open;
        auto const over = window && is_terminal(release.state);
        auto const until = zone.show(close->phase.at);
        auto text = over ? "Release " + release.id + " " + standing_of(release.state) +
                               "; its window closes at " + until
                    : window ? "Release " + release.id + " is being deployed until " + until
                             : "The " + in_words(firing.phase.name) + " of " + release.id +
                                   " holds until its window closes at " + until;
        into.push_back({.reason = {window ? "deploy_window" : firing.phase.name, std::move(text)},
                        .locks = firing.phase.gate == PhaseGate::lock,
                        .since = firing.fired_at.value_or(firing.phase.at),
                        .until = close->phase.at});
    }
}

/// When a deployment whose end nobody has told in time is taken for over: at the next code freeze.
std::optional<Instant> given_up_at(Train const& train, Policy const& policy, Release const& release) {
    auto const promise = train.deadlines.find(deadline_id(DeadlineKind::deployment, release.id));
    if (promise == train.deadlines.end() || promise->second.state != DeadlineState::breached)
        return std::nullopt;
    for (auto const& item : agenda_of(train, policy, 4).releases) {
        if (item.release.awaits(PhaseKind::code_freeze) && item.release.id != release.id)
            return item.release.firing(PhaseKind::code_freeze)->phase.at;
    }
    return std::nullopt;
}

void add_running(Holds& into, Release const& release, std::optional<Instant> until) {
    if (!release.deployment_running()) return;
    auto since = release.window.opens_at;
    for (auto const& each : release.deployments) {
        if (each.environment == Environment::production && each.status == DeploymentStatus::started)
            since = each.at;
    }
    into.push_back({.reason = {"deployment_running", "A production deployment of " + release.id +
                                                         " is running; its end is not reported yet"},
                    .since = since,
                    .until = until});
}

/// While the clock is on hold, no code freeze comes.
void add_running(Holds& into, Train const& train, Policy const& policy, Release const& release,
                 bool clock_held) {
    if (!release.deployment_running()) return;
    add_running(into, release, clock_held ? std::nullopt : given_up_at(train, policy, release));
}

/// While the clock is on hold, freezes do not end by it.
void add_freezes(Holds& into, Train const& train, Zone const& zone, Action action, bool clock_held) {
    for (auto const& freeze : train.freezes) {
        if (!freeze.begun || !covers(freeze, action)) continue;
        auto const until = freeze.until ? "until " + zone.show(*freeze.until) : "until somebody ends it";
        into.push_back({.reason = {"freeze", freeze.by + " froze " +
                                                 enumerated(freeze.actions, name_of<Action>, " and ") + " " +
                                                 until + ": " + freeze.reason + " (" + freeze.id + ")"},
                        .since = freeze.from,
                        .until = clock_held ? std::nullopt : freeze.until});
    }
}

void add_rollback(Holds& into, Release const& release) {
    if (release.state != State::rolling_back || !release.rollback) return;
    auto const& rollback = *release.rollback;
    into.push_back(
        {.reason = {"rollback", "Release " + release.id + " is being rolled back (" + rollback.reason +
                                    "); only commits that roll it back may be merged"},
         .since = rollback.started_at});
}

/// Nothing scheduled is deployed until every rollback is cleared.
void add_block(Holds& into, Train const& train, Block const& block, bool locks) {
    auto const what = is_rolling_back(train, block) ? " is being rolled back (" : " was rolled back (";
    into.push_back({.reason = {"rollback_not_cleared",
                               "Release " + block.release + what + block.reason +
                                   "); no scheduled release is deployed until a Tech Lead clears it"},
                    .locks = locks,
                    .since = block.since});
}

void add_blocks(Holds& into, Train const& train, bool locks) {
    for (auto const& block : blocks_of(train)) add_block(into, train, block, locks);
}

void add_clock(Holds& into) {
    into.push_back(
        {.reason = {"clock_on_hold", "The clock jumped; ops or a Tech Lead must accept the time first"}});
}

/// The reasons that keep the release whose window it is from being deployed.
void add_unready(Holds& into, Release const& release) {
    auto const hold = [&](std::string code, std::string text) {
        into.push_back({.reason = {std::move(code), std::move(text)},
                        .since = release.window.opens_at,
                        .until = close_of(release)});
    };
    if (release.in_production()) {
        hold("already_deployed", "Release " + release.id + " is in production");
    } else if (release.state == State::rolling_back || release.state == State::rolled_back) {
        hold("rolled_back", "Release " + release.id + " " + standing_of(release.state));
    } else {
        auto const decision = decision_of(release);
        if (decision.verdict == Verdict::go) return;  // held by what keeps the train from deploying
        hold("missing_go", "Release " + release.id + " has no GO; " + in_short(decision.reasons, release));
    }
}

bool in_its_window(Release const& release) {
    return release.window_open() || release.window_held();
}

std::optional<Instant> next_opening(Train const& train, Policy const& policy) {
    for (auto const& item : agenda_of(train, policy, 2).releases) {
        if (item.release.awaits(PhaseKind::deploy_window_open))
            return item.release.firing(PhaseKind::deploy_window_open)->phase.at;
    }
    return std::nullopt;
}

void add_no_window(Holds& into, Train const& train, Policy const& policy) {
    auto const next = next_opening(train, policy);
    into.push_back({.reason = {"no_deploy_window",
                               next ? "The next deployment window opens at " + policy.rule.zone.show(*next)
                                    : "No deployment window is planned"},
                    .since = train.activated_at.value_or(Instant{}),
                    .until = next});
}

Holds merge_holds(Train const& train, Policy const& policy, bool clock_held) {
    Holds found;
    for (auto const& [id, release] : train.releases) {
        add_phases(found, release, policy.rule.zone);
        add_running(found, train, policy, release, clock_held);
        add_rollback(found, release);
    }
    add_freezes(found, train, policy.rule.zone, Action::merge, clock_held);
    for (auto const& block : blocks_of(train)) {
        if (!is_rolling_back(train, block)) add_block(found, train, block, false);
    }
    return found;
}

Holds deploy_holds(Train const& train, Policy const& policy, bool clock_held) {
    Holds found;
    auto window = false;
    for (auto const& [id, release] : train.releases) {
        if (in_its_window(release)) {
            window = true;
            add_unready(found, release);
        }
        add_running(found, train, policy, release, clock_held);
    }
    if (!window) add_no_window(found, train, policy);
    add_freezes(found, train, policy.rule.zone, Action::deploy, clock_held);
    add_blocks(found, train, true);
    if (clock_held) add_clock(found);
    return found;
}

/// Why an on-demand release may not be deployed for what it is itself.
void add_unapproved(Holds& into, Release const& release) {
    auto const hold = [&](std::string code, std::string text) {
        into.push_back({.reason = {std::move(code), "Release " + release.id + std::move(text)},
                        .since = release.window.opens_at});
    };
    auto const ready = release.state == State::approved || release.state == State::deploying;
    if (ready && release.on_demand->approved_at) return;
    if (release.in_production()) {
        hold("already_deployed", " is in production");
    } else if (release.state == State::rolling_back || release.state == State::rolled_back) {
        hold("rolled_back", " " + standing_of(release.state));
    } else if (ready || release.state == State::requested) {
        hold("not_approved", " is not approved; " + in_short(decision_of(release).reasons, release));
    } else {
        hold("not_approved", " " + standing_of(release.state));
    }
}

Holds locking_first(Holds found) {
    std::ranges::stable_partition(found, &Hold::locks);
    return found;
}

}  // namespace

bool covers(Freeze const& freeze, Action action) {
    return contains(freeze.actions, action);
}

std::vector<Hold> holds_on(Train const& train, Policy const& policy, Action action, bool clock_held) {
    switch (action) {
        case Action::merge:
            return locking_first(merge_holds(train, policy, clock_held));
        case Action::deploy:
            return locking_first(deploy_holds(train, policy, clock_held));
        case Action::flag: {
            Holds found;
            add_freezes(found, train, policy.rule.zone, Action::flag, clock_held);
            return found;
        }
    }
    return {};
}

std::vector<Hold> holds_on_demand(Train const& train, Policy const& policy, Release const& release,
                                  bool clock_held) {
    Holds found;
    add_unapproved(found, release);
    for (auto const& [id, each] : train.releases) {
        auto const before = found.size();
        add_running(found, train, policy, each, clock_held);
        if (id == release.id && found.size() > before) found.back().locks = false;
    }
    add_freezes(found, train, policy.rule.zone, Action::deploy, clock_held);
    add_blocks(found, train, false);
    if (clock_held) add_clock(found);
    return locking_first(std::move(found));
}

std::vector<Reason> keeps_from_deploying(Train const& train, Release const& release) {
    Holds found;
    add_blocks(found, train, true);
    add_freezes(found, train, Zone{}, Action::deploy, false);
    for (auto const& [id, each] : train.releases) {
        if (id != release.id) add_running(found, each, std::nullopt);
    }
    std::vector<Reason> reasons;
    for (auto& each : found) reasons.push_back(std::move(each.reason));
    return reasons;
}

}  // namespace cadence::release
