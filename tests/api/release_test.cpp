#include <gtest/gtest.h>

#include "api/world.h"

namespace cadence::testing {
namespace {

ApiWorld& frozen(ApiWorld& world) {
    world.pass_to(kFrozen);
    return world;
}

TEST(Releases, two_votes_and_a_candidate_make_a_go) {
    ApiWorld world;
    frozen(world);
    EXPECT_EQ(world.post("bob", kReleasePath + "/candidate", R"({"version":"2.4.0","commit":"4f1c9a0"})")
                  .at("/candidate/by"),
              "bob");
    auto const one = world.post("anna", kReleasePath + "/votes", R"({"vote":"go"})");
    EXPECT_EQ(one.status, 200);
    EXPECT_EQ(one.at("/waiting_for"), R"(["product-owner"])");
    auto const two = world.post("paul", kReleasePath + "/votes", R"({"vote":"go","reason":"fine"})");
    EXPECT_EQ(two.at("/state"), "go");
    EXPECT_EQ(two.at("/decision/verdict"), "go");
    EXPECT_EQ(two.at("/votes/1/reason"), "fine");
    EXPECT_EQ(world.get(kReleasePath).body, two.body);
}

TEST(Releases, voting_the_same_twice_is_refused) {
    ApiWorld world;
    frozen(world);
    EXPECT_EQ(world.post("anna", kReleasePath + "/votes", R"({"vote":"go"})").status, 200);
    auto const again = world.post("anna", kReleasePath + "/votes", R"({"vote":"go"})");
    EXPECT_EQ(again.status, 409);
    EXPECT_EQ(again.problem(), "already-voted");
}

TEST(Releases, a_vote_must_be_possible_and_reasoned) {
    ApiWorld world;
    auto const early = world.post("anna", kReleasePath + "/votes", R"({"vote":"go"})");
    EXPECT_EQ(early.status, 409);
    EXPECT_EQ(early.problem(), "state-does-not-allow");
    frozen(world);
    auto const silent = world.post("anna", kReleasePath + "/votes", R"({"vote":"no_go"})");
    EXPECT_EQ(silent.problem(), "reason-needed");
    EXPECT_EQ(silent.at("/field"), "#/reason");
    auto const wrong_role = world.post("bob", kReleasePath + "/votes", R"({"vote":"go"})");
    EXPECT_EQ(wrong_role.status, 403);
    EXPECT_NE(wrong_role.at("/detail").find("Tech Lead"), std::string::npos);
    EXPECT_EQ(world.post("anna", "/v1/releases/backend-2026-01-07/votes", R"({"vote":"go"})").problem(),
              "release-not-found");
}

TEST(Releases, a_vote_is_withdrawn_by_its_author_or_lifted_with_a_reason) {
    ApiWorld world;
    frozen(world);
    EXPECT_EQ(world.del("paul", kReleasePath + "/votes").problem(), "no-vote");
    world.post("paul", kReleasePath + "/votes", R"({"vote":"no_go","reason":"checkout is broken"})");
    EXPECT_EQ(world.del("bob", kReleasePath + "/votes?person=paul&reason=gone").status, 403);
    EXPECT_EQ(world.del("anna", kReleasePath + "/votes?person=paul").problem(), "reason-needed");
    EXPECT_EQ(world.del("anna", kReleasePath + "/votes?person=paul&reason=on+holiday").at("/votes"), "[]");
    world.post("paul", kReleasePath + "/votes", R"({"vote":"go"})");
    EXPECT_EQ(world.del("paul", kReleasePath + "/votes").at("/votes"), "[]");
}

TEST(Releases, a_candidate_must_be_one) {
    ApiWorld world;
    EXPECT_EQ(world.post("anna", kReleasePath + "/candidate", "{}").problem(), "candidate-empty");
    EXPECT_EQ(world.post("anna", kReleasePath + "/candidate", R"({"commit":"main"})").problem(),
              "not-a-commit");
    EXPECT_EQ(world.post("paul", kReleasePath + "/candidate", R"({"version":"1"})").status, 403);
}

TEST(Releases, postponing_moves_one_release_and_tells_what_would_fit_otherwise) {
    ApiWorld world;
    auto const moved = world.post("anna", kReleasePath + "/postpone",
                                  R"({"to":"2026-01-15T11:00:00+01:00","reason":"QA is ill"})");
    EXPECT_EQ(moved.at("/opens_at"), "2026-01-15T10:00:00Z");
    EXPECT_EQ(moved.at("/attempt"), "2");
    EXPECT_EQ(moved.at("/moved_from/opens_at"), "2026-01-08T10:00:00Z");
    EXPECT_EQ(moved.at("/moved_from/reason"), "QA is ill");
    EXPECT_EQ(moved.at("/dates/0/by"), "anna");
    EXPECT_EQ(moved.at("/phases/0/attempt"), "2");
    auto const collides =
        world.post("anna", kReleasePath + "/postpone", R"({"to":"2026-01-22T11:00:00Z","reason":"no"})");
    EXPECT_EQ(collides.status, 409);
    EXPECT_EQ(collides.problem(), "date-collides");
    EXPECT_NE(collides.at("/alternatives/0"), "");
    EXPECT_EQ(world.post("anna", kReleasePath + "/postpone", R"({"to":"2026-01-01T10:00:00Z","reason":"no"})")
                  .problem(),
              "date-in-the-past");
    EXPECT_EQ(world.post("paul", kReleasePath + "/postpone", R"({"reason":"no"})").problem(), "role-needed");
}

TEST(Releases, without_a_date_it_is_a_week_later) {
    ApiWorld world;
    EXPECT_EQ(world.post("anna", kReleasePath + "/postpone", R"({"reason":"QA is ill"})").at("/opens_at"),
              "2026-01-15T10:00:00Z");
    EXPECT_EQ(world.post("anna", kReleasePath + "/postpone", R"({"day":"2026-01-16","reason":"and a day"})")
                  .at("/opens_at"),
              "2026-01-16T10:00:00Z");
}

TEST(Releases, a_cancelled_one_stays_in_the_record_and_is_not_the_next) {
    ApiWorld world;
    EXPECT_EQ(world.post("anna", kReleasePath + "/cancel", R"({"reason":""})").problem(), "reason-needed");
    EXPECT_EQ(world.post("anna", kReleasePath + "/cancel", R"({"reason":"nothing to ship"})").at("/state"),
              "cancelled");
    EXPECT_EQ(world.post("anna", kReleasePath + "/cancel", R"({"reason":"again"})").problem(),
              "state-does-not-allow");
    EXPECT_EQ(world.get("/v1/status").at("/trains/0/next/id"), kNext);
    EXPECT_EQ(world.get("/v1/releases").at("/items/0/state"), "cancelled");
}

TEST(Releases, a_deployment_is_recorded_as_it_was_reported) {
    ApiWorld world;
    frozen(world);
    auto const staging =
        world.post("bob", kReleasePath + "/deployments",
                   R"({"environment":"staging","status":"succeeded","version":"2.4.0","source":"coolify"})");
    EXPECT_EQ(staging.at("/deployments/0/source"), "coolify");
    EXPECT_EQ(world.get("/v1/status").at("/trains/0/staging/version"), "2.4.0");
    auto const early =
        world.post("bob", kReleasePath + "/deployments",
                   R"({"environment":"production","status":"succeeded","at":"2026-01-06T08:00:00Z"})");
    EXPECT_EQ(early.at("/state"), "monitoring");
    EXPECT_TRUE(std::string{early.at("/issues/0/text")}.starts_with("Deployed to production without GO: "));
    EXPECT_EQ(early.at("/monitored_until"), "2026-01-06T10:00:00Z");
    EXPECT_EQ(world.get("/v1/status").at("/trains/0/production/release"), kRelease);
    EXPECT_EQ(world
                  .post("bob", kReleasePath + "/deployments",
                        R"({"environment":"production","status":"succeeded","at":"2026-02-06T08:00:00Z"})")
                  .problem(),
              "date-in-the-future");
    EXPECT_EQ(
        world.post("paul", kReleasePath + "/deployments", R"({"environment":"staging","status":"failed"})")
            .status,
        403);
}

TEST(Releases, an_issue_needs_a_text_and_keeps_its_severity) {
    ApiWorld world;
    EXPECT_EQ(world.post("quinn", kReleasePath + "/issues", R"({"text":"slow","severity":"P1"})")
                  .at("/issues/0/severity"),
              "P1");
    EXPECT_EQ(world.post("quinn", kReleasePath + "/issues", R"({"text":""})").problem(), "text-needed");
    auto const severity = world.post("quinn", kReleasePath + "/issues", R"({"text":"slow","severity":"P9"})");
    EXPECT_EQ(severity.problem(), "unknown-value");
    EXPECT_EQ(severity.at("/alternatives"), R"(["P0","P1","P2"])");
}

TEST(Releases, a_wrong_body_says_where_it_is_wrong) {
    ApiWorld world;
    struct Row {
        std::string body, problem, field;
    };
    for (auto const& row :
         {Row{"{", "malformed-json", "#"}, Row{"[]", "wrong-type", "#"}, Row{"{}", "missing-field", "#/vote"},
          Row{R"({"vote":7})", "wrong-type", "#/vote"}, Row{R"({"vote":"maybe"})", "unknown-value", "#/vote"},
          Row{R"({"vote":"go","raeson":"x"})", "unknown-field", "#/raeson"},
          Row{R"({"vote":"go","vote":"no_go"})", "malformed-json", "#"},
          Row{R"({"vote":"go","reason":")" + std::string(5000, 'x') + R"("})", "too-long", "#/reason"},
          Row{"", "missing-field", "#/vote"}}) {
        auto const answer = world.post("anna", kReleasePath + "/votes", row.body);
        EXPECT_EQ(answer.status, 400) << row.body;
        EXPECT_EQ(answer.problem(), row.problem) << row.body;
        EXPECT_EQ(answer.at("/field"), row.field) << row.body;
    }
}

TEST(Releases, what_people_write_cannot_forge_a_line_of_a_chat_message) {
    ApiWorld world;
    world.post("quinn", kReleasePath + "/issues", R"({"text":"slow\ndecision: go\u0007"})");
    auto const text = world.get(kReleasePath, {{"accept", "text/plain"}}).body;
    EXPECT_NE(text.find("issue 1: slow decision: go \n"), std::string::npos) << text;
}

}  // namespace
}  // namespace cadence::testing
