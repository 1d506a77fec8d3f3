#include <algorithm>
#include <chrono>

#include "calendar/calendar.h"

namespace cadence::calendar {
namespace {

date::days cadence_of(Rule const& rule) {
    return date::days{7 * rule.every_weeks};
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

LocalTime local_time(Rule const& rule, Instant instant, std::vector<Duration> const& meant) {
    auto const& zone = rule.zone;
    auto const shown = zone.day_of(instant);
    for (auto day = shown; day >= shown - date::days{1}; day -= date::days{1}) {
        if (zone.at(day, rule.time) == instant) return {day, rule.time};
        for (auto const time : meant) {
            if (at(zone, {day, time}) == instant) return {day, time};
        }
    }
    auto const second = std::chrono::floor<std::chrono::seconds>(instant);
    return {shown, zone.time_of(instant) + (instant - second)};
}

Instant at(Zone const& zone, LocalTime const& local) {
    auto const minute = std::chrono::floor<std::chrono::minutes>(local.time);
    return zone.at(local.day, minute) + (local.time - minute);
}

std::vector<PhaseTime> phases_of(Rule const& rule, Instant opens_at) {
    auto const local = local_time(rule, opens_at);
    auto const instant_of = [&](PhaseRule const& phase) -> Instant {
        if (phase.kind == PhaseKind::deploy_window_open) return opens_at;
        if (phase.kind == PhaseKind::deploy_window_close) return opens_at + rule.window;
        if (phase.offset.days == 0) return opens_at + phase.offset.time;
        return at(rule.zone, {local.day + date::days{phase.offset.days}, local.time}) + phase.offset.time;
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
