// What happened. Events carry the facts they rest on (instants, phases, required roles, the voter's roles),
// so that a log folds to the same state after any change of configuration. Names are the log's `type`.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "release/event_process.h"
#include "release/event_promises.h"
#include "release/event_release.h"

namespace cadence::release {

/// A type of its own, so that copying, moving and comparing so many alternatives is compiled once
/// (event.cpp).
struct EventBody
    : std::variant<TrainActivated, CalendarChanged, ReleasePlanned, SlotSkipped, PhaseFired, StateChanged,
                   CandidateSet, VoteCast, VoteWithdrawn, VoteReminded, ReleasePostponed, ReleaseCancelled,
                   CancelledPassed, DeploymentReported, IssueRecorded, PhasesMissed, BlackoutAdded,
                   BlackoutEnded, ReviewScheduled, ItemTicked, ItemAdded, CheckRequested, ChecksStarted,
                   CheckFinished, MonitoringReminded, MonitoringOverdue, ReleaseRequested, ApprovalGiven,
                   ApprovalVoided, MergeRecorded, MergesLeft, GateViolated, BranchMerged, NotesRecorded,
                   FreezeAdded, FreezeBegan, FreezeEnded, ExemptionAdded, ExemptionEnded, RollbackStarted,
                   RollbackVerified, RollbackCleared, RetrospectiveRecorded, PostMortemRecorded,
                   ReviewRecorded, QuarterEnded, DeadlineStarted, DeadlineWarned, DeadlineBreached,
                   DeadlineMet, DeadlineWithdrawn> {
    using variant::variant;
    EventBody(EventBody const& other);
    EventBody(EventBody&& other) noexcept;
    EventBody& operator=(EventBody const& other);
    EventBody& operator=(EventBody&& other) noexcept;
    ~EventBody();
    bool operator==(EventBody const& other) const;
};

struct Event {
    Instant at;
    std::string actor;  // id
    std::string via;
    EventBody body;
    bool operator==(Event const&) const = default;
};

using Events = std::vector<Event>;

/// "vote_cast".
[[nodiscard]] std::string_view type_of(EventBody const& body);
/// The release an event is about, or empty.
[[nodiscard]] std::string_view release_of(EventBody const& body);

}  // namespace cadence::release
