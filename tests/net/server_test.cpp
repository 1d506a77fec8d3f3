#include <stdexcept>

#include "world.h"

namespace cadence::net::testing {

namespace {

std::string post(std::string const& body, std::string const& headers = {}) {
    return "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
           headers + "\r\n" + body;
}

TEST(Server, a_request_arrives_as_plain_data) {
    World world;
    world.start();
    auto const client = world.connect();
    client->send(
        "PUT /v1/fl%61gs?b=%20&a=1 HTTP/1.1\r\nHost: x\r\nX-Thing:  some \r\nContent-Length: 4\r\n\r\nbody");
    EXPECT_EQ(client->answer().status, 200);
    ASSERT_EQ(world.requests.size(), 1U);
    auto const& request = world.requests[0];
    EXPECT_EQ(request.method, Method::put);
    EXPECT_EQ(request.target, "/v1/fl%61gs?b=%20&a=1");
    EXPECT_EQ(request.path, "/v1/fl%61gs");
    EXPECT_EQ(request.query, (decltype(request.query){{"b", " "}, {"a", "1"}}));
    EXPECT_EQ(request.header("x-thing"), "some");
    EXPECT_EQ(request.header("x-other"), std::nullopt);
    EXPECT_EQ(request.body, "body");
    EXPECT_EQ(request.peer.rfind("127.0.0.1:", 0), 0U);
}

TEST(Server, every_answer_carries_date_length_and_the_security_headers) {
    World world;
    world.start();
    auto const client = world.connect();
    client->send(kGet);
    auto const answer = client->answer();
    EXPECT_EQ(answer.body, "/a\n");
    for (auto const* line :
         {"Date: Thu, 22 Jan 2026 10:00:00 GMT", "Content-Length: 3", "X-Content-Type-Options: nosniff",
          "Referrer-Policy: no-referrer", "Cross-Origin-Resource-Policy: same-origin",
          "Cache-Control: no-store", "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'"})
        EXPECT_TRUE(answer.has(line)) << line << " is not in\n" << answer.head;
    EXPECT_FALSE(answer.has("Connection: close"));

    world.clock.advance(61s);
    client->send(kGet);
    EXPECT_TRUE(client->answer().has("Date: Thu, 22 Jan 2026 10:01:01 GMT"));
}

TEST(Server, a_request_in_absolute_form_is_the_same_in_origin_form) {
    World world;
    world.start();
    auto const client = world.connect();
    for (auto const& [sent, target] : {std::pair{"http://x:8420/a?b=c", "/a?b=c"},
                                       {"HTTPS://X:8420/a", "/a"},
                                       {"http://x:8420", "/"},
                                       {"http://x:8420?b=c", "/?b=c"},
                                       {"http://x:8420/http://y/", "/http://y/"}}) {
        client->send("GET " + std::string{sent} + " HTTP/1.1\r\nHost: x:8420\r\n\r\n");
        EXPECT_EQ(client->answer().body, std::string{target} + "\n") << sent;
        EXPECT_EQ(world.requests.back().path,
                  std::string_view{target}.substr(0, std::string_view{target}.find('?')));
    }
}

TEST(Server, a_reply_may_set_its_own_policy_and_caching) {
    World world;
    world.handler = [](Request const&, std::shared_ptr<Exchange> const& exchange) {
        exchange->reply(Reply{
            200, {{"cache-control", "no-cache"}, {"Content-Security-Policy", "default-src 'self'"}}, ""});
    };
    world.start();
    auto const client = world.connect();
    client->send(kGet);
    auto const answer = client->answer();
    EXPECT_TRUE(answer.has("cache-control: no-cache"));
    EXPECT_EQ(answer.head.find("no-store"), std::string::npos);
    EXPECT_EQ(answer.head.find("default-src 'none'"), std::string::npos);
}

TEST(Server, a_connection_serves_one_request_after_another) {
    World world;
    world.start();
    auto const client = world.connect();
    for (int i = 0; i < 3; ++i) {
        client->send(kGet);
        EXPECT_EQ(client->answer().body, "/a\n");
    }
    client->send("GET /last HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    EXPECT_TRUE(client->answer().has("Connection: close"));
    client->wait_for_end();
    EXPECT_EQ(world.server->connections(), 0U);
}

TEST(Server, pipelined_requests_are_answered_in_order_even_when_the_first_takes_its_time) {
    World world;
    auto const at_once = world.handler;
    world.handler = [&](Request& request, std::shared_ptr<Exchange> exchange) {
        if (request.path == "/slow")
            world.held = std::move(exchange);
        else
            at_once(request, std::move(exchange));
    };
    world.start();
    auto const client = world.connect();
    std::string many = "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n" + post("body");
    for (int i = 0; i < 200; ++i) many += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\n\r\n";
    client->send(many);
    world.settle();
    EXPECT_EQ(client->received, "");
    ASSERT_TRUE(world.held);
    world.held->reply(Reply{200, {}, "slow"});
    EXPECT_EQ(client->answer().body, "slow");
    EXPECT_EQ(client->answer().body, "/abody\n");
    for (int i = 0; i < 200; ++i) ASSERT_EQ(client->answer().body, "/" + std::to_string(i) + "\n");
}

TEST(Server, head_is_answered_like_get_without_the_body) {
    World world;
    world.start();
    auto const client = world.connect();
    client->send("HEAD /a HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_TRUE(client->answer(false).has("Content-Length: 3"));
    client->send(kGet);
    EXPECT_EQ(client->answer().body, "/a\n");
}

TEST(Server, a_prepared_answer_serves_many_requests_and_a_304_has_neither_body_nor_length) {
    World world;
    auto const full = prepare(Reply{200, {{"ETag", "\"r1\""}}, std::string(100'000, 'x')});
    auto const unchanged = prepare(Reply{304, {{"ETag", "\"r1\""}}, ""});
    world.handler = [&](Request const& request, std::shared_ptr<Exchange> const& exchange) {
        exchange->reply(request.header("if-none-match") ? unchanged : full);
    };
    world.start();
    auto const client = world.connect();
    for (int i = 0; i < 3; ++i) client->send(kGet);
    for (int i = 0; i < 3; ++i) EXPECT_EQ(client->answer().body.size(), 100'000U);
    client->send("GET /a HTTP/1.1\r\nHost: x\r\nIf-None-Match: \"r1\"\r\n\r\n");
    auto const answer = client->answer();
    EXPECT_EQ(answer.status, 304);
    EXPECT_EQ(answer.head.find("Content-Length"), std::string::npos);
    EXPECT_TRUE(answer.has("ETag: \"r1\""));
    EXPECT_EQ(client->received, "");
}

TEST(Server, a_body_is_asked_for_when_the_client_waits_to_be_asked) {
    World world;
    world.start();
    auto const client = world.connect();
    std::string const body(60'000, 'b');
    auto const whole = post(body, "Expect: 100-continue\r\n");
    client->send(whole.substr(0, whole.size() - body.size()));
    EXPECT_EQ(client->answer().status, 100);
    client->send(body);
    EXPECT_TRUE(client->answer().body == "/a" + body + "\n");
}

TEST(Server, an_unwelcome_request_is_turned_away_before_its_body_is_read) {
    World world;
    world.options.admit = [](Request const& request) -> std::optional<Reply> {
        if (request.header("authorization")) return std::nullopt;
        return Reply{401, {{"WWW-Authenticate", "Bearer"}}, "who are you?"};
    };
    world.start();
    auto const client = world.connect();
    client->send(kGet);
    EXPECT_EQ(client->answer().status, 401);
    client->send("POST /a HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 1000\r\n\r\n");
    auto const answer = client->answer();
    EXPECT_EQ(answer.status, 401);
    EXPECT_TRUE(answer.has("Connection: close"));
    client->wait_for_end();
    EXPECT_TRUE(world.requests.empty());

    auto const known = world.connect();
    known->send(post("body", "Authorization: Bearer x\r\n"));
    EXPECT_EQ(known->answer().status, 200);
}

TEST(Server, an_answer_cannot_smuggle_in_a_header) {
    std::vector<Headers> const wrong{{{"X", "a\r\nSet-Cookie: b"}},
                                     {{"X", "a\nb"}},
                                     {{"X", std::string(1, '\0')}},
                                     {{"X: y\r\nZ", "a"}},
                                     {{"", "a"}},
                                     {{"Content-Length", "5"}},
                                     {{"connection", "close"}},
                                     {{"Transfer-Encoding", "chunked"}}};
    for (auto const& headers : wrong) {
        EXPECT_THROW(static_cast<void>(prepare(Reply{200, headers, ""})), std::invalid_argument);
        World world;
        world.handler = [&](Request const& request, std::shared_ptr<Exchange> const& exchange) {
            request.path == "/stream" ? exchange->begin_stream(Reply{200, headers, ""})
                                      : exchange->reply(Reply{200, headers, "secret"});
        };
        world.start();
        auto const client = world.connect();
        client->send(std::string{kGet} + "GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
        for (int i = 0; i < 2; ++i) {
            auto const answer = client->answer();
            EXPECT_EQ(answer.status, 500);
            EXPECT_EQ(answer.head.find("Set-Cookie"), std::string::npos);
        }
    }
}

TEST(Server, a_handler_that_throws_is_answered_with_500_and_reported) {
    World world;
    world.handler = [](Request const&, std::shared_ptr<Exchange> const&) {
        throw std::runtime_error{"disk on fire"};
    };
    world.start();
    auto const client = world.connect();
    client->send(kGet);
    auto const answer = client->answer();
    EXPECT_EQ(answer.status, 500);
    EXPECT_EQ(answer.body.find("disk"), std::string::npos);
    ASSERT_EQ(world.reports.size(), 1U);
    EXPECT_NE(world.reports[0].find("disk on fire"), std::string::npos);
}

TEST(Server, a_report_tells_no_more_of_a_path_than_where_it_begins) {
    World world;
    world.handler = [](Request const&, std::shared_ptr<Exchange> const&) {
        throw std::runtime_error{"disk on fire"};
    };
    world.options.admit = [](Request const& request) -> std::optional<Reply> {
        if (request.path.ends_with("admitted")) return std::nullopt;
        throw std::runtime_error{"out of memory"};
    };
    world.start();
    for (std::string const path :
         {"/hooks/coolify/9b1c7f4e", "/hooks/coolify/9b1c7f4e/admitted", "/admitted"}) {
        auto const client = world.connect();
        client->send("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
        EXPECT_EQ(client->answer().status, 500);
    }
    EXPECT_EQ(world.reports, (std::vector<std::string>{"admission of /hooks/coolify failed: out of memory",
                                                       "the handler of /hooks/coolify failed: disk on fire",
                                                       "the handler of /admitted failed: disk on fire"}));
}

TEST(Server, http_1_0_is_answered_and_closed) {
    World world;
    world.start();
    auto const client = world.connect();
    client->send("GET /a HTTP/1.0\r\nHost: x\r\nConnection: keep-alive\r\n\r\n");
    auto const answer = client->answer();
    EXPECT_EQ(answer.status, 200);
    EXPECT_TRUE(answer.has("Connection: close"));
    client->wait_for_end();
}

TEST(Server, a_request_cut_off_by_its_sender_is_a_bad_request) {
    World world;
    world.start();
    for (std::string const& cut :
         {std::string{"GET /a HT"}, post("12345").substr(0, post("12345").size() - 2)}) {
        auto const client = world.connect();
        client->send(cut);
        client->finish_sending();
        EXPECT_EQ(client->answer().status, 400);
        client->wait_for_end();
    }
    EXPECT_TRUE(world.requests.empty());
}

TEST(Server, a_socket_that_somebody_else_opened_is_served) {
    World world;
    world.start();
    boost::asio::ip::tcp::acceptor opened{world.loop, {boost::asio::ip::make_address("127.0.0.1"), 0}};
    auto const adopted = world.server->adopt(opened.release());
    ASSERT_TRUE(adopted) << adopted.error().detail;
    Client client{world.loop, *adopted};
    client.read();
    client.send(kGet);
    EXPECT_EQ(client.answer().status, 200);
}

TEST(Server, an_address_that_is_taken_is_named) {
    World world;
    world.start();
    Server second{world.loop, world.handler, {}};
    auto const refused = second.listen(world.address);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().problem, "cannot-listen");
    EXPECT_NE(refused.error().detail.find(world.address.text()), std::string::npos);
    auto const no_socket = second.adopt(0);
    ASSERT_FALSE(no_socket);
    EXPECT_EQ(no_socket.error().code, ErrorCode::unavailable);
}

}  // namespace

}  // namespace cadence::net::testing
