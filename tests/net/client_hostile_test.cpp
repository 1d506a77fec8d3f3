// Receivers that hang, drip, reset, flood and lie: each ask ends in time, with little memory and a reason.
#include "client_world.h"

namespace cadence::net::testing {

namespace {

struct Hostile {
    std::string name;
    Manner manner;
    std::string outcome;
    std::string says;
};

std::string const kHead = "HTTP/1.1 200 OK\r\n";
std::string const kChunked = kHead + "Transfer-Encoding: chunked\r\n\r\n";

std::vector<Hostile> hostile_receivers() {
    std::string many_headers = kHead;
    for (int i = 0; i < 101; ++i) many_headers += "a: b\r\n";
    std::string interim;
    for (int i = 0; i < 9; ++i) interim += "HTTP/1.1 100 Continue\r\n\r\n";
    return {
        {"never answers", {"", Then::hold}, "http-timeout", "still silent"},
        {"stops in the status line", {"HTTP/1.1 2", Then::hold}, "http-timeout", "sending its answer"},
        {"stops in the headers", {kHead + "A: b\r\n", Then::hold}, "http-timeout", "within 200 ms"},
        {"stops in the body", {kHead + "Content-Length: 9\r\n\r\nabc", Then::hold}, "http-timeout", ""},
        {"drips a status line", {"HTTP/1.1 200 ", Then::drip, "x"}, "http-timeout", ""},
        {"drips headers", {kHead, Then::drip, "A: b\r\n"}, "http-timeout", ""},
        {"drips a body", {kHead + "\r\n", Then::drip, "x"}, "http-timeout", ""},
        {"drips chunks", {kChunked, Then::drip, "1\r\nx\r\n"}, "http-timeout", ""},
        {"closes without a word", {""}, "http-protocol", "without an answer"},
        {"closes in the headers", {kHead + "A: b\r\n"}, "http-protocol", "in the middle"},
        {"closes in the body", {kHead + "Content-Length: 9\r\n\r\nabc"}, "http-protocol", "in the middle"},
        {"closes in a chunk", {kChunked + "9\r\nabc"}, "http-protocol", "in the middle"},
        {"resets", {"", Then::reset}, "http-protocol", "reset by peer"},
        {"sends headers without end", {kHead, Then::flood, "A: b\r\n"}, "http-protocol", "8192 bytes"},
        {"sends one endless header",
         {kHead + "A: ", Then::flood, "bbbbbbbbbbbbbbbb"},
         "http-protocol",
         "8192"},
        {"sends a status line without end",
         {"HTTP/1.1 200 ", Then::flood, "xxxxxxxx"},
         "http-protocol",
         "8192"},
        {"sends many headers", {many_headers + "\r\n"}, "http-protocol", "more than 100 headers"},
        {"sends interim answers", {interim, Then::hold}, "http-protocol", "interim"},
        {"floods interim answers", {"", Then::flood, "HTTP/1.1 102 P\r\n\r\n"}, "http-protocol", "interim"},
        {"sends an endless chunk extension", {kChunked + "1;", Then::flood, "xxxxxxxx"}, "http-protocol", ""},
        {"sends trailers without end", {kChunked + "0\r\n", Then::flood, "A: b\r\n"}, "http-protocol", ""},
        {"sends more framing than body",
         {kChunked, Then::flood, "1;" + std::string(8000, 'x') + "\r\ny\r\n"},
         "http-protocol",
         "far longer"},
        {"speaks garbage", {"SSH-2.0-OpenSSH_9.2\r\n"}, "http-protocol", ""},
        {"speaks binary", {std::string("\0\1\2\3\r\n\r\n", 8)}, "http-protocol", ""},
        {"has a status that is none", {"HTTP/1.1 2x0 OK\r\n\r\n"}, "http-protocol", "not HTTP"},
        {"speaks HTTP/0.9", {"<html>hello</html>\r\n"}, "http-protocol", ""},
        {"speaks HTTP/2", {"HTTP/2.0 200 OK\r\n\r\n"}, "http-protocol", "HTTP/1.1"},
        {"has two lengths",
         {kHead + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab"},
         "http-protocol",
         ""},
        {"has a negative length", {kHead + "Content-Length: -1\r\n\r\n"}, "http-protocol", ""},
        {"has a negative chunk", {kChunked + "-1\r\n"}, "http-protocol", ""},
        {"has a monstrous chunk", {kChunked + "fffffffffffffffff\r\n"}, "http-protocol", ""},
        {"switches the protocol",
         {"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", Then::hold},
         "http-protocol",
         "another protocol"},
        {"speaks TLS alerts", {"\x15\x03\x01\x02\x02\x46"}, "http-protocol", ""},
    };
}

TEST(HostileReceiver, costs_one_failed_ask_that_says_why) {
    for (auto const& [name, manner, outcome, says] : hostile_receivers()) {
        Asker asker;
        Receiver receiver{asker.loop, manner};
        bool const waits = outcome == "http-timeout";
        auto const got = asker.ask({.url = receiver.url("/secret"), .timeout = waits ? 200ms : 4s});
        ASSERT_EQ(outcome_of(got), outcome) << name << (got ? "" : ": " + got.error().detail);
        auto const& detail = got.error().detail;
        EXPECT_NE(detail.find(says), detail.npos) << name << ": " << detail;
        EXPECT_NE(detail.find("127.0.0.1"), detail.npos) << name << ": " << detail;
        EXPECT_EQ(detail.find("secret"), detail.npos) << name << ": " << detail;
        EXPECT_LT(receiver.sent, 16U * 1024 * 1024) << name;
        if (manner.then == Then::hold || manner.then == Then::flood)
            run_until(asker.loop, [&] { return receiver.ended == 1; });
    }
}

TEST(HostileReceiver, a_body_without_end_is_cut_where_it_was_to_be) {
    for (auto const& head : {kHead + "Content-Length: 1000000000000\r\n\r\n", kHead + "\r\n", kChunked}) {
        Asker asker;
        std::string const piece =
            head == kChunked ? "400\r\n" + std::string(1024, 'x') + "\r\n" : std::string(1024, 'x');
        Receiver receiver{asker.loop, {head, Then::flood, piece}};
        auto const got = asker.ask({.url = receiver.url(), .max_body = 10'000});
        ASSERT_TRUE(got) << got.error().detail;
        EXPECT_TRUE(got->body_cut);
        EXPECT_EQ(got->body, std::string(10'000, 'x'));
        run_until(asker.loop, [&] { return receiver.ended == 1; });
    }
}

TEST(HostileReceiver, a_body_of_exactly_the_limit_is_whole) {
    Asker asker;
    Receiver const receiver{asker.loop, {kHead + "Content-Length: 4\r\n\r\nabcd", Then::hold}};
    auto const got = asker.ask({.url = receiver.url(), .max_body = 4});
    ASSERT_TRUE(got) << got.error().detail;
    EXPECT_FALSE(got->body_cut);
    EXPECT_EQ(got->body, "abcd");
}

TEST(HostileReceiver, one_that_does_not_read_ends_in_time) {
    Asker asker;
    Receiver const receiver{asker.loop, {"", Then::hold, "", /*reads=*/false}};
    auto const got = asker.ask({.method = Method::post,
                                .url = receiver.url(),
                                .body = std::string(64U * 1024 * 1024, 'x'),
                                .timeout = 200ms});
    EXPECT_EQ(outcome_of(got), "http-timeout");
}

TEST(HostileReceiver, many_of_them_hold_up_nobody_else) {
    Asker asker;
    Receiver const hanging{asker.loop, {"", Then::hold}};
    Receiver const prompt{asker.loop, {kHead + "Content-Length: 0\r\n\r\n"}};
    std::vector<Asking> all;
    for (int i = 0; i < 200; ++i)
        all.push_back(asker.client->ask({.url = hanging.url()}, [](Result<Got> const&) {}));
    EXPECT_EQ(outcome_of(asker.ask({.url = prompt.url(), .timeout = 2s})), "200");
}

}  // namespace

}  // namespace cadence::net::testing
