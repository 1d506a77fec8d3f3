// Freezes and exemptions over HTTP, and gates asked by somebody.
#include "api/refused.h"

namespace cadence::testing {
namespace {

std::string const kFreezes = "/v1/trains/backend/freezes";
std::string const kExemptions = "/v1/trains/backend/exemptions";

TEST(Freezes, one_shuts_its_gates_until_somebody_ends_it) {
    ApiWorld world;
    auto const frozen =
        world.post("anna", kFreezes, R"({"actions":["merge","flag"],"reason":"stop the line"})");
    EXPECT_EQ(frozen.status, 200);
    EXPECT_EQ(frozen.at("/freezes/0/id"), "freeze-1");
    EXPECT_EQ(frozen.at("/freezes/0/actions"), R"(["merge","flag"])");
    EXPECT_EQ(frozen.at("/freezes/0/begun"), "true");
    EXPECT_EQ(frozen.at("/freezes/0/until"), "");
    auto const gate = world.get("/v1/gates/merge/check");
    EXPECT_EQ(gate.status, 423);
    EXPECT_NE(gate.at("/reasons/0/text").find("stop the line"), std::string::npos);
    EXPECT_EQ(world.get("/v1/status").at("/trains/0/freezes/0/by"), "anna");
    auto const ended = world.del("anna", kFreezes + "/freeze-1?reason=solved");
    EXPECT_EQ(ended.status, 200);
    EXPECT_EQ(ended.at("/freezes"), "[]");
    EXPECT_EQ(world.get("/v1/gates/merge/check").status, 204);
}

TEST(Freezes, ending_one_leaves_what_another_holds) {
    ApiWorld world;
    world.post("anna", kFreezes, R"({"actions":["merge"],"reason":"one"})");
    world.post("anna", kFreezes, R"({"actions":["merge"],"until":"2026-01-04T12:00:00Z","reason":"two"})");
    world.del("anna", kFreezes + "/freeze-1");
    EXPECT_EQ(world.get("/v1/gates/merge/check").at("/changes_at"), "2026-01-04T12:00:00Z");
    world.pass_to("2026-01-04T12:00:00Z");
    EXPECT_EQ(world.get("/v1/gates/merge/check").status, 204);
}

TEST(Freezes, the_same_again_names_the_first) {
    ApiWorld world;
    auto const body = R"({"actions":["merge"],"until":"2026-01-04T12:00:00Z","reason":"x"})";
    EXPECT_EQ(world.post("anna", kFreezes, body).status, 200);
    auto const again = world.post("anna", kFreezes, body);
    EXPECT_EQ(again.status, 409);
    EXPECT_EQ(again.problem(), "already-there");
    EXPECT_NE(again.at("/detail").find("freeze-1"), std::string::npos) << again.body;
    EXPECT_EQ(world.post("anna", kFreezes, R"({"actions":["merge"],"reason":"x"})").status, 200);
}

TEST(Gates, asked_for_what_can_match_nothing_say_so) {
    ApiWorld world;
    for (auto const* query : {"pull_request=abc", "commit=zzz", "branch=https://github.com/a/b/pull/4"}) {
        auto const refused = world.get(std::string{"/v1/gates?"} + query);
        EXPECT_EQ(refused.problem(), "wrong-parameter") << query;
    }
    ApiWorld two{{.more = std::string{kWebTrain}}};
    EXPECT_EQ(two.get("/v1/gates").problem(), "train-needed");
    EXPECT_EQ(two.get("/v1/gates").at("/alternatives"), R"(["backend","web"])");
}

TEST(Paths, a_name_with_a_slash_stays_in_its_place) {
    ApiWorld world;
    auto const odd = world.get("/v1/releases/https%3A%2F%2Fx%2Fr");
    EXPECT_EQ(odd.problem(), "release-not-found");
    EXPECT_EQ(odd.at("/detail"), "There is no release https://x/r.");
}

TEST(Freezes, a_wrong_one_is_refused) {
    ApiWorld world;
    expect_refused(
        world,
        {{"anna", kFreezes, R"({"actions":[],"reason":"x"})", 400, "actions-needed", "#/actions"},
         {"anna", kFreezes, R"({"actions":["lunch"],"reason":"x"})", 400, "unknown-value", "#/actions/0"},
         {"anna", kFreezes, R"({"actions":["merge"],"reason":""})", 400, "reason-needed", "#/reason"},
         {"anna", kFreezes,
          R"({"actions":["merge"],"from":"2026-01-05T00:00:00Z","until":"2026-01-04T20:00:00Z",)"
          R"("reason":"x"})",
          400, "freeze-ends-before-it-starts", "#/until"},
         {"anna", kFreezes, R"({"actions":["merge"],"until":"2026-01-01T00:00:00Z","reason":"x"})", 400,
          "date-in-the-past", "#/until"},
         {"anna", kFreezes, R"({"actions":["merge"],"until":"soon","reason":"x"})", 400, "not-an-instant",
          "#/until"},
         {"olga", kFreezes, R"({"actions":["merge"],"reason":"x"})", 403, "role-needed"},
         {"anna", "/v1/trains/web/freezes", R"({"actions":["merge"],"reason":"x"})", 404,
          "train-not-found"}});
    EXPECT_EQ(world.del("anna", kFreezes + "/freeze-9").problem(), "freeze-not-found");
    EXPECT_EQ(world.del("olga", kFreezes + "/freeze-9").status, 403);
}

TEST(Exemptions, one_lets_its_label_through_until_it_ends) {
    ApiWorld world;
    world.post("anna", kFreezes, R"({"actions":["merge"],"reason":"stop the line"})");
    auto const exempt = world.post(
        "anna", kExemptions, R"({"label":"urgent, now","until":"2026-01-05T09:00:00Z","reason":"it burns"})");
    EXPECT_EQ(exempt.at("/exemptions/0/label"), "urgent, now");
    EXPECT_EQ(exempt.at("/exemptions/0/branch"), "");
    EXPECT_EQ(world.get("/v1/gates/merge/check?label=docs").status, 423);
    EXPECT_EQ(world.get("/v1/gates/merge/check?label=docs&label=urgent,+now").status, 204);
    auto const gates = world.get("/v1/gates?label=urgent,+now");
    EXPECT_EQ(gates.at("/gates/merge/advisory"), "true");
    EXPECT_EQ(gates.at("/gates/merge/reasons/0/code"), "exempt");
    EXPECT_EQ(gates.at("/gates/merge/changes_at"), "2026-01-05T09:00:00Z");
    EXPECT_EQ(world.del("anna", kExemptions + "/exemption-2").at("/exemptions"), "[]");
    EXPECT_EQ(world.get("/v1/gates/merge/check?label=urgent,+now").status, 423);
}

TEST(Exemptions, branches_and_pull_requests_pass_by_their_names) {
    ApiWorld world;
    world.post("anna", kFreezes, R"({"actions":["merge"],"reason":"stop"})");
    world.post("anna", kExemptions, R"({"branch":"fix/login","until":"2026-01-05T09:00:00Z","reason":"x"})");
    world.post("anna", kExemptions, R"({"pull_request":"12","until":"2026-01-05T09:00:00Z","reason":"x"})");
    EXPECT_EQ(world.get("/v1/gates/merge/check?branch=fix/login").status, 204);
    EXPECT_EQ(world.get("/v1/gates/merge/check?pull_request=12").status, 204);
    EXPECT_EQ(world.get("/v1/gates/merge/check?branch=12&pull_request=13").status, 423);
}

TEST(Exemptions, paths_pass_where_every_one_of_them_is_exempt) {
    ApiWorld world;
    world.post("anna", kFreezes, R"({"actions":["merge"],"reason":"stop"})");
    auto const exempt = world.post(
        "anna", kExemptions, R"({"path":"docs/","until":"2026-01-05T09:00:00Z","reason":"words only"})");
    EXPECT_EQ(exempt.at("/exemptions/0/path"), "docs/");
    EXPECT_EQ(exempt.at("/exemptions/0/label"), "");
    world.post("anna", kExemptions, R"({"path":"**/*.md","until":"2026-01-05T09:00:00Z","reason":"x"})");
    EXPECT_EQ(world.get("/v1/gates/merge/check?path=docs/a.png").status, 204);
    EXPECT_EQ(world.get("/v1/gates/merge/check?path=docs/a.png&path=lib/README.md").status, 204);
    EXPECT_EQ(world.get("/v1/gates/merge/check?path=docs/a.png&path=src/main.c").status, 423);
    EXPECT_EQ(world.get("/v1/gates/merge/check").status, 423);
    EXPECT_EQ(world.get("/v1/gates?path=docs/a.png").at("/gates/merge/reasons/0/code"), "exempt");
}

TEST(Exemptions, a_wrong_one_is_refused) {
    ApiWorld world;
    std::string const rest = R"("until":"2026-01-05T09:00:00Z","reason":"x"})";
    expect_refused(
        world,
        {{"anna", kExemptions, "{" + rest, 400, "exactly-one-needed", "#/branch"},
         {"anna", kExemptions, R"({"branch":"a","label":"b",)" + rest, 400, "exactly-one-needed", "#/label"},
         {"anna", kExemptions, R"({"label":" ",)" + rest, 400, "value-needed", "#/label"},
         {"anna", kExemptions, R"({"label":"a","path":"b",)" + rest, 400, "exactly-one-needed", "#/path"},
         {"anna", kExemptions, R"({"path":"",)" + rest, 400, "value-needed", "#/path"},
         {"anna", kExemptions, R"({"pull_request":"twelve",)" + rest, 400, "not-a-pull-request",
          "#/pull_request"},
         {"anna", kExemptions, R"({"branch":"fix login",)" + rest, 400, "not-a-branch", "#/branch"},
         {"anna", kExemptions, R"({"path":"/docs",)" + rest, 400, "path-pattern", "#/path"},
         {"anna", kExemptions, R"({"path":"docs/../src",)" + rest, 400, "path-pattern", "#/path"},
         {"anna", kExemptions, R"({"label":"b","reason":"x"})", 400, "missing-field", "#/until"},
         {"anna", kExemptions, R"({"label":"b","until":"2026-01-01T00:00:00Z","reason":"x"})", 400,
          "date-in-the-past", "#/until"},
         {"anna", kExemptions, R"({"label":"b","until":"2026-01-05T09:00:00Z","reason":""})", 400,
          "reason-needed", "#/reason"},
         {"quinn", kExemptions, R"({"label":"b",)" + rest, 403, "role-needed"}});
    EXPECT_EQ(world.del("anna", kExemptions + "/exemption-9").problem(), "exemption-not-found");
}

TEST(Exemptions, what_was_pasted_matches_as_it_was_meant) {
    ApiWorld world;
    world.post("anna", "/v1/trains/backend/freezes", R"({"actions":["merge"],"reason":"main is broken"})");
    auto const let_through = [&](std::string const& who, std::string const& asking) {
        std::string const until = R"(,"until":"2026-01-05T09:00:00Z","reason":"x"})";
        auto const added = world.post("anna", kExemptions, "{" + who + until);
        EXPECT_EQ(added.status, 200) << added.body;
        EXPECT_EQ(world.get("/v1/gates/merge/check?" + asking).status, 204) << who << " " << asking;
    };
    EXPECT_EQ(world.get("/v1/gates/merge/check?pull_request=12").status, 423);
    let_through(R"("pull_request":"#12")", "pull_request=12");
    let_through(R"("pull_request":"https://github.com/acme/backend/pull/13/files")", "pull_request=%2313");
    let_through(R"("branch":"refs/heads/fix/login\n")", "branch=fix/login");
    let_through("\"label\":\"needs\u00A0review\"", "label=needs%20review");
    let_through(R"("path":"./docs/")", "path=docs/a.md");
    EXPECT_EQ(world.get("/v1/trains/backend").at("/exemptions/0/pull_request"), "12");
}

TEST(Gates, are_asked_of_releases_that_there_are) {
    ApiWorld world;
    EXPECT_EQ(world.get("/v1/gates?release=backend-2026-01-09").problem(), "release-not-found");
    EXPECT_EQ(world.get("/v1/gates?release=" + kRelease).status, 200);
}

TEST(Gates, a_parameter_comes_twice_only_where_it_may) {
    ApiWorld world;
    EXPECT_EQ(world.get("/v1/gates?branch=a&branch=b").problem(), "parameter-twice");
    EXPECT_EQ(world.get("/v1/gates?label=a&label=b&path=a&path=b").status, 200);
}

TEST(Gates, chat_reads_freezes_in_the_status) {
    ApiWorld world;
    world.post("anna", kFreezes,
               R"({"actions":["merge"],"until":"2026-01-05T09:00:00Z","reason":"stop the line"})");
    auto const text = world.get("/v1/status", {{"accept", "text/plain"}}).body;
    EXPECT_NE(text.find("freeze-1: merge frozen until 2026-01-05 09:00 UTC by anna: stop the line\n"),
              std::string::npos)
        << text;
}

}  // namespace
}  // namespace cadence::testing
