// "May I merge, may I deploy, and why not?": DESIGN section 6.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/story.h"

namespace cadence::testing {
namespace {

using release::Action;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

World with_go_at(std::string_view now) {
    World world;
    world.advance_to("2026-01-05T12:00:00Z");
    world.give_go(kFirst);
    world.advance_to(now);
    return world;
}

TEST(MergeGate, is_open_between_releases_and_names_the_next_opening) {
    World world;
    auto const gate = world.gate(Action::merge);
    EXPECT_TRUE(gate.open);
    EXPECT_FALSE(gate.advisory);
    EXPECT_THAT(gate.reasons, IsEmpty());
    EXPECT_EQ(gate.changes_at, utc("2026-01-08T10:00:00Z"));
}

TEST(MergeGate, only_advises_from_the_code_freeze_on) {
    World world;
    world.advance_to("2026-01-05T10:00:00Z");
    auto const gate = world.gate(Action::merge);
    EXPECT_TRUE(gate.open);
    EXPECT_TRUE(gate.advisory);
    EXPECT_THAT(codes_of(gate.reasons), ElementsAre("code_freeze"));
    EXPECT_THAT(gate.reasons[0].text, HasSubstr("2026-01-08 12:00"));
    EXPECT_EQ(gate.changes_at, utc("2026-01-08T10:00:00Z"));
}

TEST(MergeGate, is_shut_from_the_opening_of_the_window_to_its_close) {
    auto world = with_go_at("2026-01-08T09:59:59Z");
    EXPECT_TRUE(world.gate(Action::merge).open);
    world.advance_to("2026-01-08T10:00:00Z");
    auto const gate = world.gate(Action::merge);
    EXPECT_FALSE(gate.open);
    EXPECT_THAT(codes_of(gate.reasons), ElementsAre("deploy_window", "code_freeze"));
    EXPECT_EQ(gate.changes_at, utc("2026-01-08T12:00:00Z"));
    ASSERT_TRUE(world.as(bob()).deployed(kFirst));
    EXPECT_FALSE(world.gate(Action::merge).open) << "deployed, but the window is still open";
    world.advance_to("2026-01-08T12:00:00Z");
    EXPECT_TRUE(world.gate(Action::merge).open);
    EXPECT_FALSE(world.gate(Action::merge).advisory);
    EXPECT_EQ(world.gate(Action::merge).changes_at, utc("2026-01-22T10:00:00Z"));
}

TEST(MergeGate, a_window_that_waits_for_its_go_keeps_nobody_out) {
    World world;
    world.advance_to("2026-01-08T10:30:00Z");
    EXPECT_TRUE(world.gate(Action::merge).open);
    world.give_go(kFirst);
    EXPECT_FALSE(world.gate(Action::merge).open);
}

TEST(MergeGate, a_freeze_that_is_configured_to_lock_does) {
    auto policy = policy_of_spec();
    policy.rule.phases[0].gate = calendar::PhaseGate::lock;
    World world{"2026-01-01T09:00:00Z", policy};
    world.advance_to("2026-01-05T10:00:00Z");
    auto const gate = world.gate(Action::merge);
    EXPECT_FALSE(gate.open);
    EXPECT_EQ(gate.changes_at, utc("2026-01-08T12:00:00Z"));
}

TEST(MergeGate, an_announcement_that_locks_before_the_freeze_says_until_when) {
    auto policy = policy_of_spec();
    policy.rule.phases.insert(policy.rule.phases.begin(), announcement("feature_stop", {.days = -4}));
    policy.rule.phases[0].gate = calendar::PhaseGate::lock;
    World world{"2026-01-01T09:00:00Z", policy};
    world.advance_to("2026-01-04T12:00:00Z");
    auto const gate = world.gate(Action::merge);
    EXPECT_FALSE(gate.open);
    EXPECT_THAT(codes_of(gate.reasons), ElementsAre("feature_stop"));
    EXPECT_EQ(gate.changes_at, utc("2026-01-08T12:00:00Z"));
}

TEST(MergeGate, all_reasons_are_listed) {
    auto world = with_go_at("2026-01-08T11:00:00Z");
    ASSERT_TRUE(world.as(bob()).deployed(kFirst, DeploymentStatus::started));
    auto const gate = world.gate(Action::merge);
    EXPECT_THAT(codes_of(gate.reasons), ElementsAre("deploy_window", "deployment_running", "code_freeze"));
    EXPECT_EQ(gate.changes_at, std::nullopt) << "nobody knows when the deployment ends";
}

TEST(MergeGate, a_freeze_that_passed_unannounced_holds_all_the_same) {
    World started_late{"2026-01-06T09:00:00Z"};
    EXPECT_TRUE(started_late.gate(Action::merge).advisory);
    World moved;
    moved.advance_to("2026-01-06T09:00:00Z");
    ASSERT_TRUE(moved.as(anna()).postpone(kFirst, "a late fix", utc("2026-01-08T12:00:00Z")));
    EXPECT_TRUE(moved.gate(Action::merge).advisory);
}

TEST(MergeGate, a_missed_freeze_advises_nobody) {
    World slept;
    slept.sleep_until("2026-01-08T10:30:00Z");
    EXPECT_FALSE(slept.gate(Action::merge).advisory);
}

TEST(MergeGate, knows_no_next_opening_while_the_clock_is_on_hold) {
    auto world = with_go_at("2026-01-08T09:00:00Z");
    world.hold_clock(true);
    world.advance_to("2026-01-08T10:30:00Z");
    EXPECT_TRUE(world.gate(Action::merge).open);
    EXPECT_EQ(world.gate(Action::merge).changes_at, std::nullopt);
}

TEST(DeployGate, is_shut_outside_every_window_and_names_the_next) {
    World world;
    auto const gate = world.gate(Action::deploy);
    EXPECT_FALSE(gate.open);
    EXPECT_THAT(codes_of(gate.reasons), ElementsAre("no_deploy_window"));
    EXPECT_THAT(gate.reasons[0].text, HasSubstr("2026-01-08 10:00"));
    EXPECT_EQ(gate.changes_at, utc("2026-01-08T10:00:00Z"));
}

TEST(DeployGate, opens_with_the_window_of_a_release_that_has_its_go) {
    auto world = with_go_at("2026-01-08T10:00:00Z");
    auto const gate = world.gate(Action::deploy);
    EXPECT_TRUE(gate.open);
    EXPECT_THAT(gate.reasons, IsEmpty());
    EXPECT_EQ(gate.changes_at, utc("2026-01-08T12:00:00Z"));
    world.advance_to("2026-01-08T12:00:00Z");
    EXPECT_FALSE(world.gate(Action::deploy).open);
}

TEST(DeployGate, without_go_says_who_has_not_said_it) {
    World world;
    world.advance_to("2026-01-08T10:30:00Z");
    auto const gate = world.gate(Action::deploy);
    EXPECT_FALSE(gate.open);
    EXPECT_THAT(codes_of(gate.reasons), ElementsAre("missing_go"));
    EXPECT_THAT(gate.reasons[0].text, HasSubstr("Tech Lead has not said go"));
    EXPECT_EQ(gate.changes_at, utc("2026-01-08T12:00:00Z"));
}

TEST(DeployGate, is_shut_while_one_runs_and_once_it_is_done) {
    auto world = with_go_at("2026-01-08T10:05:00Z");
    ASSERT_TRUE(world.as(bob()).deployed(kFirst, DeploymentStatus::started));
    EXPECT_THAT(codes_of(world.gate(Action::deploy).reasons), ElementsAre("deployment_running"));
    ASSERT_TRUE(world.as(bob()).deployed(kFirst));
    EXPECT_THAT(codes_of(world.gate(Action::deploy).reasons), ElementsAre("already_deployed"));
}

TEST(DeployGate, a_go_that_was_lost_after_a_failure_shuts_it) {
    auto world = with_go_at("2026-01-08T10:05:00Z");
    ASSERT_TRUE(world.as(bob()).deployed(kFirst, DeploymentStatus::started));
    ASSERT_TRUE(world.as(bob()).deployed(kFirst, DeploymentStatus::failed));
    ASSERT_TRUE(world.as(eve()).candidate(kFirst, "1.2.1"));
    EXPECT_THAT(codes_of(world.gate(Action::deploy).reasons), ElementsAre("missing_go"));
    ASSERT_TRUE(world.as(anna()).vote(kFirst, Choice::go));
    ASSERT_TRUE(world.as(paul()).vote(kFirst, Choice::go));
    EXPECT_TRUE(world.gate(Action::deploy).open);
}

TEST(DeployGate, waits_while_the_clock_is_on_hold) {
    auto world = with_go_at("2026-01-08T10:05:00Z");
    world.hold_clock(true);
    auto const gate = world.gate(Action::deploy);
    EXPECT_FALSE(gate.open);
    EXPECT_THAT(codes_of(gate.reasons), ElementsAre("clock_on_hold"));
    EXPECT_EQ(gate.changes_at, std::nullopt);
    EXPECT_TRUE(world.gate(Action::flag).open);
}

TEST(DeployGate, never_calls_a_window_the_next_that_is_already_open) {
    World world{"2026-01-08T10:30:00Z"};
    for (auto const& reason : world.gate(Action::deploy).reasons) {
        EXPECT_THAT(reason.text, ::testing::Not(HasSubstr("next deployment window is that of " + kFirst)));
    }
}

}  // namespace
}  // namespace cadence::testing
