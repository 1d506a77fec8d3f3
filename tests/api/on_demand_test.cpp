// Hotfixes and expedited releases over HTTP: asked for, tried on staging, approved by two, deployed, looked
// back on.
#include "api/refused.h"

namespace cadence::testing {
namespace {

std::string const kReleases = "/v1/releases";
std::string const kHotfix = "backend-hotfix-2026-01-04-double-booking";
std::string const kHotfixPath = "/v1/releases/" + kHotfix;

Answered ask_for_hotfix(ApiWorld& world) {
    return world.post("eve", kReleases,
                      R"({"kind":"hotfix","title":"Double booking!","criterion":"data_integrity",)"
                      R"("commit":"4f1c9a0","version":"1.0.1"})");
}

void reach_staging(ApiWorld& world) {
    auto const staged = world.post("bob", kHotfixPath + "/deployments",
                                   R"({"environment":"staging","status":"succeeded","commit":"4f1c9a0"})");
    ASSERT_EQ(staged.status, 200);
}

void try_on_staging(ApiWorld& world) {
    reach_staging(world);
    ASSERT_EQ(world.post("quinn", kHotfixPath + "/checklist/smoke_tests", R"({"status":"passed"})").status,
              200);
}

void approve(ApiWorld& world) {
    try_on_staging(world);
    ASSERT_EQ(world.post("anna", kHotfixPath + "/approvals", "{}").status, 200);
    ASSERT_EQ(world.post("paul", kHotfixPath + "/approvals", "").at("/state"), "approved");
}

TEST(OnDemand, a_hotfix_is_answered_with_its_branch_and_what_would_ride_along) {
    ApiWorld world;
    world.post("bob", "/v1/trains/backend/merges",
               R"({"commit":"aaaaaaa","title":"Bulk upload","author":"eve"})");
    auto const answer = ask_for_hotfix(world);
    EXPECT_EQ(answer.status, 201);
    EXPECT_EQ(answer.header("location"), kHotfixPath);
    EXPECT_EQ(answer.at("/id"), kHotfix);
    EXPECT_EQ(answer.at("/state"), "requested");
    EXPECT_EQ(answer.at("/opens_at"), "");
    EXPECT_EQ(answer.at("/on_demand/branch"), "hotfix/2026-01-04-double-booking");
    EXPECT_EQ(answer.at("/on_demand/base"), "main");
    EXPECT_EQ(answer.at("/on_demand/rides_along"),
              R"([{"commit":"aaaaaaa","title":"Bulk upload","author":"eve"}])");
    EXPECT_EQ(answer.at("/on_demand/expires_at"), "2026-01-05T09:00:00Z");
    EXPECT_EQ(answer.at("/waiting_for"), R"(["tech-lead","product-owner"])");
    EXPECT_EQ(answer.at("/decision/reasons/0/code"), "not_staged");
    EXPECT_EQ(world.get(kHotfixPath).body, answer.body);
}

TEST(OnDemand, two_people_approve_it_and_its_clock_runs) {
    ApiWorld world;
    ask_for_hotfix(world);
    try_on_staging(world);
    auto const one = world.post("anna", kHotfixPath + "/approvals", "{}");
    EXPECT_EQ(one.at("/waiting_for"), R"(["product-owner"])");
    EXPECT_EQ(one.at("/on_demand/approvals/0/person"), "anna");
    EXPECT_NE(one.at("/on_demand/approvals/0/via").find("issued by operator"), std::string::npos);
    auto const two = world.post("paul", kHotfixPath + "/approvals", "{}");
    EXPECT_EQ(two.at("/state"), "approved");
    EXPECT_EQ(two.at("/deadlines/0/kind"), "hotfix_deploy");
    EXPECT_EQ(two.at("/deadlines/0/due_at"), "2026-01-04T13:00:00Z");
}

TEST(OnDemand, in_production_its_promise_is_kept_and_a_retrospective_is_due) {
    ApiWorld world;
    ask_for_hotfix(world);
    approve(world);
    auto const deployed =
        world.post("bob", kHotfixPath + "/deployments",
                   R"({"environment":"production","status":"succeeded","commit":"4f1c9a0"})");
    EXPECT_EQ(deployed.at("/state"), "monitoring");
    EXPECT_EQ(deployed.at("/deadlines/0/kind"), "retrospective");
    auto const looked_back =
        world.post("eve", kHotfixPath + "/retrospective", R"({"link":"https://wiki.example.org/1"})");
    EXPECT_EQ(looked_back.at("/retrospective/by"), "eve");
    auto const second = world.post("quinn", kHotfixPath + "/retrospective", R"({"text":"mine"})");
    EXPECT_EQ(second.status, 409);
    EXPECT_EQ(second.problem(), "already-recorded");
    auto const replaced =
        world.post("quinn", kHotfixPath + "/retrospective", R"({"text":"mine","replace":true})");
    EXPECT_EQ(replaced.at("/retrospective/by"), "quinn");
    EXPECT_EQ(looked_back.at("/deadlines"), "[]");
    auto const promises = world.get("/v1/deadlines?release=" + kHotfix);
    EXPECT_EQ(promises.at("/items/0/state"), "met");
    EXPECT_EQ(promises.at("/items/1/state"), "met");
    EXPECT_EQ(world.get("/v1/trains/backend").at("/unmerged/0/release"), kHotfix);
}

TEST(OnDemand, status_names_it_while_it_lives_and_lists_have_its_branch) {
    ApiWorld world;
    ask_for_hotfix(world);
    auto const status = world.get("/v1/status");
    EXPECT_EQ(status.at("/trains/0/on_demand/0/id"), kHotfix);
    EXPECT_EQ(status.at("/trains/0/on_demand/0/branch"), "hotfix/2026-01-04-double-booking");
    EXPECT_EQ(status.at("/trains/0/on_demand/0/expires_at"), "2026-01-05T09:00:00Z");
    EXPECT_EQ(status.at("/trains/0/on_demand/0/waiting_for"), R"(["tech-lead","product-owner"])");
    EXPECT_EQ(world.get("/v1/releases?kind=hotfix&state=requested").at("/items/0/title"), "Double booking!");
    EXPECT_EQ(world.post("paul", kHotfixPath + "/reject", R"({"reason":"it can wait"})").at("/state"),
              "rejected");
    EXPECT_EQ(world.get("/v1/status").at("/trains/0/on_demand"), "[]");
}

TEST(OnDemand, it_expires_when_nobody_approves_it) {
    ApiWorld world;
    ask_for_hotfix(world);
    world.pass_to("2026-01-05T09:00:00Z");
    EXPECT_EQ(world.get(kHotfixPath).at("/state"), "expired");
    expect_refused(world,
                   {{"anna", kHotfixPath + "/approvals", "{}", 409, "state-does-not-allow"},
                    {"anna", kHotfixPath + "/reject", R"({"reason":"late"})", 409, "state-does-not-allow"}});
}

TEST(OnDemand, its_branch_passes_a_gate_that_is_shut_for_others) {
    ApiWorld world;
    ask_for_hotfix(world);
    approve(world);
    world.post("anna", "/v1/trains/backend/freezes", R"({"actions":["merge"],"reason":"stop the line"})");
    EXPECT_EQ(world.get("/v1/gates/merge/check").status, 423);
    EXPECT_EQ(world.get("/v1/gates/merge/check?branch=hotfix/2026-01-04-double-booking").status, 204);
    EXPECT_EQ(world.get("/v1/gates/deploy/check").status, 423);
    EXPECT_EQ(world.get("/v1/gates/deploy/check?release=" + kHotfix).status, 204);
}

TEST(OnDemand, a_request_that_is_not_one_is_refused) {
    ApiWorld world;
    auto const body = [](std::string const& more) { return R"({"kind":"hotfix","title":"x")" + more + "}"; };
    expect_refused(
        world,
        {{"eve", kReleases, body(""), 400, "criterion-needed", "#/criterion"},
         {"eve", kReleases, body(R"(,"criterion":"security")"), 400, "cvss-needed", "#/cvss"},
         {"eve", kReleases, body(R"(,"criterion":"security","cvss":7.0)"), 422, "cvss-too-low", "#/cvss"},
         {"eve", kReleases, body(R"(,"criterion":"outage","cvss":10.1)"), 400, "cvss-out-of-range", "#/cvss"},
         {"eve", kReleases, body(R"(,"criterion":"security","cvss":"high")"), 400, "wrong-type", "#/cvss"},
         {"eve", kReleases, body(R"(,"criterion":"boredom")"), 400, "unknown-value", "#/criterion"},
         {"eve", kReleases, body(R"(,"criterion":"outage","version":"one")"), 400, "not-a-version",
          "#/version"},
         {"eve", kReleases, body(R"(,"criterion":"outage","commit":"main")"), 400, "not-a-commit",
          "#/commit"},
         {"eve", kReleases, body(R"(,"criterion":"outage","train":"bakend")"), 404, "train-not-found",
          "#/train"},
         {"eve", kReleases, R"({"kind":"hotfix","title":" ","criterion":"outage"})", 400, "title-needed",
          "#/title"},
         {"eve", kReleases, R"({"title":"x"})", 400, "missing-field", "#/kind"},
         {"eve", kReleases, R"({"kind":"scheduled","title":"x"})", 400, "kind-not-on-demand", "#/kind"},
         {"eve", kReleases, R"({"kind":"expedited","title":"x"})", 400, "justification-needed",
          "#/justification"},
         {"eve", kReleases, R"({"kind":"expedited","title":"x","justification":"y","criterion":"outage"})",
          400, "criterion-not-for-expedited", "#/criterion"},
         {"bob", kReleases, body(R"(,"criterion":"outage")"), 403, "role-needed"}});
    auto const just = world.post("eve", kReleases, body(R"(,"criterion":"security","cvss":7.1)"));
    EXPECT_NE(just.body.find(R"("cvss":7.1,)"), std::string::npos) << just.body;
}

TEST(OnDemand, an_approval_comes_after_staging_from_two_people_with_the_roles) {
    ApiWorld world;
    ask_for_hotfix(world);
    auto const approvals = kHotfixPath + "/approvals";
    expect_refused(world,
                   {{"anna", approvals, "{}", 409, "approval-before-staging"},
                    {"quinn", approvals, "{}", 403, "role-needed"},
                    {"anna", approvals, R"({"yes":true})", 400, "unknown-field", "#/yes"},
                    {"anna", kReleasePath + "/approvals", "{}", 409, "not-on-demand"},
                    {"anna", "/v1/releases/backend-hotfix-x/approvals", "{}", 404, "release-not-found"},
                    {"anna", kHotfixPath + "/reject", R"({"reason":" "})", 400, "reason-needed", "#/reason"},
                    {"anna", kHotfixPath + "/reject", "{}", 400, "missing-field", "#/reason"}});
    reach_staging(world);
    expect_refused(world, {{"anna", approvals, "{}", 409, "checklist-open"}});
    world.post("quinn", kHotfixPath + "/checklist/smoke_tests", R"({"status":"passed"})");
    world.post("anna", approvals, "{}");
    expect_refused(world, {{"anna", approvals, "{}", 409, "approved-twice"}});
    world.post("paul", approvals, "{}");
    expect_refused(world, {{"paul", approvals, "{}", 409, "already-approved"}});
}

TEST(OnDemand, with_several_trains_a_request_names_its_own) {
    ApiWorld world{{.more = std::string{kWebTrain}}};
    expect_refused(world, {{"eve", kReleases, R"({"kind":"hotfix","title":"x","criterion":"outage"})", 400,
                            "train-needed", "#/train"}});
    auto const answer =
        world.post("eve", kReleases, R"({"train":"web","kind":"hotfix","title":"x","criterion":"outage"})");
    EXPECT_EQ(answer.at("/id"), "web-hotfix-2026-01-04-x");
}

TEST(OnDemand, the_same_request_under_one_key_is_one_release) {
    ApiWorld world;
    std::string const body = R"({"kind":"hotfix","title":"x","criterion":"outage"})";
    auto const first = world.post("eve", kReleases, body, {{"idempotency-key", "k-1"}});
    auto const again = world.post("eve", kReleases, body, {{"idempotency-key", "k-1"}});
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(again.body, first.body);
    auto const twin = world.post("eve", kReleases, body);
    EXPECT_EQ(twin.problem(), "already-there");
    EXPECT_NE(twin.at("/detail").find("backend-hotfix-2026-01-04-x"), std::string::npos) << twin.body;
}

TEST(OnDemand, chat_reads_what_is_missing) {
    ApiWorld world;
    ask_for_hotfix(world);
    auto const text = world.get(kHotfixPath, {{"accept", "text/plain"}}).body;
    EXPECT_TRUE(
        text.starts_with(kHotfix + "  requested  1.0.1  hotfix/2026-01-04-double-booking  Double booking!\n"))
        << text;
    EXPECT_NE(
        text.find(
            "decision: undecided: It has not reached staging; Tech Lead has not approved; Product Owner "
            "has not approved; 1 item open: smoke_tests"),
        std::string::npos)
        << text;
    EXPECT_NE(text.find("checklist before: 0 of 1 required, 0 of 1 optional; open: smoke_tests"),
              std::string::npos)
        << text;
    auto const status = world.get("/v1/status", {{"accept", "text/plain"}}).body;
    EXPECT_NE(status.find("on demand: " + kHotfix), std::string::npos) << status;
}

}  // namespace
}  // namespace cadence::testing
