// One poll of a bot: all that matters of a train, in little.
#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/world.h"

namespace cadence::testing {
namespace {

using ::testing::HasSubstr;

TEST(Status, stays_small_however_much_is_open) {
    ApiWorld world;
    for (int i = 0; i < 40; ++i) {
        auto const number = std::to_string(i);
        world.post("anna", "/v1/trains/backend/merges",
                   R"({"commit":"aaaaaaa)" + std::to_string(10 + i) + R"(","title":"Fix it"})");
        world.post("anna", "/v1/trains/backend/freezes",
                   R"({"actions":["merge"],"reason":"number )" + number + "\"}");
        world.post("anna", "/v1/releases",
                   R"({"kind":"hotfix","criterion":"data_integrity","title":"fix )" + number + "\"}");
    }
    auto const status = world.get("/v1/status");
    EXPECT_LE(status.body.size(), 16U * 1024);
    EXPECT_EQ(status.at("/trains/0/deadlines/0/subject"), "aaaaaaa10") << "soonest due first";
    EXPECT_EQ(status.at("/trains/0/deadlines/5"), "");
    EXPECT_EQ(status.at("/trains/0/more/deadlines"), "35");
    EXPECT_EQ(status.at("/trains/0/more/freezes"), "35");
    EXPECT_EQ(status.at("/trains/0/more/on_demand"), "35");
    EXPECT_EQ(status.at("/trains/0/main/ahead_of_production"), "40");
    EXPECT_EQ(world.get("/v1/deadlines?limit=100").json().at("items").as_array().size(), 40U);

    auto const text = world.get("/v1/status", {{"accept", "text/plain"}}).body;
    EXPECT_THAT(text, HasSubstr("and 35 more deadlines: /v1/deadlines\n"));
    EXPECT_THAT(text, HasSubstr("and 35 more freezes: /v1/trains/backend\n"));
    EXPECT_LE(text.size(), 4U * 1024);
}

TEST(Status, says_nothing_of_more_where_there_is_none) {
    ApiWorld world;
    world.post("anna", "/v1/trains/backend/freezes", R"({"actions":["merge"],"reason":"stop"})");
    auto const status = world.get("/v1/status");
    EXPECT_NE(status.at("/trains/0/freezes/0/id"), "");
    EXPECT_EQ(status.at("/trains/0/more"), "");
}

}  // namespace
}  // namespace cadence::testing
