// When releases are: (rule, blackouts, pinned dates) -> releases with their phases. A pure function of its
// arguments: no clock, no state, no I/O. A slot is the date the rule gives; it names the release for ever,
// whatever happens to its date. DESIGN section 4, spec "Release Schedule".
//
// Invariants: slots are strictly increasing; moving one leaves every other where it was; no two releases
// share a window; a release's phases are in the order of its rule.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>
#include <boost/describe/operators.hpp>

#include "base/instant.h"
#include "base/names.h"
#include "base/shared_vector.h"
#include "base/zone.h"

namespace cadence::calendar {

using boost::describe::operators::operator==;  // what is described is equal by its members

enum class PhaseKind {
    code_freeze,
    go_no_go,
    deploy_window_open,
    deploy_window_close,
    retrospective,
    announcement,  // a team's own: it only speaks
};
BOOST_DESCRIBE_ENUM(PhaseKind, code_freeze, go_no_go, deploy_window_open, deploy_window_close, retrospective,
                    announcement)

/// The effect of a phase on the merge gate until the window closes.
BOOST_DEFINE_ENUM_CLASS(PhaseGate, none, advisory, lock)

/// From the release instant: calendar days in the train's zone (same local time), or plain time.
struct Offset {
    int days = 0;
    Duration time{0};
    bool operator==(Offset const&) const = default;
};

struct PhaseRule {
    std::string name;  // "code_freeze", "qa_hand_over"
    PhaseKind kind = PhaseKind::announcement;
    Offset offset;
    std::string title;  // "Code freeze"
    std::string text;   // what people are told
    PhaseGate gate = PhaseGate::none;
    bool operator==(PhaseRule const&) const = default;
};

BOOST_DEFINE_ENUM_CLASS(BlackoutPolicy, shift, skip)

struct Rule {
    Date first_release;
    int every_weeks = 2;
    std::chrono::minutes time{0};  // local, since midnight
    Zone zone;
    Duration window{0};
    SharedVector<PhaseRule> phases;  // in order; deploy_window_close is one of them, at the opening + window
    BlackoutPolicy on_blackout = BlackoutPolicy::shift;
    bool operator==(Rule const&) const = default;
};

/// Release days on which nothing is released, both ends included, in the train's zone.
struct Blackout {
    std::string id;
    Date from;
    Date to;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(Blackout, (), (id, from, to, reason))

struct PhaseTime {
    std::string name;
    PhaseKind kind = PhaseKind::announcement;
    PhaseGate gate = PhaseGate::none;
    Instant at;
};
BOOST_DESCRIBE_STRUCT(PhaseTime, (), (name, kind, gate, at))

struct Window {
    Instant opens_at;
    Instant closes_at;
    [[nodiscard]] bool overlaps(Window const& other) const {
        return opens_at < other.closes_at && other.opens_at < closes_at;
    }
};
BOOST_DESCRIBE_STRUCT(Window, (), (opens_at, closes_at))

struct Occurrence {
    Date slot;
    Window window;                  // meaningless when skipped
    std::vector<PhaseTime> phases;  // in the rule's order
    bool skipped = false;           // a blackout left no free day before the next slot
    std::string reason;             // the blackout's, when shifted or skipped
    [[nodiscard]] bool shifted() const { return !skipped && !reason.empty(); }
    bool operator==(Occurrence const&) const = default;
};

/// Slots that are no longer the rule's to place: moved or begun (their window), cancelled (nothing).
using Pinned = std::map<Date, std::optional<Window>>;

/// Everything wrong with a rule, each with what would be right: a first release on another weekday than
/// `weekday`, a phase after its window, phases out of order, a window longer than the cadence.
[[nodiscard]] std::vector<Error> problems(Rule const& rule, date::weekday weekday);

[[nodiscard]] bool is_slot(Rule const& rule, Date day);
/// The first slot on or after `day`; never before the first release.
[[nodiscard]] Date slot_from(Rule const& rule, Date day);
[[nodiscard]] Date next_slot(Rule const& rule, Date slot);
/// The window that the rule alone gives a slot.
[[nodiscard]] Window window_of(Rule const& rule, Date slot);
/// The local time that is meant in the train's zone.
struct LocalTime {
    Date day;
    Duration time{0};  // since midnight
};
/// The local time meant by an instant: the rule's time, or one of `meant`, where that is what it became
/// because the clocks went forward, on the day itself or over midnight; else what is shown.
[[nodiscard]] LocalTime local_time(Rule const& rule, Instant instant,
                                   std::vector<Duration> const& meant = {});
[[nodiscard]] Instant at(Zone const& zone, LocalTime const& local);
/// The phases of a release that opens at `opens_at`.
[[nodiscard]] std::vector<PhaseTime> phases_of(Rule const& rule, Instant opens_at);

/// One slot placed: shifted week by week out of blackouts to the first free day before the next slot that
/// shares no window with a pinned one, else skipped. `pinned[slot]` itself is ignored.
[[nodiscard]] Occurrence place(Rule const& rule, std::vector<Blackout> const& blackouts, Pinned const& pinned,
                               Date slot);

/// The part of the calendar that is asked for.
struct Span {
    Date first;                      // the first slot looked at
    Instant until = Instant::max();  // windows opening before it
    std::size_t limit = 1;           // so many releases
    Instant from = Instant::min();   // windows opening at or after it
};
/// Of slots that blackouts swallow in a row, the first are told; the calendar ends with the year 9999.
inline constexpr std::size_t kSkippedShown = 104;
/// The releases that the rule places (pinned slots left out), and the skipped slots before and between them
/// (not those before a release that opens too early). In order of slot and of window.
[[nodiscard]] std::vector<Occurrence> releases(Rule const& rule, std::vector<Blackout> const& blackouts,
                                               Pinned const& pinned, Span const& span);
/// When the first of them opens, for much less.
[[nodiscard]] std::optional<Instant> first_opening(Rule const& rule, std::vector<Blackout> const& blackouts,
                                                   Pinned const& pinned, Date first, Instant from);

}  // namespace cadence::calendar
