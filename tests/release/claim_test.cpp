// Whose deployment a report tells of, and when it tells nothing new. DESIGN section 5.
#include "release/claim.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/story.h"

namespace cadence::testing {
namespace {

using release::Action;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr auto kStarted = DeploymentStatus::started;
constexpr auto kSucceeded = DeploymentStatus::succeeded;
constexpr auto kFailed = DeploymentStatus::failed;

release::ReportDeployment at(std::string_view instant, release::ReportDeployment report) {
    report.at = utc(instant);
    return report;
}

/// Production runs 1.1.0, and on Thursday at 10:05 kFirst has its window and everybody's go.
World in_the_window() {
    World world;
    (void)world.as(bob()).run(of_train("1.1.0", "1111111a")).value();
    world.advance_to("2026-01-05T12:00:00Z");
    (void)world.as(anna()).candidate(kFirst, "1.2.0", "abcdef1234").value();
    (void)world.as(anna()).vote(kFirst, Choice::go).value();
    (void)world.as(paul()).vote(kFirst, Choice::go).value();
    world.advance_to("2026-01-08T10:05:00Z");
    return world;
}

std::size_t count_of(World const& world, release::Kind kind) {
    return static_cast<std::size_t>(std::ranges::count_if(
        world.train().releases, [&](auto const& each) { return each.second.kind == kind; }));
}

TEST(Claim, an_approved_hotfix_is_deployed_as_itself_though_the_next_release_has_its_commit_too) {
    World world;
    ASSERT_TRUE(world.as(bob()).run(of_train("1.1.0", "1111111a")));
    world.advance_to("2026-01-06T09:00:00Z");
    ASSERT_TRUE(world.as(anna()).candidate(kFirst, "1.2.0", "aaaaaaa1"));
    auto const hotfix = world.approved_hotfix("double booking");
    ASSERT_TRUE(world.as(bob()).run(of_train("1.1.1", "aaaaaaa1")));
    EXPECT_EQ(world.state(hotfix), State::monitoring);
    EXPECT_EQ(world.state(kFirst), State::frozen);
    EXPECT_EQ(count_of(world, release::Kind::unplanned), 0U);
}

TEST(Claim, what_production_runs_already_uses_up_no_release) {
    World world;
    ASSERT_TRUE(world.as(bob()).run(of_train("1.1.0", "1111111a")));
    world.advance_to("2026-01-06T09:00:00Z");
    ASSERT_TRUE(world.as(anna()).candidate(kFirst, "1.2.0", "1111111a"));
    for (auto const status : {kStarted, kSucceeded, kSucceeded}) {
        world.advance(std::chrono::minutes{10});
        ASSERT_TRUE(world.as(bob()).run(of_train("", "1111111a", status)));
    }
    EXPECT_EQ(world.state(kFirst), State::frozen);
    EXPECT_EQ(count_of(world, release::Kind::unplanned), 0U);
    EXPECT_EQ(world.train().production->since, utc("2026-01-01T09:00:00Z")) << "nothing has changed";
}

TEST(Claim, what_runs_already_is_not_what_the_open_window_deploys) {
    auto world = in_the_window();
    ASSERT_TRUE(world.as(bob()).run(of_train("1.1.0", "1111111a")));
    EXPECT_EQ(world.state(kFirst), State::deploying);
    EXPECT_THAT(world.at(kFirst).deployments, IsEmpty());
}

TEST(Claim, the_same_again_in_its_own_window_with_go_is_its_deployment) {
    World world;
    ASSERT_TRUE(world.as(bob()).run(of_train("1.1.0", "1111111a")));
    world.advance_to("2026-01-05T12:00:00Z");
    ASSERT_TRUE(world.as(anna()).candidate(kFirst, "1.2.0", "1111111a"));
    ASSERT_TRUE(world.as(anna()).vote(kFirst, Choice::go));
    ASSERT_TRUE(world.as(paul()).vote(kFirst, Choice::go));
    world.advance_to("2026-01-08T10:05:00Z");
    ASSERT_TRUE(world.as(bob()).run(of_train("1.2.0", "1111111a")));
    EXPECT_EQ(world.state(kFirst), State::monitoring);
}

TEST(Claim, the_first_report_of_a_train_is_its_baseline_though_it_is_the_next_candidate) {
    World world;
    world.advance_to("2026-01-06T09:00:00Z");
    ASSERT_TRUE(world.as(anna()).candidate(kFirst, "1.2.0", "abcdef1234"));
    ASSERT_TRUE(world.as(bob()).run(of_train("1.2.0", "abcdef1234")));
    EXPECT_EQ(world.state(kFirst), State::frozen);
    EXPECT_EQ(world.train().production->commit, "abcdef1234");
}

TEST(Claim, a_start_that_is_told_twice_begins_one_deployment) {
    World world;
    ASSERT_TRUE(world.as(bob()).run(of_train("1.1.0", "1111111a")));
    ASSERT_TRUE(world.as(bob()).run(of_train("", "", kStarted)));
    world.advance(std::chrono::minutes{1});
    ASSERT_TRUE(world.as(anna()).run(of_train("", "", kStarted)));
    EXPECT_EQ(count_of(world, release::Kind::unplanned), 1U);
}

TEST(Claim, what_restored_production_is_told_twice_or_behind_its_verification) {
    auto world = in_the_window();
    ASSERT_TRUE(world.as(bob()).run(of_train("1.2.0", "abcdef1234")));
    world.advance_to("2026-01-08T10:30:00Z");
    ASSERT_TRUE(world.as(anna()).roll_back(kFirst));
    world.advance_to("2026-01-08T10:50:00Z");
    ASSERT_TRUE(world.as(anna()).verify(kFirst, "1.1.0"));
    ASSERT_TRUE(world.as(bob()).run(at("2026-01-08T10:48:00Z", of_train("1.1.0", "1111111a"))));
    ASSERT_TRUE(world.as(bob()).run(of_train("1.1.0", "1111111a")));
    EXPECT_EQ(count_of(world, release::Kind::unplanned), 0U);
}

TEST(Claim, a_version_is_the_same_behind_a_name) {
    auto world = in_the_window();
    ASSERT_TRUE(world.as(bob()).run(of_train("backend-v1.2.0", "")));
    EXPECT_EQ(world.state(kFirst), State::monitoring);
    EXPECT_THAT(world.at(kFirst).issues, IsEmpty());
}

TEST(RunningDeployment, ends_with_its_success_however_either_is_spelled_and_whatever_the_clocks_say) {
    struct Case {
        std::string_view started, ended;
        release::ReportDeployment start, end;
    };
    std::vector<Case> const cases{
        {"10:06:00", "10:07:00", of_train("1.2.0", "abcdef1234", kStarted), of_train("", "abcdef1234567")},
        {"10:06:00", "10:05:40", of_train("1.2.0", "", kStarted), of_train("", "abcdef1234567")},
        {"10:06:00", "10:05:40", of_train("1.2.0", "abcdef1234", kStarted), of_train("", "abcdef1", kFailed)},
        {"10:06:00", "10:20:00", of_train("1.2.0", "abcdef1234", kStarted), of_train("1.2.1", "bbbbbbb1")},
    };
    for (auto const& each : cases) {
        auto world = in_the_window();
        auto const on = [](std::string_view time) { return "2026-01-08T" + std::string{time} + "Z"; };
        world.advance_to("2026-01-08T10:30:00Z");
        ASSERT_TRUE(world.as(bob()).run(at(on(each.started), each.start)));
        ASSERT_TRUE(world.at(kFirst).deployment_running());
        ASSERT_TRUE(world.as(bob()).run(at(on(each.ended), each.end)));
        EXPECT_FALSE(world.at(kFirst).deployment_running()) << each.ended;
    }
}

TEST(RunningDeployment, is_not_begun_by_a_start_that_comes_behind_its_success) {
    auto world = in_the_window();
    ASSERT_TRUE(world.as(bob()).run(of_train("1.2.0", "abcdef1234")));
    ASSERT_TRUE(world.as(bob()).run(of_train("", "abcdef1234567890", kStarted)));
    EXPECT_FALSE(world.at(kFirst).deployment_running()) << "however its commit is written";
    world.advance_to("2026-01-09T09:00:00Z");
    ASSERT_EQ(world.state(kFirst), State::released);
    ASSERT_TRUE(world.as(bob()).run(at("2026-01-08T10:04:00Z", of_train("1.2.0", "abcdef1234", kStarted))));
    EXPECT_EQ(count_of(world, release::Kind::unplanned), 0U);
    EXPECT_TRUE(world.gate(Action::merge).open);
}

TEST(RunningDeployment, is_not_begun_by_a_start_older_than_what_production_runs) {
    auto world = in_the_window();
    world.advance_to("2026-01-08T10:06:00Z");
    auto const hotfix = world.approved_hotfix("double booking");
    world.advance_to("2026-01-08T10:25:00Z");
    ASSERT_TRUE(world.as(bob()).run(of_train("1.1.1", "aaaaaaa1")));
    ASSERT_EQ(world.state(hotfix), State::monitoring);
    ASSERT_TRUE(world.as(bob()).run(at("2026-01-08T10:10:00Z", of_train("1.2.0", "abcdef1234", kStarted))));
    EXPECT_FALSE(world.at(kFirst).deployment_running());
    EXPECT_NE(world.state(kFirst), State::deploying);
}

TEST(RunningDeployment, of_two_is_the_one_whose_end_is_not_told) {
    auto world = in_the_window();
    ASSERT_TRUE(world.as(bob()).run(of_train("", "abcdef1234", kStarted)));
    ASSERT_TRUE(world.as(bob()).deployed_version(kFirst, "", "bbbbbbb1"));
    EXPECT_FALSE(world.at(kFirst).deployment_running()) << "a success ends what began before it";
    world = in_the_window();
    auto second = of_train("", "bbbbbbb1", kStarted);
    second.release = kFirst;
    auto first_failed = of_train("", "abcdef1234", kFailed);
    first_failed.release = kFirst;
    ASSERT_TRUE(world.as(bob()).run(of_train("", "abcdef1234", kStarted)));
    ASSERT_TRUE(world.as(bob()).run(second));
    ASSERT_TRUE(world.as(bob()).run(first_failed));
    ASSERT_TRUE(world.at(kFirst).deployment_running());
    EXPECT_EQ(world.at(kFirst).running_deployment()->commit, "bbbbbbb1");
    EXPECT_EQ(problem_of(world.as(anna()).cancel(kFirst, "no")), "state-does-not-allow");
}

TEST(RunningDeployment, whose_end_nobody_tells_is_an_issue_and_costs_the_next_release_nothing) {
    auto world = in_the_window();
    ASSERT_TRUE(world.as(bob()).run(of_train("1.2.0", "abcdef1234", kStarted)));
    world.advance_to("2026-01-09T15:30:00Z");
    EXPECT_THAT(texts_of(world.at(kFirst).issues), ElementsAre("The end of its deployment is not reported"));
    world.advance_to("2026-01-19T12:00:00Z");
    EXPECT_FALSE(world.at(kFirst).deployment_running()) << "ended by the code freeze of the next one";
    EXPECT_EQ(world.state(kFirst), State::cancelled);
    world.give_go(kSecond);
    world.advance_to("2026-01-22T10:00:00Z");
    EXPECT_EQ(world.state(kSecond), State::deploying);
}

TEST(Monitoring, of_other_software_begins_with_its_own_deployment) {
    auto world = in_the_window();
    ASSERT_TRUE(world.as(bob()).run(of_train("1.2.0", "abcdef1234")));
    world.advance_to("2026-01-08T11:55:00Z");
    ASSERT_TRUE(world.as(bob()).deployed_version(kFirst, "1.2.1", "bbbbbbb1"));
    EXPECT_EQ(world.at(kFirst).monitored_until, utc("2026-01-08T13:55:00Z"));
    ASSERT_TRUE(world.as(bob()).deployed_version(kFirst, "1.2.1", "bbbbbbb1"));
    EXPECT_EQ(world.at(kFirst).monitored_until, utc("2026-01-08T13:55:00Z"));
}

TEST(Objection, names_what_was_rolled_back_and_returns) {
    auto world = in_the_window();
    ASSERT_TRUE(world.as(bob()).run(of_train("1.2.0", "abcdef1234")));
    world.advance_to("2026-01-08T10:30:00Z");
    ASSERT_TRUE(world.as(anna()).roll_back(kFirst));
    world.advance_to("2026-01-08T10:50:00Z");
    ASSERT_TRUE(world.as(bob()).run(of_train("1.1.0", "1111111a")));
    ASSERT_TRUE(world.as(anna()).verify(kFirst));
    world.advance_to("2026-01-10T09:00:00Z");
    ASSERT_TRUE(world.as(bob()).run(of_train("1.2.0", "eeeeeee5")));
    EXPECT_THAT(texts_of(world.at("backend-unplanned-2026-01-10").issues),
                ::testing::Contains(HasSubstr("as version 1.2.0, which was another commit")));
    world.advance_to("2026-01-11T09:00:00Z");
    ASSERT_TRUE(world.as(bob()).run(of_train("1.2.0", "abcdef1234")));
    EXPECT_THAT(texts_of(world.at("backend-unplanned-2026-01-11").issues),
                ::testing::Contains(HasSubstr("which was rolled back with " + std::string{kFirst})));
}

TEST(Gone, put_back_by_hand_is_asked_about_when_it_ships_again) {
    auto world = in_the_window();
    ASSERT_TRUE(world.as(bob()).run(of_train("1.2.0", "abcdef1234")));
    world.advance_to("2026-01-09T09:00:00Z");
    ASSERT_TRUE(world.as(bob()).run(of_train("1.1.0", "1111111a")));
    world.advance_to("2026-01-19T12:00:00Z");
    ASSERT_TRUE(world.as(anna()).candidate(kSecond, "1.2.1", "abcdef1234"));
    ASSERT_TRUE(world.as(anna()).vote(kSecond, Choice::go));
    ASSERT_TRUE(world.as(paul()).vote(kSecond, Choice::go));
    EXPECT_NE(world.state(kSecond), State::go) << "a Tech Lead has a word to say first";
}

}  // namespace
}  // namespace cadence::testing
