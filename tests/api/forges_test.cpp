// How the merge gates stand at their forges, over HTTP.
#include <gtest/gtest.h>

#include "api/world.h"
#include "base/instant.h"

namespace cadence::testing {

namespace {

worker::ForgeStanding standing_of(std::string const& train) {
    worker::ForgeStanding standing{.train = train, .branch = "main"};
    standing.forge.repository = "acme/" + train;
    standing.forge.context = "cadenced/merge (main)";
    standing.open = 3;
    standing.posted = 2;
    standing.waiting = 1;
    return standing;
}

TEST(Forges, are_shown_with_what_is_wrong_and_whether_a_merge_must_heed_them) {
    ApiWorld world{{.more = std::string{kWebTrain}}};
    EXPECT_EQ(world.get("/v1/forges").at("/items"), "[]");
    auto failing = standing_of("backend");
    failing.failing_since = parse_instant("2026-01-02T09:00:00Z").value();
    failing.failing = "HTTP 401: Bad credentials";
    failing.required = false;
    failing.cut_off = true;
    failing.advice = "the status is not required";
    world.api().sources.read_forges = [&] { return std::vector{failing, standing_of("web")}; };

    auto const page = world.get("/v1/forges");
    EXPECT_EQ(page.at("/items/0/kind"), "github");
    EXPECT_EQ(page.at("/items/0/repository"), "acme/backend");
    EXPECT_EQ(page.at("/items/0/context"), "cadenced/merge (main)");
    EXPECT_EQ(page.at("/items/0/waiting"), "1");
    EXPECT_EQ(page.at("/items/0/required"), "false");
    EXPECT_EQ(page.at("/items/0/advice"), "the status is not required");
    EXPECT_EQ(page.at("/items/0/failing_since"), "2026-01-02T09:00:00Z");
    EXPECT_EQ(page.at("/items/0/cut_off"), "true");
    EXPECT_EQ(page.at("/items/0/failing"), "HTTP 401: Bad credentials");
    EXPECT_EQ(page.at("/items/1/repository"), "acme/web");
    EXPECT_EQ(page.at("/items/1/required"), "") << "it cannot be told yet";
}

TEST(Forges, are_asked_for_each_time_and_by_train) {
    ApiWorld world{{.more = std::string{kWebTrain}}};
    auto one = standing_of("backend");
    world.api().sources.read_forges = [&] { return std::vector{one, standing_of("web")}; };
    EXPECT_EQ(world.get("/v1/forges?train=web").at("/items/0/repository"), "acme/web");
    EXPECT_EQ(world.get("/v1/forges?train=backend").at("/items/0/posted"), "2");
    one.posted = 3;
    EXPECT_EQ(world.get("/v1/forges?train=backend").at("/items/0/posted"), "3");
    EXPECT_EQ(world.get("/v1/forges?train=backnd").problem(), "train-not-found");
}

}  // namespace

}  // namespace cadence::testing
