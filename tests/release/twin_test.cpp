// What is asked for twice is there once.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/story.h"

namespace cadence::testing {
namespace {

using release::Action;
using ::testing::HasSubstr;

TEST(Twin, a_freeze_that_lasts_as_long_for_the_same_reason_is_not_made_again) {
    World world;
    ASSERT_TRUE(world.as(anna()).freeze({Action::merge}, utc("2026-01-02T12:00:00Z")));
    auto const again = world.as(anna()).freeze({Action::merge}, utc("2026-01-02T12:00:30Z"));
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().problem, "already-there");
    EXPECT_THAT(again.error().detail, HasSubstr("freeze-1"));
    EXPECT_TRUE(world.as(anna()).freeze({Action::merge}, utc("2026-01-03T12:00:00Z")));
    EXPECT_TRUE(world.as(anna()).freeze({Action::deploy}, utc("2026-01-02T12:00:00Z")));
}

}  // namespace
}  // namespace cadence::testing
