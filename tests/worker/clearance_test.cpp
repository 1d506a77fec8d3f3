// What is due is asked for its permission as the train stands when it goes: at the first attempt and at each
// one after it. DESIGN section 5, "Facts and permission are two things".
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "worker/outbox_world.h"

namespace cadence::worker {
namespace {

using release::DeploymentStatus;
using release::Environment;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using What = job::DeliveryResult::What;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string const kHotfix = "backend-hotfix-2026-01-12-fix";

config::Config with_actions(std::vector<job::Action> actions) {
    auto config = config_of_spec();
    config.trains[0].actions = std::move(actions);
    return config;
}

job::Action deploying(std::string name, job::Trigger on) {
    auto action = action_named(std::move(name), on);
    action.environment = Environment::production;
    return action;
}

job::DeliveryResult busy(job::ActionRun const&) {
    return {What::again, "busy", {}, {}};
}

void give_go(OutboxWorld& world) {
    world.advance_to("2026-01-06T09:00:00Z");
    world.give_go(kFirst);
}

void report(OutboxWorld& world, std::string release, DeploymentStatus status, std::string version,
            std::string commit = {}, Environment environment = Environment::production) {
    release::ReportDeployment report;
    report.release = std::move(release);
    report.environment = environment;
    report.status = status;
    report.version = std::move(version);
    report.commit = std::move(commit);
    report.source = "a person";
    ASSERT_TRUE(world.ask("anna", report));
}

void veto(OutboxWorld& world) {
    ASSERT_TRUE(world.ask("paul", release::CastVote{kFirst, Choice::no_go, "bookings are lost"}));
}

void freeze(OutboxWorld& world, std::optional<Duration> lasts = {}) {
    release::AddFreeze command{{release::Action::deploy}, {}, {}, "the line is stopped"};
    if (lasts) command.until = world.house.clock.now() + *lasts;
    ASSERT_TRUE(world.ask("anna", command));
}

/// On staging, for two people to approve.
void ask_for_hotfix(OutboxWorld& world, std::string const& commit = "cccccccccc") {
    world.advance_to("2026-01-12T10:00:00Z");
    release::RequestRelease request;
    request.title = "fix";
    request.criterion = release::Criterion::data_integrity;
    request.commit = commit;
    request.version = "1.1.6";
    ASSERT_TRUE(world.ask("anna", request));
    report(world, kHotfix, DeploymentStatus::succeeded, "1.1.6", commit, Environment::staging);
}

void approve(OutboxWorld& world) {
    ASSERT_TRUE(world.ask("anna", release::Approve{kHotfix}));
    ASSERT_TRUE(world.ask("paul", release::Approve{kHotfix}));
}

std::vector<std::string> in_production(OutboxWorld const& world, std::string const& id) {
    std::vector<std::string> lines;
    for (auto const& each : world.house.at(id).deployments) {
        if (each.environment == Environment::production)
            lines.push_back(std::string{name_of(each.status)} + " " + each.source);
    }
    return lines;
}

TEST(Clearance, of_what_goes_along_is_not_given_by_a_report_over_a_freeze) {
    OutboxWorld world{with_actions({action_named("tell", job::Trigger::approved)})};
    ask_for_hotfix(world);
    freeze(world);
    approve(world);
    report(world, kHotfix, DeploymentStatus::started, "1.1.6", "cccccccccc");
    world.advance(minutes{5});
    EXPECT_THAT(world.runs, IsEmpty());
    EXPECT_THAT(world.deliveries().front().detail, HasSubstr("freeze-1"));
    ASSERT_TRUE(world.ask("anna", release::EndFreeze{"freeze-1", {}}));
    world.advance(minutes{1});
    EXPECT_EQ(world.runs.size(), 1U) << "a deployment that runs does not keep it";
}

TEST(Clearance, of_what_goes_along_ends_with_a_no_go_that_stands_though_somebody_deploys) {
    OutboxWorld world{with_actions({action_named("tell", job::Trigger::window)})};
    world.acts = busy;
    give_go(world);
    world.advance_to("2026-01-08T10:00:01Z");
    ASSERT_EQ(world.runs.size(), 1U);
    veto(world);
    report(world, kFirst, DeploymentStatus::started, "1.2.0");
    world.advance_to("2026-01-08T12:30:00Z");
    EXPECT_EQ(world.runs.size(), 1U);
}

TEST(Clearance, of_what_goes_along_lasts_while_its_deployment_runs_and_after_its_success) {
    for (auto const status : {DeploymentStatus::started, DeploymentStatus::succeeded}) {
        OutboxWorld world{with_actions({action_named("tell", job::Trigger::window)})};
        world.acts = busy;
        give_go(world);
        world.advance_to("2026-01-08T10:00:01Z");
        report(world, kFirst, status, "1.2.0");
        world.acts = nullptr;
        world.advance(minutes{1});
        EXPECT_EQ(world.runs.size(), 2U);
    }
}

TEST(Clearance, is_asked_for_again_before_each_attempt) {
    OutboxWorld world{with_actions({deploying("deploy", job::Trigger::window)})};
    world.acts = busy;
    give_go(world);
    world.advance_to("2026-01-08T10:00:01Z");
    ASSERT_EQ(world.runs.size(), 1U);
    EXPECT_EQ(world.house.state(kFirst), State::go) << "nothing has begun";
    veto(world);
    EXPECT_EQ(world.house.state(kFirst), State::no_go);
    EXPECT_THAT(world.house.at(kFirst).issues, IsEmpty());
    world.acts = nullptr;
    world.advance(hours{1});
    EXPECT_EQ(world.runs.size(), 1U);
    ASSERT_TRUE(world.ask("paul", release::CastVote{kFirst, Choice::go, {}}));
    world.advance(minutes{1});
    EXPECT_EQ(world.runs.size(), 2U);
    EXPECT_EQ(world.house.state(kFirst), State::monitoring);
    EXPECT_THAT(in_production(world, kFirst),
                ElementsAre("started action deploy", "abandoned action deploy", "started action deploy",
                            "succeeded action deploy"));
}

TEST(Clearance, lets_a_candidate_change_between_two_attempts_and_begins_nothing_of_the_old_one) {
    OutboxWorld world{with_actions({deploying("deploy", job::Trigger::window)})};
    world.acts = busy;
    give_go(world);
    world.advance_to("2026-01-08T10:00:01Z");
    ASSERT_TRUE(world.ask("anna", release::SetCandidate{kFirst, "1.3.0", {}}));
    EXPECT_EQ(world.house.at(kFirst).candidate->version, "1.3.0");
    EXPECT_TRUE(world.house.at(kFirst).votes.empty());
    world.advance(hours{1});
    EXPECT_EQ(world.runs.size(), 1U);
}

TEST(Clearance, of_a_retry_is_told_to_nobody_but_what_it_comes_to) {
    auto config = with_actions({deploying("deploy", job::Trigger::window)});
    config.channels = {channel_to("chat")};
    OutboxWorld world{std::move(config)};
    world.acts = [&](auto const& run) { return world.runs.size() < 4 ? busy(run) : job::DeliveryResult{}; };
    give_go(world);
    world.advance_to("2026-01-08T10:10:00Z");
    ASSERT_EQ(world.runs.size(), 4U);
    EXPECT_THAT(world.house.at(kFirst).issues, IsEmpty());
    int begun = 0;
    for (auto const& each : world.deliveries()) begun += each.topic == "deployment_started" ? 1 : 0;
    EXPECT_EQ(begun, 1);
}

TEST(Clearance, that_is_over_at_a_retry_leaves_no_failed_deployment_behind) {
    OutboxWorld world{with_actions({deploying("deploy", job::Trigger::window)})};
    world.acts = busy;
    give_go(world);
    world.advance_to("2026-01-08T10:00:01Z");
    report(world, kFirst, DeploymentStatus::succeeded, "1.2.0");
    world.advance(hours{1});
    EXPECT_EQ(world.runs.size(), 1U);
    EXPECT_EQ(world.house.state(kFirst), State::monitoring);
    EXPECT_THAT(in_production(world, kFirst),
                ElementsAre("started action deploy", "abandoned action deploy", "succeeded a person"));
}

TEST(Clearance, waits_at_a_retry_while_somebody_else_deploys) {
    OutboxWorld world{with_actions({deploying("deploy", job::Trigger::window)})};
    world.acts = busy;
    give_go(world);
    world.advance_to("2026-01-08T10:00:01Z");
    report(world, kFirst, DeploymentStatus::started, "1.2.0");
    world.acts = nullptr;
    world.advance(minutes{2});
    EXPECT_EQ(world.runs.size(), 1U);
    EXPECT_THAT(world.deliveries().front().detail, HasSubstr("is running already"));
    report(world, kFirst, DeploymentStatus::failed, "1.2.0");
    world.advance(minutes{1});
    EXPECT_EQ(world.runs.size(), 2U);
}

TEST(Clearance, of_a_retry_leaves_nothing_running_beside_what_somebody_else_has_begun) {
    OutboxWorld world{with_actions({deploying("deploy", job::Trigger::window)})};
    give_go(world);
    world.in_the_air = true;
    world.advance_to("2026-01-08T10:00:01Z");
    report(world, kFirst, DeploymentStatus::started, "1.3.0");
    world.acts = busy;
    world.in_the_air = false;
    world.settle();
    report(world, kFirst, DeploymentStatus::failed, "1.3.0");
    EXPECT_EQ(world.house.state(kFirst), State::go);
}

TEST(Clearance, of_what_a_person_begins_again_is_that_of_the_votes) {
    OutboxWorld world{with_actions({deploying("deploy", job::Trigger::window)})};
    world.acts = [](auto const&) { return job::DeliveryResult{What::unknown, "no answer"}; };
    give_go(world);
    world.advance_to("2026-01-08T10:00:01Z");
    EXPECT_EQ(world.house.state(kFirst), State::deploying) << "nobody knows";
    freeze(world);
    ASSERT_TRUE(world.ask("anna", engine::Work{engine::RetryDelivery{world.deliveries().front().id}}));
    EXPECT_EQ(world.house.state(kFirst), State::go);
    veto(world);
    ASSERT_TRUE(world.ask("anna", release::EndFreeze{"freeze-1", {}}));
    world.advance(minutes{1});
    EXPECT_EQ(world.runs.size(), 1U);
}

std::string const kUnplanned = "backend-unplanned-2026-01-12";

/// 1.1.0, and 1.1.5 after it.
void deploy_well(OutboxWorld& world) {
    world.advance_to("2026-01-12T09:55:00Z");
    report(world, {}, DeploymentStatus::succeeded, "1.1.0", "aaaaaaaaaa");
    report(world, {}, DeploymentStatus::succeeded, "1.1.5", "bbbbbbbbbb");
    world.advance(seconds{1});
}

void start_rollback(OutboxWorld& world, std::string const& release) {
    world.advance(seconds{1});
    release::StartRollback start;
    start.release = release;
    start.reason = "bookings are lost";
    ASSERT_TRUE(world.ask("anna", start));
    world.advance(seconds{1});
}

/// 1.1.5 is being rolled back to 1.1.0, and the action does not get on.
void roll_back(OutboxWorld& world) {
    deploy_well(world);
    world.acts = busy;
    start_rollback(world, kUnplanned);
    ASSERT_EQ(world.runs.size(), 1U);
}

TEST(Clearance, of_a_rollback_ends_once_production_runs_something_else) {
    OutboxWorld world{with_actions({deploying("back", job::Trigger::rollback)})};
    roll_back(world);
    report(world, kUnplanned, DeploymentStatus::succeeded, "1.1.6", "cccccccccc");
    world.acts = nullptr;
    world.advance(hours{1});
    EXPECT_EQ(world.runs.size(), 1U);
    EXPECT_EQ(world.house.engine->train(kTrain).production->version, "1.1.6");
    EXPECT_THAT(world.deliveries().front().detail, HasSubstr("production runs 1.1.6"));
}

TEST(Clearance, of_a_rollback_ends_with_a_hotfix_that_reaches_production) {
    OutboxWorld world{with_actions({deploying("back", job::Trigger::rollback)})};
    roll_back(world);
    ask_for_hotfix(world);
    report(world, kHotfix, DeploymentStatus::succeeded, "1.1.6", "cccccccccc");
    auto const before = world.runs.size();
    world.acts = nullptr;
    world.advance(hours{1});
    EXPECT_EQ(world.runs.size(), before);
}

TEST(Clearance, of_a_rollback_waits_for_another_deployment_and_goes_if_that_fails) {
    OutboxWorld world{with_actions({deploying("back", job::Trigger::rollback)})};
    roll_back(world);
    report(world, kUnplanned, DeploymentStatus::started, "1.1.6", "cccccccccc");
    world.acts = nullptr;
    world.advance(minutes{5});
    EXPECT_EQ(world.runs.size(), 1U);
    report(world, kUnplanned, DeploymentStatus::failed, "1.1.6", "cccccccccc");
    world.advance(minutes{1});
    EXPECT_EQ(world.runs.size(), 2U);
    EXPECT_THAT(
        in_production(world, kUnplanned),
        ElementsAre("succeeded a person", "started action back", "abandoned action back", "started a person",
                    "failed a person", "started action back", "succeeded action back"));
}

TEST(Clearance, of_a_rollback_waits_for_another_rollback_by_the_same_action) {
    OutboxWorld world{with_actions({deploying("back", job::Trigger::rollback)})};
    world.acts = [](auto const&) { return job::DeliveryResult{What::unknown, "no answer"}; };
    deploy_well(world);
    report(world, {}, DeploymentStatus::started, "1.1.8", "dddddddddd");
    start_rollback(world, kUnplanned + "-2");
    start_rollback(world, kUnplanned);
    ASSERT_EQ(world.house.state(kUnplanned), State::rolling_back);
    EXPECT_EQ(world.runs.size(), 1U) << "nobody knows how the first one ends";
}

TEST(Clearance, of_a_rollback_that_never_comes_is_told_with_what_it_waited_for) {
    OutboxWorld world{with_actions({deploying("back", job::Trigger::rollback)})};
    roll_back(world);
    report(world, kUnplanned, DeploymentStatus::started, "1.1.6", "cccccccccc");
    world.advance(hours{1} + minutes{1});
    EXPECT_EQ(world.runs.size(), 1U);
    EXPECT_THAT(world.house.lines_of("action_failed").at(0).data, HasSubstr("it waited: a deployment of"));
}

TEST(Clearance, of_a_rollback_does_not_wait_for_the_deployment_that_it_takes_back) {
    OutboxWorld world{with_actions({deploying("back", job::Trigger::rollback)})};
    deploy_well(world);
    report(world, {}, DeploymentStatus::started, "1.1.8", "dddddddddd");
    start_rollback(world, kUnplanned + "-2");
    EXPECT_EQ(world.runs.size(), 1U);
}

TEST(Clearance, that_comes_late_is_waited_for_until_the_window_closes) {
    auto action = deploying("deploy", job::Trigger::window);
    action.expires_after = minutes{5};
    OutboxWorld world{with_actions({action})};
    world.acts = busy;
    give_go(world);
    world.advance_to("2026-01-08T10:00:01Z");
    freeze(world, minutes{90});
    world.acts = nullptr;
    world.advance_to("2026-01-08T11:29:00Z");
    EXPECT_EQ(world.runs.size(), 1U);
    world.advance_to("2026-01-08T11:31:00Z");
    EXPECT_EQ(world.runs.size(), 2U);
    EXPECT_EQ(world.house.state(kFirst), State::monitoring);
}

TEST(Clearance, that_never_comes_is_told_with_what_it_waited_for) {
    OutboxWorld world{with_actions({deploying("deploy", job::Trigger::window)})};
    world.acts = busy;
    give_go(world);
    world.advance_to("2026-01-08T10:00:01Z");
    freeze(world);
    world.advance_to("2026-01-08T12:01:00Z");
    EXPECT_EQ(world.runs.size(), 1U);
    EXPECT_THAT(world.deliveries().front().detail, HasSubstr("it waited: anna froze deploy"));
}

TEST(Clearance, of_a_hotfix_is_waited_for_as_long_as_its_clock_runs) {
    OutboxWorld world{with_actions({deploying("hotfix", job::Trigger::approved)})};
    ask_for_hotfix(world);
    freeze(world, hours{2});
    approve(world);
    world.advance(hours{2} + minutes{1});
    EXPECT_EQ(world.runs.size(), 1U);

    OutboxWorld other{with_actions({deploying("hotfix", job::Trigger::approved)})};
    ask_for_hotfix(other);
    freeze(other);
    approve(other);
    other.advance(hours{3} + minutes{59});
    EXPECT_EQ(other.deliveries().front().state, store::DeliveryState::pending);
    other.advance(minutes{2});
    EXPECT_EQ(other.deliveries().front().state, store::DeliveryState::expired);
    EXPECT_THAT(other.house.lines_of("action_failed").at(0).data, HasSubstr("it waited: anna froze deploy"));
    EXPECT_THAT(other.runs, IsEmpty());
}

TEST(Clearance, of_a_hotfix_that_lacks_what_reached_production_between_two_attempts_is_taken_back) {
    OutboxWorld world{with_actions({deploying("hotfix", job::Trigger::approved)})};
    world.advance_to("2026-01-12T09:00:00Z");
    report(world, {}, DeploymentStatus::succeeded, "1.1.0", "aaaaaaaaaa");
    ask_for_hotfix(world);
    world.in_the_air = true;
    approve(world);
    report(world, {}, DeploymentStatus::succeeded, "1.1.5", "bbbbbbbbbb");
    world.in_the_air = false;
    world.acts = busy;
    world.settle();
    world.acts = nullptr;
    world.advance(hours{1});
    EXPECT_EQ(world.runs.size(), 1U);
    EXPECT_EQ(world.house.state(kHotfix), State::requested);
}

}  // namespace
}  // namespace cadence::worker
