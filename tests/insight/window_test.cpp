// The time that figures are about.
#include "insight/window.h"

#include <gtest/gtest.h>

namespace cadence::insight {
namespace {

Instant utc(std::string_view text) {
    return parse_instant(text).value();
}

std::string in_short(Window const& window) {
    return window.name + " " + format_instant(window.from) + " " + format_instant(window.to) + " " +
           format_instant(window.until);
}

auto const kBerlin = Zone::load("Europe/Berlin").value();

TEST(AWindow, of_days_ends_with_the_day_of_the_last_event) {
    EXPECT_EQ(in_short(window_of("P90D", Zone{}, utc("2026-04-01T09:30:00Z")).value()),
              "P90D 2026-01-02T00:00:00Z 2026-04-02T00:00:00Z 2026-04-02T00:00:00Z");
    EXPECT_EQ(window_of("90d", Zone{}, utc("2026-04-01T09:30:00Z")).value().name, "P90D");
    EXPECT_EQ(window_of("2w", Zone{}, utc("2026-04-01T09:30:00Z")).value().name, "P14D");
}

TEST(AWindow, is_of_whole_days_of_the_trains_zone_across_summer_time) {
    EXPECT_EQ(in_short(window_of("P7D", kBerlin, utc("2026-03-31T22:30:00Z")).value()),
              "P7D 2026-03-25T23:00:00Z 2026-04-01T22:00:00Z 2026-04-01T22:00:00Z");
    EXPECT_EQ(in_short(window_of("2026-Q2", kBerlin, utc("2026-12-31T12:00:00Z")).value()),
              "2026-Q2 2026-03-31T22:00:00Z 2026-06-30T22:00:00Z 2026-06-30T22:00:00Z");
}

TEST(AWindow, that_is_not_over_reaches_as_far_as_the_record) {
    EXPECT_EQ(in_short(window_of("2026", Zone{}, utc("2026-04-01T09:30:00Z")).value()),
              "2026 2026-01-01T00:00:00Z 2027-01-01T00:00:00Z 2026-04-02T00:00:00Z");
    auto const ahead = window_of("2027-Q1", Zone{}, utc("2026-04-01T09:30:00Z")).value();
    EXPECT_EQ(ahead.until, ahead.from);
}

TEST(AWindow, that_is_none_is_refused_with_what_would_be) {
    for (auto const* text : {"", "P0D", "PT5H", "-P5D", "P4000D", "2026-Q5", "2026-Q0", "2026-Q1x", "26",
                             "soon", "1912", "2026-01", "P1DT2H"}) {
        auto const window = window_of(text, Zone{}, utc("2026-04-01T09:30:00Z"));
        ASSERT_FALSE(window) << text;
        EXPECT_EQ(window.error().problem, "wrong-parameter");
        EXPECT_EQ(window.error().field, "window");
    }
}

TEST(AWindow, has_those_of_its_kind_before_it) {
    auto const names = [](std::string_view text) {
        std::string all;
        for (auto const& each :
             up_to(window_of(text, Zone{}, utc("2026-04-01T09:30:00Z")).value(), 3, Zone{}))
            all += each.name + " " + format_instant(each.from).substr(0, 10) + " ";
        return all;
    };
    EXPECT_EQ(names("2026-Q1"), "2025-Q3 2025-07-01 2025-Q4 2025-10-01 2026-Q1 2026-01-01 ");
    EXPECT_EQ(names("2026"), "2024 2024-01-01 2025 2025-01-01 2026 2026-01-01 ");
    EXPECT_EQ(names("P30D"), "P30D 2026-01-02 P30D 2026-02-01 P30D 2026-03-03 ");
}

TEST(AWindow, meets_the_one_before_it_without_gap_or_overlap) {
    auto const all = up_to(window_of("P7D", kBerlin, utc("2026-04-20T09:30:00Z")).value(), 8, kBerlin);
    for (std::size_t i = 1; i < all.size(); ++i) EXPECT_EQ(all[i - 1].to, all[i].from);
}

TEST(TheLastQuarter, is_the_one_that_is_over) {
    EXPECT_EQ(last_quarter(kBerlin, utc("2026-03-31T21:59:59Z")).name, "2025-Q4");
    EXPECT_EQ(in_short(last_quarter(kBerlin, utc("2026-03-31T22:00:00Z"))),
              "2026-Q1 2025-12-31T23:00:00Z 2026-03-31T22:00:00Z 2026-03-31T22:00:00Z");
}

}  // namespace
}  // namespace cadence::insight
