// Blackouts, tokens, the clock and the configuration.
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "api/world.h"

namespace cadence::testing {
namespace {

std::string const kBlackouts = "/v1/trains/backend/blackouts";

TEST(Blackouts, adding_one_says_what_moves_and_what_stays) {
    ApiWorld world;
    world.pass_to(kFrozen);
    auto const answer =
        world.post("paul", kBlackouts, R"({"from":"2026-01-08","to":"2026-01-22","reason":"stock-taking"})");
    EXPECT_EQ(answer.status, 201);
    EXPECT_EQ(answer.at("/blackout/id"), "blackout-1");
    EXPECT_EQ(
        answer.at("/moved"),
        R"([{"release":"backend-2026-01-22","from":"2026-01-22T10:00:00Z","to":"2026-01-29T10:00:00Z"}])");
    EXPECT_EQ(answer.at("/kept"), R"(["backend-2026-01-08"])");
    EXPECT_EQ(world.get("/v1/trains/backend").at("/blackouts/0/source"), "api");
    auto const moved = world.get("/v1/releases/backend-2026-01-22");
    EXPECT_EQ(moved.at("/moved_from/reason"), "stock-taking");
}

TEST(Blackouts, ending_one_says_what_moves_back) {
    ApiWorld world;
    world.post("paul", kBlackouts, R"({"from":"2026-02-01","to":"2026-02-28","reason":"migration"})");
    EXPECT_EQ(world.get("/v1/upcoming").at("/skipped/0/reason"), "migration");
    auto const answer = world.del("anna", kBlackouts + "/blackout-1");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.at("/moved/0"), R"({"release":"backend-2026-02-05","to":"2026-02-05T10:00:00Z"})");
    EXPECT_EQ(world.del("anna", kBlackouts + "/blackout-1").problem(), "blackout-not-found");
}

TEST(Blackouts, a_wrong_one_is_refused) {
    ApiWorld world;
    EXPECT_EQ(
        world.post("anna", kBlackouts, R"({"from":"2026-03-02","to":"2026-03-01","reason":"x"})").problem(),
        "blackout-ends-before-it-starts");
    EXPECT_EQ(
        world.post("anna", kBlackouts, R"({"from":"2025-03-01","to":"2025-03-02","reason":"x"})").problem(),
        "date-in-the-past");
    EXPECT_EQ(
        world.post("anna", kBlackouts, R"({"from":"2026-02-30","to":"2026-03-02","reason":"x"})").problem(),
        "not-a-date");
    EXPECT_EQ(world.post("bob", kBlackouts, R"({"from":"2026-03-01","to":"2026-03-02","reason":"x"})").status,
              403);
    EXPECT_EQ(world
                  .post("anna", "/v1/trains/nope/blackouts",
                        R"({"from":"2026-03-01","to":"2026-03-02","reason":"x"})")
                  .problem(),
              "train-not-found");
    EXPECT_EQ(world.del("bob", kBlackouts + "/blackout-1").status, 403);
}

TEST(Tokens, a_new_one_is_shown_once_and_works_until_it_is_revoked) {
    ApiWorld world;
    auto const made =
        world.post("olga", "/v1/tokens", R"({"person":"anna","valid_for":"90d","note":"laptop"})");
    ASSERT_EQ(made.status, 201);
    EXPECT_EQ(made.at("/token/expires_at"), "2026-04-04T09:00:00Z");
    auto const bearer = std::pair<std::string, std::string>{"authorization", "Bearer " + made.at("/secret")};
    auto const id = made.at("/token/id");
    auto const issue = [&] {
        return world.ask(ApiWorld::request(net::Method::post, kReleasePath + "/issues",
                                           {bearer, {"content-type", "application/json; charset=utf-8"}},
                                           R"({"text":"slow"})"));
    };
    EXPECT_EQ(issue().status, 200);
    auto const listed = world.get("/v1/tokens", {world.as("operator")});
    EXPECT_EQ(listed.body.find(made.at("/secret")), std::string::npos);
    EXPECT_NE(listed.body.find(R"("last_used_at")"), std::string::npos);
    EXPECT_EQ(world.del("olga", "/v1/tokens/" + id).at("/revoked_at"), "2026-01-04T09:00:00Z");
    EXPECT_EQ(issue().problem(), "token-revoked");
}

TEST(Tokens, only_ops_make_and_list_them) {
    ApiWorld world;
    EXPECT_EQ(world.post("anna", "/v1/tokens", R"({"person":"anna"})").status, 403);
    EXPECT_EQ(world.get("/v1/tokens", {world.as("anna")}).problem(), "role-needed");
    EXPECT_EQ(world.post("olga", "/v1/tokens", R"({"person":"nobody"})").problem(), "person-not-found");
    EXPECT_EQ(world.post("olga", "/v1/tokens", R"({"person":"anna","valid_for":"soon"})").problem(),
              "not-a-duration");
    EXPECT_EQ(world.del("olga", "/v1/tokens/none").problem(), "token-not-found");
}

TEST(TheClock, a_hold_is_shown_and_accepted) {
    ApiWorld world;
    EXPECT_EQ(world.post("olga", "/v1/clock/accept", "").problem(), "clock-not-held");
    world.clock.step(std::chrono::hours{3});
    world.engine().tick();
    EXPECT_EQ(world.get("/v1/status").at("/clock/on_hold"), "true");
    EXPECT_TRUE(world.get("/health/ready").at("/checks/clock").starts_with("on hold"));
    EXPECT_TRUE(
        world.get("/v1/status", {{"accept", "text/plain"}}).body.starts_with("The calendar is on hold"));
    EXPECT_EQ(world.post("paul", "/v1/clock/accept", "{}").status, 403);
    EXPECT_EQ(world.post("anna", "/v1/clock/accept", R"({"reason":"checked"})").at("/accepted"), "true");
    EXPECT_EQ(world.get("/v1/status").at("/clock/on_hold"), "false");
}

std::string plan_of(std::string const& time) {
    auto const toml =
        "[[people]]\nid = \"anna\"\nroles = [\"tech-lead\", \"product-owner\"]\n[[trains]]\nid = "
        "\"backend\"\n"
        "first_release = 2026-01-08\nweekday = \"Thursday\"\ntime = \"" +
        time + "\"\n";
    return boost::json::serialize(boost::json::object{{"toml", toml}});
}

TEST(Configuration, a_plan_tells_which_dates_change_and_changes_none) {
    ApiWorld world;
    auto const revision = world.engine().revision();
    world.token("quinn");
    auto const answer = world.post("quinn", "/v1/configuration/plan", plan_of("11:00"));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.at("/dates_changed/0"), R"({"train":"backend","release":"backend-2026-01-08",)"
                                             R"("from":"2026-01-08T10:00:00Z","to":"2026-01-08T11:00:00Z"})");
    EXPECT_EQ(world.get("/v1/upcoming").at("/items/0/opens_at"), "2026-01-08T10:00:00Z");
    EXPECT_EQ(world.engine().revision(), revision + 1);  // quinn's token
    auto const wrong = world.post("quinn", "/v1/configuration/plan", plan_of("25:00"));
    EXPECT_EQ(wrong.status, 422);
    EXPECT_EQ(wrong.problem(), "configuration-wrong");
    EXPECT_EQ(wrong.at("/errors/0/line"), "8");
}

TEST(Configuration, a_reload_applies_what_is_right_and_nothing_else) {
    ApiWorld world;
    EXPECT_EQ(world.post("olga", "/v1/configuration/reload", "{}").problem(), "no-configuration-file");
    std::string toml = "nonsense";
    world.api().sources.read_config = [&] { return config::parse_config(toml); };
    EXPECT_EQ(world.post("anna", "/v1/configuration/reload", "{}").problem(), "role-needed");
    EXPECT_EQ(world.post("olga", "/v1/configuration/reload", "").problem(), "configuration-wrong");
    toml = std::string{boost::json::parse(plan_of("11:00")).at("toml").as_string()};
    EXPECT_EQ(world.post("operator", "/v1/configuration/reload", "{}").at("/dates_changed/0/to"),
              "2026-01-08T11:00:00Z");
    EXPECT_EQ(world.get("/v1/upcoming").at("/items/0/opens_at"), "2026-01-08T11:00:00Z");
}

TEST(Configuration, a_reload_says_what_only_the_next_start_applies) {
    ApiWorld world;
    auto toml = std::string{boost::json::parse(plan_of("10:00")).at("toml").as_string()};
    world.api().sources.read_config = [&] { return config::parse_config(toml); };
    auto const answered = world.post("operator", "/v1/configuration/reload", "{}");
    EXPECT_EQ(answered.at("/needs_restart"), "[]") << answered.body;
    toml += "\n[outbound]\nproxy = \"http://proxy.example.org:3128\"\n";
    auto const changed = world.post("operator", "/v1/configuration/reload", "{}");
    EXPECT_EQ(changed.at("/needs_restart"), R"(["outbound.proxy"])") << changed.body;
    EXPECT_EQ(world.post("operator", "/v1/configuration/reload", "{}").at("/needs_restart"),
              R"(["outbound.proxy"])")
        << "still";
}

}  // namespace
}  // namespace cadence::testing
