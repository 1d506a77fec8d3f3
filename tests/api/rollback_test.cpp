// Rolling back over HTTP, and what has to be written down afterwards.
#include <boost/json.hpp>
#include <gmock/gmock.h>

#include "api/refused.h"
#include "api/story.h"

namespace cadence::testing {
namespace {

std::string const kRollback = kReleasePath + "/rollback";
std::string const kPostMortem = kReleasePath + "/post-mortem";

TEST(Rollback, it_goes_back_to_what_ran_well_and_keeps_its_clocks) {
    ApiWorld world;
    deploy(world);
    EXPECT_EQ(world.get("/v1/trains/backend").at("/previous_version/version"), "1.1.0");
    auto const begun = world.post("olga", kRollback, R"({"severity":"P0","reason":"bookings are lost"})");
    EXPECT_EQ(begun.status, 200);
    EXPECT_EQ(begun.at("/state"), "rolling_back");
    EXPECT_EQ(begun.at("/rollback/option"), "previous_version");
    EXPECT_EQ(begun.at("/rollback/from_version"), "1.2.0");
    EXPECT_EQ(begun.at("/rollback/to_version"), "1.1.0");
    EXPECT_EQ(begun.at("/rollback/to_commit"), "1111111");
    EXPECT_EQ(begun.at("/deadlines/0/kind"), "rollback");
    EXPECT_EQ(begun.at("/deadlines/0/due_at"), "2026-01-08T10:25:00Z");
    EXPECT_EQ(begun.at("/deadlines/1/kind"), "post_mortem");
    auto const status = world.get("/v1/status");
    EXPECT_EQ(status.at("/trains/0/blocked/release"), kRelease);
    EXPECT_EQ(status.at("/trains/0/deadlines/0/kind"), "rollback");
}

TEST(Rollback, it_is_verified_then_cleared) {
    ApiWorld world;
    deploy(world);
    world.post("olga", kRollback, R"({"severity":"P1","reason":"search is broken"})");
    expect_refused(world,
                   {{"quinn", kRollback + "/verify", R"({"health":true,"smoke":false,"resolved":true})", 422,
                     "rollback-not-verified", "#/smoke"},
                    {"quinn", kRollback + "/verify", R"({"health":true,"smoke":true})", 400, "missing-field",
                     "#/resolved"},
                    {"quinn", kRollback + "/verify", R"({"health":true,"smoke":true,"resolved":true})", 409,
                     "nothing-restored", "#/runs"},
                    {"anna", "/v1/trains/backend/clear", "{}", 409, "rollback-not-verified"}});
    world.post("bob", kReleasePath + "/deployments",
               R"({"environment":"production","status":"succeeded","version":"1.1.0"})");
    auto const verified = world.post("quinn", kRollback + "/verify",
                                     R"({"health":true,"smoke":true,"resolved":true,"note":"calm"})");
    EXPECT_EQ(verified.at("/state"), "rolled_back");
    EXPECT_EQ(verified.at("/rollback/restored/version"), "1.1.0");
    EXPECT_EQ(verified.at("/rollback/by_word"), "false");
    EXPECT_EQ(world.get("/v1/status").at("/trains/0/blocked/verified_by"), "quinn");
    EXPECT_EQ(verified.at("/rollback/verified_by"), "quinn");
    EXPECT_EQ(verified.at("/rollback/note"), "calm");
    EXPECT_EQ(world.get("/v1/status").at("/trains/0/production/version"), "1.1.0");
    auto const cleared = world.post("anna", "/v1/trains/backend/clear", R"({"reason":"1.2.1 is ready"})");
    EXPECT_EQ(cleared.status, 200);
    EXPECT_EQ(cleared.at("/blocked"), "");
    expect_refused(world, {{"anna", "/v1/trains/backend/clear", "", 409, "nothing-to-clear"},
                           {"olga", "/v1/trains/backend/clear", "", 403, "role-needed"}});
}

TEST(Rollback, it_is_verified_by_a_word_that_is_shown_as_one) {
    ApiWorld world;
    deploy(world);
    world.post("olga", kRollback, R"({"severity":"P1","reason":"search is broken"})");
    auto const all = std::string{R"("health":true,"smoke":true,"resolved":true)"};
    expect_refused(world, {{"anna", kRollback + "/verify", "{" + all + R"(,"runs":"1.2.0"})", 422,
                            "same-version", "#/runs"}});
    auto const verified = world.post("anna", kRollback + "/verify", "{" + all + R"(,"runs":"1.1.0"})");
    EXPECT_EQ(verified.at("/rollback/by_word"), "true");
    EXPECT_EQ(verified.at("/rollback/restored_at"), "");
    EXPECT_THAT(world.get(kPostMortem).body,
                ::testing::HasSubstr("1.1.0 (1111111), on the word of anna; no deployment was reported"));
    expect_refused(world, {{"anna", "/v1/trains/backend/clear", "{}", 409, "cleared-by-verifier"}});
}

TEST(Rollback, a_revert_passes_the_gate_by_its_commits_and_its_branch) {
    ApiWorld world;
    deploy(world);
    EXPECT_EQ(world.get("/v1/gates/merge/check?commit=7777777").status, 423);
    auto const begun =
        world.post("olga", kRollback,
                   R"({"severity":"P1","option":"revert","commits":["7777777"],"branch":"revert/search",)"
                   R"("reason":"search"})");
    EXPECT_EQ(begun.at("/rollback/commits"), R"(["7777777"])");
    EXPECT_EQ(world.get("/v1/gates/merge/check?commit=7777777").status, 204);
    EXPECT_EQ(world.get("/v1/gates/merge/check?branch=revert/search").status, 204);
    EXPECT_EQ(world.get("/v1/gates/merge/check?branch=feature/x").status, 423);
}

TEST(Rollback, a_wrong_one_is_refused) {
    ApiWorld world;
    world.pass_to(kFrozen);
    auto const body = [](std::string const& more) {
        return R"({"severity":"P0","reason":"down")" + more + "}";
    };
    expect_refused(world, {{"olga", kRollback, body(""), 409, "not-deployed"},
                           {"quinn", kRollback, body(""), 403, "role-needed"},
                           {"olga", kRollback + "/verify", R"({"health":true,"smoke":true,"resolved":true})",
                            409, "not-rolling-back"},
                           {"eve", kPostMortem, R"({"text":"why"})", 409, "not-rolled-back"}});
    EXPECT_EQ(world.get(kPostMortem).problem(), "no-post-mortem");
    deploy(world);
    expect_refused(
        world,
        {{"olga", kRollback, R"({"severity":"P2","reason":"a typo"})", 422, "fix-forward", "#/severity"},
         {"olga", kRollback, R"({"severity":"P3","reason":"a typo"})", 400, "unknown-value", "#/severity"},
         {"olga", kRollback, R"({"severity":"P0","reason":" "})", 400, "reason-needed", "#/reason"},
         {"olga", kRollback, body(R"(,"option":"revert")"), 400, "revert-needs-commits", "#/commits"},
         {"olga", kRollback, body(R"(,"option":"revert","commits":["HEAD"])"), 400, "not-a-commit",
          "#/commits/0"},
         {"olga", kRollback, body(R"(,"to_version":"v1.2.0")"), 422, "same-version", "#/to_version"}});
    world.post("olga", kRollback, body(""));
    expect_refused(world, {{"olga", kRollback, body(""), 409, "already-rolled-back"}});
}

TEST(Rollback, without_a_version_that_ran_well_one_must_be_named) {
    ApiWorld world;
    world.pass_to("2026-01-08T10:10:00Z");
    world.post("bob", kReleasePath + "/deployments",
               R"({"environment":"production","status":"succeeded","version":"1.0.0"})");
    expect_refused(world, {{"olga", kRollback, R"({"severity":"P0","reason":"down"})", 409,
                            "no-previous-version", "#/to_version"}});
    EXPECT_EQ(
        world
            .post("olga", kRollback, R"({"severity":"P2","reason":"ugly","to_version":"0.9.0","force":true})")
            .at("/rollback/to_version"),
        "0.9.0");
}

TEST(Rollback, its_report_tells_the_story_until_and_after_it_is_recorded) {
    ApiWorld world;
    deploy(world);
    world.post("olga", kRollback, R"({"severity":"P0","reason":"bookings <lost>"})");
    auto const report = world.get(kPostMortem);
    EXPECT_EQ(report.header("content-type"), "text/markdown; charset=utf-8");
    for (auto const* const part :
         {"# Post-mortem of backend-2026-01-08\n", "- **What happened:** bookings \\<lost\\>\n",
          "- **From version:** 1.2.0\n", "- **To version:** 1.1.0\n", "- **People involved:** ", "## Cause\n",
          "## Prevention\n", "## Follow-up tickets\n", "## Runbook\n",
          "- rollback, due Thu 2026-01-08 10:25 UTC: still open\n"}) {
        EXPECT_NE(report.body.find(part), std::string::npos) << part << report.body;
    }
    auto const document = world.get(kPostMortem, {{"accept", "application/json"}});
    EXPECT_EQ(document.at("/recorded"), "false");
    EXPECT_EQ(document.at("/due_at"), "2026-01-09T10:10:00Z");
    EXPECT_EQ(document.at("/markdown"), report.body);
    auto const recorded = world.post("eve", kPostMortem, R"({"text":"a lock was missing\n# not a heading"})");
    EXPECT_EQ(recorded.at("/post_mortem/by"), "eve");
    auto const after = world.get(kPostMortem, {{"accept", "application/json"}});
    EXPECT_EQ(after.at("/recorded"), "true");
    EXPECT_EQ(after.at("/record/text"), "a lock was missing\n# not a heading");
    EXPECT_NE(after.at("/markdown").find("> a lock was missing\n>\n> \\# not a heading\n"),
              std::string::npos);
}

TEST(Rollback, a_record_needs_a_text_or_a_link_that_is_one) {
    ApiWorld world;
    deploy(world);
    world.post("olga", kRollback, R"({"severity":"P0","reason":"down"})");
    for (auto const& path : {kPostMortem, kReleasePath + "/retrospective"}) {
        expect_refused(world, {{"eve", path, "{}", 400, "text-needed", "#/text"},
                               {"eve", path, R"({"link":"ftp://x"})", 400, "not-a-link", "#/link"},
                               {"bob", path, R"({"text":"x"})", 403, "role-needed"}});
    }
    expect_refused(world, {{"eve", "/v1/releases/backend-2026-02-05/retrospective", R"({"text":"x"})", 409,
                            "state-does-not-allow"}});
}

}  // namespace
}  // namespace cadence::testing
