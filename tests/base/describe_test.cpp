#include "base/describe.h"

#include <gtest/gtest.h>

namespace cadence {
namespace {

using namespace std::chrono_literals;
using namespace date::literals;

TEST(Describe, an_instant_is_told_to_the_second) {
    Instant const ten{Date{2026_y / 1 / 22} + 10h};
    EXPECT_EQ(describe_instant(ten), "Thu 2026-01-22 10:00 UTC");
    EXPECT_EQ(describe_instant(ten + 5s + 999'999us), "Thu 2026-01-22 10:00:05 UTC");
    EXPECT_EQ(describe_instant(Instant{} - 1us), "Wed 1969-12-31 23:59:59 UTC");
}

}  // namespace
}  // namespace cadence
