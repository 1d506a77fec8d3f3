// Large bodies: they share what the server has for them, and one that is answered without being read is
// still let in, so that its sender comes to read the answer.
#include "net/world.h"

namespace cadence::net::testing {
namespace {

std::string head(std::size_t bytes, std::string_view target = "/a") {
    return "POST " + std::string{target} +
           " HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(bytes) + "\r\n\r\n";
}

/// More than a socket holds: the server reads in between.
void send_all(World& world, Client& client, std::string_view bytes) {
    static constexpr std::size_t kPiece = 16384;
    for (; !bytes.empty(); bytes.remove_prefix(std::min(kPiece, bytes.size()))) {
        client.send(bytes.substr(0, kPiece));
        world.settle();
    }
}

TEST(LargeBodies, one_may_be_as_large_as_admission_lets_it) {
    World world;
    world.options.admit = [](Request const&) { return std::optional<Reply>{}; };
    world.start();
    auto const client = world.connect();
    std::string const body(3'000'000, 'b');
    send_all(world, *client, head(body.size()) + body);
    EXPECT_EQ(client->answer().status, 200);
    ASSERT_EQ(world.requests.size(), 1U);
    EXPECT_EQ(world.requests[0].body.size(), body.size());

    client->send(head(25 * 1024 * 1024 + 1));
    EXPECT_EQ(client->answer().status, 413);
}

TEST(LargeBodies, those_that_are_only_announced_take_the_room_too_and_give_it_back) {
    World world;
    world.options.limits.large_bodies_bytes = 150'000;
    world.options.admit = [](Request const&) { return std::optional<Reply>{}; };
    world.start();
    auto const first = world.connect();
    first->send(head(100'000) + "begins");
    world.settle();
    auto const second = world.connect();
    second->send(head(100'000));
    auto const refused = second->answer();
    EXPECT_EQ(refused.status, 503);
    EXPECT_TRUE(refused.has("Retry-After: 5"));
    second->wait_for_end();

    auto const small = world.connect();
    send_all(world, *small, head(65'536) + std::string(65'536, 's'));
    EXPECT_EQ(small->answer().status, 200);  // whatever the large ones do

    first->close();
    run_until(world.loop, [&] { return world.server->connections() == 1; });
    auto const third = world.connect();
    send_all(world, *third, head(100'000) + std::string(100'000, 'c'));
    EXPECT_EQ(third->answer().status, 200);
    send_all(world, *third, head(100'000) + std::string(100'000, 'd'));  // what was handled is let go of
    EXPECT_EQ(third->answer().status, 200);
}

TEST(LargeBodies, one_peer_cannot_have_all_the_room_but_a_proxy_on_this_machine_can) {
    for (bool const counted : {true, false}) {
        World world;
        world.options.limits.large_bodies_bytes_per_peer = 150'000;
        world.options.limits.loopback_is_a_peer = counted;
        world.options.admit = [](Request const&) { return std::optional<Reply>{}; };
        world.start();
        auto const first = world.connect();
        send_all(world, *first, head(200'000) + std::string(200'000, 'a'));
        EXPECT_EQ(first->answer().status, 200);  // a single one may be any
        first->send(head(100'000) + "begins");
        world.settle();
        auto const second = world.connect();
        send_all(world, *second, head(100'000) + std::string(100'000, 'b'));
        EXPECT_EQ(second->answer().status, counted ? 503 : 200);
        send_all(world, *first, std::string(100'000 - 6, 'a'));
        EXPECT_EQ(first->answer().status, 200);
    }
}

TEST(LargeBodies, what_is_answered_well_without_being_read_is_thrown_away_and_the_connection_goes_on) {
    World world;
    world.options.limits.large_bodies_bytes = 0;  // it takes no memory
    world.options.admit = [](Request const& request) -> std::optional<Reply> {
        if (request.path == "/a") return std::nullopt;
        return Reply{200, {}, "ignored"};
    };
    world.start();
    auto const client = world.connect();
    std::string const body(2'000'000, 'b');
    send_all(world, *client, head(body.size(), "/ignored") + body + std::string{kGet});
    auto const ignored = client->answer();
    EXPECT_EQ(ignored.status, 200);
    EXPECT_EQ(ignored.body, "ignored");
    EXPECT_EQ(client->answer().body, "/a\n");
    ASSERT_EQ(world.requests.size(), 1U);
}

TEST(LargeBodies, one_that_never_comes_is_not_waited_for) {
    World world;
    world.options.limits.body_time = 30ms;
    world.options.admit = [](Request const&) { return std::optional{Reply{200, {}, "ignored"}}; };
    world.start();
    auto const client = world.connect();
    client->send(head(100'000) + "begins");
    client->wait_for_end();
    EXPECT_TRUE(world.requests.empty());
}

}  // namespace
}  // namespace cadence::net::testing
