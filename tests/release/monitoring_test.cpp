// From a production success to `released`: what is required after a release, who is told of it, and what the
// daemon does itself. DESIGN section 5, "Deployment".
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/story.h"

namespace cadence::testing {
namespace {

using release::CheckOutcome;
using release::ItemStatus;
using release::MonitoringOverdue;
using release::MonitoringReminded;
using release::Severity;
using release::Stage;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr auto kEnd = "2026-01-08T12:10:00Z";  // two hours after the deployment

/// After a release flows are to be tested by people, the announcement is posted, the version before is known.
Policy policy_after() {
    auto policy = policy_of_spec();
    auto flows = item("flows", Stage::post);
    flows.roles = {Role::qa, Role::tech_lead};
    flows.severity = Severity::p0;
    auto posted = item("posted", Stage::post, false);
    posted.announced = {"deployment_succeeded"};
    auto before = item("before", Stage::post, false);
    before.known = release::Known::previous_version;
    auto shared = item("shared", Stage::pre, false);
    shared.announced = {"release_notes"};
    policy.checklist = {shared, flows, posted, before};
    return policy;
}

/// In production since 10:10 on Thursday.
World monitoring(Policy policy = policy_after()) {
    World world{"2026-01-01T09:00:00Z", std::move(policy)};
    world.ship(kFirst, "1.2.0");
    return world;
}

std::vector<std::string> ids_of(std::vector<release::OpenItem> const& open) {
    std::vector<std::string> ids;
    for (auto const& each : open) ids.push_back(each.item);
    return ids;
}

Result<Events> announced(World& world, std::string topic, std::optional<Instant> at = {}) {
    release::TickAnnounced told{kFirst, std::move(topic), "team", at.value_or(world.now())};
    return world.run(told, the_clock());
}

ItemStatus status(World const& world, char const* item) {
    return world.at(kFirst).item(item)->status;
}

TEST(Monitoring, ends_only_when_all_that_is_required_is_passed) {
    auto world = monitoring();
    world.advance_to("2026-01-12T09:00:00Z");
    EXPECT_EQ(world.state(kFirst), State::monitoring);
    EXPECT_TRUE(world.at(kFirst).monitoring_overdue);
    ASSERT_TRUE(world.as(quinn()).tick(kFirst, "flows"));
    world.tick();
    EXPECT_EQ(world.state(kFirst), State::released);
}

TEST(Monitoring, ends_on_time_when_everything_is_done_by_then) {
    auto world = monitoring();
    ASSERT_TRUE(world.as(quinn()).tick(kFirst, "flows"));
    world.advance_to("2026-01-08T12:09:59Z");
    EXPECT_EQ(world.state(kFirst), State::monitoring);
    world.advance_to(kEnd);
    EXPECT_EQ(world.state(kFirst), State::released);
    EXPECT_THAT(all_of_type<MonitoringReminded>(world.log()), IsEmpty());
    EXPECT_THAT(all_of_type<MonitoringOverdue>(world.log()), IsEmpty());
}

TEST(Monitoring, a_waived_item_is_done_and_a_failed_one_is_not) {
    auto world = monitoring();
    ASSERT_TRUE(world.as(quinn()).tick(kFirst, "flows", ItemStatus::failed, "no bookings"));
    world.advance_to("2026-01-08T13:00:00Z");
    EXPECT_EQ(world.state(kFirst), State::monitoring);
    ASSERT_TRUE(world.as(anna()).tick(kFirst, "flows", ItemStatus::waived, "the test was wrong"));
    world.tick();
    EXPECT_EQ(world.state(kFirst), State::released);
}

TEST(Monitoring, reminds_half_an_hour_before_its_end_and_tells_once_that_it_is_overdue) {
    auto world = monitoring();
    world.advance_to("2026-01-10T09:00:00Z");
    auto const reminders = all_of_type<MonitoringReminded>(world.log());
    ASSERT_THAT(reminders, SizeIs(1));
    EXPECT_EQ(reminders[0].monitored_until, utc(kEnd));
    ASSERT_THAT(ids_of(reminders[0].open), ElementsAre("flows"));
    EXPECT_THAT(reminders[0].open[0].roles, ElementsAre(Role::qa, Role::tech_lead));
    auto const overdue = all_of_type<MonitoringOverdue>(world.log());
    ASSERT_THAT(overdue, SizeIs(1));
    EXPECT_THAT(ids_of(overdue[0].open), ElementsAre("flows"));
    for (auto const& event : world.log()) {
        if (std::holds_alternative<MonitoringReminded>(event.body)) {
            EXPECT_EQ(event.at, utc("2026-01-08T11:40:00Z"));
        }
        if (std::holds_alternative<MonitoringOverdue>(event.body)) {
            EXPECT_EQ(event.at, utc(kEnd));
        }
    }
}

TEST(Monitoring, a_reminder_can_be_switched_off_and_is_not_for_a_time_that_is_shorter) {
    auto off = policy_after();
    off.clocks.monitoring_reminder = Duration{0};
    auto brief = policy_after();
    brief.monitoring = std::chrono::minutes{20};
    for (auto const& policy : {off, brief}) {
        auto world = monitoring(policy);
        world.advance_to("2026-01-08T13:00:00Z");
        EXPECT_THAT(all_of_type<MonitoringReminded>(world.log()), IsEmpty());
        EXPECT_THAT(all_of_type<MonitoringOverdue>(world.log()), SizeIs(1));
    }
}

TEST(Monitoring, what_fails_again_shortly_before_its_end_is_reminded_of_at_once) {
    auto world = monitoring();
    ASSERT_TRUE(world.as(quinn()).tick(kFirst, "flows"));
    world.advance_to("2026-01-08T12:00:00Z");
    ASSERT_TRUE(world.as(quinn()).tick(kFirst, "flows", ItemStatus::failed, "no bookings"));
    world.tick();
    EXPECT_THAT(all_of_type<MonitoringReminded>(world.log()), SizeIs(1));
}

TEST(Monitoring, that_nobody_was_there_to_end_is_told_when_somebody_is) {
    auto world = monitoring();
    world.sleep_until("2026-01-09T09:00:00Z");
    EXPECT_EQ(world.state(kFirst), State::monitoring);
    EXPECT_THAT(all_of_type<MonitoringOverdue>(world.log()), SizeIs(1));
}

TEST(Monitoring, is_ended_by_the_next_production_success_with_what_was_left_open_as_an_issue) {
    auto world = monitoring();
    world.ship(kSecond, "1.3.0");
    EXPECT_EQ(world.state(kFirst), State::released);
    EXPECT_THAT(texts_of(world.at(kFirst).issues),
                ElementsAre("Still open when " + kSecond + " reached production: flows"));
    EXPECT_EQ(world.state(kSecond), State::monitoring);
    EXPECT_THAT(world.at(kSecond).issues, IsEmpty());
}

TEST(Monitoring, that_is_ended_with_nothing_left_open_has_no_issue) {
    auto policy = policy_after();
    policy.monitoring = std::chrono::hours{24 * 20};
    auto world = monitoring(policy);
    ASSERT_TRUE(world.as(quinn()).tick(kFirst, "flows"));
    world.ship(kSecond, "1.3.0");
    EXPECT_EQ(world.state(kFirst), State::released);
    EXPECT_THAT(world.at(kFirst).issues, IsEmpty());
}

TEST(Monitoring, goes_on_looking_at_what_is_required_while_it_is_overdue) {
    World world{"2026-01-01T09:00:00Z", policy_with_checklist()};
    world.ship(kFirst, "1.2.0");
    auto const answer = [&](CheckOutcome outcome) {
        return world.as(the_clock()).check_ended(kFirst, "health", outcome, "it");
    };
    world.advance_to("2026-01-08T12:10:00Z");
    ASSERT_TRUE(answer(CheckOutcome::failed));
    world.tick();
    if (world.at(kFirst).item("health")->running_since) {
        ASSERT_TRUE(answer(CheckOutcome::failed));
        world.tick();
    }
    ASSERT_TRUE(world.at(kFirst).monitoring_overdue);
    world.advance(std::chrono::minutes{5});
    ASSERT_TRUE(world.at(kFirst).item("health")->running_since);
    ASSERT_TRUE(answer(CheckOutcome::passed));
    world.tick();
    EXPECT_EQ(world.state(kFirst), State::released);
}

TEST(Monitoring, a_hotfix_is_admitted_by_its_branch_as_long_as_it_is_monitored) {
    World world{"2026-01-12T09:00:00Z", policy_after()};
    auto const hotfix = world.approved_hotfix("Double booking");
    ASSERT_TRUE(world.as(anna()).freeze({release::Action::merge}));
    ASSERT_TRUE(world.as(bob()).deployed_version(hotfix, "1.2.1"));
    world.tick();
    auto const branch = world.at(hotfix).on_demand->branch;
    auto const merge = [&] { return world.gate(release::Action::merge, {.branch = branch}); };
    EXPECT_TRUE(merge().open);
    EXPECT_NE(merge().changes_at, world.at(hotfix).monitored_until)
        << "it ends when somebody has tested the flows";
    world.advance(std::chrono::hours{5});
    EXPECT_TRUE(merge().open);
    ASSERT_TRUE(world.as(quinn()).tick(hotfix, "flows"));
    world.tick();
    EXPECT_FALSE(merge().open);
}

TEST(DoneByTheDaemon, an_announcement_that_has_been_delivered_ticks_its_item) {
    auto world = monitoring();
    EXPECT_TRUE(announced(world, "code_freeze")->empty());
    EXPECT_EQ(status(world, "posted"), ItemStatus::pending);
    ASSERT_THAT(*announced(world, "deployment_succeeded"), SizeIs(1));
    EXPECT_EQ(status(world, "posted"), ItemStatus::passed);
    EXPECT_EQ(world.at(kFirst).item("posted")->reason, "announced to team");
    EXPECT_TRUE(announced(world, "deployment_succeeded")->empty()) << "once is enough";
}

TEST(DoneByTheDaemon, an_announcement_does_not_overrule_a_person) {
    auto world = monitoring();
    ASSERT_TRUE(world.as(quinn()).tick(kFirst, "posted", ItemStatus::failed, "the link is dead"));
    EXPECT_TRUE(announced(world, "deployment_succeeded")->empty());
}

TEST(DoneByTheDaemon, what_was_told_before_the_deployment_or_is_rolled_back_ticks_nothing_after_it) {
    auto world = monitoring();
    EXPECT_TRUE(announced(world, "deployment_succeeded", utc("2026-01-08T10:00:00Z"))->empty());
    ASSERT_TRUE(world.as(olga()).roll_back(kFirst, Severity::p0, "1.1.0"));
    EXPECT_TRUE(announced(world, "deployment_succeeded")->empty());
}

TEST(DoneByTheDaemon, notes_that_are_shared_count_for_the_version_they_are_of) {
    World world{"2026-01-01T09:00:00Z", policy_after()};
    world.advance_to("2026-01-05T12:00:00Z");
    ASSERT_TRUE(world.as(anna()).candidate(kFirst, "1.2.0", "aaaaaaa1"));
    ASSERT_THAT(*announced(world, "release_notes"), SizeIs(1));
    EXPECT_EQ(status(world, "shared"), ItemStatus::passed);
    auto const of_old = world.now();
    world.advance(std::chrono::hours{1});
    ASSERT_TRUE(world.as(anna()).candidate(kFirst, "1.2.0", "aaaaaaa2"));
    EXPECT_EQ(status(world, "shared"), ItemStatus::passed) << "the notes are the same";
    ASSERT_TRUE(world.as(anna()).candidate(kFirst, "1.2.1", "aaaaaaa3"));
    EXPECT_EQ(status(world, "shared"), ItemStatus::pending);
    EXPECT_TRUE(announced(world, "release_notes", of_old)->empty());
    EXPECT_THAT(*announced(world, "release_notes"), SizeIs(1));
}

TEST(DoneByTheDaemon, the_version_before_is_known_once_there_is_one) {
    auto world = monitoring();
    EXPECT_EQ(status(world, "before"), ItemStatus::pending) << "the first there ever was";
    world.ship(kSecond, "1.3.0");
    auto const& before = *world.at(kSecond).item("before");
    EXPECT_EQ(before.status, ItemStatus::passed);
    EXPECT_EQ(before.by, "cadenced");
    EXPECT_EQ(before.reason, "1.2.0 ran before it");
}

}  // namespace
}  // namespace cadence::testing
