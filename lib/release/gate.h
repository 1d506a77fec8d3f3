// "May I merge, deploy, flip a flag now, and why not?" The answer follows from committed state alone; every
// edge is a command of its own, so an answer stays right until the next revision. DESIGN section 6.
//
// What bears on a gate is a union of holds: each stands by itself, so that the end of one never opens what
// another locks. Exemptions and admissions let one subject through; they end no hold.
//
// Invariant: a shut gate names at least one reason, and all of them; those that lock come first.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "release/decision.h"
#include "release/policy.h"
#include "release/train.h"

namespace cadence::release {

/// Who asks; all may be empty.
struct Subject {
    std::string branch;
    std::string commit;
    std::string pull_request;
    std::vector<std::string> labels;
    std::string release;
    std::vector<std::string> paths = {};  // all that it touches; empty: not known
};

struct Gate {
    bool open = true;
    bool advisory = false;
    std::vector<Reason> reasons;
    std::optional<Instant> changes_at;  // by time alone; nothing: no known end
    bool operator==(Gate const&) const = default;
};

/// One thing that bears on a gate.
struct Hold {
    Reason reason;
    bool locks = true;  // else it only advises
    Instant since;
    std::optional<Instant> until;  // nothing: no known end
    bool operator==(Hold const&) const = default;
};

/// Everything that bears on the gate of a train, whoever asks; those that lock come first.
[[nodiscard]] std::vector<Hold> holds_on(Train const& train, Policy const& policy, Action action,
                                         bool clock_held);
/// What bears on deploying this on-demand release: no window, but its approval.
[[nodiscard]] std::vector<Hold> holds_on_demand(Train const& train, Policy const& policy,
                                                Release const& release, bool clock_held);

/// Whether it may matter to somebody's question which paths are touched.
[[nodiscard]] bool admits_by_path(Train const& train);

[[nodiscard]] bool covers(Freeze const& freeze, Action action);

[[nodiscard]] Gate gate_of(Train const& train, Policy const& policy, Action action, bool clock_held,
                           Subject const& subject = {});

/// Why this scheduled release may not be deployed even with GO: a rollback that is not cleared, a freeze of
/// deployments, another release's running deployment. Empty: nothing keeps it.
[[nodiscard]] std::vector<Reason> keeps_from_deploying(Train const& train, Release const& release);

}  // namespace cadence::release
