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
    std::vector<std::string> voided;  // whose votes it voids
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
    std::string release;
    std::string deployment;
    Environment environment = Environment::production;
    DeploymentStatus status = DeploymentStatus::succeeded;
    std::string version;
    std::string commit;
    Instant deployed_at;
    std::string source;
    std::optional<Instant> monitored_until;  // when this success starts monitoring
    bool operator==(DeploymentReported const&) const = default;
};
struct IssueRecorded {
    static constexpr std::string_view type = "issue_recorded";
    std::string release;
    std::string issue;
    std::string text;
    std::optional<Severity> severity;
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

using EventBody =
    std::variant<TrainActivated, CalendarChanged, ReleasePlanned, SlotSkipped, PhaseFired, StateChanged,
                 CandidateSet, VoteCast, VoteWithdrawn, ReleasePostponed, ReleaseCancelled,
                 DeploymentReported, IssueRecorded, PhasesMissed, BlackoutAdded, BlackoutEnded>;

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
