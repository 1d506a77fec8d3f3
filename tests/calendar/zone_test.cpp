#include <cstdlib>
#include <ctime>

#include <gmock/gmock.h>

#include "calendar/samples.h"

namespace cadence::calendar {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Rule sundays_in(std::string_view name, minutes time) {
    auto rule = in_zone(weekly(), name);
    rule.first_release = day("2026-01-04");
    rule.time = time;
    return rule;
}

TEST(CalendarInZones, ten_in_berlin_stays_ten_across_both_changes_of_the_clocks) {
    auto const rule = in_zone(weekly(), "Europe/Berlin");

    EXPECT_THAT(
        openings(releases(rule, {}, {},
                          {.first = day("2026-03-26"), .until = utc("2026-04-03T00:00:00Z"), .limit = 9})),
        ElementsAre("2026-03-26T09:00:00Z", "2026-04-02T08:00:00Z"));
    EXPECT_THAT(
        openings(releases(rule, {}, {},
                          {.first = day("2026-10-22"), .until = utc("2026-10-30T00:00:00Z"), .limit = 9})),
        ElementsAre("2026-10-22T08:00:00Z", "2026-10-29T09:00:00Z"));
}

TEST(CalendarInZones, calendar_days_keep_the_local_time_and_plain_time_does_not) {
    // Clocks go forward on Sunday 2026-03-29. This train releases on the Monday after.
    auto rule = in_zone(weekly(), "Europe/Berlin");
    rule.first_release = day("2026-01-05");
    rule.phases[1].offset = {.days = -1, .time = hours{-14}};  // 14 h before 10:00 on Sunday
    rule.phases.insert(rule.phases.begin() + 2, announcement("hand_over", {.time = hours{-36}}));

    EXPECT_THAT(problems(rule, date::Monday), IsEmpty());
    EXPECT_THAT(
        story_of(place(rule, {}, {}, day("2026-03-30")).phases),
        ElementsAre("code_freeze 2026-03-27T09:00:00Z",  // 10:00 CET
                    "go_no_go 2026-03-28T18:00:00Z",     // 14 h before Sunday 10:00 CEST: 19:00 CET
                    "hand_over 2026-03-28T20:00:00Z",    // 36 h: 21:00 CET
                    "deploy_window_open 2026-03-30T08:00:00Z", "deploy_window_close 2026-03-30T10:00:00Z",
                    "retrospective 2026-03-31T08:00:00Z"));
}

TEST(CalendarInZones, the_day_before_is_23_hours_away_in_spring_and_25_in_autumn) {
    auto const spring = place(sundays_in("Europe/Berlin", hours{10}), {}, {}, day("2026-03-29"));
    auto const autumn = place(sundays_in("Europe/Berlin", hours{10}), {}, {}, day("2026-10-25"));

    EXPECT_EQ(spring.window.opens_at - spring.phases[1].at, hours{23});
    EXPECT_EQ(autumn.window.opens_at - autumn.phases[1].at, hours{25});
    EXPECT_EQ(spring.phases[4].at - spring.window.opens_at, hours{24});
}

TEST(CalendarInZones, a_window_is_plain_time_even_where_the_clocks_change_inside_it) {
    auto const spring = place(sundays_in("Europe/Berlin", hours{1}), {}, {}, day("2026-03-29"));

    EXPECT_EQ(spring.window, two_hours_from("2026-03-29T00:00:00Z"));  // 01:00 CET to 04:00 CEST
    EXPECT_EQ(spring.phases[3].at, spring.window.closes_at);
}

TEST(CalendarInZones, phases_keep_their_order_where_a_day_and_24_hours_swap_places) {
    // On a 23-hour day, 24 hours before the release is earlier than one calendar day before it.
    auto rule = sundays_in("Europe/Berlin", hours{10});
    rule.phases[0].offset = {.days = -1};
    rule.phases[1].offset = {.time = hours{-24}};

    EXPECT_THAT(problems(rule, date::Sunday), IsEmpty());
    auto const autumn = place(rule, {}, {}, day("2026-10-25")).phases;
    EXPECT_EQ(autumn[0].at, utc("2026-10-24T08:00:00Z"));
    EXPECT_EQ(autumn[1].at, utc("2026-10-24T09:00:00Z"));
    auto const spring = place(rule, {}, {}, day("2026-03-29")).phases;
    EXPECT_EQ(spring[0].at, utc("2026-03-28T09:00:00Z"));
    EXPECT_EQ(spring[1].at, utc("2026-03-28T09:00:00Z"));
}

TEST(CalendarInZones, a_phase_never_pushes_the_window) {
    // One calendar day and 23.5 h less is half an hour before the opening, but after it on a 23-hour day.
    auto rule = sundays_in("Europe/Berlin", hours{10});
    rule.phases[1].offset = {.days = -1, .time = minutes{23 * 60 + 30}};

    auto const spring = place(rule, {}, {}, day("2026-03-29"));

    EXPECT_EQ(spring.phases[1].at, utc("2026-03-29T08:00:00Z"));
    EXPECT_EQ(spring.phases[2].at, utc("2026-03-29T08:00:00Z"));
    EXPECT_EQ(spring.phases[3].at, utc("2026-03-29T10:00:00Z"));
}

TEST(CalendarInZones, a_local_time_that_does_not_exist_is_the_end_of_the_gap) {
    EXPECT_EQ(window_of(sundays_in("Europe/Berlin", minutes{150}), day("2026-03-29")).opens_at,
              utc("2026-03-29T01:00:00Z"));
}

TEST(CalendarInZones, a_local_time_that_exists_twice_is_the_first) {
    EXPECT_EQ(window_of(sundays_in("Europe/Berlin", minutes{150}), day("2026-10-25")).opens_at,
              utc("2026-10-25T00:30:00Z"));
}

TEST(CalendarInZones, a_release_moved_into_the_second_of_two_equal_hours_opens_there) {
    auto const opens_at = utc("2026-10-25T01:30:00Z");  // 02:30 CET; 02:30 CEST was an hour before

    auto rule = sundays_in("Europe/Berlin", hours{10});
    rule.phases.insert(rule.phases.begin() + 2, announcement("last_call", {.time = minutes{-15}}));

    auto const phases = phases_of(rule, opens_at);

    EXPECT_EQ(phases[2].at, opens_at - minutes{15});
    EXPECT_EQ(phases[3].at, opens_at);
    EXPECT_EQ(phases[4].at, opens_at + hours{2});
    EXPECT_EQ(phases[0].at, utc("2026-10-22T00:30:00Z"));
}

TEST(CalendarInZones, a_release_moved_to_an_odd_second_keeps_it_in_its_phases) {
    auto const phases = phases_of(in_zone(rule_of_spec(), "Asia/Kathmandu"), utc("2026-01-22T10:17:31.25Z"));

    EXPECT_EQ(phases[0].at, utc("2026-01-19T10:17:31.25Z"));
    EXPECT_EQ(phases[2].at, utc("2026-01-22T10:17:31.25Z"));
}

TEST(CalendarInZones, a_blackout_follows_a_release_that_a_gap_carries_over_midnight) {
    // In Nuuk the clocks go from 23:00 on Saturday to 00:00 on Sunday: 23:30 on that Saturday does not exist.
    auto rule = in_zone(rule_of_spec(), "America/Nuuk");
    rule.first_release = day("2026-03-28");
    rule.time = minutes{23 * 60 + 30};
    Blackout const sunday{.id = "s", .from = day("2026-03-29"), .to = day("2026-03-29"), .reason = "audit"};

    EXPECT_EQ(rule.zone.show(window_of(rule, day("2026-03-28")).opens_at).substr(0, 16), "2026-03-29 00:00");
    EXPECT_TRUE(place(rule, {sunday}, {}, day("2026-03-28")).shifted());
}

class MachineZone {
  public:
    explicit MachineZone(char const* name) {
        if (auto const* before = std::getenv("TZ")) before_ = before;
        setenv("TZ", name, 1);
        tzset();
    }
    ~MachineZone() {
        before_ ? setenv("TZ", before_->c_str(), 1) : unsetenv("TZ");
        tzset();
    }
    MachineZone(MachineZone const&) = delete;
    MachineZone& operator=(MachineZone const&) = delete;

  private:
    std::optional<std::string> before_;
};

TEST(CalendarInZones, days_before_a_release_in_the_gap_keep_the_time_of_the_rule) {
    // 02:30 does not exist on Sunday 2026-03-29: the release opens at 03:00.
    auto const rule = sundays_in("Europe/Berlin", hours{2} + minutes{30});
    auto const found = place(rule, {}, {}, day("2026-03-29"));
    EXPECT_EQ(found.window.opens_at, utc("2026-03-29T01:00:00Z"));
    EXPECT_EQ(found.phases[0].at, utc("2026-03-26T01:30:00Z"));
    EXPECT_EQ(found.phases[1].at, utc("2026-03-28T01:30:00Z"));
    EXPECT_EQ(found.phases[4].at, utc("2026-03-30T00:30:00Z"));
}

TEST(CalendarInZones, what_is_meant_is_found_behind_a_gap_as_long_as_a_day) {
    // Samoa had no 2011-12-30.
    auto rule = in_zone(weekly(), "Pacific/Apia");
    rule.first_release = day("2011-12-02");
    auto const opens_at = window_of(rule, day("2011-12-30")).opens_at;
    auto const meant = local_time(rule, opens_at);
    EXPECT_EQ(meant.day, day("2011-12-30"));
    EXPECT_EQ(meant.time, hours{10});
    EXPECT_EQ(at(rule.zone, {day("2012-01-06"), meant.time}), window_of(rule, day("2012-01-06")).opens_at);
}

TEST(CalendarInZones, the_zone_of_the_machine_moves_nothing) {
    auto const computed = [] {
        std::vector<Occurrence> all;
        for (auto const* name : {"UTC", "Europe/Berlin", "America/New_York", "Pacific/Apia"}) {
            auto const some =
                releases(in_zone(weekly(), name), {year_end()}, {},
                         {.first = day("2026-01-01"), .until = utc("2029-01-01T00:00:00Z"), .limit = 500});
            all.insert(all.end(), some.begin(), some.end());
        }
        return all;
    };
    auto const expected = computed();
    ASSERT_EQ(expected.size(), 4U * 156U);

    for (auto const* name : {"UTC", "Europe/Berlin", "America/Los_Angeles", "Asia/Kathmandu",
                             "Pacific/Kiritimati", "Australia/Lord_Howe", "XXX+11", "no/such/zone"}) {
        MachineZone const here{name};
        EXPECT_EQ(computed(), expected) << name;
    }
}

}  // namespace
}  // namespace cadence::calendar
