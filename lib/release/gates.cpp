#include "release/gates.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/find.h"
#include "release/agenda.h"
#include "release/monitoring.h"
#include "release/path_pattern.h"

namespace cadence::release {

namespace {

using calendar::PhaseGate;

/// An admission: lets one subject through a gate that is shut for all others.
struct Admission {
    Reason reason;
    std::optional<Instant> until;  // nothing: no known end
};

std::string what(Exemption const& exemption) {
    constexpr std::array<std::string_view, 4> kKinds{"Branch ", "Pull request ", "Label ", "Path "};
    return std::string{kKinds[static_cast<std::size_t>(exemption.admits)]} + exemption.value;
}

bool matches(Exemption const& exemption, Subject const& subject) {
    switch (exemption.admits) {
        case ExemptionKind::branch:
            return exemption.value == subject.branch;
        case ExemptionKind::pull_request:
            return exemption.value == subject.pull_request;
        case ExemptionKind::label:
            return contains(subject.labels, exemption.value);
        case ExemptionKind::path:
            return false;  // one alone need not be enough: see admitted_by_path
    }
    return false;
}

Admission admitted_by(Exemption const& exemption, Policy const& policy, Instant until) {
    return {{"exempt", what(exemption) + " is exempt until " + policy.rule.zone.show(exemption.until) +
                           " by " + exemption.by + ": " + exemption.reason + " (" + exemption.id + ")"},
            until};
}

/// Until when each path that is touched is let through by some exemption; nothing: one is not, or they are
/// not known. `used` are the exemptions that let one of them through.
std::optional<Instant> paths_admitted_until(std::vector<Exemption const*> const& exemptions,
                                            std::vector<std::string> const& paths,
                                            std::set<Exemption const*>& used) {
    std::vector<PathPattern> patterns;
    patterns.reserve(exemptions.size());
    for (auto const* each : exemptions) patterns.emplace_back(each->value);
    std::optional<Instant> end;
    for (auto const& path : paths) {
        std::optional<Instant> last;
        for (std::size_t i = 0; i < patterns.size(); ++i) {
            if (!patterns[i].matches(path)) continue;
            used.insert(exemptions[i]);
            last = std::max(last.value_or(exemptions[i]->until), exemptions[i]->until);
        }
        if (!last) return std::nullopt;
        end = std::min(end.value_or(*last), *last);
    }
    return end;
}

/// Exemptions by path are a union: what one lets through, another need not.
std::vector<Admission> admitted_by_path(Train const& train, Policy const& policy, Subject const& subject) {
    std::vector<Exemption const*> by_path;
    for (auto const& each : train.exemptions) {
        if (each.admits == ExemptionKind::path) by_path.push_back(&each);
    }
    std::set<Exemption const*> used;
    auto const until = paths_admitted_until(by_path, subject.paths, used);
    std::vector<Admission> found;
    for (auto const* each : by_path) {
        if (until && used.contains(each)) found.push_back(admitted_by(*each, policy, *until));
    }
    return found;
}

/// Its own branch, from its second approval until it is monitored no longer.
std::optional<Admission> admitted_on_demand(Release const& release, Subject const& subject, bool clock_held) {
    auto const live = release.state == State::approved || release.state == State::deploying ||
                      release.state == State::monitoring;
    if (!live || !release.on_demand || !release.on_demand->approved_at) return std::nullopt;
    if (subject.branch.empty() || release.on_demand->branch != subject.branch) return std::nullopt;
    auto const ends = !clock_held && end_of_monitoring(release) && open_items_after(release).empty();
    return Admission{{"admitted", "Branch " + subject.branch + " is that of " + release.id + ", which is " +
                                      std::string{name_of(release.state)}},
                     ends ? release.monitored_until : std::nullopt};
}

/// The branch and commits of a rollback in progress.
std::optional<Admission> admitted_by_rollback(Release const& release, Subject const& subject) {
    if (release.state != State::rolling_back || !release.rollback) return std::nullopt;
    auto const& branch = release.rollback->branch;
    auto const& commits = release.rollback->commits;
    if (!branch.empty() && branch == subject.branch)
        return Admission{{"admitted", "Branch " + branch + " rolls " + release.id + " back"}, {}};
    auto const declared = std::ranges::any_of(
        commits, [&](std::string const& each) { return same_commit(each, subject.commit); });
    if (!declared) return std::nullopt;
    return Admission{{"admitted", "Commit " + subject.commit + " rolls " + release.id + " back"}, {}};
}

/// Those without a known end first, then the last to end.
std::vector<Admission> admissions_of(Train const& train, Policy const& policy, Subject const& subject,
                                     bool clock_held) {
    std::vector<Admission> found;
    for (auto const& [id, release] : train.releases) {
        if (auto own = admitted_on_demand(release, subject, clock_held)) found.push_back(std::move(*own));
        if (auto back = admitted_by_rollback(release, subject)) found.push_back(std::move(*back));
    }
    for (auto const& each : train.exemptions) {
        if (matches(each, subject)) found.push_back(admitted_by(each, policy, each.until));
    }
    for (auto& each : admitted_by_path(train, policy, subject)) found.push_back(std::move(each));
    std::ranges::stable_sort(found, [](Admission const& a, Admission const& b) {
        return b.until && (!a.until || *a.until > *b.until);
    });
    return found;
}

/// The earlier of the two, as far as they are known.
std::optional<Instant> earlier(std::optional<Instant> a, std::optional<Instant> b) {
    if (!a || !b) return a ? a : b;
    return std::min(*a, *b);
}

std::optional<Instant> next_freeze(Train const& train, Action action) {
    std::optional<Instant> next;
    for (auto const& each : train.freezes) {
        if (!each.begun && covers(each, action)) next = earlier(next, each.from);
    }
    return next;
}

/// The next window to open or phase to lock.
std::optional<Instant> next_lock(Train const& train, Policy const& policy) {
    std::optional<Instant> next;
    for (auto const& item : agenda_of(train, policy, 2).releases) {
        for (auto const& firing : item.release.firings) {
            auto const locks =
                firing.phase.gate == PhaseGate::lock || firing.phase.kind == PhaseKind::deploy_window_open;
            auto const ahead =
                firing.attempt == item.release.attempt && firing.status == FiringStatus::pending;
            if (locks && ahead) next = earlier(next, firing.phase.at);
        }
    }
    return next;
}

std::optional<Instant> window_close(Train const& train) {
    std::optional<Instant> close;
    for (auto const& [id, release] : train.releases) {
        if (release.window_open())
            close = earlier(close, release.firing(PhaseKind::deploy_window_close)->phase.at);
    }
    return close;
}

/// Freezes to come that begin by `end` and outlast it move it; on hold, begun ones wait for the clock to end.
std::optional<Instant> prolonged(Train const& train, Action action, Instant end, bool clock_held) {
    for (auto moved = true; moved;) {
        moved = false;
        for (auto const& each : train.freezes) {
            if (each.begun || !covers(each, action) || each.from > end) continue;
            if (!each.until || clock_held) return std::nullopt;
            if (*each.until <= end) continue;
            end = *each.until;
            moved = true;
        }
    }
    return end;
}

/// The last of the known ends of what locks.
std::optional<Instant> locked_until(std::vector<Hold> const& holds) {
    std::optional<Instant> last;
    for (auto const& each : holds) {
        if (!each.locks) continue;
        if (!each.until) return std::nullopt;
        if (!last || *last < *each.until) last = each.until;
    }
    return last;
}

/// An on-demand release that the question is about: one that is still to be decided or deployed, if there is
/// one, else the last.
Release const* on_demand_of(Train const& train, Subject const& subject) {
    Release const* found = nullptr;
    for (auto const& [id, release] : train.releases) {
        if (!release.on_demand) continue;
        if (id == subject.release) return &release;
        if (subject.branch.empty() || release.on_demand->branch != subject.branch) continue;
        if (found == nullptr || is_terminal(found->state) || !is_terminal(release.state)) found = &release;
    }
    return found;
}

/// The next change of an open gate by time alone, besides the ends of its holds.
std::optional<Instant> next_edge(Train const& train, Policy const& policy, Action action, bool on_demand) {
    auto edge = next_freeze(train, action);
    if (action == Action::merge) edge = earlier(edge, next_lock(train, policy));
    if (action == Action::deploy && !on_demand) edge = earlier(edge, window_close(train));
    return edge;
}

}  // namespace

bool admits_by_path(Train const& train) {
    return first_with(train.exemptions, &Exemption::admits, ExemptionKind::path) != nullptr;
}

bool may_merge(Train const& train, Policy const& policy, bool clock_held, Subject const& subject) {
    return std::ranges::none_of(holds_on(train, policy, Action::merge, clock_held), &Hold::locks) ||
           !admissions_of(train, policy, subject, clock_held).empty();
}

Gate gate_of(Train const& train, Policy const& policy, Action action, bool clock_held,
             Subject const& subject) {
    auto const* const release = action == Action::deploy ? on_demand_of(train, subject) : nullptr;
    auto const holds = release != nullptr ? holds_on_demand(train, policy, *release, clock_held)
                                          : holds_on(train, policy, action, clock_held);
    Gate gate;
    gate.open = std::ranges::none_of(holds, &Hold::locks);
    if (!gate.open && action == Action::merge) {
        for (auto& each : admissions_of(train, policy, subject, clock_held)) {
            if (!gate.open) gate.changes_at = each.until;
            gate.open = gate.advisory = true;
            gate.reasons.push_back(std::move(each.reason));
        }
    }
    for (auto const& each : holds) {
        gate.reasons.push_back(each.reason);
        gate.advisory = gate.advisory || !each.locks;
    }
    if (!gate.open) {
        auto const end = locked_until(holds);
        gate.changes_at = end ? prolonged(train, action, *end, clock_held) : end;
    } else if (clock_held) {  // windows wait; freezes begin all the same
        gate.changes_at = earlier(gate.changes_at, next_freeze(train, action));
    } else {
        gate.changes_at = earlier(gate.changes_at, next_edge(train, policy, action, release != nullptr));
        for (auto const& each : holds) gate.changes_at = earlier(gate.changes_at, each.until);
    }
    return gate;
}

}  // namespace cadence::release
