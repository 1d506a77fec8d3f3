// Receivers that hang, drip, reset, flood and lie: each ask ends in time, with little memory and a reason.
#include <array>
#include <chrono>
#include <cstdio>
#include <fstream>

#include "hostile.h"

namespace cadence::net::testing {

namespace {

TEST(HostileReceiver, costs_one_failed_ask_that_says_why) {
    for (auto const& [name, manner, outcome, says] : hostile_receivers()) {
        Asker asker;
        Receiver receiver{asker.loop, manner};
        bool const waits = outcome == "http-timeout";
        auto const began = std::chrono::steady_clock::now();
        auto const response = asker.ask({.url = receiver.url("/secret"), .timeout = waits ? 200ms : 4s});
        EXPECT_LT(std::chrono::steady_clock::now() - began, 4s) << name;
        ASSERT_EQ(outcome_of(response), outcome) << name << (response ? "" : ": " + response.error().detail);
        auto const& detail = response.error().detail;
        EXPECT_NE(detail.find(says), detail.npos) << name << ": " << detail;
        EXPECT_NE(detail.find("127.0.0.1"), detail.npos) << name << ": " << detail;
        EXPECT_EQ(detail.find("secret"), detail.npos) << name << ": " << detail;
        EXPECT_LT(receiver.sent, 16U * 1024 * 1024) << name;
        EXPECT_EQ(receiver.connections, 1) << name << ": one attempt is one connection";
        if (manner.then == Then::hold || manner.then == Then::flood || manner.then == Then::half_close)
            run_until(asker.loop, [&] { return receiver.ended == 1; });
    }
}

TEST(HostileReceiver, a_body_without_end_is_cut_where_it_was_to_be) {
    for (auto const& head : {kHead + "Content-Length: 1000000000000\r\n\r\n", kHead + "\r\n", kChunked}) {
        Asker asker;
        std::string const piece =
            head == kChunked ? "400\r\n" + std::string(1024, 'x') + "\r\n" : std::string(1024, 'x');
        Receiver receiver{asker.loop, {head, Then::flood, piece}};
        auto const response = asker.ask({.url = receiver.url(), .max_body = 10'000});
        ASSERT_TRUE(response) << response.error().detail;
        EXPECT_TRUE(response->body_cut);
        EXPECT_EQ(response->body, std::string(10'000, 'x'));
        run_until(asker.loop, [&] { return receiver.ended == 1; });
    }
}

std::size_t resident_bytes() {
    std::size_t pages = 0;
    std::ifstream{"/proc/self/statm"} >> pages >> pages;
    return pages * 4096;
}

TEST(HostileReceiver, a_gigabyte_costs_no_memory) {
    Asker asker;
    Receiver receiver{
        asker.loop,
        {kHead + "Content-Length: 1073741824\r\n\r\n", Then::flood, std::string(1024 * 1024, 'x')}};
    auto const before = resident_bytes();
    auto const response = asker.ask({.url = receiver.url()});
    ASSERT_TRUE(response) << response.error().detail;
    EXPECT_TRUE(response->body_cut);
    EXPECT_EQ(response->body.size(), 65536U);
    EXPECT_LT(resident_bytes(), before + 8 * 1024 * 1024);
    run_until(asker.loop, [&] { return receiver.ended == 1; });
    EXPECT_LT(receiver.sent, 64U * 1024 * 1024) << "it was not read to its end";
}

std::string output_of(char const* command) {
    std::string output;
    auto* const pipe = ::popen(command, "r");
    std::array<char, 4096> space;
    for (auto count = space.size(); count == space.size();) {
        count = std::fread(space.data(), 1, space.size(), pipe);
        output.append(space.data(), count);
    }
    ::pclose(pipe);
    return output;
}

TEST(HostileReceiver, a_bomb_is_not_unpacked) {
    Asker asker;
    auto const member = output_of("head -c 10000000 /dev/zero | gzip -9");
    ASSERT_GT(member.size(), 9000U);
    Receiver const receiver{asker.loop,
                            {kHead + "Content-Encoding: gzip\r\nContent-Length: " +
                             std::to_string(member.size()) + "\r\n\r\n" + member}};
    auto const response = asker.ask({.url = receiver.url()});
    ASSERT_TRUE(response) << response.error().detail;
    EXPECT_EQ(response->body, member) << "as it came, whatever it calls itself";
    EXPECT_NE(receiver.request.find("Accept-Encoding: identity\r\n"), std::string::npos);
}

TEST(HostileReceiver, a_body_of_exactly_the_limit_is_whole) {
    Asker asker;
    Receiver const receiver{asker.loop, {kHead + "Content-Length: 4\r\n\r\nabcd", Then::hold}};
    auto const response = asker.ask({.url = receiver.url(), .max_body = 4});
    ASSERT_TRUE(response) << response.error().detail;
    EXPECT_FALSE(response->body_cut);
    EXPECT_EQ(response->body, "abcd");
}

TEST(HostileReceiver, one_that_does_not_read_ends_in_time) {
    Asker asker;
    Receiver const receiver{asker.loop, {"", Then::hold, "", /*reads=*/false}};
    auto const response = asker.ask({.method = Method::post,
                                     .url = receiver.url(),
                                     .body = std::string(32U * 1024 * 1024, 'x'),
                                     .timeout = 1s});
    EXPECT_EQ(outcome_of(response), "http-timeout");
}

TEST(HostileReceiver, many_of_them_hold_up_nobody_else) {
    Asker asker;
    Receiver const hanging{asker.loop, {"", Then::hold}};
    Receiver const prompt{asker.loop, {kHead + "Content-Length: 0\r\n\r\n"}};
    std::vector<RequestHandle> all;
    for (int i = 0; i < 200; ++i)
        all.push_back(asker.client->ask({.url = hanging.url()}, [](Result<HttpResponse> const&) {}));
    EXPECT_EQ(outcome_of(asker.ask({.url = prompt.url(), .timeout = 2s})), "200");
}

}  // namespace

}  // namespace cadence::net::testing
