#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/instant.h"

namespace cadence {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

struct Row {
    std::string_view text;
    Duration duration;
};

TEST(Duration, is_written_as_iso_8601_with_days_of_24_hours) {
    for (auto const& [text, duration] : {
             Row{"PT0S", 0s},
             Row{"PT2H", 2h},
             Row{"P14D", 14 * 24h},
             Row{"PT1H30M", 90min},
             Row{"-PT5M", -5min},
             Row{"PT0.25S", 250ms},
             Row{"-PT0.000001S", -1us},
             Row{"P1DT1S", 24h + 1s},
             Row{"PT59.9S", 59900ms},
             Row{"P106751991DT4H54.775807S", Duration::max()},
             Row{"-P106751991DT4H54.775808S", Duration::min()},
         })
        EXPECT_EQ(format_duration(duration), text);
}

TEST(Duration, is_described_with_its_two_largest_units) {
    for (auto const& [text, duration] : {
             Row{"2 h", 2h},
             Row{"1 h 30 min", 90min},
             Row{"3 d", 72h},
             Row{"45 s", 45s},
             Row{"120 ms", 120ms},
             Row{"0 s", 0s},
             Row{"-5 min", -5min},
             Row{"1 d 2 h", 26h + 59min},
             Row{"4 h", 4h + 59s},
             Row{"1 s 500 ms", 1500ms},
             Row{"14 d", 14 * 24h},
             Row{"7 µs", 7us},
             Row{"59 min 59 s", 1h - 1us},
         })
        EXPECT_EQ(describe_duration(duration), text);
}

TEST(Duration, is_read_as_people_write_it_and_as_iso_8601) {
    for (auto const& [text, duration] : {
             Row{"2h", 2h},
             Row{"90m", 90min},
             Row{"1h30m", 90min},
             Row{"2 weeks", 14 * 24h},
             Row{"1 week", 7 * 24h},
             Row{"3d", 72h},
             Row{"45s", 45s},
             Row{"1 h 30 min", 90min},
             Row{"2 Hours", 2h},
             Row{"1.5h", 90min},
             Row{"250ms", 250ms},
             Row{"7us", 7us},
             Row{"7 µs", 7us},
             Row{"-5m", -5min},
             Row{"0s", 0s},
             Row{"1w 2d 3h 4m 5s 6ms", 9 * 24h + 3h + 4min + 5s + 6ms},
             Row{"PT2H", 2h},
             Row{"P14D", 14 * 24h},
             Row{"P2W", 14 * 24h},
             Row{"PT1H30M", 90min},
             Row{"-PT5M", -5min},
             Row{"PT0.25S", 250ms},
             Row{"P1DT1S", 24h + 1s},
             Row{"PT0S", 0s},
             Row{"PT0.0000019S", 1us},
             Row{"PT90M", 90min},
         }) {
        auto const parsed = parse_duration(text);
        ASSERT_TRUE(parsed) << text << ": " << parsed.error().detail;
        EXPECT_EQ(*parsed, duration) << text;
    }
}

TEST(Duration, text_that_could_mean_two_things_or_nothing_is_refused) {
    for (std::string_view const text : {
             "",
             "-",
             "--2h",
             "+2h",
             "2",
             "h",
             "2x",
             "2 h 3",
             "2h,3m",
             "2h ",
             " 2h",
             "- 2h",
             "30m1h",
             "1h1h",
             "1m60m",
             "1.h",
             ".5h",
             "1.5h30m",
             "1e3s",
             "0x10s",
             "2 months",
             "1 year",
             "P",
             "PT",
             "P1D T1H",
             "P1DT",
             "P1M",
             "P1Y",
             "PT1D",
             "P1H",
             "PT5",
             "P-1D",
             "P1WT",
             "PT1M1H",
             "1h-30m",
             "2hh",
             "9223372036854775808us",
             "-9223372036854775809us",
             "15250285w",
             "99999999999999999999999s",
             "inf",
             "PT1.5H1M",
         }) {
        auto const parsed = parse_duration(text);
        ASSERT_FALSE(parsed) << text << " became " << format_duration(*parsed);
        EXPECT_EQ(parsed.error().code, ErrorCode::invalid);
        EXPECT_EQ(parsed.error().problem, "not-a-duration");
        EXPECT_THAT(parsed.error().detail, HasSubstr("\"" + std::string{text} + "\""));
    }
}

RC_GTEST_PROP(Duration, what_is_written_reads_back, (std::int64_t count)) {
    RC_ASSERT(parse_duration(format_duration(Duration{count})) == Duration{count});
}

RC_GTEST_PROP(Duration, a_description_reads_back_to_at_most_the_duration, (std::int64_t count)) {
    auto const duration = Duration{count};
    auto const parsed = parse_duration(describe_duration(duration));
    RC_ASSERT(parsed.has_value());
    bool const within =
        count < 0 ? *parsed >= duration && *parsed <= 0s : *parsed <= duration && *parsed >= 0s;
    RC_ASSERT(within);
}

RC_GTEST_PROP(Duration, any_text_is_read_or_refused_without_harm, (std::string const& text)) {
    auto const parsed = parse_duration(text);
    RC_ASSERT(!parsed || parse_duration(format_duration(*parsed)) == *parsed);
}

TEST(Duration, the_ends_of_the_type_read_back) {
    EXPECT_EQ(parse_duration(format_duration(Duration::max())), Duration::max());
    EXPECT_EQ(parse_duration(format_duration(Duration::min())), Duration::min());
}

}  // namespace
}  // namespace cadence
