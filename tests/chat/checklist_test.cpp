// Announcements of checklists.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "chat/announcement_world.h"

namespace cadence::chat {
namespace {

using release::CheckOutcome;
using release::ItemStatus;
using release::Severity;
using release::Stage;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

Policy policy_after() {
    auto policy = policy_of_berlin();
    auto flows = item("flows", Stage::post);
    flows.text = "Key user flows tested";
    flows.roles = {Role::qa, Role::tech_lead};
    flows.severity = Severity::p0;
    auto health = item("health", Stage::post);
    health.text = "Health check passes";
    health.check = "production_health";
    health.every = std::chrono::minutes{5};
    health.roles = {Role::tech_lead};
    policy.checklist = {flows, health};
    return policy;
}

TEST(Checklist, a_failure_after_the_release_is_told_with_its_proposed_severity_whoever_saw_it) {
    World world{"2026-01-01T09:00:00Z", policy_after()};
    deploy(world);
    (void)world.as(quinn()).tick(kFirst, "flows", ItemStatus::failed, "no bookings").value();
    auto const told = last_of(world, Topic::check_failed);
    EXPECT_EQ(told.title, "Item flows of backend-2026-01-08 failed");
    EXPECT_EQ(told.text,
              "Key user flows tested\nquinn saw: no bookings\n"
              "Proposed severity: P0, roll back now. Nobody has confirmed it yet.");
    EXPECT_EQ(told.mood, Mood::alarm);
    EXPECT_THAT(chat_of(world), Contains("Item flows of backend-2026-01-08 failed"));
    (void)world.as(quinn()).tick(kFirst, "flows", ItemStatus::failed, "still none").value();
    EXPECT_THAT(messages_of(world, Topic::check_failed), SizeIs(1)) << "it is known";
}

TEST(Checklist, what_a_check_cannot_tell_yet_is_no_news) {
    World world{"2026-01-01T09:00:00Z", policy_after()};
    deploy(world);
    world.tick();
    (void)world.as(the_clock())
        .check_ended(kFirst, "health", CheckOutcome::pending, "no version yet")
        .value();
    EXPECT_THAT(messages_of(world, Topic::check_failed), IsEmpty());
}

TEST(Checklist, what_is_open_before_the_end_of_monitoring_is_told_with_who_can_tick_it) {
    World world{"2026-01-01T09:00:00Z", policy_after()};
    deploy(world);
    world.tick();
    (void)world.as(the_clock()).check_ended(kFirst, "health", false, "HTTP 503").value();
    world.advance(std::chrono::minutes{100});
    auto const reminder = last_of(world, Topic::monitoring_reminder);
    EXPECT_EQ(reminder.title, "30 min until the monitoring of backend-2026-01-08 ends");
    EXPECT_THAT(
        reminder.points,
        ElementsAre("flows: Key user flows tested; ticked by QA or Tech Lead",
                    "health: Health check passes, failed (HTTP 503); ticked by check production_health, "
                    "or by Tech Lead"));
    EXPECT_THAT(chat_of(world), Contains(reminder.title));
}

TEST(Checklist, a_release_that_is_not_released_on_time_says_what_it_waits_for) {
    auto policy = policy_after();
    policy.checklist.pop_back();
    World world{"2026-01-01T09:00:00Z", policy};
    deploy(world);
    world.advance(std::chrono::hours{3});
    auto const overdue = last_of(world, Topic::monitoring_overdue);
    EXPECT_EQ(overdue.title, "backend-2026-01-08 is not released yet");
    EXPECT_THAT(overdue.points, ElementsAre("flows: Key user flows tested; ticked by QA or Tech Lead"));
    EXPECT_THAT(chat_of(world), Not(Contains("backend-2026-01-08 is released")));
}

TEST(Checklist, of_a_failed_check_comes_once_while_it_goes_on_failing) {
    World world{"2026-01-01T09:00:00Z", policy_with_checks()};
    begin(world);
    (void)world.as(quinn()).tick(kFirst, "smoke").value();
    deploy(world);
    for (auto const passed : {true, false, false, true, false}) {
        world.tick();
        (void)world.as(the_clock()).check_ended(kFirst, "health", passed, passed ? "ok" : "HTTP 500").value();
        world.advance(std::chrono::minutes{5});
    }
    auto const failures = messages_of(world, Topic::check_failed);
    ASSERT_THAT(failures, SizeIs(2));
    EXPECT_EQ(failures[0].title, "Check production_health of backend-2026-01-08 failed");
    EXPECT_EQ(failures[0].text,
              "health\nIt saw: HTTP 500\n"
              "Proposed severity: P1, roll back within the hour. Nobody has confirmed it yet.");
    EXPECT_EQ(failures[0].mood, Mood::alarm);
}

TEST(Checklist, of_a_failed_check_comes_every_time_where_the_past_is_not_known) {
    World world{"2026-01-01T09:00:00Z", policy_with_checks()};
    begin(world);
    Event const event{
        world.now(), "cadenced", "clock",
        release::CheckFinished{kFirst, "health", "production_health", false, "HTTP 500", {}, {}}};
    EXPECT_THAT(announcements_of({event, world.train(), world.policy(), "Backend"}), SizeIs(1));
    EXPECT_THAT(announcements_of({event, world.train(), world.policy(), "Backend"}), SizeIs(1));
}

}  // namespace
}  // namespace cadence::chat
