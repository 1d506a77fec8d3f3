#include "base/zone.h"

#include <cstdlib>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support/zone_folder.h"

namespace cadence {
namespace {

using namespace std::chrono_literals;
using namespace date::literals;
using ::testing::HasSubstr;

Zone zone(std::string_view name) {
    auto loaded = Zone::load(name);
    if (!loaded) throw std::runtime_error{loaded.error().detail};
    return *loaded;
}

struct Story {
    std::string_view zone;
    Date day;
    std::chrono::minutes time;
    std::string_view instant;
    std::string_view there;
};

void expect(Story const& story) {
    auto const where = zone(story.zone);
    auto const instant = where.at(story.day, story.time);
    EXPECT_EQ(format_instant(instant), story.instant) << story.zone << " " << format_date(story.day);
    EXPECT_EQ(where.format(instant), story.there) << story.zone;
}

/// What is remembered of the time between two changes of clocks is what the database says at each instant.
RC_GTEST_PROP(Zone, shows_what_the_database_says, ()) {
    auto const name = *rc::gen::element<std::string>(
        "UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "Australia/Lord_Howe",
        "Africa/Casablanca", "America/St_Johns", "Europe/Dublin", "Pacific/Kiritimati", "Antarctica/Troll");
    absl::CivilDay const epoch{1970, 1, 1};
    absl::TimeZone database;
    RC_ASSERT(absl::LoadTimeZone(name, &database));
    auto const where = zone(name);
    Date day{};
    auto const begin = *rc::gen::inRange(-40'000, 100'000);
    for (int i = 0; i < 9'000; ++i) {  // each half hour of half a year: some are when clocks change
        if (i % 48 == 0) day = Date{date::days{begin + i / 48}};
        auto const time = std::chrono::minutes{30 * (i % 48)};
        auto const civil =
            absl::CivilSecond{epoch + day.time_since_epoch().count()} + std::chrono::seconds{time}.count();
        auto const there = database.At(civil);
        auto const skipped = there.kind == absl::TimeZone::TimeInfo::SKIPPED;
        auto const instant = Instant{Duration{absl::ToUnixMicros(skipped ? there.trans : there.pre)}};
        RC_ASSERT(where.at(day, time) == instant);
        auto const shown = database.At(absl::FromUnixMicros(instant.time_since_epoch().count())).cs;
        RC_ASSERT(where.day_of(instant) == Date{date::days{absl::CivilDay{shown} - epoch}});
        RC_ASSERT(where.time_of(instant) ==
                  std::chrono::seconds{shown - absl::CivilSecond{absl::CivilDay{shown}}});
    }
}

TEST(Zone, ten_in_the_morning_stays_ten_across_summer_time) {
    expect({"Europe/Berlin", 2026_y / 3 / 26, 10h, "2026-03-26T09:00:00Z", "2026-03-26T10:00:00+01:00"});
    expect({"Europe/Berlin", 2026_y / 4 / 9, 10h, "2026-04-09T08:00:00Z", "2026-04-09T10:00:00+02:00"});
    expect({"America/New_York", 2026_y / 3 / 5, 10h, "2026-03-05T15:00:00Z", "2026-03-05T10:00:00-05:00"});
    expect({"America/New_York", 2026_y / 3 / 12, 10h, "2026-03-12T14:00:00Z", "2026-03-12T10:00:00-04:00"});
    expect({"Asia/Kathmandu", 2026_y / 1 / 22, 10h, "2026-01-22T04:15:00Z", "2026-01-22T10:00:00+05:45"});
    expect({"UTC", 2026_y / 1 / 22, 10h, "2026-01-22T10:00:00Z", "2026-01-22T10:00:00+00:00"});
}

TEST(Zone, a_time_that_does_not_exist_is_the_first_instant_after_the_gap) {
    for (auto const& story : {
             Story{"Europe/Berlin", 2026_y / 3 / 29, 119min, "2026-03-29T00:59:00Z",
                   "2026-03-29T01:59:00+01:00"},
             Story{"Europe/Berlin", 2026_y / 3 / 29, 120min, "2026-03-29T01:00:00Z",
                   "2026-03-29T03:00:00+02:00"},
             Story{"Europe/Berlin", 2026_y / 3 / 29, 179min, "2026-03-29T01:00:00Z",
                   "2026-03-29T03:00:00+02:00"},
             Story{"Europe/Berlin", 2026_y / 3 / 29, 180min, "2026-03-29T01:00:00Z",
                   "2026-03-29T03:00:00+02:00"},
             Story{"Europe/Berlin", 2026_y / 3 / 29, 181min, "2026-03-29T01:01:00Z",
                   "2026-03-29T03:01:00+02:00"},
             Story{"America/New_York", 2026_y / 3 / 8, 150min, "2026-03-08T07:00:00Z",
                   "2026-03-08T03:00:00-04:00"},
             Story{"Australia/Lord_Howe", 2026_y / 10 / 4, 119min, "2026-10-03T15:29:00Z",
                   "2026-10-04T01:59:00+10:30"},
             Story{"Australia/Lord_Howe", 2026_y / 10 / 4, 135min, "2026-10-03T15:30:00Z",
                   "2026-10-04T02:30:00+11:00"},
             Story{"Europe/Dublin", 2026_y / 3 / 29, 90min, "2026-03-29T01:00:00Z",
                   "2026-03-29T02:00:00+01:00"},
             Story{"America/Havana", 2026_y / 3 / 8, 0min, "2026-03-08T05:00:00Z",
                   "2026-03-08T01:00:00-04:00"},
         })
        expect(story);
}

TEST(Zone, a_time_that_exists_twice_is_the_first) {
    for (auto const& story : {
             Story{"Europe/Berlin", 2026_y / 10 / 25, 119min, "2026-10-24T23:59:00Z",
                   "2026-10-25T01:59:00+02:00"},
             Story{"Europe/Berlin", 2026_y / 10 / 25, 120min, "2026-10-25T00:00:00Z",
                   "2026-10-25T02:00:00+02:00"},
             Story{"Europe/Berlin", 2026_y / 10 / 25, 179min, "2026-10-25T00:59:00Z",
                   "2026-10-25T02:59:00+02:00"},
             Story{"Europe/Berlin", 2026_y / 10 / 25, 180min, "2026-10-25T02:00:00Z",
                   "2026-10-25T03:00:00+01:00"},
             Story{"America/New_York", 2026_y / 11 / 1, 90min, "2026-11-01T05:30:00Z",
                   "2026-11-01T01:30:00-04:00"},
             Story{"Australia/Lord_Howe", 2026_y / 4 / 5, 105min, "2026-04-04T14:45:00Z",
                   "2026-04-05T01:45:00+11:00"},
             Story{"Europe/Dublin", 2026_y / 10 / 25, 90min, "2026-10-25T00:30:00Z",
                   "2026-10-25T01:30:00+01:00"},
         })
        expect(story);
}

TEST(Zone, a_day_that_a_country_skipped_is_the_midnight_that_ended_it) {
    expect({"Pacific/Apia", 2011_y / 12 / 29, 1439min, "2011-12-30T09:59:00Z", "2011-12-29T23:59:00-10:00"});
    expect({"Pacific/Apia", 2011_y / 12 / 30, 0min, "2011-12-30T10:00:00Z", "2011-12-31T00:00:00+14:00"});
    expect({"Pacific/Apia", 2011_y / 12 / 30, 10h, "2011-12-30T10:00:00Z", "2011-12-31T00:00:00+14:00"});
    expect({"Pacific/Apia", 2011_y / 12 / 31, 10h, "2011-12-30T20:00:00Z", "2011-12-31T10:00:00+14:00"});
}

TEST(Zone, summer_time_goes_on_after_2038) {
    expect({"Europe/Berlin", 2040_y / 7 / 5, 10h, "2040-07-05T08:00:00Z", "2040-07-05T10:00:00+02:00"});
    expect({"Europe/Berlin", 2040_y / 1 / 5, 10h, "2040-01-05T09:00:00Z", "2040-01-05T10:00:00+01:00"});
    expect({"Europe/Berlin", 2039_y / 3 / 27, 150min, "2039-03-27T01:00:00Z", "2039-03-27T03:00:00+02:00"});
    expect({"America/New_York", 2099_y / 7 / 2, 10h, "2099-07-02T14:00:00Z", "2099-07-02T10:00:00-04:00"});
    expect({"Australia/Lord_Howe", 2075_y / 1 / 3, 10h, "2075-01-02T23:00:00Z", "2075-01-03T10:00:00+11:00"});
    expect({"Europe/Berlin", 9999_y / 7 / 1, 10h, "9999-07-01T08:00:00Z", "9999-07-01T10:00:00+02:00"});
}

TEST(Zone, tells_the_civil_day_and_time_there) {
    auto const apia = zone("Pacific/Apia");
    Instant const instant = Instant{Date{2026_y / 1 / 21}} + 23h + 30min + 15s;
    EXPECT_EQ(apia.day_of(instant), Date{2026_y / 1 / 22});
    EXPECT_EQ(apia.time_of(instant), 12h + 30min + 15s);
    EXPECT_EQ(zone("America/New_York").day_of(instant), Date{2026_y / 1 / 21});
    EXPECT_EQ(Zone{}.time_of(Instant{-1us}), 24h - 1s);
    EXPECT_EQ(Zone{}.day_of(Instant{-1us}), Date{1969_y / 12 / 31});
}

TEST(Zone, shows_an_instant_to_people) {
    auto const instant = zone("Europe/Berlin").at(2026_y / 1 / 22, 11h);
    EXPECT_EQ(zone("Europe/Berlin").show(instant), "2026-01-22 11:00 CET");
    EXPECT_EQ(zone("America/New_York").show(instant), "2026-01-22 05:00 EST");
    EXPECT_EQ(Zone{}.show(instant), "2026-01-22 10:00 UTC");
}

TEST(Zone, writes_the_offset_there_and_keeps_the_fraction) {
    auto const instant = Instant{Date{2026_y / 1 / 22}} + 10h + 250ms;
    EXPECT_EQ(zone("America/St_Johns").format(instant), "2026-01-22T06:30:00.25-03:30");
    // Berlin was 53 min 28 s ahead of Greenwich then.
    EXPECT_EQ(zone("Europe/Berlin").format(Instant{Date{1890_y / 1 / 1}}), "1890-01-01T00:53:00+00:53");
}

TEST(Zone, is_utc_until_one_is_loaded) {
    EXPECT_EQ(Zone{}.name(), "UTC");
    EXPECT_EQ(Zone{}, zone("UTC"));
    EXPECT_NE(Zone{}, zone("Europe/Berlin"));
    EXPECT_EQ(zone("Europe/Berlin").name(), "Europe/Berlin");
}

TEST(Zone, a_name_outside_the_database_is_refused_and_never_read_as_utc) {
    for (std::string_view const name : {"",
                                        "localtime",
                                        "Localtime",
                                        "libc:UTC",
                                        "libc:localtime",
                                        "/etc/localtime",
                                        "file:/etc/localtime",
                                        "/usr/share/zoneinfo/Europe/Berlin",
                                        "../zoneinfo/Europe/Berlin",
                                        "posix/Europe/Berlin",
                                        "posixrules",
                                        "right/Europe/Berlin",
                                        "Fixed/UTC+05:00:00",
                                        "UTC0",
                                        "UTC+1",
                                        "GMT+5",
                                        "Factory",
                                        "Europe",
                                        "Europe/",
                                        "/Europe/Berlin",
                                        "Europe//Berlin",
                                        "Europe/./Berlin",
                                        "europe/berlin",
                                        "Europe/Berlin ",
                                        "Mars/Olympus",
                                        "zone.tab",
                                        "tzdata.zi",
                                        "CET-1CEST,M3.5.0,M10.5.0/3",
                                        "Europe/Berl\u00edn"}) {
        auto const loaded = Zone::load(name);
        ASSERT_FALSE(loaded) << name;
        EXPECT_EQ(loaded.error().code, ErrorCode::invalid);
        EXPECT_EQ(loaded.error().problem, "unknown-zone");
        EXPECT_THAT(loaded.error().detail, HasSubstr("\"" + std::string{name} + "\""));
    }
    EXPECT_FALSE(Zone::load(std::string_view{"UTC\0", 4}));
}

TEST(Zone, names_of_every_form_in_the_database_load) {
    for (std::string_view const name :
         {"UTC", "GMT", "Etc/GMT+5", "Etc/UTC", "EST5EDT", "CET", "W-SU", "GB-Eire", "America/Port-au-Prince",
          "America/Argentina/Buenos_Aires", "America/North_Dakota/New_Salem", "America/Knox_IN"})
        EXPECT_TRUE(Zone::load(name)) << name;
}

TEST(Zone, the_zone_of_the_machine_moves_nothing) {
    auto const before = zone("Europe/Berlin").at(2026_y / 7 / 2, 10h);
    char const* const own = std::getenv("TZ");
    std::string const kept = own == nullptr ? "" : own;
    for (auto const* tz : {"America/New_York", "Pacific/Apia", ":/etc/localtime", "nonsense"}) {
        setenv("TZ", tz, 1);
        tzset();
        EXPECT_EQ(zone("Europe/Berlin").at(2026_y / 7 / 2, 10h), before) << tz;
        EXPECT_EQ(Zone{}.show(before), "2026-07-02 08:00 UTC") << tz;
        EXPECT_FALSE(Zone::load("localtime")) << tz;
    }
    own == nullptr ? unsetenv("TZ") : setenv("TZ", kept.c_str(), 1);
    tzset();
}

struct Anywhere {
    Zone zone;
    Date day;
    std::chrono::minutes time;
};

Anywhere anywhere() {
    auto const name = *rc::gen::element<std::string>(
        "UTC", "Europe/Berlin", "Europe/Dublin", "America/New_York", "America/St_Johns",
        "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Kiritimati", "Asia/Kathmandu", "Africa/Casablanca",
        "America/Havana");
    return {zone(name), Date{1970_y / 1 / 1} + date::days{*rc::gen::inRange(0, 50000)},
            std::chrono::minutes{*rc::gen::inRange(0, 24 * 60)}};
}

TEST(Zone, is_another_after_its_data_was_updated_and_the_old_one_goes_on) {
    testing::ZoneFolder const database;
    database.put("Europe/Berlin", "Europe/Berlin");
    auto const before = zone("Europe/Berlin");
    EXPECT_EQ(before, zone("Europe/Berlin"));
    database.put("Europe/Berlin", "Europe/Lisbon");
    auto const after = zone("Europe/Berlin");
    EXPECT_EQ(after.name(), "Europe/Berlin");
    EXPECT_NE(after, before);
    EXPECT_EQ(format_instant(before.at(2026_y / 1 / 22, 10h)), "2026-01-22T09:00:00Z");
    EXPECT_EQ(format_instant(after.at(2026_y / 1 / 22, 10h)), "2026-01-22T10:00:00Z");
    database.put("Europe/Berlin", "Europe/Berlin");
    EXPECT_EQ(zone("Europe/Berlin"), before) << "the same data again is the same zone";
}

TEST(Zone, is_what_its_data_says_wherever_that_was_kept) {
    auto const berlin = zone("Europe/Berlin");
    auto const again = Zone::from_data("Europe/Berlin", berlin.data());
    ASSERT_TRUE(again);
    EXPECT_EQ(*again, berlin);
    EXPECT_FALSE(Zone::from_data("Europe/Berlin", "TZif2, or so it says"));
    EXPECT_FALSE(Zone::from_data("Europe/Berlin", ""));
    EXPECT_EQ(zone("UTC"), Zone{});
}

TEST(Zone, that_the_database_has_lost_is_unknown_and_what_is_loaded_goes_on) {
    testing::ZoneFolder const database;
    database.put("Europe/Berlin", "Europe/Berlin");
    auto const berlin = zone("Europe/Berlin");
    database.remove("Europe/Berlin");
    EXPECT_FALSE(Zone::load("Europe/Berlin"));
    EXPECT_EQ(format_instant(berlin.at(2026_y / 7 / 2, 10h)), "2026-07-02T08:00:00Z");
}

RC_GTEST_PROP(Zone, at_is_the_first_instant_that_shows_the_time_or_a_later_one, ()) {
    auto const [where, day, time] = anywhere();
    auto const wanted = Instant{day} + time;  // as if civil time were UTC
    auto const shown = [&where = where](Instant i) { return Instant{where.day_of(i)} + where.time_of(i); };
    auto const found = where.at(day, time);
    RC_ASSERT(shown(found) >= wanted);
    // Nothing in the 27 hours before, the widest that a country ever moved, shows it or what comes after it.
    for (auto earlier = found - 1min; earlier > found - 27h; earlier -= 15min)
        RC_ASSERT(shown(earlier) < wanted);
}

RC_GTEST_PROP(Zone, what_it_writes_is_the_same_instant, ()) {
    auto const [where, day, time] = anywhere();
    auto const instant = Instant{day} + time + Duration{*rc::gen::inRange(0, 60'000'000)};
    RC_ASSERT(parse_instant(where.format(instant)) == instant);
}

RC_GTEST_PROP(Zone, a_later_time_of_day_is_never_an_earlier_instant, ()) {
    auto const [where, day, time] = anywhere();
    auto const next = time + 1min;
    RC_ASSERT(where.at(day, time) <=
              (next < 24h ? where.at(day, next) : where.at(day + date::days{1}, 0min)));
}

}  // namespace
}  // namespace cadence
