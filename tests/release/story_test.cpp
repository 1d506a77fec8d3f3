// Whole releases, from the code freeze to the retrospective: spec "Scheduled Release".
#include "support/story.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cadence::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Story, a_release_goes_from_the_freeze_to_released_and_needs_no_retrospective) {
    World world;
    world.advance_to("2026-01-05T10:00:00Z");
    EXPECT_EQ(world.state(kFirst), State::frozen);
    world.advance_to("2026-01-07T09:00:00Z");
    world.give_go(kFirst);
    EXPECT_EQ(world.state(kFirst), State::go);
    world.advance_to("2026-01-08T10:00:00Z");
    EXPECT_EQ(world.state(kFirst), State::deploying);
    world.advance_to("2026-01-08T10:20:00Z");
    ASSERT_TRUE(world.as(bob()).deployed(kFirst));
    EXPECT_EQ(world.state(kFirst), State::monitoring);
    world.advance_to("2026-01-20T00:00:00Z");

    EXPECT_EQ(states_of(world.log(), kFirst), "frozen go deploying monitoring released");
    EXPECT_THAT(phases_of(world.at(kFirst)),
                ElementsAre("code_freeze fired", "go_no_go fired", "deploy_window_open fired",
                            "deploy_window_close fired", "retrospective skipped"));
    EXPECT_THAT(world.at(kFirst).issues, IsEmpty());
    EXPECT_EQ(world.train().production->release, kFirst);
    EXPECT_EQ(world.state(kSecond), State::frozen);
}

TEST(Story, every_phase_fires_at_the_instant_it_is_due) {
    World world;
    world.advance_to("2026-03-01T00:00:00Z");
    for (auto const& [id, release] : world.train().releases) {
        for (auto const& firing : release.firings) {
            if (firing.fired_at && firing.status != FiringStatus::missed) {
                EXPECT_EQ(*firing.fired_at, firing.phase.at);
            }
        }
    }
    EXPECT_EQ(world.at(kFirst).firings[0].fired_at, utc("2026-01-05T10:00:00Z"));
}

TEST(Story, a_release_with_an_issue_gets_its_retrospective) {
    World world;
    world.advance_to("2026-01-07T09:00:00Z");
    world.give_go(kFirst);
    world.advance_to("2026-01-08T10:20:00Z");
    ASSERT_TRUE(world.as(bob()).deployed(kFirst));
    ASSERT_TRUE(world.as(quinn()).issue(kFirst, "Bookings are slow"));
    world.advance_to("2026-01-09T10:00:00Z");
    EXPECT_EQ(world.at(kFirst).firing(calendar::PhaseKind::retrospective)->status, FiringStatus::fired);
    EXPECT_EQ(world.state(kFirst), State::released);
}

TEST(Story, silence_holds_the_window_misses_it_and_is_superseded_at_the_next_freeze) {
    World world;
    world.advance_to("2026-01-07T10:00:00Z");
    EXPECT_EQ(world.state(kFirst), State::no_go);
    world.advance_to("2026-01-08T10:00:00Z");
    EXPECT_EQ(world.state(kFirst), State::held);
    EXPECT_EQ(world.at(kFirst).firing(calendar::PhaseKind::deploy_window_open)->status, FiringStatus::held);
    world.advance_to("2026-01-08T12:00:00Z");
    EXPECT_EQ(world.state(kFirst), State::overdue);
    EXPECT_EQ(world.at(kFirst).firing(calendar::PhaseKind::deploy_window_open)->status, FiringStatus::missed);
    world.advance_to("2026-01-19T10:00:00Z");

    EXPECT_EQ(states_of(world.log(), kFirst), "frozen no_go held overdue cancelled");
    auto const cancelled = all_of_type<release::ReleaseCancelled>(world.log());
    ASSERT_EQ(cancelled.size(), 1U);
    EXPECT_EQ(cancelled[0].superseded_by, kSecond);
    EXPECT_THAT(all_of_type<release::PhasesMissed>(world.log()), IsEmpty())
        << "the held window has been announced as held, then as overdue";
}

TEST(Story, a_late_go_opens_the_window_for_the_time_that_is_left) {
    World world;
    world.advance_to("2026-01-08T11:15:00Z");
    ASSERT_EQ(world.state(kFirst), State::held);
    world.give_go(kFirst);
    EXPECT_EQ(world.state(kFirst), State::deploying);
    auto const* const open = world.at(kFirst).firing(calendar::PhaseKind::deploy_window_open);
    EXPECT_EQ(open->status, FiringStatus::late);
    EXPECT_EQ(open->fired_at, utc("2026-01-08T11:15:00Z"));
    EXPECT_EQ(world.next()->at, utc("2026-01-08T12:00:00Z"));
}

TEST(Story, a_window_that_closes_before_anything_was_deployed_leaves_the_release_overdue) {
    World world;
    world.advance_to("2026-01-06T09:00:00Z");
    world.give_go(kFirst);
    world.advance_to("2026-01-08T12:00:00Z");
    EXPECT_EQ(states_of(world.log(), kFirst), "frozen go deploying overdue");
}

TEST(Story, an_overdue_release_can_still_reach_production_and_is_monitored) {
    World world;
    world.advance_to("2026-01-08T15:00:00Z");
    ASSERT_TRUE(world.as(bob()).deployed(kFirst));
    EXPECT_EQ(world.state(kFirst), State::monitoring);
    world.advance_to("2026-01-08T17:00:00Z");
    EXPECT_EQ(world.state(kFirst), State::released);
    world.advance_to("2026-01-19T10:00:00Z");
    EXPECT_EQ(world.state(kFirst), State::released) << "nothing is superseded that is in production";
}

TEST(Story, a_train_of_any_cadence_plans_its_releases_one_after_the_other) {
    World world{"2026-01-01T09:00:00Z", weekly_policy()};
    world.advance_to("2026-02-01T00:00:00Z");
    auto const planned = all_of_type<release::ReleasePlanned>(world.log());
    std::vector<std::string> ids;
    for (auto const& each : planned) ids.push_back(each.release);
    EXPECT_THAT(ids, ElementsAre("backend-2026-01-08", "backend-2026-01-15", "backend-2026-01-22",
                                 "backend-2026-01-29"));
}

TEST(Story, announcements_of_the_teams_own_fire_among_the_others) {
    auto policy = policy_of_spec();
    policy.rule.phases.insert(policy.rule.phases.begin() + 1, announcement("qa_hand_over", {.days = -2}));
    World world{"2026-01-01T09:00:00Z", policy};
    world.advance_to("2026-01-06T10:00:00Z");
    EXPECT_THAT(
        phases_of(world.at(kFirst)),
        ElementsAre("code_freeze fired", "qa_hand_over fired", "go_no_go pending",
                    "deploy_window_open pending", "deploy_window_close pending", "retrospective pending"));
    EXPECT_EQ(world.state(kFirst), State::frozen);
}

TEST(Story, a_rule_without_a_code_freeze_is_refused_because_voting_opens_with_it) {
    auto policy = policy_of_spec();
    policy.rule.phases.erase(policy.rule.phases.begin());
    auto const problems = calendar::problems(policy.rule, date::Thursday);
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_EQ(problems[0].problem, "phase-missing");
}

}  // namespace
}  // namespace cadence::testing
