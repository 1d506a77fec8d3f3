#include "base/instant.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace cadence {
namespace {

using namespace std::chrono_literals;
using namespace date::literals;
using testing::HasSubstr;

Instant at(Date day, Duration time = 0s) {
    return Instant{day} + time;
}

Instant any_instant() {
    // The years 1 to 9999, to the microsecond.
    auto const first = at(1_y / 1 / 1).time_since_epoch().count();
    auto const end = at(10000_y / 1 / 1).time_since_epoch().count();
    return Instant{Duration{*rc::gen::inRange(first, end)}};
}

TEST(Instant, is_written_in_utc_with_a_fraction_only_where_there_is_one) {
    EXPECT_EQ(format_instant(at(2026_y / 1 / 22, 10h)), "2026-01-22T10:00:00Z");
    EXPECT_EQ(format_instant(at(2026_y / 1 / 22, 10h + 250ms)), "2026-01-22T10:00:00.25Z");
    EXPECT_EQ(format_instant(at(2026_y / 1 / 22, 1us)), "2026-01-22T00:00:00.000001Z");
    EXPECT_EQ(format_instant(at(1969_y / 12 / 31, 24h - 1us)), "1969-12-31T23:59:59.999999Z");
    EXPECT_EQ(format_instant(at(1_y / 1 / 1)), "0001-01-01T00:00:00Z");
}

TEST(Instant, the_ends_of_the_type_can_be_written) {
    EXPECT_EQ(format_instant(Instant::max()), "294247-01-10T04:00:54.775807Z");
    EXPECT_EQ(format_instant(Instant::min()), "-290308-12-21T19:59:05.224192Z");
}

TEST(Instant, any_offset_is_taken_to_utc) {
    struct Case {
        std::string_view text;
        Instant instant;
    };
    auto const day = Date{2026_y / 1 / 22};
    for (auto const& [text, instant] : {
             Case{"2026-01-22T10:00:00Z", at(day, 10h)},
             Case{"2026-01-22t10:00:00z", at(day, 10h)},
             Case{"2026-01-22T11:00:00+01:00", at(day, 10h)},
             Case{"2026-01-22T04:30:00-05:30", at(day, 10h)},
             Case{"2026-01-22T10:00:00-00:00", at(day, 10h)},
             Case{"2026-01-22T00:30:00+01:00", at(day, -30min)},
             Case{"2026-01-22T10:00:00.5Z", at(day, 10h + 500ms)},
             Case{"2026-01-22T10:00:00.123456Z", at(day, 10h + 123456us)},
             Case{"2026-01-22T10:00:00.123456999Z", at(day, 10h + 123456us)},
             Case{"1969-12-31T23:59:59.9999999Z", at(1970_y / 1 / 1, -1us)},
             Case{"2024-02-29T00:00:00Z", at(2024_y / 2 / 29)},
         }) {
        auto const parsed = parse_instant(text);
        ASSERT_TRUE(parsed) << text << ": " << parsed.error().detail;
        EXPECT_EQ(*parsed, instant) << text << " became " << format_instant(*parsed);
    }
}

TEST(Instant, text_that_is_not_exactly_one_is_refused) {
    for (std::string_view const text : {
             "",
             "now",
             "2026-01-22",
             "2026-01-22T10:00Z",
             "2026-01-22T10:00:00",
             "2026-01-22 10:00:00Z",
             " 2026-01-22T10:00:00Z",
             "2026-01-22T10:00:00Z ",
             "2026-01-22T10:00:00ZZ",
             "2026-01-22T10:00:00.Z",
             "2026-01-22T10:00:00,5Z",
             "2026-01-22T24:00:00Z",
             "2026-01-22T10:60:00Z",
             "2026-01-22T10:00:60Z",
             "2026-01-22T10:00:00+0100",
             "2026-01-22T10:00:00+01",
             "2026-01-22T10:00:00+24:00",
             "2026-01-22T10:00:00+01:60",
             "2026-1-22T10:00:00Z",
             "02026-01-22T10:00:00Z",
             "26-01-22T10:00:00Z",
             "+2026-01-22T10:00:00Z",
             "-026-01-22T10:00:00Z",
             "2026-02-29T10:00:00Z",
             "2026-13-01T10:00:00Z",
             "2026-00-01T10:00:00Z",
             "2026-01-00T10:00:00Z",
             "0000-01-01T00:00:00Z",
             "0001-01-01T00:00:00+00:01",
             "9999-12-31T23:59:59-00:01",
             "infinite-future",
             "1769076000",
         }) {
        auto const parsed = parse_instant(text);
        ASSERT_FALSE(parsed) << text << " became " << format_instant(*parsed);
        EXPECT_EQ(parsed.error().code, ErrorCode::invalid);
        EXPECT_EQ(parsed.error().problem, "not-an-instant");
        EXPECT_THAT(parsed.error().detail, HasSubstr(std::string{text}));
    }
    EXPECT_FALSE(parse_instant(std::string_view{"2026-01-22T10:00:00Z\0", 21}));
}

RC_GTEST_PROP(Instant, what_is_written_reads_back, ()) {
    auto const instant = any_instant();
    RC_ASSERT(parse_instant(format_instant(instant)) == instant);
}

RC_GTEST_PROP(Instant, later_instants_of_whole_seconds_sort_later_as_text, ()) {
    auto const a = date::floor<std::chrono::seconds>(any_instant());
    auto const b = date::floor<std::chrono::seconds>(any_instant());
    RC_ASSERT((a < b) == (format_instant(a) < format_instant(b)));
}

TEST(Date, is_written_and_read_as_year_month_day) {
    EXPECT_EQ(format_date(2026_y / 1 / 22), "2026-01-22");
    EXPECT_EQ(format_date(Date{1_y / 1 / 1}), "0001-01-01");
    EXPECT_EQ(parse_date("2026-01-22"), Date{2026_y / 1 / 22});
    EXPECT_EQ(parse_date("2000-02-29"), Date{2000_y / 2 / 29});
    EXPECT_EQ(parse_date("9999-12-31"), Date{9999_y / 12 / 31});
}

TEST(Date, a_day_that_is_not_in_the_calendar_is_refused) {
    for (std::string_view const text : {"",           "today",       "2026-02-29",  "1900-02-29",
                                        "2026-04-31", "2026-13-01",  "2026-00-10",  "2026-01-00",
                                        "0000-01-01", "10000-01-01", "2026-1-2",    "20260122",
                                        "2026/01/22", "2026-01-22 ", " 2026-01-22", "2026-01-22Z",
                                        "2026-W04-4", "22.01.2026",  "-2026-01-22", "2026-01-2x"}) {
        auto const parsed = parse_date(text);
        ASSERT_FALSE(parsed) << text << " became " << format_date(*parsed);
        EXPECT_EQ(parsed.error().problem, "not-a-date");
        EXPECT_THAT(parsed.error().detail, HasSubstr("\"" + std::string{text} + "\""));
    }
}

RC_GTEST_PROP(Date, what_is_written_reads_back, ()) {
    auto const day = date::floor<date::days>(any_instant());
    RC_ASSERT(parse_date(format_date(day)) == day);
}

TEST(Weekday, has_a_name_that_reads_back_in_full_or_short_in_any_case) {
    EXPECT_EQ(weekday_name(date::weekday{Date{2026_y / 1 / 22}}), "Thursday");
    EXPECT_EQ(parse_weekday("thu"), date::Thursday);
    EXPECT_EQ(parse_weekday("THURSDAY"), date::Thursday);
    for (unsigned i = 0; i < 7; ++i) {
        auto const name = weekday_name(date::weekday{i});
        EXPECT_EQ(parse_weekday(name), date::weekday{i});
        EXPECT_EQ(parse_weekday(name.substr(0, 3)), date::weekday{i});
    }
}

TEST(Weekday, anything_else_is_none) {
    for (std::string_view const text :
         {"", "T", "Th", "Thurs", "Thursdays", "Donnerstag", "4", " Thu", "Thu "})
        EXPECT_EQ(parse_weekday(text), std::nullopt) << text;
}

}  // namespace
}  // namespace cadence
