// "May I merge, deploy, flip a flag now, and why not?" The answer follows from committed state alone; every
// edge is a command of its own, so an answer stays right until the next revision. DESIGN section 6.
//
// What bears on a gate is a union of holds: each stands by itself, so that the end of one never opens what
// another locks. Exemptions and admissions let one subject through; they end no hold.
//
// Invariant: a shut gate names at least one reason, and all of them; those that lock come first.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>
#include <boost/mp11/list.hpp>

#include "release/decision.h"
#include "release/policy.h"

namespace cadence::release {

BOOST_DEFINE_ENUM_CLASS(Action, merge, deploy, flag)
BOOST_DEFINE_ENUM_CLASS(ExemptionKind, branch, pull_request, label, path)

// On a train, at one time.
inline constexpr std::size_t kMostFreezes = 100;
inline constexpr std::size_t kMostExemptions = 500;

/// "Stop the line": shuts gates from `from` until `until`, or until somebody ends it.
struct Freeze {
    std::string id;  // "freeze-3"
    std::vector<Action> actions;
    Instant from;
    std::optional<Instant> until;
    bool begun = false;
    std::string reason;
    std::string by;
};

struct Exemption {
    std::string id;  // "exemption-4"
    ExemptionKind admits = ExemptionKind::branch;
    std::string value;  // of a path: its pattern (path_pattern.h)
    Instant until;
    std::string reason;
    std::string by;
};

BOOST_DESCRIBE_STRUCT(Freeze, (), (id, actions, from, until, begun, reason, by))
BOOST_DESCRIBE_STRUCT(Exemption, (), (id, admits, value, until, reason, by))

// Commands.

struct AddFreeze {
    std::vector<Action> actions;
    std::optional<Instant> from;   // nothing: now
    std::optional<Instant> until;  // nothing: until somebody ends it
    std::string reason;
};
struct EndFreeze {
    std::string freeze;
    std::string reason;
};
struct AddExemption {
    ExemptionKind admits = ExemptionKind::branch;
    std::string value;
    Instant until;
    std::string reason;
};
struct EndExemption {
    std::string exemption;
};
struct MoveFreeze {  // begins or ends
    std::string freeze;
};
struct ExpireExemption {
    std::string exemption;
};

BOOST_DESCRIBE_STRUCT(AddFreeze, (), (actions, from, until, reason))

// Events.

struct GateViolated {
    static constexpr std::string_view type = "gate_violated";
    std::string release;  // or empty
    std::string commit;
    std::string author;
    std::vector<std::string> reasons;  // texts
};
struct FreezeAdded {
    static constexpr std::string_view type = "freeze_added";
    Freeze freeze;
};
struct FreezeBegan {
    static constexpr std::string_view type = "freeze_began";
    std::string freeze;
    std::string reason;
};
struct FreezeEnded {
    static constexpr std::string_view type = "freeze_ended";
    std::string freeze;
    std::string reason;
};
struct ExemptionAdded {
    static constexpr std::string_view type = "exemption_added";
    Exemption exemption;
};
struct ExemptionEnded {
    static constexpr std::string_view type = "exemption_ended";
    std::string exemption;
    std::string reason;
};

BOOST_DESCRIBE_STRUCT(GateViolated, (), (release, commit, author, reasons))
BOOST_DESCRIBE_STRUCT(FreezeAdded, (), (freeze))
BOOST_DESCRIBE_STRUCT(FreezeBegan, (), (freeze, reason))
BOOST_DESCRIBE_STRUCT(FreezeEnded, (), (freeze, reason))
BOOST_DESCRIBE_STRUCT(ExemptionAdded, (), (exemption))
BOOST_DESCRIBE_STRUCT(ExemptionEnded, (), (exemption, reason))

using GateCommands =
    boost::mp11::mp_list<AddFreeze, EndFreeze, AddExemption, EndExemption, MoveFreeze, ExpireExemption>;
using GateEvents =
    boost::mp11::mp_list<GateViolated, FreezeAdded, FreezeBegan, FreezeEnded, ExemptionAdded, ExemptionEnded>;

[[nodiscard]] Result<Events> handle(Train const&, AddFreeze const&, Context const&);
[[nodiscard]] Result<Events> handle(Train const&, EndFreeze const&, Context const&);
[[nodiscard]] Result<Events> handle(Train const&, AddExemption const&, Context const&);
[[nodiscard]] Result<Events> handle(Train const&, EndExemption const&, Context const&);
[[nodiscard]] Result<Events> handle(Train const&, MoveFreeze const&, Context const&);
[[nodiscard]] Result<Events> handle(Train const&, ExpireExemption const&, Context const&);

void apply(Train&, GateViolated const&, Event const&);
void apply(Train&, FreezeAdded const&, Event const&);
void apply(Train&, FreezeBegan const&, Event const&);
void apply(Train&, FreezeEnded const&, Event const&);
void apply(Train&, ExemptionAdded const&, Event const&);
void apply(Train&, ExemptionEnded const&, Event const&);

// The question.

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
};

/// One thing that bears on a gate.
struct Hold {
    Reason reason;
    bool locks = true;  // else it only advises
    Instant since;
    std::optional<Instant> until;  // nothing: no known end
};

/// Everything that bears on the gate of a train, whoever asks; those that lock come first.
[[nodiscard]] std::vector<Hold> holds_on(Train const& train, Policy const& policy, Action action,
                                         bool clock_held);
/// The holds on deploying this on-demand release: no window, but its approval.
[[nodiscard]] std::vector<Hold> holds_on_demand(Train const& train, Policy const& policy,
                                                Release const& release, bool clock_held);

/// Whether it may matter to somebody's question which paths are touched.
[[nodiscard]] bool admits_by_path(Train const& train);

[[nodiscard]] bool covers(Freeze const& freeze, Action action);

/// Whether the gate of merges is open for it; what gate_of says, and no more.
[[nodiscard]] bool may_merge(Train const& train, Policy const& policy, bool clock_held,
                             Subject const& subject);
[[nodiscard]] Gate gate_of(Train const& train, Policy const& policy, Action action, bool clock_held,
                           Subject const& subject = {});

/// Why this scheduled release may not be deployed even with GO: a rollback that is not cleared, a freeze of
/// deployments, another release's running deployment. Empty: nothing keeps it.
[[nodiscard]] std::vector<Reason> keeps_from_deploying(Train const& train, Release const& release);

BOOST_DESCRIBE_STRUCT(Gate, (), (open, advisory, reasons, changes_at))

}  // namespace cadence::release
