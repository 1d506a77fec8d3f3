// A merge that is told twice, the second time with the branch it came from: a push is told before its pull
// request.
#include <gtest/gtest.h>

#include "support/story.h"

namespace cadence::testing {
namespace {

using release::ItemStatus;

std::string const kBranch = "hotfix/2026-01-20-double-booking";
std::string const kContains = "contains-backend-hotfix-2026-01-20-double-booking";

World with_hotfix_in_production() {
    World world{"2026-01-20T09:00:00Z"};
    auto const hotfix = world.approved_hotfix("double booking");
    (void)world.as(bob()).deployed(hotfix).value();
    return world;
}

TEST(ToldAgain, a_merge_says_later_that_it_brings_a_hotfix_to_main) {
    auto world = with_hotfix_in_production();
    ASSERT_TRUE(world.as(bob()).merge("3333333"));
    EXPECT_EQ(world.train().unmerged.at(0).merge, 0);
    ASSERT_TRUE(world.as(bob()).merge("3333333", kBranch));
    EXPECT_EQ(world.train().unmerged.at(0).merge, world.train().merges.of_commit("3333333")->number);
    EXPECT_EQ(world.train().last_merge, 1);
    ASSERT_TRUE(world.as(anna()).candidate(kSecond, "1.3.1", "3333333"));
    EXPECT_EQ(world.at(kSecond).item(kContains)->status, ItemStatus::passed);
}

TEST(ToldAgain, otherwise_it_changes_nothing) {
    auto world = with_hotfix_in_production();
    ASSERT_TRUE(world.as(bob()).merge("3333333", "fix/other"));
    auto const before = world.train();
    ASSERT_TRUE(world.as(bob()).merge("3333333"));
    ASSERT_TRUE(world.as(bob()).merge("3333333", "fix/other"));
    ASSERT_TRUE(world.as(bob()).merge("3333333", kBranch));  // it has said where it came from
    EXPECT_EQ(world.train(), before);
}

}  // namespace
}  // namespace cadence::testing
