// What happened. Events carry the facts they rest on (instants, phases, required roles, the voter's roles),
// so that a log folds to the same state after any change of configuration. Names are the log's `type`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "release/train.h"

namespace cadence::release {

struct TrainActivated {
    static constexpr std::string_view type = "train_activated";
    Date next_slot;
    std::optional<Date> next_review;
    bool operator==(TrainActivated const&) const = default;
};
struct CalendarChanged {  // another rule owns the slots from here on
    static constexpr std::string_view type = "calendar_changed";
    Date next_slot;
    bool operator==(CalendarChanged const&) const = default;
};
struct ReleasePlanned {
    static constexpr std::string_view type = "release_planned";
    std::string release;
    Kind kind = Kind::scheduled;
    Date slot;
    Window window;
    std::vector<calendar::PhaseTime> phases;
    std::vector<Role> required_roles;
    std::vector<ItemRule> checklist;
    std::string shifted_by;  // the blackout's reason, or empty
    std::optional<Window> shifted_from;
    Date next_slot;
    bool operator==(ReleasePlanned const&) const = default;
};
struct SlotSkipped {
    static constexpr std::string_view type = "slot_skipped";
    Date slot;
    std::string reason;
    Date next_slot;
    bool operator==(SlotSkipped const&) const = default;
};
struct PhaseFired {
    static constexpr std::string_view type = "phase_fired";
    std::string release;
    std::string phase;
    PhaseKind kind = PhaseKind::announcement;
    int attempt = 1;
    Instant due_at;
    FiringStatus status = FiringStatus::fired;
    std::string reason;
    bool operator==(PhaseFired const&) const = default;
};
struct StateChanged {
    static constexpr std::string_view type = "state_changed";
    std::string release;
    State from = State::planned;
    State to = State::planned;
    std::string reason;
    bool operator==(StateChanged const&) const = default;
};
struct CandidateSet {
    static constexpr std::string_view type = "candidate_set";
    std::string release;
    std::string version;
    std::string commit;
    std::vector<std::string> voided;  // whose votes or approvals it voids
    std::vector<std::string> reset;   // checklist items that are pending again
    bool operator==(CandidateSet const&) const = default;
};
struct VoteCast {
    static constexpr std::string_view type = "vote_cast";
    std::string release;
    std::string person;
    std::string name;
    std::vector<Role> roles;
    Choice vote = Choice::go;
    std::string reason;
    bool operator==(VoteCast const&) const = default;
};
struct VoteWithdrawn {
    static constexpr std::string_view type = "vote_withdrawn";
    std::string release;
    std::string person;
    std::string reason;
    bool operator==(VoteWithdrawn const&) const = default;
};
struct ReleasePostponed {
    static constexpr std::string_view type = "release_postponed";
    std::string release;
    int attempt = 2;  // the one that begins
    Window from;
    Window to;
    std::vector<calendar::PhaseTime> phases;
    std::vector<std::string> voided;
    std::vector<std::string> reset;
    std::string reason;
    bool operator==(ReleasePostponed const&) const = default;
};
struct ReleaseCancelled {
    static constexpr std::string_view type = "release_cancelled";
    std::string release;
    Window from;
    std::string reason;
    std::string superseded_by;
    bool operator==(ReleaseCancelled const&) const = default;
};
struct DeploymentReported {
    static constexpr std::string_view type = "deployment_reported";
    std::string release;  // or empty: of no release we know
    std::string deployment;
    Environment environment = Environment::production;
    DeploymentStatus status = DeploymentStatus::succeeded;
    std::string version;
    std::string commit;
    Instant deployed_at;
    std::string source;
    std::optional<Instant> monitored_until;  // when this success starts monitoring
    int covers = 0;                          // it has the merges up to this number
    bool operator==(DeploymentReported const&) const = default;
};
struct IssueRecorded {
    static constexpr std::string_view type = "issue_recorded";
    std::string release;
    std::string issue;
    std::string text;
    std::optional<Severity> severity;
    bool proposed = false;
    bool operator==(IssueRecorded const&) const = default;
};
struct PhasesMissed {  // one digest of all that a downtime missed
    static constexpr std::string_view type = "phases_missed";
    std::vector<MissedPhase> phases;
    bool operator==(PhasesMissed const&) const = default;
};
struct BlackoutAdded {
    static constexpr std::string_view type = "blackout_added";
    calendar::Blackout blackout;
    bool operator==(BlackoutAdded const&) const = default;
};
struct BlackoutEnded {
    static constexpr std::string_view type = "blackout_ended";
    std::string blackout;
    bool operator==(BlackoutEnded const&) const = default;
};

struct ReviewScheduled {
    static constexpr std::string_view type = "review_scheduled";
    Date next_review;
    bool operator==(ReviewScheduled const&) const = default;
};
struct ItemTicked {
    static constexpr std::string_view type = "item_ticked";
    std::string release;
    std::string item;
    ItemStatus status = ItemStatus::passed;
    std::string reason;
    bool operator==(ItemTicked const&) const = default;
};
struct ItemAdded {
    static constexpr std::string_view type = "item_added";
    std::string release;
    ItemRule item;
    std::string reason;
    bool operator==(ItemAdded const&) const = default;
};
struct CheckRequested {
    static constexpr std::string_view type = "check_requested";
    std::string release;
    std::string item;
    bool operator==(CheckRequested const&) const = default;
};
struct ChecksStarted {
    static constexpr std::string_view type = "checks_started";
    std::string release;
    std::vector<std::string> items;
    bool operator==(ChecksStarted const&) const = default;
};
struct CheckFinished {
    static constexpr std::string_view type = "check_finished";
    std::string release;
    std::string item;
    std::string check;
    bool passed = false;
    std::string saw;
    Duration took{0};
    std::string tag;  // the highest version tag, when that is what it looked for
    bool operator==(CheckFinished const&) const = default;
};
struct ReleaseRequested {
    static constexpr std::string_view type = "release_requested";
    std::string release;
    Kind kind = Kind::hotfix;
    Date slot;
    OnDemand on_demand;
    std::vector<ItemRule> checklist;
    bool operator==(ReleaseRequested const&) const = default;
};
struct ApprovalGiven {
    static constexpr std::string_view type = "approval_given";
    std::string release;
    std::string person;
    std::string name;
    std::vector<Role> roles;
    bool operator==(ApprovalGiven const&) const = default;
};
struct ApprovalVoided {
    static constexpr std::string_view type = "approval_voided";
    std::string release;
    std::string person;
    std::string reason;
    bool operator==(ApprovalVoided const&) const = default;
};
struct MergeRecorded {
    static constexpr std::string_view type = "merge_recorded";
    Merge merge;
    bool operator==(MergeRecorded const&) const = default;
};
struct GateViolated {
    static constexpr std::string_view type = "gate_violated";
    std::string release;  // or empty
    std::string commit;
    std::string author;
    std::vector<std::string> reasons;  // texts
    bool operator==(GateViolated const&) const = default;
};
struct BranchMerged {
    static constexpr std::string_view type = "branch_merged";
    std::string release;  // on demand, in production
    int merge = 0;
    bool operator==(BranchMerged const&) const = default;
};
struct NotesRecorded {
    static constexpr std::string_view type = "notes_recorded";
    std::string release;
    Notes notes;
    bool operator==(NotesRecorded const&) const = default;
};
struct FreezeAdded {
    static constexpr std::string_view type = "freeze_added";
    Freeze freeze;
    bool operator==(FreezeAdded const&) const = default;
};
struct FreezeBegan {
    static constexpr std::string_view type = "freeze_began";
    std::string freeze;
    std::string reason;
    bool operator==(FreezeBegan const&) const = default;
};
struct FreezeEnded {
    static constexpr std::string_view type = "freeze_ended";
    std::string freeze;
    std::string reason;
    bool operator==(FreezeEnded const&) const = default;
};
struct ExemptionAdded {
    static constexpr std::string_view type = "exemption_added";
    Exemption exemption;
    bool operator==(ExemptionAdded const&) const = default;
};
struct ExemptionEnded {
    static constexpr std::string_view type = "exemption_ended";
    std::string exemption;
    std::string reason;
    bool operator==(ExemptionEnded const&) const = default;
};
struct RollbackStarted {
    static constexpr std::string_view type = "rollback_started";
    std::string release;
    Severity severity = Severity::p0;
    RollbackOption option = RollbackOption::previous_version;
    std::string from_version;
    std::string to_version;
    std::string to_commit;
    std::vector<std::string> commits;
    std::string branch;
    std::string reason;
    bool forced = false;
    bool operator==(RollbackStarted const&) const = default;
};
struct RollbackVerified {
    static constexpr std::string_view type = "rollback_verified";
    std::string release;
    std::optional<Running> restored;  // what production runs again, as far as it is known
    std::string note;
    bool operator==(RollbackVerified const&) const = default;
};
struct RollbackCleared {
    static constexpr std::string_view type = "rollback_cleared";
    std::string release;
    std::string reason;
    bool operator==(RollbackCleared const&) const = default;
};
struct RetrospectiveRecorded {
    static constexpr std::string_view type = "retrospective_recorded";
    std::string release;
    std::string text;
    std::string link;
    bool operator==(RetrospectiveRecorded const&) const = default;
};
struct PostMortemRecorded {
    static constexpr std::string_view type = "post_mortem_recorded";
    std::string release;
    std::string text;
    std::string link;
    bool operator==(PostMortemRecorded const&) const = default;
};
struct ReviewRecorded {
    static constexpr std::string_view type = "review_recorded";
    std::string review;
    std::string text;
    std::string link;
    bool operator==(ReviewRecorded const&) const = default;
};
struct QuarterEnded {
    static constexpr std::string_view type = "quarter_ended";
    std::string review;
    std::vector<std::string> skipped;  // whose quarter ended while nobody was there to ask
    Date next_review;
    bool operator==(QuarterEnded const&) const = default;
};
struct DeadlineStarted {
    static constexpr std::string_view type = "deadline_started";
    std::string release;
    Deadline deadline;
    bool operator==(DeadlineStarted const&) const = default;
};
struct DeadlineWarned {
    static constexpr std::string_view type = "deadline_warned";
    std::string release;
    std::string deadline;
    DeadlineKind kind = DeadlineKind::staging_deploy;
    Instant due_at;
    int percent = 0;
    bool operator==(DeadlineWarned const&) const = default;
};
struct DeadlineBreached {
    static constexpr std::string_view type = "deadline_breached";
    std::string release;
    std::string deadline;
    DeadlineKind kind = DeadlineKind::staging_deploy;
    Instant due_at;
    bool operator==(DeadlineBreached const&) const = default;
};
struct DeadlineMet {
    static constexpr std::string_view type = "deadline_met";
    std::string release;
    std::string deadline;
    DeadlineKind kind = DeadlineKind::staging_deploy;
    Instant due_at;
    Instant met_at;
    bool late = false;
    bool operator==(DeadlineMet const&) const = default;
};
struct DeadlineWithdrawn {
    static constexpr std::string_view type = "deadline_withdrawn";
    std::string release;
    std::string deadline;
    DeadlineKind kind = DeadlineKind::staging_deploy;
    Instant due_at;
    std::string reason;
    bool operator==(DeadlineWithdrawn const&) const = default;
};

using EventBody =
    std::variant<TrainActivated, CalendarChanged, ReleasePlanned, SlotSkipped, PhaseFired, StateChanged,
                 CandidateSet, VoteCast, VoteWithdrawn, ReleasePostponed, ReleaseCancelled,
                 DeploymentReported, IssueRecorded, PhasesMissed, BlackoutAdded, BlackoutEnded,
                 ReviewScheduled, ItemTicked, ItemAdded, CheckRequested, ChecksStarted, CheckFinished,
                 ReleaseRequested, ApprovalGiven, ApprovalVoided, MergeRecorded, GateViolated, BranchMerged,
                 NotesRecorded, FreezeAdded, FreezeBegan, FreezeEnded, ExemptionAdded, ExemptionEnded,
                 RollbackStarted, RollbackVerified, RollbackCleared, RetrospectiveRecorded,
                 PostMortemRecorded, ReviewRecorded, QuarterEnded, DeadlineStarted, DeadlineWarned,
                 DeadlineBreached, DeadlineMet, DeadlineWithdrawn>;

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
