// Random rules, blackouts and moves for properties: any zone, cadence, weekday, time of day, up to 2126.
#pragma once

#include <algorithm>
#include <array>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "calendar/samples.h"

namespace cadence::calendar {

inline constexpr std::array kZones{
    "UTC",
    "Europe/Berlin",
    "Europe/London",
    "Europe/Dublin",
    "America/New_York",
    "America/Los_Angeles",
    "America/St_Johns",
    "America/Sao_Paulo",
    "America/Havana",
    "America/Nuuk",
    "America/Santiago",
    "America/Asuncion",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Tehran",
    "Asia/Gaza",
    "Asia/Beirut",
    "Asia/Tokyo",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Australia/Sydney",
    "Antarctica/Troll",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "Pacific/Apia",
    "Pacific/Kiritimati",
    "Pacific/Auckland",
};

constexpr auto kHorizon = date::days{1'000};

inline Offset any_offset_before() {
    return {.days = *rc::gen::inRange(-20, 1), .time = minutes{*rc::gen::inRange(-1'440, 1)}};
}

inline Duration nominal(Offset const& offset) {
    return hours{24} * offset.days + offset.time;
}

inline std::vector<PhaseRule> any_phases(Duration window) {
    std::array before{any_offset_before(), any_offset_before(), any_offset_before()};
    std::sort(before.begin(), before.end(),
              [](Offset const& a, Offset const& b) { return nominal(a) < nominal(b); });
    auto phases = phases_of_spec(window);
    phases[0].offset = before[0];
    phases[1].offset = before[2];
    phases[4].offset.days = static_cast<int>(window / hours{24}) + *rc::gen::inRange(1, 5);
    phases.insert(phases.begin() + 1, announcement("qa_hand_over", before[1]));
    return phases;
}

/// A rule without problems.
inline Rule any_rule() {
    Rule rule;
    auto const last_first = (day("2126-01-01") - day("2026-01-01") - kHorizon).count();
    rule.first_release = day("2026-01-01") + date::days{*rc::gen::inRange(0, last_first).as("first release")};
    rule.every_weeks = *rc::gen::inRange(1, 9).as("weeks");
    rule.time = minutes{*rc::gen::inRange(0, 1'440).as("minute of the day")};
    rule.zone = zone(*rc::gen::elementOf(std::vector<std::string>(kZones.begin(), kZones.end())).as("zone"));
    auto const longest = (7 * rule.every_weeks - 1) * 1'440 + 1;
    rule.window =
        minutes{*rc::gen::oneOf(rc::gen::inRange(1, 600), rc::gen::inRange(1, longest)).as("window")};
    rule.phases = any_phases(rule.window);
    rule.on_blackout =
        *rc::gen::weightedElement<BlackoutPolicy>({{4, BlackoutPolicy::shift}, {1, BlackoutPolicy::skip}});
    RC_ASSERT(problems(rule, date::weekday{rule.first_release}).empty());
    return rule;
}

inline std::vector<Blackout> any_blackouts(Rule const& rule) {
    std::vector<Blackout> blackouts;
    auto const count = *rc::gen::inRange(0, 8).as("blackouts");
    for (int i = 0; i < count; ++i) {
        auto const from = rule.first_release + date::days{*rc::gen::inRange(-10, 1'000)};
        auto const to = from + date::days{*rc::gen::oneOf(rc::gen::inRange(0, 10), rc::gen::inRange(0, 60))};
        blackouts.push_back(
            {.id = std::to_string(i), .from = from, .to = to, .reason = "no " + std::to_string(i)});
    }
    return blackouts;
}

inline Instant horizon(Rule const& rule) {
    return Instant{rule.first_release + kHorizon};
}

/// Slots moved to anywhere, even far from where they were, or cancelled; no two share a window.
inline Pinned any_pinned(Rule const& rule) {
    Pinned pinned;
    auto const count = *rc::gen::inRange(0, 12).as("pinned");
    for (int i = 0; i < count; ++i) {
        auto const slot = slot_from(rule, rule.first_release + date::days{*rc::gen::inRange(0, 1'000)});
        if (*rc::gen::inRange(0, 4) == 0) {
            pinned.emplace(slot, std::nullopt);
            continue;
        }
        auto const near = slot_from(rule, slot + date::days{*rc::gen::inRange(-100, 100)});
        auto const opens_at = window_of(rule, near).opens_at + minutes{*rc::gen::inRange(-1'000, 1'000)};
        Window const window{.opens_at = opens_at, .closes_at = opens_at + rule.window};
        auto const clashes = std::any_of(pinned.begin(), pinned.end(), [&](auto const& other) {
            return other.second && other.second->overlaps(window);
        });
        if (!clashes) pinned.emplace(slot, window);
    }
    return pinned;
}

inline std::vector<Occurrence> up_to_horizon(Rule const& rule, std::vector<Blackout> const& blackouts,
                                             Pinned const& pinned = {}) {
    return releases(rule, blackouts, pinned,
                    {.first = rule.first_release, .until = horizon(rule), .limit = 1'000'000});
}

inline std::vector<Occurrence> held(std::vector<Occurrence> occurrences) {
    std::erase_if(occurrences, [](Occurrence const& o) { return o.skipped; });
    return occurrences;
}

}  // namespace cadence::calendar
