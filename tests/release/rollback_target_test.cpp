// Where a rollback goes, and what it leaves in the record for the next one. DESIGN sections 3 and 5.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/story.h"

namespace cadence::testing {
namespace {

using release::Action;
using release::RollbackOption;
using release::Severity;
using ::testing::Contains;

std::string goes_to(World& world, std::string const& id, std::string to = {}) {
    auto const begun = world.as(anna()).roll_back(id, Severity::p1, std::move(to));
    return begun ? world.at(id).rollback->to_version + world.at(id).rollback->to_commit : problem_of(begun);
}

void restore(World& world, std::string const& id, std::string version, std::string commit = {}) {
    world.advance(std::chrono::minutes{5});
    (void)world.as(bob()).deployed_version(id, std::move(version), std::move(commit)).value();
    (void)world.as(quinn()).verify(id).value();
    (void)world.as(anna()).run(release::ClearRollback{"understood"}).value();
}

TEST(RollbackTarget, is_never_what_is_left_by_commit_or_in_another_build) {
    World world;
    (void)world.as(bob()).run(of_train("1.1.0", "1111111a")).value();
    world.advance_to("2026-01-05T12:00:00Z");
    ASSERT_TRUE(world.as(bob()).deployed_version(kFirst, "1.2.0", "abcdef1234"));
    EXPECT_EQ(goes_to(world, kFirst, "abcdef1234"), "same-version");
    EXPECT_EQ(goes_to(world, kFirst, "abcdef1"), "same-version");
    EXPECT_EQ(goes_to(world, kFirst, "1.2.0+build"), "same-version");
    EXPECT_EQ(goes_to(world, kFirst, "the last one"), "not-a-version");
    EXPECT_EQ(goes_to(world, kFirst, "1111111a"), "1.1.01111111a") << "a commit that has run";
}

TEST(RollbackTarget, may_be_unknown_but_not_newer_unless_forced) {
    auto world = world_of_two_shipped();
    EXPECT_EQ(goes_to(world, kSecond, "9.9.9"), "version-not-lower");
    release::StartRollback forced{.release = kSecond, .to_version = "9.9.9", .reason = "it is right"};
    forced.force = true;
    auto other = world_of_two_shipped();
    EXPECT_EQ(problem_of(other.as(anna()).run(forced)), "accepted");
    EXPECT_EQ(goes_to(world, kSecond, "1.0.0"), "1.0.0");
}

TEST(RollbackTarget, was_not_rolled_back_itself_unless_forced) {
    auto world = world_of_two_shipped();
    ASSERT_EQ(goes_to(world, kSecond), "1.2.0");
    restore(world, kSecond, "1.2.0");
    world.ship(kThird, "1.3.1");
    EXPECT_EQ(goes_to(world, kThird, "1.3.0"), "version-rolled-back");
}

TEST(RollbackTarget, is_what_the_last_rollback_restored_under_a_new_version) {
    auto world = world_of_two_shipped();
    release::StartRollback revert{.release = kSecond, .option = RollbackOption::revert, .reason = "lost"};
    revert.commits = {"3333333"};
    ASSERT_TRUE(world.as(anna()).run(revert));
    restore(world, kSecond, "1.3.1", "ddddddd4");
    world.ship(kThird, "1.4.0");
    EXPECT_EQ(goes_to(world, kThird), "1.3.1ddddddd4");
}

TEST(RollbackTarget, is_what_the_last_rollback_restored_though_something_else_ran_between) {
    World world;
    (void)world.as(bob()).run(of_train("1.1.0", "aaaaaaa1")).value();
    world.ship(kFirst, "1.2.0");
    world.ship(kSecond, "1.3.0");
    ASSERT_EQ(goes_to(world, kSecond, "1.1.0"), "1.1.0aaaaaaa1");
    restore(world, kSecond, "1.1.0");
    world.ship(kThird, "1.4.0");
    EXPECT_EQ(goes_to(world, kThird), "1.1.0aaaaaaa1");
}

TEST(Blocked, by_two_rollbacks_is_free_when_both_are_cleared) {
    auto world = world_of_two_shipped();
    ASSERT_EQ(goes_to(world, kSecond), "1.2.0");
    world.advance(std::chrono::minutes{5});
    ASSERT_TRUE(world.as(bob()).deployed_version(kSecond, "1.2.0"));
    ASSERT_TRUE(world.as(anna()).verify(kSecond));
    auto const unplanned = "backend-unplanned-2026-01-22";
    ASSERT_TRUE(world.as(bob()).run(of_train("1.3.5", "eeeeeee5")));
    ASSERT_EQ(goes_to(world, unplanned), "1.2.0");
    EXPECT_EQ(problem_of(world.as(anna()).run(release::ClearRollback{"mine"})), "cleared-by-verifier")
        << "the older one is verified, by her";
    auto const ben = [] {
        auto someone = anna();
        someone.id = "ben";
        return someone;
    }();
    ASSERT_TRUE(world.as(ben).run(release::ClearRollback{"the older one"}));
    ASSERT_TRUE(world.train().blocked);
    EXPECT_EQ(world.train().blocked->release, unplanned) << "the newer one still runs";
    EXPECT_EQ(problem_of(world.as(ben).run(release::ClearRollback{"too soon"})), "rollback-not-verified");
    world.advance_to("2026-02-02T12:00:00Z");
    ASSERT_TRUE(world.as(anna()).candidate(kThird, "1.4.0"));
    ASSERT_TRUE(world.as(anna()).vote(kThird, Choice::go));
    ASSERT_TRUE(world.as(paul()).vote(kThird, Choice::go));
    world.advance_to("2026-02-05T10:00:00Z");
    EXPECT_EQ(world.state(kThird), State::held);
    EXPECT_THAT(codes_of(world.gate(Action::deploy).reasons), Contains("rollback_not_cleared"));
}

TEST(Contained, is_asked_again_when_production_goes_back_below_it) {
    World world;
    (void)world.as(bob()).run(of_train("1.1.0", "1111111a")).value();
    world.advance_to("2026-01-06T09:00:00Z");
    auto const hotfix = world.approved_hotfix("double booking");
    (void)world.as(bob()).deployed(hotfix).value();
    world.ship(kFirst, "1.2.0");  // contains it, by a waiver
    world.ship(kSecond, "1.3.0");
    auto const asked = [&] {
        return std::ranges::count_if(world.train().unmerged,
                                     [](auto const& each) { return each.contained_in.empty(); });
    };
    ASSERT_EQ(goes_to(world, kSecond, "1.1.0"), "1.1.01111111a");
    auto const before = asked();
    restore(world, kSecond, "1.1.0");
    EXPECT_EQ(asked(), 1) << "and was " << before;
}

}  // namespace
}  // namespace cadence::testing
