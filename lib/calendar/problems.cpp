#include <algorithm>
#include <array>
#include <chrono>

#include "calendar/calendar.h"

namespace cadence::calendar {
namespace {

using std::chrono::hours;

constexpr int kMaxWeeks = 520;
constexpr auto kMaxOffset = Duration{hours{24 * 366}};

/// The limits of a kind of phase: how often, and on which side of the deploy window.
struct Bounds {
    PhaseKind kind;
    bool required;
    bool many;
    enum class Side { before_opening, after_closing, free } side;
};

constexpr std::array kBounds{
    Bounds{PhaseKind::code_freeze, true, false, Bounds::Side::before_opening},
    Bounds{PhaseKind::go_no_go, false, false, Bounds::Side::before_opening},
    Bounds{PhaseKind::deploy_window_open, true, false, Bounds::Side::free},
    Bounds{PhaseKind::deploy_window_close, true, false, Bounds::Side::free},
    Bounds{PhaseKind::retrospective, false, false, Bounds::Side::after_closing},
    Bounds{PhaseKind::announcement, false, true, Bounds::Side::free},
};
static_assert(kBounds.size() == Names<PhaseKind>::values.size());

/// The phase's distance from the opening, as if every day had 24 hours.
Duration distance_of(Rule const& rule, PhaseRule const& phase) {
    if (phase.kind == PhaseKind::deploy_window_open) return Duration{0};
    if (phase.kind == PhaseKind::deploy_window_close) return rule.window;
    auto const days = Duration{hours{24}} * std::clamp(phase.offset.days, -1'000, 1'000);
    return days + std::clamp(phase.offset.time, -2 * kMaxOffset, 2 * kMaxOffset);
}

std::string describe_distance(Duration distance) {
    if (distance == Duration{0}) return "at the opening";
    return distance < Duration{0} ? describe_duration(-distance) + " before the opening"
                                  : describe_duration(distance) + " after the opening";
}

class Review {
  public:
    Review(Rule const& rule, date::weekday weekday) : rule_(rule), weekday_(weekday) {}

    std::vector<Error> all() {
        first_release();
        cadence();
        time();
        window();
        kinds();
        for (std::size_t i = 0; i < rule_.phases.size(); ++i) {
            name(i);
            offset(i);
            side(i);
            order(i);
        }
        return std::move(problems_);
    }

  private:
    void first_release();
    void cadence();
    void time();
    void window();
    void kinds();
    void name(std::size_t index);
    void offset(std::size_t index);
    void side(std::size_t index);
    void order(std::size_t index);

    void add(std::string problem, std::string detail, std::string field) {
        problems_.push_back(
            {ErrorCode::invalid, std::move(problem), std::move(detail), std::move(field), {}});
    }
    void add(std::string problem, std::string detail, std::size_t index, std::string_view key) {
        add(std::move(problem), std::move(detail),
            "/phases/" + std::to_string(index) + "/" + std::string{key});
    }

    Rule const& rule_;
    date::weekday weekday_;
    std::vector<Error> problems_;
};

void Review::first_release() {
    auto const first = rule_.first_release;
    auto const actual = date::weekday{first};
    if (actual == weekday_) return;
    auto const before = first - (actual - weekday_);
    auto const after = before + date::weeks{1};
    add("first-release-weekday",
        "first_release " + format_date(first) + " is a " + weekday_name(actual) +
            "; this train releases on " + weekday_name(weekday_) + "s: " + format_date(before) + " or " +
            format_date(after),
        "/first_release");
    problems_.back().alternatives = {format_date(before), format_date(after)};
}

void Review::cadence() {
    if (rule_.every_weeks >= 1 && rule_.every_weeks <= kMaxWeeks) return;
    add("cadence-out-of-range",
        "every is " + std::to_string(rule_.every_weeks) + " weeks; give a whole number of weeks from 1 to " +
            std::to_string(kMaxWeeks),
        "/every");
}

void Review::time() {
    if (rule_.time >= std::chrono::minutes{0} && rule_.time < hours{24}) return;
    add("time-out-of-range",
        "time is " + std::to_string(rule_.time.count()) +
            " minutes after midnight; give a time from 00:00 to 23:59",
        "/time");
}

void Review::window() {
    if (rule_.window <= Duration{0}) {
        add("window-empty", "window is " + describe_duration(rule_.window) + "; give a length such as 2 h",
            "/window");
        return;
    }
    // A zone can skip a whole day (Samoa, 2011-12-30), so that much is kept between two releases.
    auto const weeks = std::clamp(rule_.every_weeks, 1, kMaxWeeks);
    auto const longest = Duration{hours{24}} * (7 * weeks - 1);
    if (rule_.window <= longest) return;
    add("window-too-long",
        "window is " + describe_duration(rule_.window) + ", but a release follows every " +
            std::to_string(7 * weeks) + " days; give at most " + describe_duration(longest) +
            ", so that no two releases share a window",
        "/window");
}

void Review::kinds() {
    for (auto const& bounds : kBounds) {
        auto const count =
            std::ranges::count_if(rule_.phases, [&](PhaseRule const& p) { return p.kind == bounds.kind; });
        auto const kind = std::string{name_of(bounds.kind)};
        if (count == 0 && bounds.required) {
            add("phase-missing", "phases has no " + kind + "; a release needs one", "/phases");
        }
        if (count > 1 && !bounds.many) {
            add("phase-repeated",
                "phases has " + std::to_string(count) + " of the kind " + kind + "; give one at most",
                "/phases");
        }
    }
}

void Review::name(std::size_t index) {
    auto const& name = rule_.phases[index].name;
    if (name.empty()) {
        add("phase-unnamed", "phase " + std::to_string(index + 1) + " has no name", index, "name");
        return;
    }
    auto const end = rule_.phases.begin() + static_cast<std::ptrdiff_t>(index);
    auto const same = [&](PhaseRule const& p) { return p.name == name; };
    if (std::none_of(rule_.phases.begin(), end, same)) return;
    add("phase-name-repeated", "two phases are called " + name + "; give each its own name", index, "name");
}

void Review::offset(std::size_t index) {
    auto const& phase = rule_.phases[index];
    if (phase.kind == PhaseKind::deploy_window_open && phase.offset != Offset{}) {
        add("offset-fixed", phase.name + " is the release instant itself; leave out its offset", index,
            "offset");
    }
    if (phase.kind == PhaseKind::deploy_window_close && phase.offset != Offset{} &&
        phase.offset != Offset{.days = 0, .time = rule_.window}) {
        add("offset-fixed",
            phase.name + " is the opening plus window (" + describe_duration(rule_.window) +
                "); leave out its offset and set window",
            index, "offset");
    }
    auto const distance = distance_of(rule_, phase);
    if (distance >= -kMaxOffset && distance <= kMaxOffset) return;
    add("offset-too-far", phase.name + " is more than a year from its release; give at most 366 days", index,
        "offset");
}

void Review::side(std::size_t index) {
    auto const& phase = rule_.phases[index];
    auto const distance = distance_of(rule_, phase);
    auto const where = phase.name + " is " + describe_distance(distance);
    auto const window_end = describe_duration(rule_.window) + " after the opening";
    auto const side = kBounds[static_cast<std::size_t>(phase.kind)].side;
    if (side == Bounds::Side::before_opening && distance > Duration{0})
        add("phase-after-opening",
            where + "; a " + std::string{name_of(phase.kind)} +
                " comes before the deploy window opens: give a negative offset",
            index, "offset");
    if (side == Bounds::Side::after_closing && distance < rule_.window)
        add("phase-before-closing",
            where + "; a " + std::string{name_of(phase.kind)} +
                " comes after the deploy window, which closes " + window_end,
            index, "offset");
    if (phase.gate != PhaseGate::none && rule_.window > Duration{0} && distance >= rule_.window) {
        add("gate-after-window",
            where + ", but a gate is shut only until the window closes, " + window_end +
                ": set its gate to none or give an earlier offset",
            index, "gate");
    }
}

void Review::order(std::size_t index) {
    if (index == 0) return;
    auto const& phase = rule_.phases[index];
    auto const& before = rule_.phases[index - 1];
    auto const distance = distance_of(rule_, phase);
    auto const distance_before = distance_of(rule_, before);
    if (distance_before <= distance) return;
    add("phases-out-of-order",
        phase.name + " (" + describe_distance(distance) + ") is listed after " + before.name + " (" +
            describe_distance(distance_before) + "); list the phases in the order in which they happen",
        index, "offset");
}

}  // namespace

std::vector<Error> problems(Rule const& rule, date::weekday weekday) {
    return Review{rule, weekday}.all();
}

}  // namespace cadence::calendar
