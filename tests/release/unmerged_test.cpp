// A hotfix after the code freeze: Thursday must not undo it. DESIGN sections 3 and 5.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "release/decision.h"
#include "support/story.h"

namespace cadence::testing {
namespace {

using release::ItemStatus;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// Tuesday: kSecond is frozen with a candidate that has everybody's go; a hotfix is in production.
World with_hotfix_after_the_freeze() {
    World world{"2026-01-09T09:00:00Z"};
    (void)world.as(bob()).merge("1111111").value();
    world.advance_to("2026-01-19T12:00:00Z");
    (void)world.as(anna()).vote(kSecond, Choice::go).value();
    (void)world.as(paul()).vote(kSecond, Choice::go).value();
    world.advance_to("2026-01-20T09:00:00Z");
    auto const hotfix = world.approved_hotfix("double booking");
    (void)world.as(bob()).deployed(hotfix).value();
    return world;
}

std::string const kContains = "contains-backend-hotfix-2026-01-20-double-booking";

TEST(CodeFreeze, takes_the_last_merge_as_the_candidate) {
    World world{"2026-01-09T09:00:00Z"};
    ASSERT_TRUE(world.as(bob()).merge("1111111"));
    ASSERT_TRUE(world.as(bob()).merge("2222222"));
    world.advance_to("2026-01-19T10:00:00Z");
    ASSERT_TRUE(world.at(kSecond).candidate);
    EXPECT_EQ(world.at(kSecond).candidate->commit, "2222222");
    ASSERT_TRUE(world.as(anna()).vote(kSecond, Choice::go));
    ASSERT_TRUE(world.as(anna()).candidate(kSecond, "1.3.0"));
    EXPECT_EQ(world.at(kSecond).candidate->commit, "2222222") << "naming it keeps the commit";
    EXPECT_THAT(world.at(kSecond).votes, SizeIs(1)) << "and the votes";
}

TEST(Unmerged, takes_the_go_back) {
    auto const world = with_hotfix_after_the_freeze();
    EXPECT_NE(world.state(kSecond), State::go);
    auto const reasons = decision_of(world.at(kSecond)).reasons;
    ASSERT_THAT(reasons, SizeIs(1));
    EXPECT_EQ(reasons[0].code, "checklist_item");
    EXPECT_THAT(reasons[0].text, HasSubstr("hotfix/2026-01-20-double-booking"));
}

TEST(Unmerged, is_settled_by_a_candidate_that_has_it) {
    auto world = with_hotfix_after_the_freeze();
    ASSERT_TRUE(world.as(bob()).merge("3333333", "hotfix/2026-01-20-double-booking"));
    EXPECT_EQ(world.at(kSecond).item(kContains)->status, ItemStatus::pending);
    ASSERT_TRUE(world.as(anna()).candidate(kSecond, "1.3.1", "3333333"));
    EXPECT_EQ(world.at(kSecond).item(kContains)->status, ItemStatus::passed);
    ASSERT_TRUE(world.as(anna()).vote(kSecond, Choice::go));
    ASSERT_TRUE(world.as(paul()).vote(kSecond, Choice::go));
    EXPECT_EQ(world.state(kSecond), State::go);
    ASSERT_TRUE(world.as(anna()).candidate(kSecond, "1.3.2", "1111111"));
    EXPECT_EQ(world.at(kSecond).item(kContains)->status, ItemStatus::pending) << "that one lacks it";
}

TEST(Unmerged, is_waived_by_a_tech_lead_alone) {
    auto world = with_hotfix_after_the_freeze();
    EXPECT_EQ(problem_of(world.as(eve()).tick(kSecond, kContains, ItemStatus::waived, "reverted")),
              "role-needed");
    EXPECT_EQ(problem_of(world.as(anna()).tick(kSecond, kContains, ItemStatus::waived)), "reason-needed");
    ASSERT_TRUE(world.as(anna()).tick(kSecond, kContains, ItemStatus::waived, "the feature is off"));
    EXPECT_EQ(world.state(kSecond), State::go);
}

TEST(Unmerged, holds_for_releases_that_are_planned_later_too) {
    World world{"2026-01-09T09:00:00Z"};
    auto const hotfix = world.approved_hotfix("double booking");
    ASSERT_TRUE(world.as(bob()).deployed(hotfix));
    world.advance_to("2026-01-19T10:00:00Z");
    EXPECT_NE(world.at(kSecond).item("contains-" + hotfix), nullptr);
}

TEST(Unmerged, ends_with_the_next_scheduled_release_and_with_its_own_rollback) {
    auto shipped = with_hotfix_after_the_freeze();
    ASSERT_TRUE(shipped.as(anna()).tick(kSecond, kContains, ItemStatus::waived, "the feature is off"));
    shipped.advance_to("2026-01-22T10:10:00Z");
    ASSERT_TRUE(shipped.as(bob()).deployed(kSecond));
    EXPECT_THAT(shipped.train().unmerged, IsEmpty());

    auto undone = with_hotfix_after_the_freeze();
    std::string const hotfix = "backend-hotfix-2026-01-20-double-booking";
    ASSERT_TRUE(undone.as(anna()).roll_back(hotfix, release::Severity::p0, "1.1.0"));
    ASSERT_TRUE(undone.as(anna()).verify(hotfix));
    EXPECT_THAT(undone.train().unmerged, IsEmpty());
}

TEST(Unmerged, is_asked_for_when_an_overdue_release_is_postponed) {
    World world{"2026-01-09T09:00:00Z"};
    world.advance_to("2026-01-19T12:00:00Z");
    ASSERT_TRUE(world.as(anna()).candidate(kSecond, "1.3.0", "1111111"));
    world.advance_to("2026-01-22T13:00:00Z");
    ASSERT_EQ(world.state(kSecond), State::overdue);
    auto const hotfix = world.approved_hotfix("outage");
    ASSERT_TRUE(world.as(bob()).deployed(hotfix));
    ASSERT_TRUE(world.as(anna()).postpone(kSecond, "after the hotfix", utc("2026-01-29T10:00:00Z")));
    ASSERT_NE(world.at(kSecond).item("contains-" + hotfix), nullptr);
    EXPECT_FALSE(world.at(kSecond).item("contains-" + hotfix)->done());
}

TEST(Unmerged, is_an_issue_of_a_release_that_is_being_deployed) {
    World world;
    world.advance_to("2026-01-07T12:00:00Z");
    world.give_go(kFirst);
    auto const hotfix = world.approved_hotfix("outage");
    world.advance_to("2026-01-08T10:05:00Z");
    ASSERT_TRUE(world.as(bob()).deployed(hotfix));
    EXPECT_THAT(texts_of(world.at(kFirst).issues), Contains(HasSubstr("does it contain it?")));
}

TEST(TwoDeployments, at_once_are_refused_by_the_gate_and_keep_the_window_waiting) {
    World world{"2026-01-01T09:00:00Z"};
    world.advance_to("2026-01-07T12:00:00Z");
    world.give_go(kFirst);
    auto const hotfix = world.approved_hotfix("outage");
    (void)world.as(anna()).tick(kFirst, "contains-" + hotfix, ItemStatus::waived, "no");
    world.advance_to("2026-01-08T09:55:00Z");
    auto const subject =
        release::Subject{.branch = {}, .commit = {}, .pull_request = {}, .labels = {}, .release = hotfix};
    ASSERT_TRUE(world.gate(release::Action::deploy, subject).open);
    ASSERT_TRUE(world.as(bob()).deployed(hotfix, DeploymentStatus::started));
    world.advance_to("2026-01-08T10:00:00Z");
    EXPECT_EQ(world.state(kFirst), State::held);
    EXPECT_THAT(codes_of(world.gate(release::Action::deploy).reasons), Contains("deployment_running"));
    ASSERT_TRUE(world.as(bob()).deployed(hotfix, DeploymentStatus::failed));
    EXPECT_EQ(world.state(kFirst), State::deploying) << "a late opening for the time that is left";
}

}  // namespace
}  // namespace cadence::testing
