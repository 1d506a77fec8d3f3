// A release as it stands. Plain data: only `evolve` makes a new one from an event. DESIGN section 5.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "calendar/calendar.h"
#include "release/checklist.h"

namespace cadence::release {

using calendar::PhaseKind;
using calendar::Window;

struct Candidate {
    std::string version;
    std::string commit;
    Instant set_at;
    std::string by;
    bool operator==(Candidate const&) const = default;
};

struct Vote {
    std::string person;
    std::string name;
    std::vector<Role> roles;  // all they held when they voted
    Choice vote = Choice::go;
    std::string reason;
    Instant at;
    bool operator==(Vote const&) const = default;
};

/// One phase of one attempt, and what became of it.
struct Firing {
    calendar::PhaseTime phase;
    int attempt = 1;
    FiringStatus status = FiringStatus::pending;
    std::optional<Instant> fired_at;
    std::string reason;
    bool operator==(Firing const&) const = default;
};

/// How far from ours the clock of who reports an instant may be.
constexpr Duration kClockSkew = std::chrono::minutes{5};

struct Deployment {
    std::string id;
    Environment environment = Environment::production;
    DeploymentStatus status = DeploymentStatus::succeeded;
    std::string version;
    std::string commit;
    Instant at;  // when it happened, as reported
    std::string source;
    std::string by;
    bool operator==(Deployment const&) const = default;
};

struct Issue {
    std::string id;
    std::string text;
    std::optional<Severity> severity;
    bool proposed = false;  // the severity is a check's proposal, nobody's judgement
    Instant at;
    std::string by;
    bool operator==(Issue const&) const = default;
};

/// One line of the history of a date.
struct DateChange {
    Instant at;
    std::string by;
    std::optional<Window> from;
    std::optional<Window> to;  // nothing: cancelled
    std::string reason;
    bool operator==(DateChange const&) const = default;
};

struct Approval {
    std::string person;
    std::string name;
    std::vector<Role> roles;
    std::string via;  // by which token it came, and who issued that
    Instant at;
    bool operator==(Approval const&) const = default;
};

/// A merge that would ship with a branch cut from `main`.
struct RideAlong {
    std::string commit;
    std::string title;
    std::string author;
    bool operator==(RideAlong const&) const = default;
};

/// What a hotfix or an expedited release is asked for with, and who consents.
struct OnDemand {
    std::string title;
    std::optional<Criterion> criterion;  // of a hotfix
    std::optional<double> cvss;
    std::string justification;
    std::string branch;   // "hotfix/2026-01-14-double-booking"
    std::string base;     // what it is cut from: "main", or a tag
    int rides_up_to = 0;  // merges up to this number are in the branch
    std::vector<RideAlong> rides_along;
    std::string requested_by;
    Instant requested_at;
    Instant expires_at;
    std::vector<Approval> approvals;
    std::optional<Instant> approved_at;
    bool operator==(OnDemand const&) const = default;
};

/// What one environment runs, by the last success reported.
struct Running {
    std::string release;  // or empty: of no release we know
    std::string version;
    std::string commit;
    Instant since;
    std::optional<int> merged_up_to = {};  // it has the merges up to this number and none after; or not known
    bool operator==(Running const&) const = default;
};

struct Rollback {
    Severity severity = Severity::p0;
    RollbackOption option = RollbackOption::previous_version;
    std::string from_version;
    std::vector<Running> leaves = {};  // under every name that it has run by
    std::string to_version;            // option previous_version
    std::string to_commit;
    std::vector<std::string> commits;  // option revert: what is reverted
    std::string branch;                // and the branch that does it
    std::string reason;
    std::string by;
    Instant started_at;
    std::optional<Instant> restored_at;  // since when production runs something else, by the last report
    std::optional<Instant> verified_at;
    std::string verified_by;
    std::optional<Running> restored = {};  // what production ran when it was verified
    bool by_word = false;                  // by the verifier's word: no report says so
    std::string note;
    bool operator==(Rollback const&) const = default;
};

/// A retrospective, a post-mortem or a review, by text or by link.
struct Record {
    std::string text;
    std::string link;
    std::string by;
    Instant at;
    bool operator==(Record const&) const = default;
};

struct Notes {
    std::string version;
    std::string markdown;
    std::vector<std::string> problems;  // what the changelog's chapter lacks
    std::string source;                 // "changelog check", "anna"
    Instant at;
    bool operator==(Notes const&) const = default;
};

struct Release {
    std::string id;  // "backend-2026-01-22", "backend-hotfix-2026-01-14-double-booking"
    std::string train;
    Kind kind = Kind::scheduled;
    Date slot;        // on demand: the day it was asked for
    int attempt = 1;  // 1 + postponements
    State state = State::planned;
    Window window;                // on demand: the instant it was asked for, twice
    std::vector<Firing> firings;  // of every attempt, in order
    std::vector<Role> required_roles;
    std::vector<Item> checklist;
    std::optional<OnDemand> on_demand;
    std::optional<Candidate> candidate;
    std::vector<Vote> votes;  // one a person
    int reminded = 0;         // the attempt whose voters were reminded last
    std::vector<Deployment> deployments;
    std::vector<Issue> issues;
    std::vector<DateChange> dates;
    std::optional<Instant> monitored_until;
    bool monitoring_reminded = false;  // of what is required after it, before that end
    bool monitoring_overdue = false;   // that end has passed with some of it open, and was told
    std::optional<Rollback> rollback;
    std::optional<Record> retrospective;
    std::optional<Record> post_mortem;
    std::optional<Notes> notes;
    bool operator==(Release const&) const = default;

    /// The firing of this attempt's phase, or null.
    [[nodiscard]] Firing const* firing(PhaseKind kind) const;
    [[nodiscard]] Vote const* vote_of(std::string_view person) const;
    /// Opened and not yet closed.
    [[nodiscard]] bool window_open() const;
    /// Its window came without permission to deploy, and may still get it.
    [[nodiscard]] bool window_held() const;
    /// The last production deployment that was started, if nothing that was reported ends it (notices may
    /// come late, out of order and from several clocks); else null.
    [[nodiscard]] Deployment const* running_deployment() const;
    [[nodiscard]] bool deployment_running() const { return running_deployment() != nullptr; }
    /// Votes, candidate and checklist still decide: nothing has begun.
    [[nodiscard]] bool undecided() const;
    [[nodiscard]] bool has_pending_phase() const;
    [[nodiscard]] bool in_production() const;
    /// It runs in production, or once did.
    [[nodiscard]] bool was_deployed() const;
    [[nodiscard]] Item const* item(std::string_view id) const;
    /// The last success reported for this environment, or null.
    [[nodiscard]] Deployment const* deployed_to(Environment environment) const;
    /// What it would ship is running on staging. A report that tells neither commit nor version is only its
    /// own where it names it: that is taken for its candidate.
    [[nodiscard]] bool staged() const;
    /// The calendar places it and people vote on it.
    [[nodiscard]] bool is_scheduled() const { return kind == Kind::scheduled; }
    /// It is asked for and approved.
    [[nodiscard]] bool is_on_demand() const { return kind == Kind::hotfix || kind == Kind::expedited; }
};

/// The end: no phase, vote, candidate, report or action any more; time goes on with the retrospective alone.
[[nodiscard]] bool is_terminal(State state);
/// Within a sentence about a release: "is being rolled back", "has GO".
[[nodiscard]] std::string standing_of(State state);
/// Nothing will change it any more: neither pending nor held.
[[nodiscard]] bool is_final(FiringStatus status);
/// Before the window is open with GO.
[[nodiscard]] bool is_undecided(State state);
[[nodiscard]] std::string release_id(std::string_view train, Date slot);
/// What one report says of a deployment and another does not is no contradiction.
[[nodiscard]] bool may_be_the_same(Deployment const& deployment, std::string_view version,
                                   std::string_view commit);
/// Either may be abbreviated, as git does it: to seven digits, not fewer.
[[nodiscard]] bool same_commit(std::string_view a, std::string_view b);
/// Both are known, and they differ.
[[nodiscard]] bool is_other_commit(std::string_view a, std::string_view b);
/// Tags are written v1.2.0, versions 1.2.0.
[[nodiscard]] std::string_view without_v(std::string_view version);

}  // namespace cadence::release
