// Names, asked of a server that is real, if small.
#include "net/resolver.h"

#include "client_world.h"
#include "name_server.h"

namespace cadence::net::testing {

namespace {

std::string const kOk = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

struct Named : Asker {
    Named() {
        client = std::make_unique<net::Client>(loop, net::Client::Options{.name_servers = names.address()});
    }

    /// The receiver under another name.
    [[nodiscard]] std::string url(std::string const& name) const {
        auto made = receiver.url();
        return made.replace(made.find("127.0.0.1"), 9, name);
    }
    NameServer names{loop};
    Receiver receiver{loop, {kOk}};
};

TEST(Names, are_asked_of_the_name_server) {
    Named world;
    world.names.addresses = {{"good.example.org", "127.0.0.1"}};
    EXPECT_EQ(outcome_of(world.ask({.url = world.url("good.example.org")})), "200");
    EXPECT_EQ(world.names.questions["good.example.org"], 1);
}

TEST(Names, may_be_aliases) {
    Named world;
    world.names.addresses = {{"good.example.org", "127.0.0.1"}};
    world.names.aliases = {{"www.example.org", "good.example.org"}};
    EXPECT_EQ(outcome_of(world.ask({.url = world.url("www.example.org")})), "200");
}

TEST(Names, that_nobody_answers_for_delay_no_other) {
    Named world;
    world.names.addresses = {{"good.example.org", "127.0.0.1"}};
    std::vector<RequestHandle> dead;
    int ended = 0;
    for (int i = 0; i < 8; ++i)
        dead.push_back(world.client->ask({.url = world.url("dead-" + std::to_string(i) + ".example.org")},
                                         [&](auto const&) { ++ended; }));
    auto const good = world.ask({.url = world.url("good.example.org")});
    ASSERT_EQ(outcome_of(good), "200");
    EXPECT_LT(good->took, 1s);
    EXPECT_EQ(ended, 0);
}

TEST(Names, that_are_known_are_asked_for_once) {
    Named world;
    world.names.addresses = {{"good.example.org", "127.0.0.1"}};
    world.names.denied = {"none.example.org"};
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(outcome_of(world.ask({.url = world.url("good.example.org")})), "200");
        EXPECT_EQ(outcome_of(world.ask({.url = world.url("none.example.org")})), "http-resolve");
    }
    EXPECT_EQ(world.names.questions["good.example.org"], 1);
    EXPECT_EQ(world.names.questions["none.example.org"], 1);
}

TEST(Names, that_several_ask_for_are_asked_for_once) {
    Named world;
    world.names.addresses = {{"good.example.org", "127.0.0.1"}};
    std::vector<RequestHandle> asking;
    int answered = 0;
    for (int i = 0; i < 5; ++i)
        asking.push_back(world.client->ask({.url = world.url("good.example.org")},
                                           [&](auto const& response) { answered += response ? 1 : 0; }));
    run_until(world.loop, [&] { return answered == 5; });
    EXPECT_EQ(world.names.questions["good.example.org"], 1);
}

TEST(Names, that_there_are_none_of_are_said_so) {
    Named world;
    world.names.denied = {"none.example.org"};
    auto const denied = world.ask({.url = world.url("none.example.org")});
    ASSERT_EQ(outcome_of(denied), "http-resolve");
    EXPECT_EQ(denied.error().detail,
              "Cannot find the address of none.example.org: Host not found (authoritative).");
}

TEST(Names, that_need_no_look_up_ask_no_server) {
    Named world;
    for (auto const* const name : {"localhost", "127.0.0.1"})
        EXPECT_EQ(outcome_of(world.ask({.url = world.url(name)})), "200");
    EXPECT_TRUE(world.names.questions.empty());
}

TEST(Names, that_are_still_looked_up_hold_nobody_who_lets_go) {
    Named world;
    int called = 0;
    auto const count = [&](auto const&) { ++called; };
    (void)world.client->ask({.url = world.url("dead.example.org")}, count);
    auto const asking = world.client->ask({.url = world.url("dead.example.org")}, count);
    run_until(world.loop, [&] { return world.names.questions["dead.example.org"] == 1; });
    auto const limited = world.ask({.url = world.url("dead.example.org"), .timeout = 100ms});
    EXPECT_EQ(outcome_of(limited), "http-timeout-connecting");
    world.client.reset();
    world.loop.poll();
    EXPECT_EQ(called, 0);
}

TEST(Resolver, takes_no_servers_that_are_none) {
    boost::asio::io_context loop;
    EXPECT_THROW((Resolver{loop, "not an address"}), std::invalid_argument);
}

}  // namespace

}  // namespace cadence::net::testing
