// Promise 8: receivers that are slow, hang or fail hold up nobody else.
#include <gtest/gtest.h>

#include "worker/outbox_world.h"

namespace cadence::worker {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

chat::Channel channel_at(std::string name, std::string url) {
    auto channel = channel_to(std::move(name));
    std::get<chat::WebhookChannel>(channel.where).url = std::move(url);
    return channel;
}

/// So many that hang, at the addresses that are made for them, and after them a good one.
config::Config with_hanging(int count, std::function<std::string(std::string const& name)> const& host,
                            std::string const& good_host) {
    auto config = config_of_spec();
    for (int i = 0; i < count; ++i) {
        auto const name = "hanging-" + std::to_string(i);
        config.channels.push_back(channel_at(name, "https://" + host(name) + "/hang/" + name));
    }
    config.channels.push_back(channel_at("good", "https://" + good_host + "/good"));
    return config;
}

void let_hang(OutboxWorld& world) {
    world.silent_for = [](net::HttpRequest const& request) -> Duration {
        return request.url.find("/hang/") == std::string::npos ? Duration{0} : hours{1};
    };
}

/// How long after it was announced it came to the good one.
Duration delay_of_good(OutboxWorld& world, std::string const& reason) {
    auto const announced = world.house.clock.now();
    release::AddFreeze command;
    command.actions = {release::Action::merge};
    command.reason = reason;
    EXPECT_TRUE(world.ask("anna", command));
    world.advance(minutes{10});
    auto const came = world.deliveries({.lane = "channel:good"}).front();
    EXPECT_EQ(came.state, store::DeliveryState::delivered);
    return came.ended_at.value_or(Instant::max()) - announced;
}

TEST(OutboxOfSlowReceivers, hundreds_of_hosts_that_hang_cost_a_good_one_nothing) {
    OutboxWorld world{with_hanging(
        280, [](auto const& name) { return name + ".example.org"; }, "good.example.org")};
    let_hang(world);
    for (auto const* const reason : {"one", "two", "three"})
        EXPECT_EQ(delay_of_good(world, reason), seconds{0});
}

TEST(OutboxOfSlowReceivers,
     hundreds_that_hang_at_one_host_cost_another_nothing_and_a_good_one_there_seconds_once) {
    auto const there = [](auto const&) { return "team.example.org"; };
    OutboxWorld elsewhere{with_hanging(280, there, "good.example.org")};
    let_hang(elsewhere);
    EXPECT_EQ(delay_of_good(elsewhere, "one"), seconds{0});
    OutboxWorld world{with_hanging(280, there, "team.example.org")};
    let_hang(world);
    EXPECT_LE(delay_of_good(world, "one"), seconds{280 / 16 + 1});
    EXPECT_EQ(delay_of_good(world, "two"), seconds{0});
}

TEST(OutboxOfSlowReceivers, six_that_hang_at_one_host_cost_a_good_one_there_nothing) {
    OutboxWorld world{with_hanging(
        6, [](auto const&) { return "team.example.org"; }, "team.example.org")};
    let_hang(world);
    for (auto const* const reason : {"one", "two", "three"})
        EXPECT_EQ(delay_of_good(world, reason), seconds{0});
}

TEST(OutboxOfSlowReceivers, six_that_fail_at_one_host_cost_a_good_one_there_nothing) {
    OutboxWorld world{with_hanging(
        6, [](auto const&) { return "team.example.org"; }, "team.example.org")};
    world.receive("team.example.org", [](net::HttpRequest const& request) {
        auto const fails = request.url.find("/hang/") != std::string::npos;
        return net::HttpResponse{.status = fails ? 500 : 204, .headers = {}, .body = {}};
    });
    for (auto const* const reason : {"one", "two", "three", "four"})
        EXPECT_EQ(delay_of_good(world, reason), seconds{0});
}

TEST(OutboxOfSlowReceivers, however_many_hang_so_many_are_under_way_and_the_slow_leave_half) {
    OutboxWorld world{with_hanging(
        530, [](auto const& name) { return name + ".example.org"; }, "good.example.org")};
    let_hang(world);
    EXPECT_LE(delay_of_good(world, "one"), minutes{1});
    EXPECT_EQ(world.most_at_once, 512U);
    world.most_at_once = 0;
    EXPECT_EQ(delay_of_good(world, "two"), seconds{0});
    EXPECT_LE(world.most_at_once, 257U);
}

TEST(OutboxOfSlowReceivers, whoever_found_no_place_goes_when_one_is_left) {
    OutboxWorld world{with_hanging(
        40, [](auto const&) { return "team.example.org"; }, "good.example.org")};
    let_hang(world);
    (void)delay_of_good(world, "one");
    world.silent_for = [](auto const&) { return Duration{0}; };
    world.advance(hours{1});
    for (auto const& each : world.deliveries()) EXPECT_EQ(each.state, store::DeliveryState::delivered);
}

}  // namespace
}  // namespace cadence::worker
