// A hotfix after the code freeze: Thursday must not undo it. DESIGN sections 3 and 5.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "release/decision.h"
#include "support/story.h"

namespace cadence::testing {
namespace {

using release::ItemStatus;
using ::testing::Contains;
using ::testing::ElementsAre;
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

std::string const kHotfix = "backend-hotfix-2026-01-20-double-booking";

/// The on-demand releases that are still to be contained.
std::vector<std::string> asked_for(World const& world) {
    std::vector<std::string> found;
    for (auto const& each : world.train().unmerged) {
        if (each.contained_in.empty()) found.push_back(each.release);
    }
    return found;
}

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

TEST(Unmerged, lasts_until_a_deployment_contains_it) {
    auto waived = with_hotfix_after_the_freeze();
    ASSERT_TRUE(waived.as(anna()).tick(kSecond, kContains, ItemStatus::waived, "the feature is off"));
    waived.advance_to("2026-01-22T10:10:00Z");
    ASSERT_TRUE(waived.as(bob()).deployed(kSecond));
    EXPECT_THAT(asked_for(waived), ElementsAre(kHotfix)) << "that one went without it";
    waived.advance_to("2026-02-02T12:00:00Z");
    EXPECT_FALSE(waived.at(kThird).item(kContains)->done());

    auto defied = with_hotfix_after_the_freeze();
    defied.advance_to("2026-01-22T10:10:00Z");
    ASSERT_TRUE(defied.as(bob()).deployed(kSecond)) << "a fact";
    EXPECT_THAT(asked_for(defied), ElementsAre(kHotfix));

    auto passed = with_hotfix_after_the_freeze();
    ASSERT_TRUE(passed.as(eve()).tick(kSecond, kContains));
    passed.advance_to("2026-01-22T10:10:00Z");
    ASSERT_TRUE(passed.as(bob()).deployed(kSecond));
    EXPECT_THAT(asked_for(passed), IsEmpty()) << "the candidate has it, somebody says";

    auto merged = with_hotfix_after_the_freeze();
    ASSERT_TRUE(merged.as(bob()).merge("3333333", "hotfix/2026-01-20-double-booking"));
    ASSERT_TRUE(merged.as(bob()).deployed_version({}, "1.3.1", "3333333"));
    EXPECT_THAT(asked_for(merged), IsEmpty()) << "by whatever deployment";
}

TEST(Unmerged, ends_with_its_own_rollback) {
    auto world = with_hotfix_after_the_freeze();
    ASSERT_TRUE(world.as(anna()).roll_back(kHotfix, release::Severity::p0, "1.1.0"));
    ASSERT_TRUE(world.as(anna()).verify(kHotfix, "1.1.0"));
    EXPECT_THAT(asked_for(world), IsEmpty());
    EXPECT_TRUE(world.at(kSecond).item(kContains)->done());
}

TEST(Unmerged, comes_back_with_the_rollback_of_what_contained_it) {
    auto world = with_hotfix_after_the_freeze();
    ASSERT_TRUE(world.as(eve()).tick(kSecond, kContains));
    world.advance_to("2026-01-22T10:10:00Z");
    ASSERT_TRUE(world.as(bob()).deployed_version(kSecond, "1.3.0", "1111111"));
    ASSERT_THAT(asked_for(world), IsEmpty());
    ASSERT_TRUE(world.as(anna()).roll_back(kSecond, release::Severity::p0, "1.2.1"));
    EXPECT_THAT(asked_for(world), ElementsAre(kHotfix)) << "production runs it again";
    world.advance_to("2026-02-02T12:00:00Z");
    EXPECT_FALSE(world.at(kThird).item(kContains)->done());
}

TEST(Unmerged, is_asked_of_the_next_hotfix_too) {
    auto world = with_hotfix_after_the_freeze();
    world.advance_to("2026-01-20T12:00:00Z");
    auto const asked = world.as(eve()).hotfix("prices", "bbbbbbb2");
    ASSERT_TRUE(asked);
    std::string const next = "backend-hotfix-2026-01-20-prices";
    ASSERT_TRUE(world.as(bob()).staged(next, "bbbbbbb2"));
    auto const refused = world.as(anna()).approve(next);
    EXPECT_EQ(problem_of(refused), "checklist-open");
    EXPECT_THAT(refused.error().detail, HasSubstr(kHotfix));
    ASSERT_TRUE(world.as(eve()).tick(next, kContains));
    ASSERT_TRUE(world.as(anna()).approve(next));
    ASSERT_TRUE(world.as(paul()).approve(next));
    ASSERT_TRUE(world.as(bob()).deployed(next));
    EXPECT_THAT(asked_for(world), ElementsAre(next)) << "which contains the first";
    EXPECT_EQ(world.at(kSecond).item(kContains)->status, ItemStatus::not_applicable);
    EXPECT_FALSE(world.at(kSecond).item("contains-" + next)->done());
}

TEST(Unmerged, takes_the_approval_of_a_hotfix_back) {
    World world{"2026-01-20T09:00:00Z"};
    auto const first = world.approved_hotfix("double booking");
    (void)world.as(eve()).hotfix("prices", "bbbbbbb2").value();
    std::string const second = "backend-hotfix-2026-01-20-prices";
    (void)world.as(bob()).staged(second, "bbbbbbb2").value();
    (void)world.as(anna()).approve(second).value();
    (void)world.as(paul()).approve(second).value();
    ASSERT_EQ(world.state(second), State::approved);
    ASSERT_TRUE(world.as(bob()).deployed(first));
    EXPECT_EQ(world.state(second), State::requested);
    auto const subject =
        release::Subject{.branch = {}, .commit = {}, .pull_request = {}, .labels = {}, .release = second};
    EXPECT_FALSE(world.gate(release::Action::deploy, subject).open);
    ASSERT_TRUE(world.as(anna()).tick(second, "contains-" + first, ItemStatus::waived, "they do not meet"));
    EXPECT_EQ(world.state(second), State::approved);
}

TEST(Unmerged, is_known_to_be_in_a_branch_that_was_cut_after_it) {
    auto merged = with_hotfix_after_the_freeze();
    ASSERT_TRUE(merged.as(bob()).merge("3333333", "hotfix/2026-01-20-double-booking"));
    ASSERT_TRUE(merged.as(eve()).hotfix("prices", "bbbbbbb2"));
    EXPECT_TRUE(merged.at("backend-hotfix-2026-01-20-prices").item(kContains)->done());

    auto policy = policy_of_spec();
    policy.branch_base = release::BranchBase::last_version;
    World cut{"2026-01-20T09:00:00Z", policy};
    auto const first = cut.approved_hotfix("double booking");
    ASSERT_TRUE(cut.as(bob()).deployed_version(first, "1.2.1"));
    ASSERT_TRUE(cut.as(eve()).hotfix("prices", "bbbbbbb2"));
    EXPECT_TRUE(cut.at("backend-hotfix-2026-01-20-prices").item("contains-" + first)->done());
}

TEST(Unmerged, takes_the_go_back_in_the_open_window_too_as_long_as_nothing_is_deployed) {
    World world;
    world.advance_to("2026-01-07T12:00:00Z");
    world.give_go(kFirst);
    auto const hotfix = world.approved_hotfix("outage");
    world.advance_to("2026-01-08T10:05:00Z");
    ASSERT_EQ(world.state(kFirst), State::deploying);
    ASSERT_TRUE(world.gate(release::Action::deploy).open);
    ASSERT_TRUE(world.as(bob()).deployed(hotfix));
    EXPECT_EQ(world.state(kFirst), State::no_go);
    EXPECT_THAT(codes_of(world.gate(release::Action::deploy).reasons), ElementsAre("missing_go"));
    ASSERT_TRUE(world.as(anna()).tick(kFirst, "contains-" + hotfix, ItemStatus::waived, "they do not meet"));
    EXPECT_EQ(world.state(kFirst), State::go);
    EXPECT_TRUE(world.gate(release::Action::deploy).open);
    ASSERT_TRUE(world.as(bob()).deployed(kFirst, DeploymentStatus::started));
    EXPECT_EQ(world.state(kFirst), State::deploying);
    EXPECT_THAT(world.at(kFirst).issues, IsEmpty());
}

TEST(Unmerged, comes_before_a_window_that_waited_for_the_hotfix_opens) {
    World world;
    world.advance_to("2026-01-07T12:00:00Z");
    world.give_go(kFirst);
    auto const hotfix = world.approved_hotfix("outage");
    world.advance_to("2026-01-08T09:55:00Z");
    ASSERT_TRUE(world.as(bob()).deployed(hotfix, DeploymentStatus::started));
    world.advance_to("2026-01-08T10:05:00Z");
    ASSERT_EQ(world.state(kFirst), State::held);
    ASSERT_TRUE(world.as(bob()).deployed(hotfix));
    EXPECT_EQ(world.state(kFirst), State::held) << "it lacks the hotfix";
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
    ASSERT_TRUE(world.as(bob()).deployed(kFirst, DeploymentStatus::started));
    world.advance(std::chrono::minutes{1});
    ASSERT_TRUE(world.as(bob()).deployed(hotfix));
    EXPECT_THAT(texts_of(world.at(kFirst).issues), Contains(HasSubstr("does it contain it?")));
    ASSERT_TRUE(world.as(bob()).deployed(kFirst, DeploymentStatus::failed));
    EXPECT_EQ(world.state(kFirst), State::no_go) << "and it is asked before it is tried again";
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
