// What can be asked of a train, by people or by time. DESIGN sections 5 and 13.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "release/policy.h"
#include "release/train.h"

namespace cadence::release {

// By people. `release` is an id; a release that the calendar still owns is pinned by its first command.
struct CastVote {
    std::string release;
    Choice vote = Choice::go;
    std::string reason;
};
struct WithdrawVote {
    std::string release;
    std::string person;  // empty: one's own
    std::string reason;
};
struct SetCandidate {
    std::string release;
    std::string version;
    std::string commit;
};
struct Postpone {
    std::string release;
    std::optional<Instant> to;
    std::string reason;
    std::optional<Date> day = {};  // at the local time at which it is meant to open; neither: a week later
};
struct Cancel {
    std::string release;
    std::string reason;
};
struct ReportDeployment {
    std::string release;  // empty: whichever may claim it (claim.h)
    Environment environment = Environment::production;
    DeploymentStatus status = DeploymentStatus::succeeded;
    std::string version;
    std::string commit;
    std::optional<Instant> at;  // nothing: now
    std::string source;
    bool baseline = false;  // what a new installation's production runs already
};
struct RecordIssue {
    std::string release;
    std::string text;
    std::optional<Severity> severity;
};
struct TickItem {
    std::string release;
    std::string item;
    ItemStatus status = ItemStatus::passed;
    std::string reason;
};
struct RequestCheck {  // now, beside its schedule
    std::string release;
    std::string item;
};
struct RequestRelease {
    Kind kind = Kind::hotfix;
    std::string title;
    std::optional<Criterion> criterion;
    std::optional<double> cvss;
    std::string justification;
    std::string commit;
    std::string version;
};
struct Approve {
    std::string release;
};
struct Reject {
    std::string release;
    std::string reason;
};
/// Another pull request that came with a merge: whoever judges that looks at all of them.
struct MergedBeside {
    std::string pull_request;
    std::string branch;
    std::vector<std::string> labels;
    std::vector<std::string> paths;
    bool operator==(MergedBeside const&) const = default;
};
struct RecordMerge {
    std::string commit;
    std::string author;
    std::string title;
    std::string branch;
    std::string pull_request;
    std::vector<std::string> labels;
    std::optional<Instant> committed_at;
    std::optional<Instant> merged_at;     // nothing: now
    std::vector<std::string> paths = {};  // all that it touched; empty: not known
    std::vector<MergedBeside> beside = {};
    std::string replaces = {};  // the head before, where the branch was moved off it by force
};
struct RecordNotes {
    std::string release;
    std::string changelog;  // the whole file
};
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
    Admits admits = Admits::branch;
    std::string value;
    Instant until;
    std::string reason;
};
struct EndExemption {
    std::string exemption;
};
struct StartRollback {
    std::string release;
    Severity severity = Severity::p0;
    RollbackOption option = RollbackOption::previous_version;
    std::string to_version;  // empty: the last that ran well
    std::vector<std::string> commits;
    std::string branch;
    std::string reason;
    bool force = false;  // a P2, or to what ran badly itself
};
struct VerifyRollback {
    std::string release;
    bool health = false;
    bool smoke = false;
    bool resolved = false;
    std::string note;
    std::string runs = {};  // the version or commit that production runs, by one's own word
};
struct ClearRollback {
    std::string reason;
};
struct RecordRetrospective {
    std::string release;
    std::string text;
    std::string link;
    bool replace = false;  // one that is recorded already
};
struct RecordPostMortem {
    std::string release;
    std::string text;
    std::string link;
    bool replace = false;  // one that is recorded already
};
struct RecordReview {
    std::string review;  // "backend-2026-Q1"
    std::string text;
    std::string link;
};
struct AddBlackout {
    Date from;
    Date to;
    std::string reason;
};
struct EndBlackout {
    std::string blackout;
};

// By time and by the daemon.
struct ActivateTrain {};
struct ForgetPeople {  // removed from the configuration: their open votes are void
    std::vector<std::string> people;
};
/// The configuration is about to change; decided under the old policy. The train must hold every release of
/// the record from today on: the calendar steps around them.
struct AdoptPolicy {
    Policy next;
};
struct PlanRelease {
    Date slot;
};
struct FirePhase {
    std::string release;
    std::string phase;
};
struct FinishMonitoring {  // or tells that what is required after the release is still open
    std::string release;
};
struct RemindMonitoring {
    std::string release;
};
struct TickAnnounced {  // an announcement has been delivered: what it does is done
    std::string release;
    std::string topic;
    std::string channel;
    Instant at;  // of what it told
};
struct TickKnown {  // what the daemon knows by itself
    std::string release;
};
struct PassCancelled {
    std::string release;
};
struct ReportMissed {};
struct ExpireRequest {
    std::string release;
};
struct StartChecks {  // all of this release that are due; whoever runs them hears of it by the event
    std::string release;
};
struct FinishCheck {
    std::string release;
    std::string item;
    CheckOutcome outcome = CheckOutcome::failed;
    std::string saw;
    Duration took{0};
    std::string tag;    // the highest version tag, when that is what it looked for
    std::string notes;  // the changelog's chapter, Markdown, when that is what it looked for
    std::optional<Instant> started = {};  // which run: an answer to another than the one that runs is dropped
};
struct MoveDeadline {  // warns or breaches, whichever is due
    std::string deadline;
};
struct MoveFreeze {  // begins or ends
    std::string freeze;
};
struct ExpireExemption {
    std::string exemption;
};
struct EndQuarter {};
struct RemindVoters {
    std::string release;
};

/// A type of its own, so that copying and moving so many alternatives is compiled once (decide.cpp).
struct Command
    : std::variant<CastVote, WithdrawVote, SetCandidate, Postpone, Cancel, ReportDeployment, RecordIssue,
                   TickItem, RequestCheck, RequestRelease, Approve, Reject, RecordMerge, RecordNotes,
                   AddFreeze, EndFreeze, AddExemption, EndExemption, StartRollback, VerifyRollback,
                   ClearRollback, RecordRetrospective, RecordPostMortem, RecordReview, AddBlackout,
                   EndBlackout, ActivateTrain, ForgetPeople, AdoptPolicy, PlanRelease, FirePhase,
                   FinishMonitoring, PassCancelled, ReportMissed, ExpireRequest, StartChecks, FinishCheck,
                   MoveDeadline, MoveFreeze, ExpireExemption, EndQuarter, RemindVoters, RemindMonitoring,
                   TickAnnounced, TickKnown> {
    using variant::variant;
    Command(Command const& other);
    Command(Command&& other) noexcept;
    Command& operator=(Command const& other);
    Command& operator=(Command&& other) noexcept;
    ~Command();
};

}  // namespace cadence::release
