// What was seen in production is recorded as it came: DESIGN section 5, "Facts are recorded, never refused".
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/story.h"

namespace cadence::testing {
namespace {

using calendar::PhaseKind;
using release::Action;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;

constexpr auto kStarted = DeploymentStatus::started;
constexpr auto kSucceeded = DeploymentStatus::succeeded;
constexpr auto kFailed = DeploymentStatus::failed;

World with_go_at(std::string_view now) {
    World world;
    world.advance_to("2026-01-05T12:00:00Z");
    world.give_go(kFirst);
    world.advance_to(now);
    return world;
}

release::ReportDeployment report(std::string version, std::string commit = {}) {
    return {kFirst,   Environment::production, kSucceeded, std::move(version), std::move(commit), {},
            "coolify"};
}

TEST(Deployment, a_failed_one_leaves_the_go_and_the_next_try_may_succeed) {
    auto world = with_go_at("2026-01-08T10:05:00Z");
    ASSERT_TRUE(world.as(bob()).deployed(kFirst, kStarted));
    ASSERT_TRUE(world.as(bob()).deployed(kFirst, kFailed));
    EXPECT_EQ(world.state(kFirst), State::go);
    EXPECT_TRUE(world.gate(Action::deploy).open);
    world.advance_to("2026-01-08T10:40:00Z");
    ASSERT_TRUE(world.as(bob()).deployed(kFirst, kStarted));
    ASSERT_TRUE(world.as(bob()).deployed(kFirst));
    EXPECT_EQ(states_of(world.log(), kFirst), "frozen go deploying go deploying monitoring");
    EXPECT_THAT(texts_of(world.at(kFirst).issues), ElementsAre("Deployment to production failed"));
}

TEST(Deployment, one_that_runs_past_the_windows_end_keeps_merges_out_until_it_is_reported) {
    auto world = with_go_at("2026-01-08T11:50:00Z");
    ASSERT_TRUE(world.as(bob()).deployed(kFirst, kStarted));
    world.advance_to("2026-01-08T12:30:00Z");
    EXPECT_EQ(world.at(kFirst).firing(PhaseKind::deploy_window_close)->status, FiringStatus::fired);
    EXPECT_EQ(world.state(kFirst), State::deploying);
    auto const merge = world.gate(Action::merge);
    EXPECT_FALSE(merge.open);
    EXPECT_THAT(codes_of(merge.reasons), ElementsAre("deployment_running"));
    EXPECT_EQ(merge.changes_at, std::nullopt);
    world.advance_to("2026-01-08T12:50:00Z");
    EXPECT_EQ(world.gate(Action::merge).changes_at, utc("2026-01-19T10:00:00Z"))
        << "what nobody ends is over when the next release begins";
    ASSERT_TRUE(world.as(bob()).deployed(kFirst));
    EXPECT_TRUE(world.gate(Action::merge).open);
    EXPECT_EQ(world.state(kFirst), State::monitoring);
    EXPECT_THAT(texts_of(world.at(kFirst).issues), ElementsAre("The end of its deployment is not reported"));
}

TEST(Deployment, one_that_fails_after_the_windows_end_leaves_the_release_overdue) {
    auto world = with_go_at("2026-01-08T11:50:00Z");
    ASSERT_TRUE(world.as(bob()).deployed(kFirst, kStarted));
    world.advance_to("2026-01-08T12:30:00Z");
    ASSERT_TRUE(world.as(bob()).deployed(kFirst, kFailed));
    EXPECT_EQ(world.state(kFirst), State::overdue);
}

TEST(Deployment, without_go_is_recorded_with_an_issue_and_permits_nothing) {
    World held;
    held.advance_to("2026-01-08T10:30:00Z");
    ASSERT_EQ(held.state(kFirst), State::held);
    ASSERT_TRUE(held.as(bob()).deployed(kFirst));
    EXPECT_EQ(held.state(kFirst), State::monitoring);
    EXPECT_THAT(texts_of(held.at(kFirst).issues),
                ElementsAre("Deployed to production without GO: No candidate is set: nothing to decide on; "
                            "Tech Lead has not said go; Product Owner has not said go"));
    EXPECT_TRUE(held.at(kFirst).window_held()) << "its window never opened";
    held.advance_to("2026-01-08T12:00:00Z");
    EXPECT_EQ(held.at(kFirst).firing(PhaseKind::deploy_window_open)->status, FiringStatus::missed);
    EXPECT_EQ(held.state(kFirst), State::monitoring);
}

TEST(Deployment, outside_its_window_is_recorded_with_an_issue_and_the_rest_is_skipped) {
    auto world = with_go_at("2026-01-07T15:00:00Z");
    ASSERT_TRUE(world.as(bob()).deployed(kFirst));
    EXPECT_EQ(world.state(kFirst), State::monitoring);
    EXPECT_THAT(texts_of(world.at(kFirst).issues), ElementsAre("Deployed to production outside its window"));
    EXPECT_THAT(phases_of(world.at(kFirst)),
                ElementsAre("code_freeze fired", "go_no_go fired", "deploy_window_open skipped",
                            "deploy_window_close skipped", "retrospective pending"));
    EXPECT_TRUE(world.gate(Action::merge).open);
}

TEST(Deployment, of_something_else_than_the_candidate_is_recorded_with_an_issue) {
    auto world = with_go_at("2026-01-08T10:05:00Z");
    ASSERT_TRUE(world.as(bob()).run(report("1.3.0")));
    EXPECT_THAT(texts_of(world.at(kFirst).issues),
                ElementsAre("Deployed version 1.3.0 instead of the candidate 1.2.0"));
}

TEST(Deployment, commits_are_compared_by_the_digits_both_sides_gave) {
    World world;
    world.advance_to("2026-01-05T12:00:00Z");
    ASSERT_TRUE(world.as(anna()).candidate(kFirst, "", "abc1234def"));
    ASSERT_TRUE(world.as(anna()).vote(kFirst, Choice::go));
    ASSERT_TRUE(world.as(paul()).vote(kFirst, Choice::go));
    world.advance_to("2026-01-08T10:05:00Z");
    ASSERT_TRUE(world.as(bob()).run(report("", "abc1234")));
    EXPECT_THAT(world.at(kFirst).issues, IsEmpty());
    ASSERT_TRUE(world.as(bob()).run(report("", "fff1234")));
    EXPECT_THAT(texts_of(world.at(kFirst).issues),
                ElementsAre("Deployed commit fff1234 instead of the candidate abc1234def"));
}

TEST(Deployment, an_overdue_release_that_nobody_said_go_to_is_deployed_without_go) {
    World world;
    world.advance_to("2026-01-08T15:00:00Z");
    ASSERT_TRUE(world.as(bob()).deployed(kFirst));
    EXPECT_THAT(texts_of(world.at(kFirst).issues),
                ElementsAre(StartsWith("Deployed to production without GO: "),
                            "Deployed to production outside its window"));
}

TEST(Deployment, is_judged_by_when_it_happened_not_by_when_it_was_reported) {
    auto world = with_go_at("2026-01-08T12:05:00Z");
    ASSERT_TRUE(world.as(eve()).deployed(kFirst, kSucceeded, utc("2026-01-08T11:50:00Z")));
    EXPECT_THAT(world.at(kFirst).issues, IsEmpty());
    EXPECT_EQ(world.at(kFirst).monitored_until, utc("2026-01-08T13:50:00Z"));
}

TEST(Deployment, of_a_cancelled_release_is_a_fact_but_not_its_own) {
    World world;
    ASSERT_TRUE(world.as(anna()).cancel(kFirst, "Nothing to ship"));
    ASSERT_TRUE(world.as(bob()).deployed(kFirst));
    EXPECT_EQ(world.state(kFirst), State::cancelled);
    EXPECT_EQ(world.state("backend-unplanned-2026-01-01"), State::monitoring);
    EXPECT_THAT(
        texts_of(world.at("backend-unplanned-2026-01-01").issues),
        ElementsAre("Deployed to production without being planned: backend-2026-01-08, which it names, "
                    "is cancelled"));
    EXPECT_EQ(world.train().production->release, "backend-unplanned-2026-01-01");
}

TEST(Deployment, that_fails_before_the_freeze_leaves_the_release_planned) {
    World world;
    ASSERT_TRUE(world.as(bob()).deployed(kFirst, kStarted));
    ASSERT_TRUE(world.as(bob()).deployed(kFirst, kFailed));
    EXPECT_EQ(world.state(kFirst), State::planned);
    EXPECT_EQ(problem_of(world.as(anna()).vote(kFirst, Choice::go)), "state-does-not-allow");
}

TEST(Deployment, is_monitored_from_its_own_success_not_from_the_window) {
    auto world = with_go_at("2026-01-08T11:30:00Z");
    ASSERT_TRUE(world.as(bob()).deployed(kFirst));
    world.advance_to("2026-01-08T13:29:59Z");
    EXPECT_EQ(world.state(kFirst), State::monitoring);
    world.advance_to("2026-01-08T13:30:00Z");
    EXPECT_EQ(world.state(kFirst), State::released);
}

TEST(Deployment, a_newer_success_ends_the_monitoring_of_an_older_release) {
    auto policy = policy_of_spec();
    policy.monitoring = std::chrono::hours{24 * 20};
    World world{"2026-01-01T09:00:00Z", policy};
    world.advance_to("2026-01-08T10:05:00Z");
    ASSERT_TRUE(world.as(bob()).deployed(kFirst));
    world.advance_to("2026-01-22T10:05:00Z");
    ASSERT_EQ(world.state(kFirst), State::monitoring);
    ASSERT_TRUE(world.as(bob()).deployed(kSecond));
    EXPECT_EQ(world.state(kFirst), State::released);
    EXPECT_EQ(world.state(kSecond), State::monitoring);
}

TEST(Deployment, a_success_reported_late_does_not_end_the_monitoring_of_a_newer_one) {
    World world;
    world.advance_to("2026-01-08T11:00:00Z");
    ASSERT_TRUE(world.as(bob()).deployed(kSecond));
    ASSERT_EQ(world.state(kSecond), State::monitoring);
    world.advance_to("2026-01-08T11:30:00Z");
    ASSERT_TRUE(world.as(eve()).deployed(kFirst, kSucceeded, utc("2026-01-08T10:10:00Z")));
    EXPECT_EQ(world.train().production->release, kSecond);
    EXPECT_EQ(world.state(kSecond), State::monitoring);
    EXPECT_EQ(world.state(kFirst), State::released);
}

TEST(Deployment, reports_that_arrive_out_of_order_leave_nothing_running) {
    auto world = with_go_at("2026-01-08T10:10:00Z");
    ASSERT_TRUE(world.as(bob()).deployed(kFirst, kSucceeded, utc("2026-01-08T10:08:00Z")));
    ASSERT_TRUE(world.as(bob()).deployed(kFirst, kStarted, utc("2026-01-08T10:01:00Z")));
    EXPECT_FALSE(world.at(kFirst).deployment_running());
    world.advance_to("2026-01-08T12:00:00Z");
    EXPECT_TRUE(world.gate(Action::merge).open);
}

TEST(Deployment, the_same_report_twice_is_recorded_once) {
    auto world = with_go_at("2026-01-08T10:10:00Z");
    ASSERT_TRUE(world.as(bob()).deployed(kFirst, kSucceeded, utc("2026-01-08T10:08:00Z")));
    auto const again = world.as(bob()).deployed(kFirst, kSucceeded, utc("2026-01-08T10:08:00Z"));
    ASSERT_TRUE(again);
    EXPECT_THAT(*again, IsEmpty());
}

TEST(Deployment, an_overdue_release_is_not_superseded_while_its_deployment_is_running) {
    World world;
    world.advance_to("2026-01-19T09:55:00Z");
    ASSERT_EQ(world.state(kFirst), State::overdue);
    ASSERT_TRUE(world.as(bob()).deployed(kFirst, kStarted));
    world.advance_to("2026-01-19T10:05:00Z");
    ASSERT_TRUE(world.as(bob()).deployed(kFirst));
    EXPECT_EQ(world.state(kFirst), State::monitoring);
}

TEST(Deployment, an_older_failure_that_is_reported_late_does_not_end_the_one_that_runs) {
    auto world = with_go_at("2026-01-08T10:10:00Z");
    ASSERT_TRUE(world.as(bob()).deployed(kFirst, kStarted));
    ASSERT_TRUE(world.as(bob()).deployed(kFirst, kFailed, utc("2026-01-08T10:05:00Z")));
    EXPECT_EQ(world.state(kFirst), State::deploying);
    EXPECT_TRUE(world.at(kFirst).deployment_running());
}

TEST(Deployment, an_older_start_that_is_reported_late_begins_nothing) {
    World world;
    ASSERT_TRUE(world.as(bob()).deployed(kFirst, kFailed, utc("2026-01-01T08:05:00Z")));
    ASSERT_TRUE(world.as(bob()).deployed(kFirst, kStarted, utc("2026-01-01T08:00:00Z")));
    EXPECT_EQ(world.state(kFirst), State::planned);
    world.advance_to("2026-01-08T10:30:00Z");
    EXPECT_EQ(world.state(kFirst), State::held) << "nobody has said GO";
}

TEST(Deployment, of_a_release_that_is_over_is_another_one_and_not_forgotten) {
    auto world = with_go_at("2026-01-08T10:10:00Z");
    ASSERT_TRUE(world.as(bob()).deployed(kFirst));
    world.advance_to("2026-01-20T00:00:00Z");
    ASSERT_EQ(world.state(kFirst), State::released);
    ASSERT_TRUE(world.as(bob()).deployed(kFirst, kStarted));
    EXPECT_EQ(world.state(kFirst), State::released);
    EXPECT_EQ(world.state("backend-unplanned-2026-01-20"), State::deploying);
    world.forget_finished();
    EXPECT_FALSE(world.gate(Action::merge).open);
}

TEST(Deployment, to_staging_says_what_runs_there_and_moves_no_release) {
    auto world = with_go_at("2026-01-06T10:00:00Z");
    release::ReportDeployment const staging{kFirst, Environment::staging, kSucceeded, "1.2.0", {}, {}, {}};
    ASSERT_TRUE(world.as(bob()).run(staging));
    EXPECT_EQ(world.train().staging->version, "1.2.0");
    EXPECT_EQ(world.train().production, std::nullopt);
    EXPECT_EQ(world.state(kFirst), State::go);
}

TEST(Deployment, cannot_have_happened_yet) {
    auto world = with_go_at("2026-01-08T10:10:00Z");
    auto const ahead = [&](int minutes) { return world.now() + std::chrono::minutes{minutes}; };
    EXPECT_EQ(problem_of(world.as(bob()).deployed(kFirst, kStarted, ahead(6))), "date-in-the-future");
    EXPECT_TRUE(world.as(bob()).deployed(kFirst, kStarted, ahead(4)));
    EXPECT_EQ(problem_of(world.as(paul()).deployed(kFirst)), "role-needed");
}

}  // namespace
}  // namespace cadence::testing
