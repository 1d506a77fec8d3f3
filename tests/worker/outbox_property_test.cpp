// Promise 7: no announcement or action is lost, order is kept per channel, each has one stable id, whatever
// the receivers do and whenever the daemon dies.
#include <cstdlib>
#include <random>
#include <set>

#include <gtest/gtest.h>

#include "engine/delivery_schedule.h"
#include "worker/outbox_world.h"

namespace cadence::worker {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

std::size_t rounds(std::size_t usual) {
    auto const* const more = std::getenv("CADENCE_ROUNDS");
    return more == nullptr ? usual : std::strtoul(more, nullptr, 10);
}

/// Whatever goes wrong out there, four times in ten.
net::HttpResponse whim(std::mt19937& random) {
    switch (random() % 10) {
        case 0:
            return {.status = 500, .headers = {}, .body = "oops"};
        case 1:
            return {.status = 429, .headers = {{"retry-after", "7"}}, .body = {}};
        case 2:
            return {.status = 302, .headers = {}, .body = {}};
        case 3:
            return {.status = 503, .headers = {}, .body = {}};
        default:
            return {.status = 204, .headers = {}, .body = {}};
    }
}

void expect_all_in_order(OutboxWorld const& world, std::string const& channel) {
    auto const all = world.deliveries({.lane = "channel:" + channel});
    auto const& heard = world.heard.at(channel + ".example.org");
    std::vector<std::string> first;  // each id where it was first heard
    std::set<std::string> seen;
    for (auto const& each : heard) {
        if (seen.insert(each.id).second) first.push_back(each.id);
    }
    ASSERT_EQ(first.size(), all.size());
    for (std::size_t i = 0; i < first.size(); ++i) {
        EXPECT_EQ(first[i], all[all.size() - 1 - i].id);
        EXPECT_EQ(all[i].state, store::DeliveryState::delivered);
    }
}

TEST(OutboxProperty, nothing_is_lost_and_order_is_kept_with_four_faults_in_ten_and_a_crash_now_and_then) {
    auto config = config_of_spec();
    config.outbound.give_up_after = hours{24 * 90};
    config.channels = {channel_to("team"), channel_to("ops"), channel_to("web")};
    for (unsigned seed = 1; seed <= 3; ++seed) {
        std::mt19937 random{seed};
        OutboxWorld world{config, "2026-01-01T09:00:00Z", House::Keeps::on_disk};
        for (auto const* const host : {"team.example.org", "ops.example.org", "web.example.org"})
            world.receive(host, [&](auto const&) { return whim(random); });
        for (std::size_t i = 0; i < rounds(60); ++i) {
            release::AddFreeze freeze;
            freeze.actions = {release::Action::flag};
            freeze.reason = "number " + std::to_string(i);
            ASSERT_TRUE(world.ask("anna", freeze));
            world.advance(seconds{random() % 40});
            if (random() % 8 != 0) continue;
            world.in_the_air = true;
            world.advance(seconds{random() % 400});
            world.in_the_air = false;
            world.die_and_restart(seconds{random() % 400});
        }
        world.advance(hours{24 * 30});
        for (auto const* const channel : {"team", "ops", "web"}) expect_all_in_order(world, channel);
        for (auto const& delivery : world.deliveries())
            EXPECT_FALSE(is_live(delivery.state)) << delivery.detail;
    }
}

TEST(OutboxProperty, ten_thousand_that_wait_are_not_looked_at) {
    auto config = config_of_spec();
    config.channels = {channel_to("team")};
    OutboxWorld world{config};
    world.receive("team.example.org",
                  [](auto const&) { return net::HttpResponse{.status = 503, .headers = {}, .body = {}}; });
    auto transaction = world.house.store->begin();
    for (int i = 0; i < 10'000; ++i) {
        store::Delivery delivery;
        delivery.id = "dlv_" + std::to_string(i);
        delivery.lane = "channel:team";
        delivery.created_at = delivery.queued_at = world.house.clock.now();
        delivery.body = R"({"topic":"test","title":"hello"})";
        transaction.add_delivery(delivery);
    }
    transaction.commit();
    auto const due = world.house.store->due_deliveries(world.house.clock.now() + hours{1}, 100'000, {});
    EXPECT_EQ(due.size(), 1U);
    world.advance(minutes{20});
    EXPECT_LE(world.tried["team.example.org"].size(), 4U);
    EXPECT_EQ(world.most_at_once, 1U);
}

TEST(Schedule, is_never_longer_than_its_step_and_never_a_fifth_shorter_and_ends_with_its_time) {
    Instant const now = utc("2026-01-01T00:00:00Z");
    for (int id = 0; id < 1000; ++id) {
        auto const name = "dlv_" + std::to_string(id);
        auto at = now;
        int attempts = 0;
        while (auto const next =
                   engine::next_attempt({.id = name, .attempts = ++attempts}, at, now + hours{76})) {
            EXPECT_GT(*next, at);
            at = *next;
        }
        EXPECT_GE(attempts, 10);
        EXPECT_LE(at, now + hours{76});
        EXPECT_GE(at, now + hours{52});
    }
}

TEST(Schedule, of_an_action_is_quick_for_its_moment_passes) {
    Instant const now = utc("2026-01-08T10:00:00Z");
    auto at = now;
    int attempts = 0;
    while (
        auto const next = engine::next_attempt(
            {.kind = store::DeliveryKind::action, .id = "dlv_1", .attempts = ++attempts}, at, now + hours{2}))
        at = *next;
    EXPECT_GE(attempts, 25);
}

}  // namespace
}  // namespace cadence::worker
