// Who waits takes nothing from those who ask: each kind of connection has a budget of its own, and where it
// is used up the one that has waited longest of the largest holder makes room. Of 64 connections 12 may be
// arriving, 20 idle, 8 slow, 4 long polls and 4 streams.
#include "net/world.h"

namespace cadence::net::testing {
namespace {

using Clients = std::vector<std::unique_ptr<Client>>;

std::string from(std::string_view peer, std::string_view path = "/a") {
    return "GET " + std::string{path} + " HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: " + std::string{peer} +
           "\r\n\r\n";
}

std::string body_from(std::string_view peer) {
    return "POST /a HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: " + std::string{peer} +
           "\r\nContent-Length: 10\r\n\r\n12345";
}

/// Clients tell by X-Forwarded-For who they are. "/poll" waits, "/write" is under way, "/stream" streams.
struct Crowd {
    explicit Crowd(std::size_t connections = 64) {
        world.options.limits.connections = connections;
        world.options.trusted_proxies = {"127.0.0.0/8"};
        world.options.is_operator = [](Request const& request) {
            return request.header("operator").has_value();
        };
        world.handler = [this](Request const& request, std::shared_ptr<Exchange> const& exchange) {
            if (request.path == "/a") return exchange->reply(Reply{200, {}, "here"});
            held.push_back(exchange);
            if (request.path == "/stream") return exchange->begin_stream(Reply{});
            if (request.path == "/poll")
                exchange->waits([this, at = held.size() - 1] {
                    held[at]->reply(Reply{200, {}, "nothing yet"});
                });
        };
        world.start();
    }
    ~Crowd() {
        clients.clear();
        held.clear();
        world.server.reset();
    }

    Client& come(std::string_view bytes) {
        clients.push_back(world.connect());
        clients.back()->send(bytes);
        for (int i = 0; i < 20; ++i) world.loop.poll();
        return *clients.back();
    }
    void expect_answers() {
        auto const client = world.connect();
        client->send(kGet);
        EXPECT_EQ(client->answer().body, "here");
        client->close();
    }

    World world;
    std::vector<std::shared_ptr<Exchange>> held;
    Clients clients;
};

TEST(Places, a_long_poll_too_many_ends_the_oldest_as_at_its_time_out) {
    Crowd crowd;
    for (int i = 0; i < 5; ++i) crowd.come(from("192.0.2.1", "/poll"));
    EXPECT_EQ(crowd.clients[0]->answer().body, "nothing yet");
    crowd.clients[0]->send(kGet);
    EXPECT_EQ(crowd.clients[0]->answer().body, "here") << "the connection goes on";
    for (int i = 1; i < 5; ++i) EXPECT_EQ(crowd.clients[i]->received, "") << i;
}

TEST(Places, the_largest_holder_makes_room_and_not_who_has_waited_longest) {
    Crowd crowd;
    auto& good = crowd.come(from("192.0.2.1", "/poll"));
    for (int i = 0; i < 20; ++i) crowd.come(from("198.51.100.7", "/poll"));
    EXPECT_EQ(good.received, "");
    for (int i = 1; i <= 17; ++i) EXPECT_EQ(crowd.clients[i]->answer().body, "nothing yet") << i;
    for (int i = 18; i <= 20; ++i) EXPECT_EQ(crowd.clients[i]->received, "") << i;
}

TEST(Places, one_customer_of_IPv6_is_one_peer_however_many_addresses_he_has) {
    Crowd crowd;
    auto& good = crowd.come(from("2001:db8:0:1::1", "/poll"));
    for (int i = 0; i < 8; ++i) crowd.come(from("2001:db8:0:2::" + std::to_string(i), "/poll"));
    EXPECT_EQ(good.received, "");
}

TEST(Places, a_stream_too_many_closes_one) {
    Crowd crowd;
    for (int i = 0; i < 5; ++i) crowd.come(from("192.0.2.1", "/stream"));
    crowd.clients[0]->wait_for_end();
    for (int i = 1; i < 5; ++i) EXPECT_FALSE(crowd.clients[i]->ended) << i;
    crowd.expect_answers();
}

TEST(Places, a_half_sent_body_too_many_closes_one_of_the_largest_holder) {
    Crowd crowd;
    auto& good = crowd.come(body_from("192.0.2.1"));
    for (int i = 0; i < 8; ++i) crowd.come(body_from("198.51.100.7"));
    crowd.clients[1]->wait_for_end();
    EXPECT_FALSE(crowd.clients[2]->ended);
    crowd.expect_answers();
    good.send("67890");
    EXPECT_EQ(good.answer().body, "here");
}

TEST(Places, answers_that_nobody_takes_are_as_bounded) {
    Crowd crowd;
    auto const large = prepare(Reply{200, {}, std::string(8'000'000, 'x')});
    crowd.world.handler = [&](Request const& request, std::shared_ptr<Exchange> const& exchange) {
        if (request.path == "/large") return exchange->reply(large);
        exchange->reply(Reply{200, {}, "here"});
    };
    Clients deaf;
    for (int i = 0; i < 30; ++i) {
        deaf.push_back(std::make_unique<Client>(crowd.world.loop, crowd.world.address));
        deaf.back()->send(from("198.51.100.7", "/large"));
        for (int turn = 0; turn < 20; ++turn) crowd.world.loop.poll();
    }
    EXPECT_EQ(crowd.world.server->connections(), 8U);
    crowd.expect_answers();
}

TEST(Places, heads_that_never_end_and_silence_make_room_for_who_speaks) {
    Crowd crowd;
    for (int i = 0; i < 100; ++i) crowd.come(i % 2 == 0 ? "" : "GET /a HT");
    EXPECT_EQ(crowd.world.server->connections(), 12U);
    for (int i = 0; i < 20; ++i) crowd.expect_answers();
}

TEST(Places, of_the_idle_the_longest_makes_room) {
    Crowd crowd;
    for (int i = 0; i < 21; ++i) EXPECT_EQ(crowd.come(kGet).answer().body, "here");
    crowd.clients[0]->wait_for_end();
    for (int i = 1; i < 21; ++i) EXPECT_FALSE(crowd.clients[i]->ended) << i;
}

TEST(Places, all_kinds_at_once_leave_room_for_requests) {
    Crowd crowd;
    for (int i = 0; i < 30; ++i) {
        for (auto const* path : {"/poll", "/stream"}) crowd.come(from("198.51.100.7", path));
        for (auto const& bytes : {body_from("198.51.100.7"), std::string{}, std::string{"GET "}})
            crowd.come(bytes);
        EXPECT_EQ(crowd.come(kGet).answer().status, 200);
    }
    EXPECT_LE(crowd.world.server->connections(), 64U);
    crowd.expect_answers();
}

TEST(Places, a_request_under_way_is_never_let_go_and_who_comes_then_is_told_to_come_back) {
    Crowd crowd{16};
    for (int i = 0; i < 15; ++i) crowd.come(from("198.51.100.7", "/write"));
    auto const answer = crowd.come(kGet).answer();
    EXPECT_EQ(answer.status, 503);
    EXPECT_TRUE(answer.has("Retry-After: 2"));
    EXPECT_TRUE(answer.has("Connection: close"));
    for (auto const& each : crowd.held) each->reply(Reply{200, {}, "done"});
    for (int i = 0; i < 15; ++i) EXPECT_EQ(crowd.clients[i]->answer().body, "done") << i;
    crowd.expect_answers();
}

TEST(Places, the_operator_always_gets_in) {
    Crowd crowd{16};
    for (int i = 0; i < 15; ++i) crowd.come(from("198.51.100.7", "/write"));
    for (int i = 0; i < 5; ++i) crowd.come("");
    auto const answer = crowd.come("GET /a HTTP/1.1\r\nHost: x\r\nOperator: yes\r\n\r\n").answer();
    EXPECT_EQ(answer.body, "here");
    EXPECT_TRUE(answer.has("Connection: close"));
}

TEST(Places, who_is_not_admitted_is_not_waited_for) {
    World world;
    world.options.limits.body_time = 1h;
    world.options.admit = [](Request const&) { return std::optional{Reply{401, {}, "who are you"}}; };
    world.start();
    auto const client = world.connect();
    client->send("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n12345");
    EXPECT_EQ(client->answer().status, 401);
    client->wait_for_end();
}

TEST(Places, the_peer_is_the_client_behind_a_trusted_proxy_and_nobody_else_says_who_he_is) {
    for (bool const trusted : {true, false}) {
        World world;
        if (trusted) world.options.trusted_proxies = {"127.0.0.1"};
        world.start();
        auto const client = world.connect();
        client->send(from("203.0.113.7"));
        EXPECT_EQ(client->answer().status, 200);
        ASSERT_EQ(world.requests.size(), 1U);
        EXPECT_EQ(world.requests[0].peer == "203.0.113.7:0", trusted) << world.requests[0].peer;
    }
}

}  // namespace
}  // namespace cadence::net::testing
