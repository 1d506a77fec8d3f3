#include <algorithm>
#include <utility>

#include <boost/asio/steady_timer.hpp>
#include <sys/resource.h>
#include <unistd.h>

#include "world.h"

namespace cadence::net::testing {

namespace {

using Clients = std::vector<std::unique_ptr<Client>>;

TEST(Limits, a_slow_head_is_given_up_and_a_byte_now_and_then_buys_nothing) {
    World world;
    world.options.limits.header_time = 60ms;
    world.start();
    auto const client = world.connect();
    auto const begun = std::chrono::steady_clock::now();
    client->send("GET /a HTTP/1.1\r\nX: ");
    int sent = 0;
    while (client->received.empty() && !client->ended) {
        if (begun + std::chrono::milliseconds{sent} <= std::chrono::steady_clock::now()) {
            client->send("x");
            ++sent;
        }
        world.loop.run_one_for(1ms);
    }
    EXPECT_GT(sent, 5);
    EXPECT_LT(std::chrono::steady_clock::now() - begun, 2s);
    EXPECT_EQ(client->answer().status, 408);
    client->wait_for_end();
}

TEST(Limits, a_slow_body_is_given_up) {
    World world;
    world.options.limits.body_time = 30ms;
    world.start();
    auto const client = world.connect();
    client->send("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n12345");
    EXPECT_EQ(client->answer().status, 408);
    client->wait_for_end();
    EXPECT_TRUE(world.requests.empty());
}

TEST(Limits, a_connection_that_says_nothing_is_closed_without_a_word) {
    World world;
    world.options.limits.header_time = 30ms;
    world.options.limits.idle_time = 60ms;
    world.start();
    auto const silent = world.connect();
    silent->wait_for_end();
    EXPECT_EQ(silent->received, "");

    auto const idle = world.connect();
    idle->send(kGet);
    EXPECT_EQ(idle->answer().status, 200);
    idle->wait_for_end();
    EXPECT_EQ(idle->received, "");
}

TEST(Limits, a_client_that_does_not_take_its_answer_is_closed) {
    World world;
    world.options.limits.write_time = 30ms;
    auto const large = prepare(Reply{200, {}, std::string(8'000'000, 'x')});
    world.handler = [&](Request const&, std::shared_ptr<Exchange> const& exchange) {
        exchange->reply(large);
    };
    world.start();
    Client client{world.loop, world.address};
    client.send(kGet);
    run_until(world.loop, [&] { return world.requests.size() == 1; });
    EXPECT_EQ(world.server->connections(), 1U);
    run_until(world.loop, [&] { return world.server->connections() == 0; });
}

TEST(Limits, a_life_ends_when_idle_and_after_the_answer_that_is_owed) {
    World world;
    world.options.limits.life_time = 60ms;
    world.hold();
    world.start();
    auto const waits = world.connect();
    waits->send(kGet);
    auto const idle = world.connect();  // the younger: when it ends, the other has lived long enough too
    idle->wait_for_end();
    ASSERT_TRUE(world.held);
    EXPECT_FALSE(waits->ended);
    world.held->reply(Reply{200, {}, "worth it"});
    auto const answer = waits->answer();
    EXPECT_EQ(answer.body, "worth it");
    EXPECT_TRUE(answer.has("Connection: close"));
}

TEST(Limits, however_many_requests_come_together_the_timers_are_looked_at_in_between) {
    World world;
    world.start();
    std::string many;
    for (int i = 0; i < 200; ++i) many += kGet;
    Clients clients;
    for (int i = 0; i < 20; ++i) {
        clients.push_back(world.connect());
        clients.back()->send(many);
    }
    boost::asio::steady_timer timer{world.loop};
    std::size_t seen = 0;
    std::size_t most = 0;
    std::function<void()> const look = [&] {
        most = std::max(most, world.requests.size() - std::exchange(seen, world.requests.size()));
        timer.expires_after(0s);
        timer.async_wait([&](boost::system::error_code error) {
            if (!error) look();
        });
    };
    look();
    run_until(world.loop, [&] { return world.requests.size() == 20U * 200U; });
    EXPECT_LE(most, 128U);
}

TEST(Limits, a_server_without_descriptors_waits_and_then_accepts) {
#ifdef __SANITIZE_ADDRESS__
    GTEST_SKIP() << "UndefinedBehaviorSanitizer looks at memory through a pipe, which takes descriptors";
#endif
    World world;
    world.start();
    auto const client = world.connect();
    client->send(kGet);
    auto const lowest_free = ::dup(0);
    ::close(lowest_free);
    rlimit before{};
    ::getrlimit(RLIMIT_NOFILE, &before);
    rlimit const none_left{static_cast<rlim_t>(lowest_free), before.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &none_left);
    run_until(world.loop, [&] { return !world.reports.empty(); });
    world.settle();
    EXPECT_EQ(world.reports.size(), 1U) << "it does not spin";
    ::setrlimit(RLIMIT_NOFILE, &before);
    EXPECT_EQ(client->answer().status, 200);
}

TEST(Stop, idle_connections_and_streams_end_at_once_and_an_exchange_may_finish) {
    World world;
    world.hold();
    world.start();
    auto const idle = world.connect();
    auto const streams = world.connect();
    streams->send(kGet);
    run_until(world.loop, [&] { return world.held != nullptr; });
    auto const stream = std::exchange(world.held, nullptr);
    stream->begin_stream(Reply{});
    auto const waits = world.connect();
    waits->send(kGet);
    run_until(world.loop, [&] { return world.held != nullptr; });

    bool stopped = false;
    world.server->stop(5s, [&] { stopped = true; });
    idle->wait_for_end();
    streams->wait_for_end();
    EXPECT_FALSE(stream->send("x"));
    EXPECT_FALSE(stopped);
    world.held->reply(Reply{200, {}, "finished"});
    EXPECT_EQ(waits->answer().body, "finished");
    run_until(world.loop, [&] { return stopped; });
    EXPECT_EQ(world.server->connections(), 0U);
    EXPECT_THROW(world.connect(), boost::system::system_error);
}

TEST(Stop, after_the_grace_everything_is_closed_and_the_handler_told) {
    World world;
    world.hold();
    world.start();
    auto const client = world.connect();
    client->send(kGet);
    run_until(world.loop, [&] { return world.held != nullptr; });
    bool told = false;
    bool stopped = false;
    world.held->on_close([&] { told = true; });
    world.server->stop(20ms, [&] { stopped = true; });
    run_until(world.loop, [&] { return stopped; });
    world.settle();
    EXPECT_TRUE(told);
    client->wait_for_end();
}

TEST(Stop, a_dropped_server_closes_everything_and_calls_nobody_back) {
    World world;
    world.hold();
    world.start();
    auto const client = world.connect();
    client->send(kGet);
    run_until(world.loop, [&] { return world.held != nullptr; });
    world.held->on_close([] { FAIL() << "called back"; });
    world.server.reset();
    client->wait_for_end();
    EXPECT_FALSE(world.held->send("x"));
    EXPECT_EQ(world.requests.size(), 1U);
}

}  // namespace

}  // namespace cadence::net::testing
