// Dates, votes and deployments: what happened to releases by the calendar and by decision.
#pragma once

#include <optional>
#include <string>
#include <string_view>
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
struct VoteReminded {
    static constexpr std::string_view type = "vote_reminded";
    std::string release;
    Instant decision_at;
    std::vector<std::string> missing;  // texts: what keeps it from GO beside votes that are still to come
    std::vector<Role> waiting_for;     // of whom nobody has voted
    bool operator==(VoteReminded const&) const = default;
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
struct CancelledPassed {  // its window would have closed
    static constexpr std::string_view type = "cancelled_passed";
    std::string release;
    bool operator==(CancelledPassed const&) const = default;
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
    std::optional<int> merged_up_to = {};  // a production success: it has those and none after; or not known
    std::vector<std::string> contains = {};  // on-demand releases that were to be contained, and are
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

}  // namespace cadence::release
