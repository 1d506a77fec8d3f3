// Announcements of deployments.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "chat/announcement_world.h"

namespace cadence::chat {
namespace {

using ::testing::SizeIs;

TEST(Announcement, of_a_deployment_is_of_production_unless_it_failed) {
    auto world = quiet_world();
    deploy(world);
    auto const before = announced(world).size();
    release::ReportDeployment report;
    report.environment = Environment::staging;
    report.version = "1.3.0";
    for (auto const status : {DeploymentStatus::started, DeploymentStatus::succeeded}) {
        report.status = status;
        (void)world.as(bob()).run(report).value();
    }
    EXPECT_THAT(announced(world), SizeIs(before));

    report.status = DeploymentStatus::failed;
    (void)world.as(bob()).run(report).value();
    auto const failed = last_of(world, Topic::deployment_failed);
    EXPECT_EQ(failed.title, "Deployment of 1.3.0 to staging failed");
    EXPECT_EQ(failed.mood, Mood::alarm);
}

TEST(Announcement, of_a_deployment_names_version_and_monitoring_and_when_it_happened) {
    auto world = quiet_world();
    deploy(world);
    world.advance_to("2026-01-15T10:00:00Z");
    (void)world.as(bob()).deployed(kFirst, DeploymentStatus::succeeded, utc("2026-01-15T09:30:00Z"));
    auto const messages = messages_of(world, Topic::deployment_succeeded);
    ASSERT_THAT(messages, SizeIs(2));
    EXPECT_EQ(messages[0].mood, Mood::good);
    EXPECT_EQ(messages[0].text,
              "Build: 1.2.0 (4f1c9a7b2d3e)\n"
              "It is monitored until Thu 2026-01-08 13:20 CET (12:20 UTC), for 2 h.\nReported by bob");
    EXPECT_EQ(messages[1].at, utc("2026-01-15T09:30:00Z"));
    EXPECT_EQ(messages[1].local_time, "Thu 2026-01-15 10:30 CET (09:30 UTC)");
}

}  // namespace
}  // namespace cadence::chat
