// The dates of releases: moving and cancelling them, blackouts, and the phases that fire. DESIGN section 4.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/describe/class.hpp>
#include <boost/mp11/list.hpp>

#include "calendar/calendar.h"
#include "release/aggregate.h"
#include "release/terms.h"

namespace cadence::release {

inline constexpr std::size_t kMostBlackouts = 200;  // of a train, over the API
inline constexpr std::size_t kMostMoves = 200;      // of a release

using calendar::PhaseKind;
using calendar::Window;

/// One phase of one attempt, and what became of it.
struct Firing {
    calendar::PhaseTime phase;
    int attempt = 1;
    FiringStatus status = FiringStatus::pending;
    std::optional<Instant> fired_at;
    std::string reason;
};

/// One line of the history of a date.
struct DateChange {
    Instant at;
    std::string by;
    std::optional<Window> from;
    std::optional<Window> to;  // nothing: cancelled
    std::string reason;
};

struct MissedPhase {
    std::string release;
    std::string phase;
    Instant due_at;
    Instant noticed_at;
};

BOOST_DESCRIBE_STRUCT(Firing, (), (phase, attempt, status, fired_at, reason))
BOOST_DESCRIBE_STRUCT(DateChange, (), (at, by, from, to, reason))
BOOST_DESCRIBE_STRUCT(MissedPhase, (), (release, phase, due_at, noticed_at))

// Commands.

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
struct AddBlackout {
    Date from;
    Date to;
    std::string reason;
};
struct EndBlackout {
    std::string blackout;
};
struct FirePhase {
    std::string release;
    std::string phase;
};
struct PassCancelled {
    std::string release;
};
struct ReportMissed {};

BOOST_DESCRIBE_STRUCT(Postpone, (), (to, day, reason))
BOOST_DESCRIBE_STRUCT(Cancel, (), (reason))
BOOST_DESCRIBE_STRUCT(AddBlackout, (), (from, to, reason))

// Events.

struct PhaseFired {
    static constexpr std::string_view type = "phase_fired";
    std::string release;
    std::string phase;
    PhaseKind kind = PhaseKind::announcement;
    int attempt = 1;
    Instant due_at;
    FiringStatus status = FiringStatus::fired;
    std::string reason;
};
struct StateChanged {
    static constexpr std::string_view type = "state_changed";
    std::string release;
    State from = State::planned;
    State to = State::planned;
    std::string reason;
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
};
struct ReleaseCancelled {
    static constexpr std::string_view type = "release_cancelled";
    std::string release;
    Window from;
    std::string reason;
    std::string superseded_by;
};
struct CancelledPassed {  // its window would have closed
    static constexpr std::string_view type = "cancelled_passed";
    std::string release;
};
struct PhasesMissed {  // one digest of all that a downtime missed
    static constexpr std::string_view type = "phases_missed";
    std::vector<MissedPhase> phases;
};
struct BlackoutAdded {
    static constexpr std::string_view type = "blackout_added";
    calendar::Blackout blackout;
};
struct BlackoutEnded {
    static constexpr std::string_view type = "blackout_ended";
    std::string blackout;
};

BOOST_DESCRIBE_STRUCT(PhaseFired, (), (release, phase, kind, attempt, due_at, status, reason))
BOOST_DESCRIBE_STRUCT(StateChanged, (), (release, from, to, reason))
BOOST_DESCRIBE_STRUCT(ReleasePostponed, (), (release, attempt, from, to, phases, voided, reset, reason))
BOOST_DESCRIBE_STRUCT(ReleaseCancelled, (), (release, from, reason, superseded_by))
BOOST_DESCRIBE_STRUCT(CancelledPassed, (), (release))
BOOST_DESCRIBE_STRUCT(PhasesMissed, (), (phases))
BOOST_DESCRIBE_STRUCT(BlackoutAdded, (), (blackout))
BOOST_DESCRIBE_STRUCT(BlackoutEnded, (), (blackout))

using DateCommands =
    boost::mp11::mp_list<Postpone, Cancel, AddBlackout, EndBlackout, FirePhase, PassCancelled, ReportMissed>;
using PhaseEvents = boost::mp11::mp_list<PhaseFired, PhasesMissed>;
using DateEvents = boost::mp11::mp_list<StateChanged, ReleasePostponed, ReleaseCancelled, CancelledPassed,
                                        BlackoutAdded, BlackoutEnded>;

[[nodiscard]] Result<Events> handle(Train const&, Postpone const&, Context const&);
[[nodiscard]] Result<Events> handle(Train const&, Cancel const&, Context const&);
[[nodiscard]] Result<Events> handle(Train const&, AddBlackout const&, Context const&);
[[nodiscard]] Result<Events> handle(Train const&, EndBlackout const&, Context const&);
[[nodiscard]] Result<Events> handle(Train const&, FirePhase const&, Context const&);
[[nodiscard]] Result<Events> handle(Train const&, PassCancelled const&, Context const&);
[[nodiscard]] Result<Events> handle(Train const&, ReportMissed const&, Context const&);

void apply(Train&, PhaseFired const&, Event const&);
void apply(Train&, StateChanged const&, Event const&);
void apply(Train&, ReleasePostponed const&, Event const&);
void apply(Train&, ReleaseCancelled const&, Event const&);
void apply(Train&, CancelledPassed const&, Event const&);
void apply(Train&, PhasesMissed const&, Event const&);
void apply(Train&, BlackoutAdded const&, Event const&);
void apply(Train&, BlackoutEnded const&, Event const&);

/// Those of an attempt that begins.
[[nodiscard]] std::vector<Firing> pending_firings(std::vector<calendar::PhaseTime> const& phases,
                                                  int attempt);

}  // namespace cadence::release
