#include "calendar/any.h"

namespace cadence::calendar {
namespace {

/// What a clock in the zone shows, as a count since 1970-01-01 00:00 there.
std::chrono::seconds shown(Zone const& zone, Instant instant) {
    return zone.day_of(instant).time_since_epoch() + zone.time_of(instant);
}

bool covers(std::vector<Blackout> const& blackouts, Date day) {
    return std::any_of(blackouts.begin(), blackouts.end(),
                       [&](Blackout const& b) { return b.from <= day && day <= b.to; });
}

RC_GTEST_PROP(CalendarProperty, windows_follow_each_other_and_never_overlap, ()) {
    auto const rule = any_rule();

    auto const found = held(up_to_horizon(rule, any_blackouts(rule)));

    for (std::size_t i = 1; i < found.size(); ++i) {
        RC_ASSERT(found[i - 1].slot < found[i].slot);
        RC_ASSERT(found[i - 1].window.closes_at <= found[i].window.opens_at);
    }
}

RC_GTEST_PROP(CalendarProperty, a_release_is_on_its_weekday_at_its_local_time_wherever_that_exists, ()) {
    auto const rule = any_rule();

    for (auto const& release : held(up_to_horizon(rule, any_blackouts(rule)))) {
        auto const opens_at = release.window.opens_at;
        auto const since_slot = shown(rule.zone, opens_at) - release.slot.time_since_epoch() - rule.time;
        auto const weeks = std::chrono::floor<date::weeks>(since_slot);
        auto const meant = (release.slot + weeks).time_since_epoch() + rule.time;

        auto const just_before = shown(rule.zone, opens_at - Duration{1});
        if (shown(rule.zone, opens_at) == meant) {
            for (auto const earlier : {minutes{30}, minutes{60}, minutes{120}}) {
                RC_ASSERT(shown(rule.zone, opens_at - earlier) != meant);
            }
        } else {
            RC_ASSERT(just_before < meant);
            RC_ASSERT(meant < shown(rule.zone, opens_at));
        }
    }
}

RC_GTEST_PROP(CalendarProperty, phases_are_in_the_order_of_the_rule_around_an_exact_window, ()) {
    auto const rule = any_rule();

    for (auto const& release : held(up_to_horizon(rule, {}))) {
        auto const& phases = release.phases;
        RC_ASSERT(phases.size() == rule.phases.size());
        for (std::size_t i = 0; i < phases.size(); ++i) {
            RC_ASSERT(phases[i].name == rule.phases[i].name);
            if (i > 0) RC_ASSERT(phases[i - 1].at <= phases[i].at);
        }
        RC_ASSERT(phases[3].at == release.window.opens_at);
        RC_ASSERT(phases[4].at == release.window.closes_at);
    }
}

RC_GTEST_PROP(CalendarProperty, moving_one_release_leaves_every_other_where_it_was, ()) {
    auto const rule = any_rule();
    auto const blackouts = any_blackouts(rule);
    auto const all = up_to_horizon(rule, blackouts);
    auto const real = held(all);
    RC_PRE(real.size() >= 3U);

    auto const i = *rc::gen::inRange<std::size_t>(1, real.size() - 1).as("which");
    auto const earliest = real[i - 1].window.closes_at;
    auto const latest = real[i + 1].window.opens_at - rule.window;
    auto const opens_at =
        earliest + Duration{*rc::gen::inRange<std::int64_t>(0, (latest - earliest).count() + 1)};
    Pinned const moved{{real[i].slot, Window{.opens_at = opens_at, .closes_at = opens_at + rule.window}}};

    auto others = all;
    std::erase_if(others, [&](Occurrence const& o) { return o.slot == real[i].slot; });
    RC_ASSERT(up_to_horizon(rule, blackouts, moved) == others);
}

RC_GTEST_PROP(CalendarProperty, cancelling_one_release_leaves_every_other_where_it_was, ()) {
    auto const rule = any_rule();
    auto const blackouts = any_blackouts(rule);
    auto others = up_to_horizon(rule, blackouts);
    auto const slot = others[*rc::gen::inRange<std::size_t>(0, others.size()).as("which")].slot;

    std::erase_if(others, [&](Occurrence const& o) { return o.slot == slot; });
    RC_ASSERT(up_to_horizon(rule, blackouts, {{slot, std::nullopt}}) == others);
}

RC_GTEST_PROP(CalendarProperty, no_two_releases_share_a_window_wherever_some_were_moved, ()) {
    auto const rule = any_rule();
    auto const pinned = any_pinned(rule);

    std::vector<Window> windows;
    for (auto const& release : held(up_to_horizon(rule, any_blackouts(rule), pinned))) {
        windows.push_back(release.window);
    }
    for (auto const& [slot, window] : pinned) {
        if (window) windows.push_back(*window);
    }
    for (auto a = windows.begin(); a != windows.end(); ++a) {
        RC_ASSERT(std::none_of(a + 1, windows.end(), [&](Window const& b) { return a->overlaps(b); }));
    }
}

RC_GTEST_PROP(CalendarProperty, a_shift_is_by_whole_weeks_out_of_blackouts_and_never_past_the_next_slot, ()) {
    auto const rule = any_rule();
    auto const blackouts = any_blackouts(rule);

    for (auto const& release : held(up_to_horizon(rule, blackouts, any_pinned(rule)))) {
        auto const next = next_slot(rule, release.slot);
        auto const release_day = rule.zone.day_of(release.window.opens_at);
        RC_ASSERT(release.window.closes_at <= window_of(rule, next).opens_at);
        RC_ASSERT(!covers(blackouts, release_day));

        auto day = release.slot;
        while (window_of(rule, day) != release.window && day < next) day += date::weeks{1};
        RC_ASSERT(day < next);
        RC_ASSERT(release.shifted() == (day != release.slot));
        if (rule.on_blackout == BlackoutPolicy::skip) RC_ASSERT(day == release.slot);
    }
}

RC_GTEST_PROP(CalendarProperty, a_release_is_on_the_first_free_day_of_its_slot_and_skipped_only_without_one,
              ()) {
    auto const rule = any_rule();
    auto const blackouts = any_blackouts(rule);
    auto const pinned = any_pinned(rule);

    for (auto const& release : up_to_horizon(rule, blackouts, pinned)) {
        auto const next = next_slot(rule, release.slot);
        auto const free = [&](Window const& window) {
            return !covers(blackouts, rule.zone.day_of(window.opens_at)) &&
                   window.closes_at <= window_of(rule, next).opens_at &&
                   std::none_of(pinned.begin(), pinned.end(), [&](auto const& other) {
                       return other.second && other.second->overlaps(window);
                   });
        };
        auto const end = rule.on_blackout == BlackoutPolicy::skip ? release.slot + date::days{1} : next;
        auto day = release.slot;
        while (day < end && !free(window_of(rule, day))) day += date::weeks{1};

        RC_ASSERT(release.skipped == (day >= end));
        RC_ASSERT(release.reason.empty() == (day == release.slot));
        if (!release.skipped) RC_ASSERT(release.window == window_of(rule, day));
    }
}

RC_GTEST_PROP(CalendarProperty, the_same_blackout_twice_changes_nothing, ()) {
    auto const rule = any_rule();
    auto const blackouts = any_blackouts(rule);
    auto twice = blackouts;
    twice.insert(twice.end(), blackouts.begin(), blackouts.end());

    RC_ASSERT(up_to_horizon(rule, twice) == up_to_horizon(rule, blackouts));
}

RC_GTEST_PROP(CalendarProperty, a_blackout_is_the_union_of_overlapping_parts, ()) {
    auto const rule = any_rule();
    auto const whole = any_blackouts(rule);
    std::vector<Blackout> parts;
    for (auto const& blackout : whole) {
        auto const length = (blackout.to - blackout.from).count();
        auto first = blackout;
        auto second = blackout;
        first.to = blackout.from + date::days{*rc::gen::inRange(0, length + 1)};
        second.from =
            blackout.from + date::days{*rc::gen::inRange(0, (first.to - blackout.from).count() + 2)};
        parts.push_back(second);
        parts.push_back(first);
    }

    RC_ASSERT(up_to_horizon(rule, parts) == up_to_horizon(rule, whole));
}

RC_GTEST_PROP(CalendarProperty, ending_one_of_two_overlapping_blackouts_leaves_the_other_in_force, ()) {
    auto const rule = any_rule();
    auto const slot = slot_from(rule, rule.first_release + date::days{*rc::gen::inRange(0, 900)});
    auto const days = [] { return date::days{*rc::gen::inRange(0, 20)}; };
    Blackout const stays{.id = "a", .from = slot - days(), .to = slot + days(), .reason = "a"};
    Blackout const ends{.id = "b", .from = slot - days(), .to = slot + days(), .reason = "b"};

    auto const both = place(rule, {ends, stays}, {}, slot);
    auto const one = place(rule, {stays}, {}, slot);

    auto const blocked = covers({stays}, rule.zone.day_of(window_of(rule, slot).opens_at));
    RC_ASSERT((one.skipped || one.shifted()) == blocked);
    if (!both.skipped) RC_ASSERT(!one.skipped && one.window.opens_at <= both.window.opens_at);
}

RC_GTEST_PROP(CalendarProperty, a_slot_is_placed_the_same_alone_in_a_list_and_from_any_start, ()) {
    auto const rule = any_rule();
    auto const blackouts = any_blackouts(rule);
    auto const pinned = any_pinned(rule);
    auto const all = up_to_horizon(rule, blackouts, pinned);
    for (auto const& occurrence : all)
        RC_ASSERT(place(rule, blackouts, pinned, occurrence.slot) == occurrence);

    auto const first = rule.first_release + date::days{*rc::gen::inRange(0, 1'000)};
    auto later = all;
    std::erase_if(later, [&](Occurrence const& o) { return o.slot < first; });
    RC_ASSERT(releases(rule, blackouts, pinned,
                       {.first = first, .until = horizon(rule), .limit = 1'000'000}) == later);
}

}  // namespace
}  // namespace cadence::calendar
