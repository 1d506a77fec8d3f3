#include <algorithm>
#include <chrono>

#include "calendar/calendar.h"

namespace cadence::calendar {
namespace {

date::days cadence_of(Rule const& rule) {
    return date::days{7 * rule.every_weeks};
}

/// An instant as a clock in the train's zone shows it, so that it can be put on another day.
struct LocalTime {
    Date day;
    std::chrono::minutes minute;
    Duration beyond_minute;
};

LocalTime local_time(Zone const& zone, Instant instant) {
    auto const second = std::chrono::floor<std::chrono::seconds>(instant);
    auto const since_midnight = zone.time_of(instant);
    auto const minute = std::chrono::floor<std::chrono::minutes>(since_midnight);
    return {.day = zone.day_of(instant),
            .minute = minute,
            .beyond_minute = (since_midnight - minute) + (instant - second)};
}

/// Where the clocks change, "1 day before" and "24 hours before" can swap places. The rule's order holds: the
/// window stays where it is, and a phase that would overtake it, or the one after it, happens together with
/// it.
void keep_in_order(std::vector<PhaseTime>& phases) {
    auto latest = Instant::max();
    for (auto phase = phases.rbegin(); phase != phases.rend(); ++phase) {
        phase->at = std::min(phase->at, latest);
        if (phase->kind == PhaseKind::deploy_window_open || phase->kind == PhaseKind::deploy_window_close) {
            latest = phase->at;
        }
    }
    auto earliest = Instant::min();
    for (auto& phase : phases) {
        phase.at = std::max(phase.at, earliest);
        earliest = phase.at;
    }
}

}  // namespace

bool is_slot(Rule const& rule, Date day) {
    return day >= rule.first_release && (day - rule.first_release) % cadence_of(rule) == date::days{0};
}

Date slot_from(Rule const& rule, Date day) {
    if (day <= rule.first_release) return rule.first_release;
    auto const since_slot = (day - rule.first_release) % cadence_of(rule);
    return since_slot == date::days{0} ? day : day - since_slot + cadence_of(rule);
}

Date next_slot(Rule const& rule, Date slot) {
    return slot_from(rule, slot + date::days{1});
}

Window window_of(Rule const& rule, Date slot) {
    auto const opens_at = rule.zone.at(slot, rule.time);
    return {.opens_at = opens_at, .closes_at = opens_at + rule.window};
}

std::vector<PhaseTime> phases_of(Rule const& rule, Instant opens_at) {
    auto const local = local_time(rule.zone, opens_at);
    auto const instant_of = [&](PhaseRule const& phase) -> Instant {
        if (phase.kind == PhaseKind::deploy_window_open) return opens_at;
        if (phase.kind == PhaseKind::deploy_window_close) return opens_at + rule.window;
        if (phase.offset.days == 0) return opens_at + phase.offset.time;
        auto const day = local.day + date::days{phase.offset.days};
        return rule.zone.at(day, local.minute) + local.beyond_minute + phase.offset.time;
    };

    std::vector<PhaseTime> phases;
    phases.reserve(rule.phases.size());
    for (auto const& phase : rule.phases) {
        phases.push_back(
            {.name = phase.name, .kind = phase.kind, .gate = phase.gate, .at = instant_of(phase)});
    }
    keep_in_order(phases);
    return phases;
}

}  // namespace cadence::calendar
