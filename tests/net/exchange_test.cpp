// Answers that come later: long polls and streams.
#include "world.h"

namespace cadence::net::testing {

namespace {

constexpr std::string_view kStream = "GET /events HTTP/1.1\r\nHost: x\r\n\r\n";

/// A world whose handler keeps the exchange, and a client whose request has been handled.
struct Waiting {
    explicit Waiting(std::string_view request = kGet) {
        world.hold();
        world.start();
        client = world.connect();
        client->send(request);
        run_until(world.loop, [&] { return world.held != nullptr; });
        world.held->on_close([this] { ++closed; });
        world.settle();
    }
    void begin() {
        world.held->begin_stream(Reply{200, {{"Content-Type", "text/event-stream"}}, ": hello\n\n"});
        EXPECT_EQ(client->answer().status, 200);
    }

    World world;
    std::unique_ptr<Client> client;
    int closed = 0;
};

TEST(LongPoll, the_answer_may_come_later_and_the_connection_goes_on) {
    Waiting waiting;
    waiting.world.held->reply(Reply{200, {}, "later"});
    EXPECT_EQ(waiting.client->answer().body, "later");
    waiting.world.held.reset();
    waiting.client->send(kGet);
    run_until(waiting.world.loop, [&] { return waiting.world.held != nullptr; });
    waiting.world.held->reply(Reply{200, {}, "again"});
    EXPECT_EQ(waiting.client->answer().body, "again");
    EXPECT_EQ(waiting.closed, 0);
}

TEST(LongPoll, a_client_that_leaves_is_noticed_and_the_handler_told_once) {
    Waiting waiting;
    waiting.client->close();
    run_until(waiting.world.loop, [&] { return waiting.world.server->connections() == 0; });
    waiting.world.settle();
    EXPECT_EQ(waiting.closed, 1);
    waiting.world.held->reply(Reply{200, {}, "to nobody"});
    EXPECT_FALSE(waiting.world.held->send("to nobody"));
    waiting.world.held.reset();
    waiting.world.settle();
    EXPECT_EQ(waiting.closed, 1);
}

TEST(LongPoll, leaving_is_noticed_behind_a_pipelined_request_too) {
    Waiting waiting;
    waiting.client->send(kGet);
    waiting.world.settle();
    waiting.client->close();
    run_until(waiting.world.loop, [&] { return waiting.closed == 1; });
    EXPECT_EQ(waiting.world.requests.size(), 1U);
}

TEST(LongPoll, who_asks_to_be_told_too_late_is_told_all_the_same) {
    Waiting waiting;
    waiting.client->close();
    run_until(waiting.world.loop, [&] { return waiting.closed == 1; });
    bool told = false;
    waiting.world.held->on_close([&] { told = true; });
    EXPECT_FALSE(told) << "called from within on_close";
    waiting.world.settle();
    EXPECT_TRUE(told);
}

TEST(LongPoll, a_handler_that_lets_go_without_an_answer_is_a_server_error) {
    Waiting waiting;
    waiting.world.held.reset();
    EXPECT_EQ(waiting.client->answer().status, 500);
}

TEST(LongPoll, the_first_answer_counts) {
    Waiting waiting;
    waiting.world.held->reply(Reply{200, {}, "first"});
    waiting.world.held->reply(Reply{200, {}, "second"});
    waiting.world.held->begin_stream(Reply{});
    EXPECT_EQ(waiting.client->answer().body, "first");
    waiting.world.settle();
    EXPECT_EQ(waiting.client->received, "");
}

TEST(Stream, chunks_arrive_as_they_are_sent_until_the_handler_lets_go) {
    Waiting waiting{kStream};
    waiting.begin();
    EXPECT_TRUE(waiting.world.held->send("data: 1\n\n"));
    run_until(waiting.world.loop, [&] { return waiting.client->received == ": hello\n\ndata: 1\n\n"; });
    EXPECT_TRUE(waiting.world.held->send("data: 2\n\n"));
    EXPECT_TRUE(waiting.world.held->send("data: 3\n\n"));
    waiting.world.held.reset();
    waiting.client->wait_for_end();
    EXPECT_EQ(waiting.client->received, ": hello\n\ndata: 1\n\ndata: 2\n\ndata: 3\n\n");
    waiting.world.settle();
    EXPECT_EQ(waiting.closed, 1);
}

TEST(Stream, its_head_has_no_length_and_says_that_the_end_is_the_end) {
    Waiting waiting{kStream};
    waiting.world.held->begin_stream(Reply{200, {{"Content-Type", "text/event-stream"}}, {}});
    auto const answer = waiting.client->answer();
    EXPECT_TRUE(answer.has("Content-Type: text/event-stream"));
    EXPECT_TRUE(answer.has("Connection: close"));
    EXPECT_TRUE(answer.has("Cache-Control: no-store"));
    EXPECT_EQ(answer.head.find("Content-Length"), std::string::npos);
}

TEST(Stream, may_be_over_before_the_handler_returns) {
    World world;
    world.handler = [](Request const&, std::shared_ptr<Exchange> const& exchange) {
        exchange->begin_stream(Reply{200, {}, "a"});
        EXPECT_TRUE(exchange->send("b"));
    };
    world.start();
    auto const client = world.connect();
    client->send(kStream);
    EXPECT_EQ(client->answer().status, 200);
    client->wait_for_end();
    EXPECT_EQ(client->received, "ab");
}

TEST(Stream, asked_for_by_head_is_headers_only) {
    Waiting waiting{"HEAD /events HTTP/1.1\r\nHost: x\r\n\r\n"};
    waiting.world.held->begin_stream(Reply{200, {}, "a"});
    EXPECT_EQ(waiting.client->answer(false).status, 200);
    waiting.client->wait_for_end();
    EXPECT_EQ(waiting.client->received, "");
    waiting.world.settle();
    EXPECT_EQ(waiting.closed, 1);
}

TEST(Stream, a_client_that_leaves_ends_it) {
    Waiting waiting{kStream};
    waiting.begin();
    waiting.client->close();
    run_until(waiting.world.loop, [&] { return waiting.closed == 1; });
    EXPECT_FALSE(waiting.world.held->send("data: 1\n\n"));
}

TEST(Stream, a_client_that_does_not_read_is_cut_off_at_a_bounded_cost) {
    World world;
    world.hold();
    world.start();
    Client client{world.loop, world.address};
    client.send(kStream);
    run_until(world.loop, [&] { return world.held != nullptr; });
    int closed = 0;
    world.held->on_close([&] { ++closed; });
    world.held->begin_stream(Reply{});

    std::string const chunk(16 * 1024, 'x');
    std::size_t sent = 0;
    while (sent < 64U * 1024 * 1024 && world.held->send(chunk)) {
        sent += chunk.size();
        world.settle();
    }
    EXPECT_LT(sent, 16U * 1024 * 1024) << "the server took everything for a client that reads nothing";
    EXPECT_EQ(closed, 0) << "called from within send";
    world.settle();
    EXPECT_EQ(closed, 1);
    EXPECT_EQ(world.server->connections(), 0U);
}

TEST(Stream, more_than_256_kib_unsent_is_too_much) {
    Waiting waiting{kStream};
    waiting.begin();
    EXPECT_TRUE(waiting.world.held->send(std::string(256 * 1024, 'x')));
    EXPECT_FALSE(waiting.world.held->send("x"));
    EXPECT_FALSE(waiting.world.held->send("x"));
    waiting.world.settle();
    EXPECT_EQ(waiting.closed, 1);
}

}  // namespace

}  // namespace cadence::net::testing
