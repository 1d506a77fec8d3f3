#include <gtest/gtest.h>

#include "calendar/samples.h"

namespace cadence::calendar {
namespace {

TEST(Century, a_hundred_years_of_releases_come_out_with_all_their_phases) {
    auto const rule = in_zone(rule_of_spec(), "Europe/Berlin");

    auto const found =
        releases(rule, {year_end()}, {},
                 {.first = rule.first_release, .until = utc("2126-01-08T00:00:00Z"), .limit = 1'000'000});

    ASSERT_EQ(found.size(), 2'609U);  // 36,524 days
    EXPECT_EQ(found.back().slot, day("2125-12-27"));
    EXPECT_EQ(format_instant(found.back().window.opens_at), "2125-12-27T09:00:00Z");
    std::size_t skipped = 0;
    for (auto const& occurrence : found) {
        EXPECT_EQ(occurrence.phases.size(), occurrence.skipped ? 0U : 5U) << format_date(occurrence.slot);
        skipped += occurrence.skipped ? 1U : 0U;
    }
    EXPECT_EQ(skipped, 1U);
}

TEST(Century, a_century_of_pinned_releases_costs_no_more_than_one_look_at_each) {
    auto const rule = rule_of_spec();
    auto const until = utc("2126-01-08T00:00:00Z");
    auto const all =
        releases(rule, {}, {}, {.first = rule.first_release, .until = until, .limit = 1'000'000});
    Pinned pinned;
    for (std::size_t i = 0; i < all.size(); i += 2) pinned.emplace(all[i].slot, all[i].window);

    auto const rest =
        releases(rule, {}, pinned, {.first = rule.first_release, .until = until, .limit = 1'000'000});

    ASSERT_EQ(rest.size(), 1'304U);
    for (std::size_t i = 0; i < rest.size(); ++i) EXPECT_EQ(rest[i], all[2 * i + 1]);
}

}  // namespace
}  // namespace cadence::calendar
