#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "api/world.h"

namespace cadence::testing {
namespace {

std::string const kIssues = kReleasePath + "/issues";

std::size_t issues_of(ApiWorld& world) {
    return world.get(kReleasePath).json().at("issues").as_array().size();
}

TEST(IdempotencyKey, the_same_request_is_carried_out_once_and_answered_alike) {
    ApiWorld world;
    auto const first =
        world.post("quinn", kIssues, R"({"text":"slow"})", {{"idempotency-key", "\"8e03978e\""}});
    auto const again = world.post("quinn", kIssues, R"({"text":"slow"})", {{"idempotency-key", "8e03978e"}});
    EXPECT_EQ(again.status, 200);
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(again.header("content-type"), "application/json");
    EXPECT_EQ(first.header("idempotency-replayed"), "");
    EXPECT_EQ(again.header("idempotency-replayed"), "true");
    EXPECT_EQ(issues_of(world), 1U);
}

TEST(IdempotencyKey, another_request_under_it_is_refused) {
    ApiWorld world;
    world.post("quinn", kIssues, R"({"text":"slow"})", {{"idempotency-key", "k"}});
    auto const other = world.post("quinn", kIssues, R"({"text":"slower"})", {{"idempotency-key", "k"}});
    EXPECT_EQ(other.status, 422);
    EXPECT_EQ(other.problem(), "idempotency-key-reused");
    EXPECT_EQ(issues_of(world), 1U);
}

TEST(IdempotencyKey, it_belongs_to_one_caller) {
    ApiWorld world;
    world.post("quinn", kIssues, R"({"text":"slow"})", {{"idempotency-key", "k"}});
    EXPECT_EQ(world.post("anna", kIssues, R"({"text":"slower"})", {{"idempotency-key", "k"}}).status, 200);
    EXPECT_EQ(issues_of(world), 2U);
}

TEST(IdempotencyKey, it_is_forgotten_after_a_day) {
    ApiWorld world;
    world.post("quinn", kIssues, R"({"text":"slow"})", {{"idempotency-key", "k"}});
    world.clock.advance(std::chrono::hours{24});
    auto const again = world.post("quinn", kIssues, R"({"text":"slow"})", {{"idempotency-key", "k"}});
    EXPECT_EQ(again.problem(), "already-there");
    EXPECT_EQ(world.post("quinn", kIssues, R"({"text":"slower"})", {{"idempotency-key", "k2"}}).status, 200);
    EXPECT_EQ(issues_of(world), 2U);
}

TEST(IdempotencyKey, a_refusal_is_not_kept) {
    ApiWorld world;
    auto const vote = [&] {
        return world.post("anna", kReleasePath + "/votes", R"({"vote":"go"})", {{"idempotency-key", "k"}});
    };
    EXPECT_EQ(vote().problem(), "state-does-not-allow");
    world.pass_to(kFrozen);
    EXPECT_EQ(vote().status, 200);
}

TEST(IdempotencyKey, while_the_first_is_carried_out_the_second_is_told_to_wait) {
    ApiWorld world;
    auto const request =
        ApiWorld::request(net::Method::post, kIssues,
                          {world.as("quinn"), {"content-type", "application/json"}, {"idempotency-key", "k"}},
                          R"({"text":"slow"})");
    auto const first = world.send(request);
    auto const second = world.send(request);
    EXPECT_EQ(world.read(request, *second).problem(), "idempotency-key-in-use");
    world.commit();
    EXPECT_EQ(world.read(request, *first).status, 200);
    EXPECT_EQ(world.ask(request).status, 200);
    EXPECT_EQ(issues_of(world), 1U);
}

TEST(IdempotencyKey, a_new_token_is_repeated_without_its_secret) {
    ApiWorld world;
    auto const make = [&] {
        return world.post("olga", "/v1/tokens", R"({"person":"anna"})", {{"idempotency-key", "k"}});
    };
    auto const first = make();
    auto const again = make();
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(again.at("/token/id"), first.at("/token/id"));
    EXPECT_NE(first.at("/secret"), "");
    EXPECT_EQ(again.at("/secret"), "");
}

TEST(IdempotencyKey, it_must_be_one) {
    ApiWorld world;
    for (auto const& key :
         {std::string{}, std::string{"\"\""}, std::string(201, 'k'), std::string{"two words"}}) {
        EXPECT_EQ(world.post("quinn", kIssues, R"({"text":"slow"})", {{"idempotency-key", key}}).problem(),
                  "idempotency-key-wrong")
            << key;
    }
    EXPECT_EQ(world.post("quinn", kIssues, R"({"text":"slow"})", {{"idempotency-key", std::string(200, 'k')}})
                  .status,
              200);
}

void fill_with_issues(ApiWorld& world, int count) {
    for (int i = 0; i < count; ++i)
        world.post("quinn", kIssues, R"({"text":")" + std::to_string(i) + std::string(200, 'x') + "\"}");
}

TEST(IdempotencyKey, a_large_answer_is_given_again_and_not_kept) {
    ApiWorld world;
    fill_with_issues(world, 30);
    for (auto const& path : {kIssues, std::string{"/v1/releases/meant/issues"}}) {
        auto const body = R"({"text":"slow on )" + path + "\"}";
        auto const first = world.post("quinn", path, body, {{"idempotency-key", path}});
        ASSERT_EQ(first.status, 200) << first.body;
        ASSERT_GT(first.body.size(), api::kLargestKept);
        auto const again = world.post("quinn", path, body, {{"idempotency-key", path}});
        EXPECT_EQ(again.status, 200);
        EXPECT_EQ(again.body, first.body);
        EXPECT_EQ(again.header("content-location"), first.header("content-location"));
        EXPECT_EQ(again.header("idempotency-replayed"), "true");
        auto const kept = world.engine().store().reply_to("quinn", path);
        ASSERT_TRUE(kept);
        EXPECT_EQ(kept->body, "");
    }
    EXPECT_EQ(issues_of(world), 32U);
}

TEST(IdempotencyKey, a_large_answer_given_again_tells_how_things_stand_and_what_was_recorded_then) {
    ApiWorld world;
    fill_with_issues(world, 30);
    auto const ask = [&] {
        return world.post("quinn", kIssues, R"({"text":"slow"})", {{"idempotency-key", "k"}});
    };
    auto const first = ask();
    fill_with_issues(world, 0);
    world.post("quinn", kIssues, R"({"text":"slower"})");
    auto const again = ask();
    EXPECT_EQ(again.at("/issues_recorded"), first.at("/issues_recorded"));
    EXPECT_EQ(again.json().at("issues").as_array().size(), 32U);
}

TEST(IdempotencyKey, who_keeps_too_many_is_refused_another_and_loses_none) {
    ApiWorld world;
    {
        auto transaction = world.engine().store().begin();
        for (std::size_t i = 1; i < api::kMostKept; ++i)
            transaction.keep_reply({.caller = "quinn", .key = std::to_string(i), .at = world.clock.now()});
        transaction.commit();
    }
    world.post("quinn", kIssues, R"({"text":"slow"})", {{"idempotency-key", "first"}});
    auto const refused = world.post("quinn", kIssues, R"({"text":"slower"})", {{"idempotency-key", "k"}});
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(refused.problem(), "too-many-idempotency-keys");
    EXPECT_EQ(refused.header("retry-after"), "86400");
    EXPECT_EQ(world.post("quinn", kIssues, R"({"text":"slow"})", {{"idempotency-key", "first"}})
                  .header("idempotency-replayed"),
              "true");
    EXPECT_EQ(world.post("anna", kIssues, R"({"text":"slower"})", {{"idempotency-key", "k"}}).status, 200);
    world.clock.advance(std::chrono::hours{24});
    EXPECT_EQ(world.post("quinn", kIssues, R"({"text":"slowest"})", {{"idempotency-key", "k"}}).status, 200);
}

}  // namespace
}  // namespace cadence::testing
