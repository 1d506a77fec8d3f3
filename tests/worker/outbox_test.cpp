#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "worker/outbox_world.h"

namespace cadence::worker {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using store::DeliveryState;
using ::testing::HasSubstr;

std::string const kTeam = "team.example.org";
std::string const kOps = "ops.example.org";

config::Config with_channels(std::vector<std::string> const& names = {"team"}) {
    auto config = config_of_spec();
    for (auto const& name : names) config.channels.push_back(channel_to(name));
    return config;
}

chat::Channel at_team(std::string name) {
    auto channel = channel_to(std::move(name));
    std::get<chat::WebhookChannel>(channel.where).url = "https://team.example.org/" + channel.name;
    return channel;
}

config::Config with_six_at_one_host() {
    auto config = config_of_spec();
    for (auto const* const name : {"a", "b", "c", "d", "e", "f"}) config.channels.push_back(at_team(name));
    return config;
}

net::HttpResponse answer(int status, std::string body = {}, net::Headers headers = {}) {
    return {.status = status, .headers = std::move(headers), .body = std::move(body)};
}

auto unreachable() {
    return refuse(ErrorCode::unavailable, "http-connect", "Cannot connect to team.example.org.");
}

void freeze(OutboxWorld& world, std::string const& reason) {
    release::AddFreeze command;
    command.actions = {release::Action::merge};
    command.reason = reason;
    ASSERT_TRUE(world.ask("anna", command));
}

TEST(Outbox, sends_each_announcement_once_and_in_order) {
    OutboxWorld world{with_channels()};
    freeze(world, "one");
    freeze(world, "two");
    freeze(world, "three");
    world.advance(minutes{1});
    auto const& heard = world.heard[kTeam];
    ASSERT_EQ(heard.size(), 3U);
    EXPECT_EQ(world.tried[kTeam].size(), 3U);
    auto const all = world.deliveries();
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(all[2 - i].id, heard[i].id);
        EXPECT_EQ(all[i].state, DeliveryState::delivered);
        EXPECT_EQ(all[i].attempts, 1);
    }
}

TEST(Outbox, is_written_together_with_the_event) {
    OutboxWorld world{with_channels(), "2026-01-01T09:00:00Z", House::Keeps::on_disk};
    world.in_the_air = true;
    freeze(world, "CI is broken");
    auto const line = world.house.lines_of("freeze_added").back();
    auto const all = world.deliveries();
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].event, line.seq);
    EXPECT_EQ(all[0].train, kTrain);
    EXPECT_EQ(all[0].topic, "freeze");
    EXPECT_THAT(all[0].body, HasSubstr("CI is broken"));
}

TEST(Outbox, tries_again_on_the_schedule_of_standard_webhooks_with_one_id) {
    auto config = with_channels();
    OutboxWorld world{std::move(config)};
    world.receive(kTeam, [](auto const&) { return answer(500, "oops"); });
    freeze(world, "one");
    world.advance(hours{80});
    auto const& tried = world.tried[kTeam];
    ASSERT_EQ(tried.size(), 10U);
    std::vector<Duration> const steps{seconds{5}, minutes{5}, minutes{30}, hours{2}, hours{5},
                                      hours{10},  hours{14},  hours{20},   hours{24}};
    for (std::size_t i = 0; i < steps.size(); ++i) {
        EXPECT_EQ(tried[i + 1].id, tried[0].id);
        EXPECT_LE(tried[i + 1].at - tried[i].at, steps[i]);
        EXPECT_GE(tried[i + 1].at - tried[i].at, steps[i] * 4 / 5 - seconds{1});
    }
    auto const delivery = world.deliveries({.lane = "channel:team"}).back();
    EXPECT_EQ(delivery.state, DeliveryState::dead);
    EXPECT_THAT(delivery.detail, HasSubstr("given up after 10 attempts; the last: HTTP 500"));
    EXPECT_EQ(world.house.lines_of("delivery_dead").size(), 1U);
}

TEST(Outbox, honours_retry_after_up_to_a_day) {
    OutboxWorld world{with_channels()};
    std::string wait = "3600";
    world.receive(kTeam, [&](auto const&) { return answer(429, {}, {{"retry-after", wait}}); });
    freeze(world, "one");
    world.advance(minutes{59});
    EXPECT_EQ(world.tried[kTeam].size(), 1U);
    wait = "31536000";
    world.advance(minutes{2});
    EXPECT_EQ(world.tried[kTeam].size(), 2U);
    world.advance(hours{23});
    EXPECT_EQ(world.tried[kTeam].size(), 2U);
    world.advance(hours{2});
    EXPECT_EQ(world.tried[kTeam].size(), 3U);
}

TEST(Outbox, gives_up_at_once_what_is_refused_and_goes_on_with_the_next) {
    OutboxWorld world{with_channels()};
    bool first = true;
    world.receive(kTeam, [&](auto const&) { return answer(std::exchange(first, false) ? 404 : 204); });
    freeze(world, "one");
    freeze(world, "two");
    world.advance(minutes{1});
    auto const all = world.deliveries({.lane = "channel:team"});
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[1].state, DeliveryState::dead);
    EXPECT_THAT(all[1].detail, HasSubstr("404"));
    EXPECT_EQ(all[0].state, DeliveryState::delivered);
}

TEST(Outbox, of_a_dead_receiver_holds_up_nobody_else) {
    OutboxWorld world{with_channels({"team", "ops"})};
    world.receive(kTeam, [](auto const&) -> Result<net::HttpResponse> {
        return refuse(ErrorCode::unavailable, "http-timeout", "team.example.org did not answer within 20 s.");
    });
    for (int i = 0; i < 5; ++i) freeze(world, "number " + std::to_string(i));
    world.advance(minutes{1});
    EXPECT_EQ(world.heard[kOps].size(), 5U);
    EXPECT_TRUE(world.heard[kTeam].empty());
}

TEST(Outbox, delivers_everything_in_order_after_a_receiver_was_down_for_fourteen_days) {
    auto config = with_channels();
    config.outbound.give_up_after = hours{24 * 30};
    OutboxWorld world{std::move(config)};
    bool up = false;
    world.receive(kTeam, [&](auto const&) { return answer(up ? 204 : 503); });
    for (int day = 0; day < 14; ++day) {
        freeze(world, "day " + std::to_string(day));
        world.advance(hours{24});
    }
    EXPECT_TRUE(world.heard[kTeam].empty());
    up = true;
    world.advance(hours{25});
    auto const all = world.deliveries({.lane = "channel:team"});
    ASSERT_EQ(world.heard[kTeam].size(), all.size());
    for (std::size_t i = 0; i < all.size(); ++i)
        EXPECT_EQ(world.heard[kTeam][i].id, all[all.size() - 1 - i].id);
}

TEST(Outbox, sends_again_with_the_same_id_what_a_crash_left_in_the_air) {
    OutboxWorld world{with_channels(), "2026-01-01T09:00:00Z", House::Keeps::on_disk};
    world.in_the_air = true;
    freeze(world, "one");
    auto const id = world.deliveries().front().id;
    EXPECT_EQ(world.deliveries().front().state, DeliveryState::sending);
    world.in_the_air = false;
    world.die_and_restart();
    world.advance(minutes{1});
    ASSERT_EQ(world.heard[kTeam].size(), 1U);
    EXPECT_EQ(world.heard[kTeam][0].id, id);
    EXPECT_EQ(world.deliveries().front().attempts, 2);
}

TEST(Outbox, parks_what_was_for_a_channel_that_is_gone) {
    OutboxWorld world{with_channels({"team", "ops"})};
    world.receive(kTeam, [](auto const&) { return answer(503); });
    freeze(world, "one");
    world.restart(with_channels({"ops"}));
    world.advance(minutes{10});
    auto const delivery = world.deliveries({.lane = "channel:team"}).front();
    EXPECT_EQ(delivery.state, DeliveryState::dead);
    EXPECT_THAT(delivery.detail, HasSubstr("no longer in the configuration"));
}

TEST(Outbox, parks_what_it_cannot_read_and_goes_on) {
    OutboxWorld world{with_channels()};
    auto transaction = world.house.store->begin();
    for (auto const kind : {store::DeliveryKind::announcement, store::DeliveryKind::action}) {
        store::Delivery broken;
        broken.id = "dlv_" + std::string{name_of(kind)};
        broken.kind = kind;
        broken.lane = "channel:team";
        broken.created_at = broken.queued_at = world.house.clock.now();
        broken.body = R"({"topic":"of another time","release":7})";
        transaction.add_delivery(broken);
    }
    transaction.commit();
    freeze(world, "one");
    world.advance(minutes{1});
    EXPECT_EQ(world.house.store->delivery("dlv_announcement")->state, DeliveryState::dead);
    EXPECT_EQ(world.house.store->delivery("dlv_action")->state, DeliveryState::dead);
    EXPECT_EQ(world.heard[kTeam].size(), 1U);
}

TEST(Outbox, retries_and_drops_by_hand_what_is_dead) {
    OutboxWorld world{with_channels()};
    bool up = false;
    world.receive(kTeam, [&](auto const&) { return answer(up ? 204 : 410); });
    freeze(world, "one");
    freeze(world, "two");
    world.advance(minutes{1});
    auto const all = world.deliveries();
    ASSERT_EQ(all[0].state, DeliveryState::dead);
    up = true;
    EXPECT_EQ(problem_of(world.ask("paul", engine::Work{engine::RetryDelivery{all[0].id}})), "role-needed");
    EXPECT_EQ(problem_of(world.ask("olga", engine::Work{engine::RetryDelivery{"dlv_none"}})),
              "delivery-not-found");
    ASSERT_TRUE(world.ask("olga", engine::Work{engine::RetryDelivery{all[1].id}}));
    ASSERT_TRUE(world.ask("olga", engine::Work{engine::DropDelivery{all[0].id}}));
    world.advance(minutes{1});
    ASSERT_EQ(world.heard[kTeam].size(), 1U);
    EXPECT_EQ(world.heard[kTeam][0].id, all[1].id);
    EXPECT_EQ(world.house.store->delivery(all[0].id)->state, DeliveryState::dropped);
    EXPECT_EQ(problem_of(world.ask("olga", engine::Work{engine::RetryDelivery{all[1].id}})),
              "delivery-not-over");
    EXPECT_EQ(problem_of(world.ask("olga", engine::Work{engine::DropDelivery{all[1].id}})),
              "delivery-not-waiting");
}

TEST(Outbox, tests_a_channel_on_request) {
    OutboxWorld world{with_channels()};
    auto const tested = world.ask("olga", engine::Work{engine::TestChannel{"team"}});
    ASSERT_TRUE(tested);
    world.advance(seconds{1});
    ASSERT_EQ(world.heard[kTeam].size(), 1U);
    EXPECT_EQ(world.heard[kTeam][0].id, tested->deliveries.at(0).id);
    EXPECT_EQ(problem_of(world.ask("olga", engine::Work{engine::TestChannel{"nowhere"}})),
              "channel-not-found");
    EXPECT_EQ(problem_of(world.ask("paul", engine::Work{engine::TestChannel{"team"}})), "role-needed");
}

TEST(Outbox, asks_a_broken_host_no_more_than_it_must_whoever_sends_there) {
    OutboxWorld world{with_six_at_one_host()};
    bool up = false;
    world.receive(kTeam, [&](auto const&) -> Result<net::HttpResponse> {
        if (up) return answer(204);
        return unreachable();
    });
    freeze(world, "one");
    world.advance(minutes{10});
    auto const tried = world.tried[kTeam].size();
    EXPECT_LE(tried, 24U);  // twelve each without a circuit
    up = true;
    world.advance(hours{1});
    EXPECT_EQ(world.heard[kTeam].size(), 6U);
    for (auto const& each : world.deliveries()) EXPECT_EQ(each.state, DeliveryState::delivered);
}

TEST(Outbox, does_not_spare_a_new_address_because_the_old_one_is_broken) {
    auto config = with_six_at_one_host();
    OutboxWorld world{config};
    world.receive(kTeam, [](auto const&) -> Result<net::HttpResponse> { return unreachable(); });
    freeze(world, "one");
    world.advance(minutes{2});
    config.channels.back() = channel_to("f");
    ASSERT_TRUE(world.ask("olga", engine::Work{engine::ApplyConfig{config}}));
    world.advance(minutes{10});
    EXPECT_EQ(world.heard["f.example.org"].size(), 1U);
}

TEST(Outbox, waits_when_the_disk_is_full_and_loses_nothing) {
    OutboxWorld world{with_channels(), "2026-01-01T09:00:00Z", House::Keeps::on_disk};
    world.in_the_air = true;
    freeze(world, "one");
    world.house.fill_disk(0);
    world.in_the_air = false;
    for (int i = 0; i < 3000; ++i) {
        if (!world.house.ask("olga", engine::Work{engine::CreateToken{"anna", {}, std::string(200, 'x')}}))
            break;
    }
    world.advance(seconds{30});
    world.house.fill_disk(std::nullopt);
    world.advance(minutes{1});
    EXPECT_EQ(world.deliveries({.lane = "channel:team"}).back().state, DeliveryState::delivered);
    EXPECT_EQ(world.heard[kTeam].size(), 1U);
}

TEST(Outbox, tells_no_channel_that_itself_is_dead) {
    auto config = with_channels({"team", "ops"});
    for (auto& channel : config.channels) channel.topics = {chat::Topic::freeze, chat::Topic::delivery_dead};
    OutboxWorld world{std::move(config)};
    world.receive(kTeam, [](auto const&) { return answer(404); });
    freeze(world, "one");
    world.advance(minutes{1});
    EXPECT_EQ(world.tried[kTeam].size(), 1U);
    EXPECT_EQ(world.heard[kOps].size(), 2U);
}

}  // namespace
}  // namespace cadence::worker
