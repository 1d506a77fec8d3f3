// The client against a server that behaves, and its owners' lives.
#include "client_world.h"

namespace cadence::net::testing {

namespace {

std::string const kOk = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

/// Our own server on the client's loop.
struct Pair : Asker {
    Pair() {
        auto const listening = server.listen({"127.0.0.1", 0});
        EXPECT_TRUE(listening);
        base = "http://" + listening->text();
    }
    Request last;
    std::string base;
    Server server{loop,
                  [this](Request const& request, std::shared_ptr<Exchange> const& exchange) {
                      last = request;
                      exchange->reply({201, {{"X-Seen", request.target}}, request.body + "!"});
                  },
                  {}};
};

TEST(Client, asks_a_real_server_and_gives_its_answer) {
    Pair pair;
    auto const response =
        pair.ask({.method = Method::post,
                  .url = pair.base + "/hooks/1?a=b",
                  .headers = {{"Content-Type", "application/json"}, {"webhook-id", "msg_1"}},
                  .body = "{}"});
    ASSERT_TRUE(response) << response.error().detail;
    EXPECT_EQ(response->status, 201);
    EXPECT_EQ(response->body, "{}!");
    EXPECT_EQ(response->header("x-seen"), "/hooks/1?a=b");
    EXPECT_EQ(response->header("x-none"), "");
    EXPECT_FALSE(response->body_cut);
    EXPECT_GT(response->took, 0us);
    EXPECT_EQ(pair.last.header("webhook-id"), "msg_1");
    EXPECT_EQ(pair.last.header("accept-encoding"), "identity");
}

TEST(Client, knows_that_an_answer_to_head_has_no_body) {
    Pair pair;
    auto const response = pair.ask({.method = Method::head, .url = pair.base + "/"});
    ASSERT_TRUE(response) << response.error().detail;
    EXPECT_EQ(response->status, 201);
    EXPECT_EQ(response->body, "");
}

TEST(Client, reads_every_framing_of_a_body) {
    struct Case {
        std::string answer;
        std::string body;
    };
    for (auto const& [answer, body] :
         {Case{kOk, "ok"}, Case{"HTTP/1.0 200 OK\r\n\r\nuntil the end", "until the end"},
          Case{"HTTP/1.1 200 OK\r\nTransfer-Encoding: "
               "chunked\r\n\r\n3;ext=1\r\nabc\r\n2\r\nde\r\n0\r\nTrailer: "
               "x\r\n\r\n",
               "abcde"},
          Case{"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + kOk, "ok"},
          Case{"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", ""}}) {
        Asker asker;
        Receiver const receiver{asker.loop, {answer}};
        auto const response = asker.ask({.url = receiver.url()});
        ASSERT_TRUE(response) << answer << response.error().detail;
        EXPECT_EQ(response->status, 200);
        EXPECT_EQ(response->body, body);
        EXPECT_FALSE(response->body_cut);
    }
}

TEST(Client, needs_no_end_of_the_connection_where_the_length_is_known) {
    for (auto const* const answer :
         {"HTTP/1.1 204 No Content\r\n\r\n", "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n"}) {
        Asker asker;
        Receiver const receiver{asker.loop, {answer, Then::hold}};
        auto const response = asker.ask({.url = receiver.url()});
        ASSERT_TRUE(response) << response.error().detail;
        EXPECT_EQ(response->body, "");
    }
}

TEST(Client, follows_no_redirect) {
    Asker asker;
    Receiver const receiver{
        asker.loop, {"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"}};
    auto const response = asker.ask({.url = receiver.url()});
    ASSERT_TRUE(response) << response.error().detail;
    EXPECT_EQ(response->status, 302);
    EXPECT_EQ(response->header("location"), "http://127.0.0.1:1/");
    EXPECT_EQ(receiver.connections, 1);
}

TEST(Client, finds_a_server_by_its_name) {
    Asker asker;
    Receiver const receiver{asker.loop, {kOk}};
    auto url = receiver.url();
    url.replace(url.find("127.0.0.1"), 9, "localhost");
    EXPECT_EQ(outcome_of(asker.ask({.url = url})), "200");
}

TEST(Client, takes_an_answer_that_comes_before_the_request_was_read) {
    Asker asker;
    Receiver const receiver{
        asker.loop, {"HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n", Then::hold, "", /*reads=*/false}};
    EXPECT_EQ(outcome_of(asker.ask({.method = Method::put, .url = receiver.url(), .body = "x"})), "413");
}

TEST(Client, says_why_nobody_answers) {
    Asker asker;
    std::string closed;
    {
        Receiver const receiver{asker.loop, {}};
        closed = receiver.url("/secret-path");
    }
    auto const refused = asker.ask({.url = closed});
    ASSERT_EQ(outcome_of(refused), "http-connect");
    EXPECT_NE(refused.error().detail.find("127.0.0.1"), std::string::npos);
    EXPECT_NE(refused.error().detail.find("Connection refused"), std::string::npos);
    EXPECT_EQ(refused.error().detail.find("secret"), std::string::npos);

    auto const unknown = asker.ask({.url = "http://no-such-host.invalid/"});
    ASSERT_EQ(outcome_of(unknown), "http-resolve");
    EXPECT_NE(unknown.error().detail.find("no-such-host.invalid"), std::string::npos);
    EXPECT_EQ(outcome_of(asker.ask({.url = "http://user@a/"})), "bad-url");
    EXPECT_EQ(outcome_of(asker.ask({.url = closed, .headers = {{"A", "\n"}}})), "bad-header");
}

TEST(Client, an_owner_that_lets_go_is_not_called_and_the_connection_ends) {
    Asker asker;
    Receiver receiver{asker.loop, {"", Then::hold}};
    int called = 0;
    {
        auto const asking =
            asker.client->ask({.url = receiver.url()}, [&](Result<HttpResponse> const&) { ++called; });
        run_until(asker.loop, [&] { return !receiver.request.empty(); });
    }
    run_until(asker.loop, [&] { return receiver.ended == 1; });
    EXPECT_EQ(called, 0);
}

TEST(Client, lets_go_of_everything_when_it_dies) {
    Asker asker;
    Receiver receiver{asker.loop, {"", Then::hold}};
    int called = 0;
    auto const count = [&](Result<HttpResponse> const&) { ++called; };
    auto const first = asker.client->ask({.url = receiver.url()}, count);
    auto const second = asker.client->ask({.url = "no URL"}, count);
    run_until(asker.loop, [&] { return !receiver.request.empty() && called == 1; });
    asker.client.reset();
    run_until(asker.loop, [&] { return receiver.ended == 1; });
    EXPECT_EQ(called, 1);
}

TEST(Client, may_be_let_go_of_from_its_own_answer) {
    Asker asker;
    Receiver const receiver{asker.loop, {kOk}};
    RequestHandle asking;
    bool called = false;
    asking = asker.client->ask({.url = receiver.url()}, [&](Result<HttpResponse> const&) {
        asking.cancel();
        asker.client.reset();
        called = true;
    });
    run_until(asker.loop, [&] { return called; });
}

TEST(Client, what_its_owner_throws_reaches_the_loop) {
    Asker asker;
    Receiver const receiver{asker.loop, {kOk}};
    auto const asking = asker.client->ask(
        {.url = receiver.url()}, [](Result<HttpResponse> const&) { throw std::runtime_error{"the disk"}; });
    EXPECT_THROW(asker.loop.run_for(5s), std::runtime_error);
}

}  // namespace

}  // namespace cadence::net::testing
