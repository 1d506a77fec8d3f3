// A release as it stands. Plain data: only `evolve` makes a new one from an event. DESIGN section 5.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "calendar/calendar.h"
#include "release/people.h"

namespace cadence::release {

using calendar::PhaseKind;
using calendar::Window;

enum class Kind { scheduled };

enum class State {
    planned,
    frozen,
    go,
    no_go,
    held,  // its window is open, but nobody has said GO
    deploying,
    monitoring,
    released,
    overdue,  // its window is over and production has not got it
    cancelled,
};

enum class FiringStatus {
    pending,
    fired,
    late,     // more than a minute after it was due
    missed,   // past the limit after which it makes no sense; never acted on
    held,     // a window without GO: a late GO makes it `late`, the window's end `missed`
    skipped,  // cancelled, postponed, or a condition that did not hold
};

enum class Choice { go, no_go };
enum class Environment { staging, production };
enum class DeploymentStatus { started, succeeded, failed };
enum class Severity { p0, p1, p2 };

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

struct Release {
    std::string id;  // "backend-2026-01-22"
    std::string train;
    Kind kind = Kind::scheduled;
    Date slot;
    int attempt = 1;  // 1 + postponements
    State state = State::planned;
    Window window;
    std::vector<Firing> firings;  // of every attempt, in order
    std::vector<Role> required_roles;
    std::optional<Candidate> candidate;
    std::vector<Vote> votes;  // one a person
    std::vector<Deployment> deployments;
    std::vector<Issue> issues;
    std::vector<DateChange> dates;
    std::optional<Instant> monitored_until;
    bool operator==(Release const&) const = default;

    /// The firing of this attempt's phase, or null.
    [[nodiscard]] Firing const* firing(PhaseKind kind) const;
    [[nodiscard]] Vote const* vote_of(std::string_view person) const;
    /// Opened and not yet closed.
    [[nodiscard]] bool window_open() const;
    /// A production deployment that was started and not yet reported as done.
    [[nodiscard]] bool deployment_running() const;
    [[nodiscard]] bool has_pending_phase() const;
    [[nodiscard]] bool in_production() const;
};

/// released and cancelled: time does nothing to them any more but their retrospective.
[[nodiscard]] bool is_terminal(State state);
/// Nothing will change it any more: neither pending nor held.
[[nodiscard]] bool is_final(FiringStatus status);
/// Before anything is deployed: votes still decide.
[[nodiscard]] bool is_undecided(State state);
[[nodiscard]] std::string release_id(std::string_view train, Date slot);

}  // namespace cadence::release

template <>
struct cadence::Names<cadence::release::Kind> {
    static constexpr std::array<std::string_view, 1> values{"scheduled"};
};
template <>
struct cadence::Names<cadence::release::State> {
    static constexpr std::array<std::string_view, 10> values{"planned", "frozen",    "go",         "no_go",
                                                             "held",    "deploying", "monitoring", "released",
                                                             "overdue", "cancelled"};
};
template <>
struct cadence::Names<cadence::release::FiringStatus> {
    static constexpr std::array<std::string_view, 6> values{"pending", "fired", "late",
                                                            "missed",  "held",  "skipped"};
};
template <>
struct cadence::Names<cadence::release::Choice> {
    static constexpr std::array<std::string_view, 2> values{"go", "no_go"};
};
template <>
struct cadence::Names<cadence::release::Environment> {
    static constexpr std::array<std::string_view, 2> values{"staging", "production"};
};
template <>
struct cadence::Names<cadence::release::DeploymentStatus> {
    static constexpr std::array<std::string_view, 3> values{"started", "succeeded", "failed"};
};
template <>
struct cadence::Names<cadence::release::Severity> {
    static constexpr std::array<std::string_view, 3> values{"P0", "P1", "P2"};
};
