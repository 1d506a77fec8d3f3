// How often one caller may ask. Whoever asks too often is told when to come again, and nobody else notices.
#include <gtest/gtest.h>

#include "api/world.h"

namespace cadence::testing {
namespace {

struct RatedWorld : ApiWorld {
    RatedWorld() : ApiWorld{{.server = "writes_per_second = 2\nreads_per_second = 5\nreads = \"token\""}} {}

    int write(std::string const& person) {
        return status_of(*this, request(net::Method::post, kReleasePath + "/issues",
                                        {as(person), {"content-type", "application/json"}},
                                        R"({"text":")" + std::to_string(++issues) + "\"}"));
    }
    int read(std::string const& person) {
        return status_of(*this, request(net::Method::get, "/v1/trains", {as(person)}));
    }
    /// Its form is the business of other tests.
    static int status_of(ApiWorld& world, net::Request const& request) {
        auto const exchange = world.send(request);
        world.commit();
        return exchange->answer == nullptr ? 0 : std::stoi(exchange->answer->head.substr(9, 3));
    }
    /// So many of those are answered before the first that is refused.
    template <class Ask>
    static int until_refused(Ask const& ask) {
        int answered = 0;
        while (answered < 5'000 && ask() != 429) ++answered;
        return answered;
    }
    int issues = 0;
};

TEST(Rates, ten_seconds_worth_of_writes_at_once_then_as_many_as_are_allowed) {
    RatedWorld world;
    EXPECT_EQ(RatedWorld::until_refused([&] { return world.write("quinn"); }), 20);
    world.clock.advance(std::chrono::seconds{1});
    EXPECT_EQ(RatedWorld::until_refused([&] { return world.write("quinn"); }), 2);
    world.clock.advance(std::chrono::hours{1});
    EXPECT_EQ(RatedWorld::until_refused([&] { return world.write("quinn"); }), 20);
}

TEST(Rates, a_refusal_says_when_to_come_again_and_changes_nothing) {
    RatedWorld world;
    RatedWorld::until_refused([&] { return world.write("quinn"); });
    auto const refused = world.post("quinn", kReleasePath + "/issues", R"({"text":"one more"})");
    EXPECT_EQ(refused.problem(), "rate-limited");
    EXPECT_EQ(refused.header("retry-after"), "1");
    EXPECT_EQ(world.get("/v1/events?type=issue_recorded&limit=100", {world.as("anna")})
                  .json()
                  .at("items")
                  .as_array()
                  .size(),
              20U);
}

TEST(Rates, each_token_has_its_own_and_writes_take_nothing_from_reads) {
    RatedWorld world;
    RatedWorld::until_refused([&] { return world.write("quinn"); });
    EXPECT_EQ(world.write("anna"), 200);
    EXPECT_EQ(RatedWorld::until_refused([&] { return world.read("quinn"); }), 50);
    EXPECT_EQ(world.read("anna"), 200);
}

TEST(Rates, a_clock_that_is_set_gives_and_takes_nothing) {
    RatedWorld world;
    RatedWorld::until_refused([&] { return world.write("quinn"); });
    world.clock.step(std::chrono::minutes{10});
    EXPECT_EQ(world.write("quinn"), 429);
    world.clock.step(-std::chrono::hours{10});
    world.clock.advance(std::chrono::seconds{1});
    EXPECT_EQ(RatedWorld::until_refused([&] { return world.write("quinn"); }), 2);
}

TEST(Rates, the_operator_is_hardly_ever_locked_out) {
    RatedWorld world;
    EXPECT_EQ(RatedWorld::until_refused([&] { return world.read("operator"); }), 50 * 50);
}

TEST(Rates, without_a_token_an_address_has_its_own_and_this_machine_has_none) {
    ApiWorld world{{.server = "reads_per_second = 5"}};
    auto const read_from = [&](std::string const& peer) {
        return [&world, peer] {
            auto request = ApiWorld::request(net::Method::get, "/v1/status");
            request.peer = peer;
            return RatedWorld::status_of(world, request);
        };
    };
    EXPECT_EQ(RatedWorld::until_refused(read_from("192.0.2.7:50312")), 50);
    EXPECT_EQ(read_from("192.0.2.7:50313")(), 429);
    EXPECT_EQ(read_from("192.0.2.8:50312")(), 200);
    EXPECT_EQ(RatedWorld::until_refused(read_from("127.0.0.1:50312")), 5'000);
}

TEST(Rates, no_end_of_addresses_takes_no_end_of_memory) {
    ApiWorld world{{.server = "reads_per_second = 5"}};
    auto request = ApiWorld::request(net::Method::get, "/v1/status");
    for (std::size_t i = 0; i < 3 * api::Rates::kMostBuckets; ++i) {
        request.peer = "[2001:db8::" + std::to_string(i) + "]:50312";
        world.send(request);
    }
    EXPECT_LE(world.api().rates().size(), api::Rates::kMostBuckets);
}

}  // namespace
}  // namespace cadence::testing
