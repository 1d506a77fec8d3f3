// Bodies made to hurt, signed by who knows the secret: nobody waits for them, and they end in a refusal or in
// nothing.
#include <deque>

#include <gtest/gtest.h>

#include "api/hook_world.h"

namespace cadence::testing {
namespace {

constexpr std::size_t kLargestHook = 25 * 1024 * 1024;

/// Whose turns are taken one by one.
struct BombedWorld : HookWorld {
    BombedWorld() : HookWorld{{}, kLargestHook} {
        world.api().hooks().later = [this](auto step) { turns.push_back(std::move(step)); };
    }
    bool take_turn() {
        if (turns.empty()) return false;
        auto const step = std::move(turns.front());
        turns.pop_front();
        step();
        return true;
    }
    /// What came of it, and in how many turns.
    std::pair<Answered, int> send(net::Request const& request) {
        auto const exchange = world.send(request);
        int taken = 0;
        while (take_turn()) ++taken;
        world.commit();
        return {world.read(request, *exchange), taken};
    }
    std::deque<std::function<void()>> turns;
};

std::string repeated(std::string_view what, std::size_t bytes) {
    std::string all;
    all.reserve(bytes + what.size());
    while (all.size() < bytes) all += what;
    return all;
}

std::string push_with(std::string const& more) {
    auto body = push_to_main();
    auto const end = body.rfind('}');
    return body.substr(0, end) + "," + more + "}";
}

TEST(HookBombs, what_nobody_asks_for_is_passed_over_in_small_steps_and_not_kept) {
    BombedWorld hooks;
    auto const [answer, turns] = hooks.send(
        hooks.github("push", push_with("\"x\":\"" + std::string(kLargestHook - 20'000, 'x') + "\"")));
    EXPECT_EQ(answer.status, 202) << answer.body;
    EXPECT_GT(turns, 400);
    auto const kept = hooks.world.engine().store().waiting_arrivals(1);
    ASSERT_EQ(kept.size(), 1U);
    EXPECT_LT(kept.front().body.size(), 10'000U);
    hooks.work();
    EXPECT_EQ(hooks.world.get("/v1/trains/backend/merges").at("/items/0/commit"), kCommit);
}

TEST(HookBombs, too_many_values_names_or_digits_are_refused) {
    BombedWorld hooks;
    for (auto const& bomb : {push_with("\"x\":[0" + repeated(",0", kLargestHook - 20'000) + "]"),
                             push_with("\"x\":[0" + repeated(",{\"ref\":[]}", kLargestHook - 20'000) + "]"),
                             push_with("\"x\":" + repeated("9", kLargestHook - 20'000)),
                             push_with("\"" + repeated("k", kLargestHook - 20'000) + "\":1"),
                             repeated("{\"a\":", kLargestHook - 8)}) {
        auto const [answer, turns] = hooks.send(hooks.github("push", bomb));
        EXPECT_EQ(answer.status, 400);
        EXPECT_EQ(answer.problem(), "hook-unreadable");
        EXPECT_LT(answer.body.size(), 1000U);
    }
    EXPECT_TRUE(hooks.world.engine().store().waiting_arrivals(1).empty());
}

TEST(HookBombs, a_form_may_hold_one_too) {
    BombedWorld hooks;
    auto const sent = [&](std::string body) {
        auto request = hooks.github("push", std::move(body));
        for (auto& [name, value] : request.headers)
            if (name == "content-type") value = "application/x-www-form-urlencoded";
        return hooks.send(request).first;
    };
    EXPECT_EQ(sent("payload=" + repeated("%5B", kLargestHook - 100)).problem(), "hook-unreadable");
    EXPECT_EQ(sent(repeated("a=&", kLargestHook - 100) + "payload={}").problem(), "hook-unreadable");
}

TEST(HookBombs, whoever_asks_meanwhile_is_answered_between_two_steps) {
    BombedWorld hooks;
    auto const large = hooks.github("push", push_with("\"x\":\"" + std::string(4'000'000, 'x') + "\""));
    auto const exchange = hooks.world.send(large);
    EXPECT_EQ(exchange->answer, nullptr);
    EXPECT_TRUE(hooks.take_turn());
    EXPECT_EQ(hooks.world.get("/v1/status").status, 200);
    EXPECT_EQ(hooks.world.ask(hooks.github("ping", R"({"zen":"x"})", "a-2")).status, 202);
    EXPECT_EQ(exchange->answer, nullptr);
}

TEST(HookBombs, one_whose_sender_has_gone_is_forgotten) {
    BombedWorld hooks;
    auto const exchange =
        hooks.world.send(hooks.github("push", push_with("\"x\":\"" + std::string(4'000'000, 'x') + "\"")));
    hooks.take_turn();
    exchange->closed();
    while (hooks.take_turn()) {
    }
    hooks.world.commit();
    EXPECT_EQ(exchange->answer, nullptr);
    EXPECT_TRUE(hooks.world.engine().store().waiting_arrivals(1).empty());
}

TEST(HookBombs, a_body_of_the_api_with_too_many_values_is_refused) {
    ApiWorld world;
    auto const merges = "/v1/trains/backend/merges";
    for (auto const& bomb :
         {"{\"commit\":\"aaaaaaa1\",\"paths\":[\"a\"" + repeated(",[]", 4'000'000) + "]}",
          "{\"commit\":\"aaaaaaa1\",\"paths\":[\"a\"" + repeated(",\"a\"", 4'000'000) + "]}"}) {
        auto const answer = world.post("bob", merges, bomb);
        EXPECT_EQ(answer.status, 400);
        EXPECT_EQ(answer.problem(), "too-large");
    }
}

}  // namespace
}  // namespace cadence::testing
