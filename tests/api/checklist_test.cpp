// Checklists over HTTP: ticked by people, by CI with a token for named items, and by checks.
#include "api/refused.h"

namespace cadence::testing {
namespace {

std::string const kItem = kReleasePath + "/checklist/notes_shared";

/// Backend with an item that a check does.
constexpr std::string_view kChecked = R"(
[[trains.checks]]
name = "staging_health"
kind = "http"
url = "{staging}/health"
[[trains.checklist]]
id = "staging_is_up"
stage = "pre"
group = "Environment"
text = "Staging is up"
required = false
check = "staging_health"
every = "6h"
)";

TEST(Checklist, a_release_shows_its_items_and_who_ticked_them) {
    ApiWorld world;
    world.pass_to(kFrozen);
    auto const before = world.get(kReleasePath);
    EXPECT_EQ(before.at("/checklist/0/id"), "notes_shared");
    EXPECT_EQ(before.at("/checklist/0/status"), "pending");
    EXPECT_EQ(before.at("/checklist/1/stage"), "post");
    auto const after = world.post("paul", kItem, R"({"status":"passed"})");
    EXPECT_EQ(after.status, 200);
    EXPECT_EQ(after.at("/checklist/0/status"), "passed");
    EXPECT_EQ(after.at("/checklist/0/by"), "paul");
    EXPECT_EQ(after.at("/checklist/0/at"), kFrozen);
    EXPECT_EQ(world.get("/v1/trains/backend").at("/checklist/1/roles"), R"(["qa","bot"])");
}

TEST(Checklist, what_does_not_apply_or_is_waived_says_why) {
    ApiWorld world;
    world.pass_to(kFrozen);
    auto const none = world.post("paul", kItem, R"({"status":"not_applicable","reason":"nothing to share"})");
    EXPECT_EQ(none.at("/checklist/0/reason"), "nothing to share");
    EXPECT_EQ(world.post("anna", kItem, R"({"status":"waived","reason":"later"})").at("/checklist/0/status"),
              "waived");
}

TEST(Checklist, a_wrong_tick_is_refused) {
    ApiWorld world;
    world.pass_to(kFrozen);
    world.post("eve", "/v1/releases",
               R"({"kind":"hotfix","title":"x","criterion":"outage","commit":"4f1c9a0"})");
    std::string const hotfix = "/v1/releases/backend-hotfix-2026-01-06-x";
    auto const post = kReleasePath + "/checklist/announced";
    expect_refused(
        world, {{"paul", kReleasePath + "/checklist/lunch", R"({"status":"passed"})", 404, "item-not-found"},
                {"paul", kItem, R"({"status":"done"})", 400, "unknown-value", "#/status"},
                {"paul", kItem, "{}", 400, "missing-field", "#/status"},
                {"paul", kItem, R"({"status":"failed"})", 400, "reason-needed", "#/reason"},
                {"quinn", kItem, R"({"status":"waived","reason":"why not"})", 403, "role-needed"},
                {"eve", hotfix + "/checklist/smoke_tests", R"({"status":"passed"})", 403, "role-needed"},
                {"quinn", hotfix + "/checklist/smoke_tests", R"({"status":"not_applicable","reason":"y"})",
                 422, "item-required", "#/status"},
                {"paul", post, R"({"status":"passed"})", 409, "state-does-not-allow"},
                {"paul", kItem + "/check", "{}", 409, "no-check"},
                {"paul", kReleasePath + "/checklist/lunch/check", "{}", 404, "item-not-found"}});
    EXPECT_EQ(
        world.post("paul", kReleasePath + "/checklist/lunch", R"({"status":"passed"})").at("/alternatives"),
        R"(["notes_shared","announced"])");
}

TEST(Checklist, a_check_runs_when_it_is_asked_to_and_shows_what_it_saw) {
    ApiWorld world{{.more = std::string{kChecked}}};
    world.pass_to(kFrozen);
    auto const path = kReleasePath + "/checklist/staging_is_up";
    auto const finish = [&] {
        release::FinishCheck finished{.release = kRelease,
                                      .item = "staging_is_up",
                                      .outcome = release::CheckOutcome::passed,
                                      .saw = "200 OK",
                                      .took = std::chrono::milliseconds{120}};
        world.engine().submit({.actor = {"cadenced", "cadenced", {}, "check"},
                               .work = engine::TrainCommand{"backend", std::move(finished)}});
        world.commit();
        return world.get(kReleasePath);
    };
    EXPECT_EQ(world.get(kReleasePath).at("/checklist/2/running"), "true");  // since the code freeze
    auto const first = finish();
    EXPECT_EQ(first.at("/checklist/2/status"), "passed");
    EXPECT_EQ(first.at("/checklist/2/saw"), "200 OK");
    EXPECT_EQ(first.at("/checklist/2/took"), "PT0.12S");
    EXPECT_EQ(first.at("/checklist/2/checked_at"), kFrozen);
    EXPECT_EQ(first.at("/checklist/2/running"), "false");
    auto const asked = world.post("eve", path + "/check", "{}");
    EXPECT_EQ(asked.status, 200);
    EXPECT_EQ(asked.at("/checklist/2/running"), "true");
}

TEST(Checklist, a_token_for_named_items_ticks_them_and_does_nothing_else) {
    ApiWorld world;
    world.pass_to(kFrozen);
    auto const made = world.post("olga", "/v1/tokens", R"({"person":"bob","items":["notes_shared"]})");
    EXPECT_EQ(made.at("/token/items"), R"(["notes_shared"])");
    EXPECT_NE(world.get("/v1/tokens", {world.as("olga")}).body.find(R"("items":["notes_shared"])"),
              std::string::npos);
    auto const post = [&](std::string const& path, std::string const& body) {
        return world.ask(ApiWorld::request(
            net::Method::post, path,
            {{"authorization", "Bearer " + made.at("/secret")}, {"content-type", "application/json"}}, body));
    };
    EXPECT_EQ(post(kItem, R"({"status":"passed"})").at("/checklist/0/by"), "bob");
    EXPECT_EQ(post(kReleasePath + "/issues", R"({"text":"slow"})").problem(), "token-limited");
    world.post("eve", "/v1/releases", R"({"kind":"hotfix","title":"x","criterion":"outage"})");
    EXPECT_EQ(post("/v1/releases/backend-hotfix-2026-01-06-x/checklist/smoke_tests", R"({"status":"passed"})")
                  .problem(),
              "token-limited");
}

TEST(Checklist, what_is_open_keeps_a_release_from_its_go) {
    ApiWorld world{{.more = R"(
[[trains.checklist]]
id = "migrated"
stage = "pre"
group = "Database"
text = "Migrations applied"
)"}};
    world.pass_to(kFrozen);
    world.post("anna", kReleasePath + "/candidate", R"({"version":"1.2.0"})");
    world.post("anna", kReleasePath + "/votes", R"({"vote":"go"})");
    auto const voted = world.post("paul", kReleasePath + "/votes", R"({"vote":"go"})");
    EXPECT_EQ(voted.at("/decision/verdict"), "undecided");
    EXPECT_EQ(voted.at("/decision/reasons/0/code"), "checklist_item");
    EXPECT_EQ(voted.at("/recommendation/verdict"), "no_go");
    EXPECT_EQ(world.post("eve", kReleasePath + "/checklist/migrated", R"({"status":"passed"})").at("/state"),
              "go");
}

}  // namespace
}  // namespace cadence::testing
