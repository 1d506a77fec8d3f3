#include <gmock/gmock.h>

#include "calendar/samples.h"

namespace cadence::calendar {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Calendar, a_release_in_a_blackout_is_shifted_to_the_next_free_week) {
    Blackout const christmas{
        .id = "xmas", .from = day("2026-12-24"), .to = day("2026-12-26"), .reason = "Christmas"};

    auto const found = place(rule_of_spec(), {christmas}, {}, day("2026-12-24"));

    EXPECT_EQ(found.slot, day("2026-12-24"));
    EXPECT_TRUE(found.shifted());
    EXPECT_EQ(found.reason, "Christmas");
    EXPECT_EQ(found.window, two_hours_from("2026-12-31T10:00:00Z"));
    EXPECT_EQ(found.phases.front().at, utc("2026-12-28T10:00:00Z"));
}

TEST(Calendar, a_release_with_no_free_week_before_the_next_slot_is_skipped) {
    auto const found =
        releases(rule_of_spec(), {year_end()}, {},
                 {.first = day("2026-12-10"), .until = utc("2027-01-22T00:00:00Z"), .limit = 9});

    EXPECT_THAT(openings(found), ElementsAre("2026-12-10T10:00:00Z", "skipped 2026-12-24",
                                             "2027-01-07T10:00:00Z", "2027-01-21T10:00:00Z"));
    EXPECT_TRUE(found[1].skipped);
    EXPECT_FALSE(found[1].shifted());
    EXPECT_EQ(found[1].reason, "year end");
    EXPECT_THAT(found[1].phases, IsEmpty());
}

TEST(Calendar, a_release_that_is_shifted_past_the_end_is_not_listed) {
    Blackout const audit{.id = "a", .from = day("2026-01-22"), .to = day("2026-01-22"), .reason = "audit"};

    auto const found =
        releases(rule_of_spec(), {audit}, {},
                 {.first = day("2026-01-08"), .until = utc("2026-01-25T00:00:00Z"), .limit = 9});

    EXPECT_THAT(openings(found), ElementsAre("2026-01-08T10:00:00Z"));
}

TEST(Calendar, a_train_that_skips_never_shifts) {
    auto rule = rule_of_spec();
    rule.on_blackout = BlackoutPolicy::skip;
    Blackout const one_day{.id = "x", .from = day("2026-01-22"), .to = day("2026-01-22"), .reason = "audit"};

    EXPECT_TRUE(place(rule, {one_day}, {}, day("2026-01-22")).skipped);
    EXPECT_FALSE(place(rule, {one_day}, {}, day("2026-02-05")).skipped);
}

TEST(Calendar, a_weekly_train_in_a_blackout_is_skipped) {
    auto const found =
        releases(weekly(), {year_end()}, {},
                 {.first = day("2026-12-17"), .until = utc("2027-01-08T00:00:00Z"), .limit = 9});

    EXPECT_THAT(openings(found), ElementsAre("2026-12-17T10:00:00Z", "skipped 2026-12-24",
                                             "skipped 2026-12-31", "2027-01-07T10:00:00Z"));
}

TEST(Calendar, both_ends_of_a_blackout_belong_to_it) {
    auto const rule = rule_of_spec();
    auto const blackout = [](char const* from, char const* to) {
        return std::vector<Blackout>{{.id = "b", .from = day(from), .to = day(to), .reason = "audit"}};
    };

    EXPECT_TRUE(place(rule, blackout("2026-01-22", "2026-01-25"), {}, day("2026-01-22")).shifted());
    EXPECT_TRUE(place(rule, blackout("2026-01-20", "2026-01-22"), {}, day("2026-01-22")).shifted());
    EXPECT_FALSE(place(rule, blackout("2026-01-23", "2026-01-25"), {}, day("2026-01-22")).shifted());
    EXPECT_FALSE(place(rule, blackout("2026-01-20", "2026-01-21"), {}, day("2026-01-22")).shifted());
}

TEST(Calendar, a_blackout_counts_days_in_the_zone_of_the_train) {
    // 23:00 on Thursday in New York is already Friday in UTC.
    auto rule = in_zone(rule_of_spec(), "America/New_York");
    rule.time = hours{23};
    Blackout const friday{.id = "f", .from = day("2026-01-23"), .to = day("2026-01-23"), .reason = "audit"};
    Blackout const thursday{.id = "t", .from = day("2026-01-22"), .to = day("2026-01-22"), .reason = "audit"};

    EXPECT_FALSE(place(rule, {friday}, {}, day("2026-01-22")).shifted());
    EXPECT_TRUE(place(rule, {thursday}, {}, day("2026-01-22")).shifted());
}

TEST(Calendar, ending_one_of_two_overlapping_blackouts_leaves_the_other) {
    Blackout const audit{.id = "a", .from = day("2026-01-20"), .to = day("2026-01-24"), .reason = "audit"};
    Blackout const fair{
        .id = "b", .from = day("2026-01-22"), .to = day("2026-01-30"), .reason = "trade fair"};
    auto const rule = rule_of_spec();
    auto const slot = day("2026-01-22");

    EXPECT_TRUE(place(rule, {audit, fair}, {}, slot).skipped);
    EXPECT_TRUE(place(rule, {fair}, {}, slot).skipped);
    EXPECT_EQ(place(rule, {audit}, {}, slot).window, two_hours_from("2026-01-29T10:00:00Z"));
    EXPECT_FALSE(place(rule, {}, {}, slot).shifted());
}

TEST(Calendar, a_blackout_of_years_hides_nothing_behind_it) {
    Blackout const sabbatical{.id = "s", .from = day("2026-02-01"), .to = day("2031-01-31"), .reason = "s"};
    for (auto const policy : {BlackoutPolicy::shift, BlackoutPolicy::skip}) {
        auto rule = weekly();
        rule.on_blackout = policy;
        auto const found = releases(rule, {sabbatical}, {}, {.first = day("2026-01-22"), .limit = 4});
        auto taking_place = found;
        std::erase_if(taking_place, [](auto const& each) { return each.skipped; });
        EXPECT_THAT(openings(taking_place), ElementsAre("2026-01-22T10:00:00Z", "2026-01-29T10:00:00Z",
                                                        "2031-02-06T10:00:00Z", "2031-02-13T10:00:00Z"));
        EXPECT_EQ(found.size(), 4 + kSkippedShown);
        EXPECT_EQ(first_opening(rule, {sabbatical}, {}, day("2026-02-01"), Instant::min()),
                  utc("2031-02-06T10:00:00Z"));
    }
}

TEST(Calendar, a_blackout_for_ever_ends_the_calendar) {
    Blackout const closed{.id = "c", .from = day("2026-02-01"), .to = day("9999-12-31"), .reason = "closed"};
    auto const found = releases(weekly(), {closed}, {}, {.first = day("2026-01-22"), .limit = 100});
    EXPECT_EQ(found.size(), 2 + kSkippedShown) << "and it was told why";
    EXPECT_EQ(first_opening(weekly(), {closed}, {}, day("2026-02-01"), Instant::min()), std::nullopt);
}

TEST(Calendar, a_blackout_without_a_reason_is_named_by_its_dates) {
    Blackout const nameless{.id = "n", .from = day("2026-01-22"), .to = day("2026-01-23"), .reason = ""};

    auto const found = place(rule_of_spec(), {nameless}, {}, day("2026-01-22"));

    EXPECT_TRUE(found.shifted());
    EXPECT_EQ(found.reason, "blackout 2026-01-22 to 2026-01-23");
}

TEST(Calendar, a_moved_slot_leaves_every_other_where_it_was) {
    auto const rule = rule_of_spec();
    auto const until = utc("2026-06-01T00:00:00Z");
    auto expected = releases(rule, {}, {}, {.first = rule.first_release, .until = until, .limit = 99});
    expected.erase(expected.begin() + 1);

    Pinned const moved{{day("2026-01-22"), two_hours_from("2026-01-29T10:00:00Z")}};

    EXPECT_EQ(releases(rule, {}, moved, {.first = rule.first_release, .until = until, .limit = 99}),
              expected);
}

TEST(Calendar, a_cancelled_slot_is_left_out_and_takes_no_window) {
    Pinned const cancelled{{day("2026-01-22"), std::nullopt}};

    auto const found =
        releases(rule_of_spec(), {}, cancelled,
                 {.first = day("2026-01-08"), .until = utc("2026-02-10T00:00:00Z"), .limit = 9});

    EXPECT_THAT(openings(found), ElementsAre("2026-01-08T10:00:00Z", "2026-02-05T10:00:00Z"));
}

TEST(Calendar, a_shift_goes_past_a_week_whose_window_a_moved_release_has) {
    auto rule = rule_of_spec();
    rule.every_weeks = 4;  // 2026-01-08, 02-05, 03-05
    Blackout const audit{.id = "a", .from = day("2026-02-05"), .to = day("2026-02-05"), .reason = "audit"};
    Pinned const moved{{day("2026-01-08"), two_hours_from("2026-02-12T11:00:00Z")}};

    auto const found = place(rule, {audit}, moved, day("2026-02-05"));

    EXPECT_EQ(found.window, two_hours_from("2026-02-19T10:00:00Z"));
    EXPECT_EQ(found.reason, "audit");
}

TEST(Calendar, a_shift_is_skipped_when_a_moved_release_has_the_last_free_week) {
    Blackout const audit{.id = "a", .from = day("2026-01-22"), .to = day("2026-01-22"), .reason = "audit"};
    Pinned const moved{{day("2026-01-08"), two_hours_from("2026-01-29T10:00:00Z")}};

    EXPECT_TRUE(place(rule_of_spec(), {audit}, moved, day("2026-01-22")).skipped);
}

TEST(Calendar, windows_that_only_touch_are_not_shared) {
    Blackout const audit{.id = "a", .from = day("2026-01-22"), .to = day("2026-01-22"), .reason = "audit"};
    Pinned const before{{day("2026-01-08"), two_hours_from("2026-01-29T08:00:00Z")}};
    Pinned const after{{day("2026-01-08"), two_hours_from("2026-01-29T12:00:00Z")}};

    EXPECT_EQ(place(rule_of_spec(), {audit}, before, day("2026-01-22")).window,
              two_hours_from("2026-01-29T10:00:00Z"));
    EXPECT_EQ(place(rule_of_spec(), {audit}, after, day("2026-01-22")).window,
              two_hours_from("2026-01-29T10:00:00Z"));
}

std::vector<std::string> january_with(Pinned const& pinned) {
    return openings(releases(rule_of_spec(), {}, pinned,
                             {.first = day("2026-01-08"), .until = utc("2026-02-01T00:00:00Z"), .limit = 9}));
}

TEST(Calendar, a_window_that_only_touches_does_not_hide_one_that_is_shared) {
    EXPECT_THAT(january_with({{day("2025-12-25"), two_hours_from("2026-01-22T08:00:00Z")},
                              {day("2026-01-08"), two_hours_from("2026-01-22T11:00:00Z")}}),
                ElementsAre("2026-01-29T10:00:00Z"));
}

TEST(Calendar, a_short_window_inside_a_long_one_does_not_hide_its_end) {
    EXPECT_THAT(
        january_with({{day("2025-12-25"), Window{utc("2026-01-21T10:00:00Z"), utc("2026-01-22T11:00:00Z")}},
                      {day("2026-01-08"), two_hours_from("2026-01-21T12:00:00Z")}}),
        ElementsAre("2026-01-29T10:00:00Z"));
}

TEST(Calendar, a_slot_gives_way_to_a_release_that_was_moved_into_its_window) {
    Pinned const moved{{day("2026-01-08"), two_hours_from("2026-01-22T11:00:00Z")}};

    auto const found = place(rule_of_spec(), {}, moved, day("2026-01-22"));

    EXPECT_TRUE(found.shifted());
    EXPECT_EQ(found.reason, "shares its window with the release of 2026-01-08");
    EXPECT_EQ(found.window, two_hours_from("2026-01-29T10:00:00Z"));
}

TEST(Calendar, a_window_of_days_is_never_shifted_into_the_next_release) {
    auto rule = rule_of_spec();
    rule.window = hours{8 * 24};
    rule.phases = phases_of_spec(rule.window);
    rule.phases.back().offset.days = 9;
    Blackout const audit{.id = "a", .from = day("2026-01-22"), .to = day("2026-01-22"), .reason = "audit"};

    EXPECT_THAT(problems(rule, date::Thursday), IsEmpty());
    EXPECT_TRUE(place(rule, {audit}, {}, day("2026-01-22")).skipped);
}

TEST(Calendar, its_own_pinned_window_does_not_hinder_a_slot) {
    Pinned const itself{{day("2026-01-22"), two_hours_from("2026-01-22T10:00:00Z")}};

    EXPECT_EQ(place(rule_of_spec(), {}, itself, day("2026-01-22")),
              place(rule_of_spec(), {}, {}, day("2026-01-22")));
}

}  // namespace
}  // namespace cadence::calendar
