// What is told of a release does the checklist items that say so: when it has arrived, and not before.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "worker/outbox_world.h"

namespace cadence::worker {
namespace {

using release::ItemStatus;
using std::chrono::minutes;
using store::DeliveryState;

std::string const kTeam = "team.example.org";

/// After a release its announcement is posted, which is required.
config::Config with_announcement() {
    auto policy = policy_of_spec();
    auto posted = cadence::testing::item("posted", release::Stage::post);
    posted.announced = {"deployment_succeeded"};
    policy.checklist = {posted};
    auto config = config_with({train_config(kTrain, policy)}, "with a checklist");
    config.channels = {channel_to("team"), channel_to("ops")};
    config.channels.back().topics = {chat::Topic::freeze};
    return config;
}

void deploy(OutboxWorld& world) {
    world.advance_to("2026-01-07T09:00:00Z");
    world.give_go(kFirst);
    world.advance_to("2026-01-08T10:10:00Z");
    release::ReportDeployment report;
    report.release = kFirst;
    report.version = "1.2.0";
    ASSERT_TRUE(world.ask("anna", report));
    world.settle();
}

release::Item posted(OutboxWorld const& world) {
    return *world.house.at(kFirst).item("posted");
}

TEST(OutboxChecklist, a_delivered_announcement_ticks_its_item_and_the_release_ends_on_time) {
    OutboxWorld world{with_announcement()};
    deploy(world);
    world.advance(minutes{1});
    EXPECT_EQ(posted(world).status, ItemStatus::passed);
    EXPECT_EQ(posted(world).by, "cadenced");
    EXPECT_EQ(posted(world).reason, "announced to team");
    EXPECT_EQ(world.house.lines_of("item_ticked").size(), 1U);
    world.advance_to("2026-01-08T12:10:00Z");
    EXPECT_EQ(world.house.state(kFirst), State::released);
}

TEST(OutboxChecklist, what_is_queued_or_tried_in_vain_ticks_nothing) {
    OutboxWorld world{with_announcement()};
    world.receive(kTeam, [&](auto const&) {
        auto const now = world.house.clock.now();
        auto const down = now >= utc("2026-01-08T10:05:00Z") && now < utc("2026-01-08T10:20:00Z");
        return net::HttpResponse{.status = down ? 503 : 204};
    });
    deploy(world);
    world.advance(minutes{10});
    EXPECT_EQ(posted(world).status, ItemStatus::pending);
    world.advance(minutes{40});
    EXPECT_EQ(posted(world).status, ItemStatus::passed);
}

TEST(OutboxChecklist, a_refused_announcement_keeps_the_release_from_being_released) {
    OutboxWorld world{with_announcement()};
    world.receive(kTeam, [](auto const&) { return net::HttpResponse{.status = 404}; });
    deploy(world);
    world.advance_to("2026-01-08T13:00:00Z");
    EXPECT_EQ(posted(world).status, ItemStatus::pending);
    EXPECT_EQ(world.house.state(kFirst), State::monitoring);
    EXPECT_TRUE(world.house.at(kFirst).monitoring_overdue);
}

TEST(OutboxChecklist, the_tick_is_in_the_transaction_of_the_delivery) {
    OutboxWorld world{with_announcement(), "2026-01-01T09:00:00Z", House::Keeps::on_disk};
    deploy(world);
    world.advance(minutes{1});
    world.die_and_restart();
    auto const delivered = world.deliveries({.state = DeliveryState::delivered});
    auto const tick = world.house.lines_of("item_ticked");
    ASSERT_EQ(tick.size(), 1U);
    auto const told = std::ranges::find(delivered, "deployment_succeeded", &store::Delivery::topic);
    ASSERT_NE(told, delivered.end());
    EXPECT_EQ(told->ended_at, tick.front().at);
}

}  // namespace
}  // namespace cadence::worker
