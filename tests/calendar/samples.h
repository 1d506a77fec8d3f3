// The rule of the spec, and short ways to write dates and instants in a story.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/zone.h"
#include "calendar/calendar.h"

namespace cadence::calendar {

using std::chrono::hours;
using std::chrono::minutes;

inline Date day(std::string_view text) {
    return parse_date(text).value();
}
inline Instant utc(std::string_view text) {
    return parse_instant(text).value();
}
inline Zone zone(std::string_view name) {
    return Zone::load(name).value();
}

/// A phase that is called after its kind.
inline PhaseRule phase(PhaseKind kind, Offset offset = {}, PhaseGate gate = PhaseGate::none) {
    auto const name = std::string{name_of(kind)};
    return {.name = name, .kind = kind, .offset = offset, .title = name, .text = {}, .gate = gate};
}

inline PhaseRule announcement(std::string name, Offset offset) {
    auto rule = phase(PhaseKind::announcement, offset);
    rule.name = std::move(name);
    return rule;
}

inline std::vector<PhaseRule> phases_of_spec(Duration window) {
    return {
        phase(PhaseKind::code_freeze, {.days = -3}, PhaseGate::advisory),
        phase(PhaseKind::go_no_go, {.days = -1}),
        phase(PhaseKind::deploy_window_open, {}, PhaseGate::lock),
        phase(PhaseKind::deploy_window_close, {.time = window}),
        phase(PhaseKind::retrospective, {.days = 1}),
    };
}

/// Every second Thursday from 2026-01-08, 10:00 to 12:00 UTC.
inline Rule rule_of_spec() {
    Rule rule;
    rule.first_release = day("2026-01-08");
    rule.every_weeks = 2;
    rule.time = hours{10};
    rule.window = hours{2};
    rule.phases = phases_of_spec(rule.window);
    return rule;
}

inline Rule weekly() {
    auto rule = rule_of_spec();
    rule.every_weeks = 1;
    return rule;
}

inline Rule in_zone(Rule rule, std::string_view name) {
    rule.zone = zone(name);
    return rule;
}

inline Blackout year_end() {
    return {.id = "year-end", .from = day("2026-12-21"), .to = day("2027-01-03"), .reason = "year end"};
}

inline Window two_hours_from(std::string_view opens_at) {
    return {.opens_at = utc(opens_at), .closes_at = utc(opens_at) + hours{2}};
}

inline std::vector<std::string> openings(std::vector<Occurrence> const& occurrences) {
    std::vector<std::string> texts;
    for (auto const& occurrence : occurrences) {
        texts.push_back(occurrence.skipped ? "skipped " + format_date(occurrence.slot)
                                           : format_instant(occurrence.window.opens_at));
    }
    return texts;
}

/// "code_freeze 2026-01-05T10:00:00Z"
inline std::vector<std::string> story_of(std::vector<PhaseTime> const& phases) {
    std::vector<std::string> texts;
    for (auto const& phase : phases) texts.push_back(phase.name + " " + format_instant(phase.at));
    return texts;
}

}  // namespace cadence::calendar
