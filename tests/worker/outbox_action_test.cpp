#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "chat/narrate.h"
#include "worker/outbox_world.h"

namespace cadence::worker {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using What = job::DeliveryResult::What;
using store::DeliveryState;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::SizeIs;

config::Config with_action(job::Action action) {
    auto config = config_of_spec();
    config.trains[0].actions = {std::move(action)};
    return config;
}

job::Action deployment(job::Trigger on, release::Environment environment = release::Environment::production) {
    auto action = action_named("deploy", on);
    action.environment = environment;
    return action;
}

std::string first_id() {
    return kFirst;
}

/// In the first release's code freeze, voted for.
void give_go(OutboxWorld& world) {
    world.advance_to("2026-01-06T09:00:00Z");
    world.give_go(first_id());
}

void merge(OutboxWorld& world, std::string commit) {
    release::RecordMerge command;
    command.commit = std::move(commit);
    ASSERT_TRUE(world.ask("anna", command));
}

std::vector<std::string> deployments_of(release::Release const& release) {
    std::vector<std::string> lines;
    for (auto const& each : release.deployments)
        lines.push_back(std::string{name_of(each.environment)} + " " + std::string{name_of(each.status)} +
                        " " + each.version);
    return lines;
}

TEST(Action, of_the_window_goes_off_when_it_opens_with_go_and_is_recorded_as_a_deployment) {
    OutboxWorld world{with_action(deployment(job::Trigger::window))};
    give_go(world);
    world.advance_to("2026-01-08T09:59:59Z");
    EXPECT_TRUE(world.runs.empty());
    world.advance_to("2026-01-08T10:00:01Z");
    ASSERT_EQ(world.runs.size(), 1U);
    EXPECT_EQ(world.runs[0].order.version, "1.2.0");
    EXPECT_EQ(world.house.state(first_id()), State::monitoring);
    EXPECT_THAT(deployments_of(world.house.at(first_id())),
                ElementsAre("production started 1.2.0", "production succeeded 1.2.0"));
    EXPECT_EQ(world.house.lines_of("action_done").size(), 1U);
}

TEST(Action, of_the_window_waits_for_a_late_go_and_never_runs_without_one) {
    OutboxWorld world{with_action(deployment(job::Trigger::window))};
    world.advance_to("2026-01-08T10:30:00Z");
    EXPECT_TRUE(world.runs.empty());
    world.give_go(first_id());
    world.advance(seconds{1});
    EXPECT_EQ(world.runs.size(), 1U);
    world.advance_to("2026-01-23T10:00:00Z");
    EXPECT_EQ(world.runs.size(), 1U);
}

TEST(Action, that_failed_is_a_failed_deployment_and_tells_so) {
    OutboxWorld world{with_action(deployment(job::Trigger::window))};
    world.acts = [](auto const&) {
        return job::DeliveryResult{What::failed, "exit status 1: no space", {}, {}};
    };
    give_go(world);
    world.advance_to("2026-01-08T10:01:00Z");
    EXPECT_EQ(world.runs.size(), 1U);
    EXPECT_EQ(world.house.state(first_id()), State::go);
    EXPECT_FALSE(world.house.at(first_id()).issues.empty());
    EXPECT_THAT(world.house.lines_of("action_failed").at(0).data, HasSubstr("no space"));
}

TEST(Action, that_failed_is_carried_out_again_by_hand_while_its_window_is_open) {
    OutboxWorld world{with_action(deployment(job::Trigger::window))};
    world.acts = [](auto const&) { return job::DeliveryResult{What::failed, "no space", {}, {}}; };
    give_go(world);
    world.advance_to("2026-01-08T10:01:00Z");
    world.acts = nullptr;
    ASSERT_TRUE(world.ask("anna", engine::Work{engine::RetryDelivery{world.deliveries().front().id}}));
    world.advance(seconds{1});
    EXPECT_EQ(world.runs.size(), 2U);
    EXPECT_EQ(world.house.state(first_id()), State::monitoring);
}

TEST(Action, deployed_from_another_commit_than_the_candidate_becomes_an_issue) {
    OutboxWorld world{with_action(deployment(job::Trigger::window))};
    world.acts = [](auto const&) {
        return job::DeliveryResult{What::done, "finished", {}, {}, "bbbbbbbbbb"};
    };
    world.advance_to("2026-01-06T09:00:00Z");
    ASSERT_TRUE(world.ask("anna", release::SetCandidate{first_id(), "1.2.0", "aaaaaaaaaa"}));
    ASSERT_TRUE(world.ask("anna", release::CastVote{first_id(), Choice::go, {}}));
    ASSERT_TRUE(world.ask("paul", release::CastVote{first_id(), Choice::go, {}}));
    world.advance_to("2026-01-08T10:00:01Z");
    ASSERT_EQ(world.house.at(first_id()).issues.size(), 1U);
    EXPECT_EQ(world.house.at(first_id()).issues[0].text,
              "Deployed commit bbbbbbbbbb instead of the candidate aaaaaaaaaa");
}

TEST(Action, that_only_begins_a_deployment_leaves_its_end_to_be_reported) {
    OutboxWorld world{with_action(deployment(job::Trigger::window))};
    world.acts = [](auto const&) { return job::DeliveryResult{What::begun, "HTTP 204", {}, {}}; };
    give_go(world);
    world.advance_to("2026-01-08T10:00:01Z");
    EXPECT_EQ(world.deliveries().front().state, DeliveryState::delivered);
    EXPECT_EQ(world.house.state(first_id()), State::deploying);
    EXPECT_THAT(deployments_of(world.house.at(first_id())), ElementsAre("production started 1.2.0"));
    EXPECT_THAT(world.house.lines_of("action_done"), ::testing::IsEmpty());
    EXPECT_EQ(chat::narrate(world.house.lines_of("action_begun").at(0)),
              "action deploy has begun a deployment: HTTP 204");
    world.advance_to("2026-01-08T11:00:02Z");
    EXPECT_EQ(world.house.lines_of("deadline_breached").size(), 1U) << "somebody is asked for its end";
}

TEST(Action, whose_commit_is_not_told_keeps_no_promise_of_staging) {
    OutboxWorld world{with_action(deployment(job::Trigger::merge, release::Environment::staging))};
    world.acts = [](auto const&) { return job::DeliveryResult{What::done, "finished", {}, {}, ""}; };
    merge(world, "aaaaaaaaaa");
    world.advance(seconds{1});
    auto const& train = world.house.engine->train(kTrain);
    ASSERT_TRUE(train.staging);
    EXPECT_EQ(train.staging->commit, "");
    EXPECT_FALSE(train.merges.front().staging_at);
    EXPECT_THAT(world.house.lines_of("deadline_met"), ::testing::IsEmpty());
}

TEST(Action, whose_commit_is_not_told_claims_none_in_production) {
    OutboxWorld world{with_action(deployment(job::Trigger::window))};
    world.acts = [](auto const&) { return job::DeliveryResult{What::done, "finished", {}, {}, ""}; };
    give_go(world);
    world.advance_to("2026-01-08T10:00:01Z");
    EXPECT_EQ(world.house.state(first_id()), State::monitoring);
    EXPECT_EQ(world.house.at(first_id()).deployments.back().commit, "");
}

TEST(Action, that_certainly_has_not_happened_is_tried_again_until_its_moment_has_passed) {
    OutboxWorld world{with_action(deployment(job::Trigger::window))};
    world.acts = [](auto const&) { return job::DeliveryResult{What::again, "could not connect", {}, {}}; };
    give_go(world);
    world.advance_to("2026-01-08T13:00:00Z");
    EXPECT_GT(world.runs.size(), 10U);
    EXPECT_THAT(world.house.lines_of("action_failed").at(0).data, HasSubstr("could not connect"));
    auto const deployments = deployments_of(world.house.at(first_id()));
    EXPECT_THAT(deployments, SizeIs(2 * world.runs.size()));
    EXPECT_EQ(deployments[1], "production abandoned 1.2.0") << "nothing had begun";
    EXPECT_EQ(deployments.back(), "production failed 1.2.0");
    EXPECT_EQ(std::ranges::count(deployments, "production failed 1.2.0"), 1);
}

TEST(Action, that_is_under_way_elsewhere_is_followed_to_its_end) {
    OutboxWorld world{with_action(deployment(job::Trigger::window))};
    world.acts = [&](job::ActionRun const& run) {
        if (run.step == job::ActionRun::Step::carry)
            return job::DeliveryResult{What::following, "queued", "dep456", {}};
        EXPECT_EQ(run.reference, "dep456");
        if (world.runs.size() < 4) return job::DeliveryResult{What::following, "in progress", "dep456", {}};
        return job::DeliveryResult{What::done, "finished", {}, {}};
    };
    give_go(world);
    world.advance_to("2026-01-08T10:00:15Z");
    EXPECT_EQ(world.house.state(first_id()), State::deploying);
    EXPECT_EQ(world.deliveries().front().state, DeliveryState::following);
    world.die_and_restart();
    world.advance_to("2026-01-08T10:05:00Z");
    EXPECT_EQ(world.house.state(first_id()), State::monitoring);
    int carried = 0;
    for (auto const& run : world.runs) carried += run.step == job::ActionRun::Step::carry ? 1 : 0;
    EXPECT_EQ(carried, 1);
}

/// Until it is unknown.
void begin_without_end(OutboxWorld& world) {
    world.acts = [](auto const&) {
        return job::DeliveryResult{What::following, "in progress", "dep456", {}};
    };
    give_go(world);
    world.advance_to("2026-01-08T10:11:00Z");
}

TEST(Action, that_never_ends_elsewhere_is_unknown_after_its_time) {
    OutboxWorld world{with_action(deployment(job::Trigger::window))};
    begin_without_end(world);
    EXPECT_EQ(world.deliveries().front().state, DeliveryState::unknown);
    EXPECT_EQ(world.house.lines_of("action_unknown").size(), 1U);
    auto const steps = world.runs.size();
    world.advance(hours{24});
    EXPECT_EQ(world.runs.size(), steps);
}

TEST(Action, that_was_begun_elsewhere_is_asked_about_before_it_is_begun_again_by_hand) {
    OutboxWorld world{with_action(deployment(job::Trigger::window))};
    begin_without_end(world);
    auto const id = world.deliveries().front().id;
    auto const asked = [&](job::DeliveryResult const& result) {
        world.runs.clear();
        world.acts = [result](job::ActionRun const&) { return result; };
        EXPECT_TRUE(world.ask("anna", engine::Work{engine::RetryDelivery{id}}));
        world.advance(seconds{1});
        EXPECT_EQ(world.runs.size(), 1U);
        return world.runs.at(0);
    };
    EXPECT_EQ(asked({What::unknown, "not allowed to look", "dep456"}).step, job::ActionRun::Step::follow);
    auto const again = asked({What::unknown, "no such deployment"});
    EXPECT_EQ(again.step, job::ActionRun::Step::follow);
    EXPECT_EQ(again.reference, "dep456");
    EXPECT_EQ(asked({What::following, "queued", "dep457"}).step, job::ActionRun::Step::carry);
    world.advance(minutes{11});
    EXPECT_EQ(world.deliveries().front().state, DeliveryState::unknown);
    EXPECT_EQ(asked({What::done, "finished"}).reference, "dep457");
    EXPECT_EQ(world.deliveries().front().state, DeliveryState::delivered);
    EXPECT_EQ(world.house.state(first_id()), State::monitoring);
    std::vector<std::string> told;
    for (auto const& line : world.house.lines_of("delivery_retried")) told.push_back(chat::narrate(line));
    EXPECT_THAT(told, ElementsAre(EndsWith(" asked about again"), EndsWith(" asked about again"),
                                  EndsWith(" sent again"), EndsWith(" asked about again")));
}

TEST(Action, that_a_crash_interrupted_is_asked_about_and_nothing_is_deployed_twice) {
    for (auto const what : {What::done, What::unknown, What::again}) {
        OutboxWorld world{with_action(deployment(job::Trigger::window)), "2026-01-01T09:00:00Z",
                          House::Keeps::on_disk};
        world.acts = [&](job::ActionRun const& run) {
            return run.step == job::ActionRun::Step::recover ? job::DeliveryResult{what, "asked", {}, {}}
                                                             : job::DeliveryResult{};
        };
        give_go(world);
        world.in_the_air = true;
        world.advance_to("2026-01-08T10:00:01Z");
        world.in_the_air = false;
        world.die_and_restart();
        world.advance(minutes{1});
        ASSERT_FALSE(world.runs.empty());
        EXPECT_EQ(world.runs[0].step, job::ActionRun::Step::recover);
        EXPECT_EQ(world.runs.size(), what == What::again ? 2U : 1U);
        auto const expected = what == What::unknown ? DeliveryState::unknown : DeliveryState::delivered;
        EXPECT_EQ(world.deliveries().front().state, expected);
    }
}

TEST(Action, whose_release_was_postponed_meanwhile_is_left_out) {
    OutboxWorld world{with_action(deployment(job::Trigger::window))};
    world.acts = [](auto const&) { return job::DeliveryResult{What::again, "busy", {}, {}}; };
    auto config = world.house.engine->config();
    config.trains[0].actions[0].environment.reset();
    world.restart(config);
    give_go(world);
    world.advance_to("2026-01-08T10:00:01Z");
    release::Postpone postpone;
    postpone.release = first_id();
    postpone.reason = "double bookings";
    ASSERT_TRUE(world.ask("anna", postpone));
    auto const before = world.runs.size();
    world.acts = nullptr;
    world.advance(hours{1});
    EXPECT_EQ(world.runs.size(), before);
    EXPECT_THAT(world.house.lines_of("action_skipped").at(0).data, HasSubstr("postponed"));
}

TEST(Action, whose_moment_passed_while_the_daemon_was_away_expires) {
    OutboxWorld world{with_action(deployment(job::Trigger::window))};
    world.acts = [](auto const&) { return job::DeliveryResult{What::again, "busy", {}, {}}; };
    give_go(world);
    world.advance_to("2026-01-08T10:00:01Z");
    world.acts = nullptr;
    auto const before = world.runs.size();
    world.die_and_restart(hours{5});
    world.advance(minutes{1});
    EXPECT_EQ(world.runs.size(), before);
    EXPECT_NE(world.deliveries().front().state, DeliveryState::delivered);
}

TEST(Action, of_a_merge_whose_moment_passed_has_failed_and_tells_so) {
    OutboxWorld world{with_action(deployment(job::Trigger::merge, release::Environment::staging))};
    world.acts = [](auto const&) { return job::DeliveryResult{What::again, "busy", {}, {}}; };
    merge(world, "aaaaaaaaaa");
    world.die_and_restart(hours{24});
    world.advance(minutes{1});
    EXPECT_EQ(world.deliveries().front().state, DeliveryState::expired);
    EXPECT_THAT(world.house.lines_of("action_failed").at(0).data, HasSubstr("its moment has passed"));
}

TEST(Action, waits_while_the_clock_is_on_hold) {
    OutboxWorld world{with_action(deployment(job::Trigger::merge, release::Environment::staging))};
    world.house.clock.step(hours{1});
    world.house.tick();
    ASSERT_TRUE(world.house.engine->clock_held());
    merge(world, "4f1c9a27d0");
    world.advance(minutes{5});
    EXPECT_TRUE(world.runs.empty());
    ASSERT_TRUE(world.ask("olga", engine::Work{engine::AcceptClock{"set by hand"}}));
    world.advance(seconds{1});
    EXPECT_EQ(world.runs.size(), 1U);
}

TEST(Action, deploys_each_merge_to_staging_one_after_another) {
    OutboxWorld world{with_action(deployment(job::Trigger::merge, release::Environment::staging))};
    merge(world, "aaaaaaaaaa");
    merge(world, "bbbbbbbbbb");
    world.advance(seconds{1});
    ASSERT_EQ(world.runs.size(), 2U);
    EXPECT_EQ(world.runs[0].order.commit, "aaaaaaaaaa");
    EXPECT_EQ(world.runs[1].order.commit, "bbbbbbbbbb");
    EXPECT_EQ(world.house.engine->train(kTrain).staging->commit, "bbbbbbbbbb");
    for (auto const& [id, deadline] : world.house.engine->train(kTrain).deadlines)
        EXPECT_NE(deadline.kind, release::DeadlineKind::staging_deploy) << id;
}

TEST(Action, unknown_to_everybody_is_decided_by_a_person) {
    OutboxWorld world{with_action(deployment(job::Trigger::window))};
    world.acts = [](auto const&) { return job::DeliveryResult{What::unknown, "no answer", {}, {}}; };
    give_go(world);
    world.advance_to("2026-01-08T10:00:01Z");
    auto const id = world.deliveries().front().id;
    world.acts = nullptr;
    ASSERT_TRUE(world.ask("anna", engine::Work{engine::RetryDelivery{id}}));
    world.advance(seconds{1});
    EXPECT_EQ(world.runs.size(), 2U);
    EXPECT_EQ(world.house.state(first_id()), State::monitoring);
}

TEST(Action, without_an_environment_that_fails_is_an_issue_of_its_release) {
    OutboxWorld world{with_action(action_named("tag", job::Trigger::deployed))};
    world.acts = [](auto const&) {
        return job::DeliveryResult{What::failed, "v1.2.0 is already published", {}, {}};
    };
    give_go(world);
    world.advance_to("2026-01-08T10:10:00Z");
    release::ReportDeployment report;
    report.release = first_id();
    report.version = "1.2.0";
    ASSERT_TRUE(world.ask("anna", report));
    world.advance(seconds{1});
    ASSERT_EQ(world.house.at(first_id()).issues.size(), 1U);
    EXPECT_EQ(world.house.at(first_id()).issues[0].text, "Action tag failed: v1.2.0 is already published");
}

}  // namespace
}  // namespace cadence::worker
