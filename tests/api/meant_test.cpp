// "meant" in the place of a release's id: found by the server, the same for every route.
#include "api/refused.h"

namespace cadence::testing {
namespace {

std::string const kMeant = "/v1/releases/meant";
std::string const kHotfix = "backend-hotfix-2026-01-04-double-booking";
std::string const kHotfixPath = "/v1/releases/" + kHotfix;

void ask_for_hotfix(ApiWorld& world, std::string const& title = "Double booking") {
    auto const asked =
        world.post("eve", "/v1/releases",
                   R"({"kind":"hotfix","criterion":"outage","commit":"4f1c9a0","title":")" + title + R"("})");
    ASSERT_EQ(asked.status, 201) << asked.body;
}

TEST(Meant, a_hotfix_is_taken_to_production_without_being_named_once) {
    ApiWorld world;
    ask_for_hotfix(world);
    auto const shown = world.get(kMeant);
    EXPECT_EQ(shown.at("/id"), kHotfix);
    EXPECT_EQ(shown.header("content-location"), kHotfixPath);
    EXPECT_EQ(shown.body, world.get(kHotfixPath).body);
    world.post("bob", "/v1/trains/backend/deployments",
               R"({"environment":"staging","status":"succeeded","commit":"4f1c9a0"})");
    auto const ticked = world.post("quinn", kMeant + "/checklist/smoke_tests", R"({"status":"passed"})");
    EXPECT_EQ(ticked.at("/id"), kHotfix);
    EXPECT_EQ(ticked.header("content-location"), kHotfixPath + "/checklist/smoke_tests");
    world.post("anna", kMeant + "/approvals", "{}");
    EXPECT_EQ(world.post("paul", kMeant + "/approvals", "{}").at("/state"), "approved");
    EXPECT_EQ(world.post("eve", kMeant + "/issues", R"({"text":"search is slow"})").at("/id"), kHotfix);
    EXPECT_EQ(world.get(kMeant + "/timeline").header("content-location"), kHotfixPath + "/timeline");
}

TEST(Meant, in_a_release_week_votes_go_to_the_scheduled_release_and_the_rest_to_the_hotfix) {
    ApiWorld world;
    world.pass_to(kFrozen);
    world.post("anna", kReleasePath + "/candidate", R"({"version":"1.2.0","commit":"7777777"})");
    ask_for_hotfix(world);
    std::string const hotfix = "backend-hotfix-2026-01-06-double-booking";
    EXPECT_EQ(world.post("anna", kMeant + "/votes", R"({"vote":"go"})").at("/id"), kRelease);
    EXPECT_EQ(world.get(kMeant).at("/id"), hotfix);
    EXPECT_EQ(world.post("paul", kMeant + "/checklist/notes_shared", R"({"status":"passed"})").at("/id"),
              hotfix);
    EXPECT_EQ(world.get(kMeant + "?for=postpone").at("/id"), kRelease);
    EXPECT_EQ(world.get(kMeant + "?for=lunch").problem(), "wrong-parameter");
}

TEST(Meant, where_there_is_a_doubt_the_choices_are_told) {
    ApiWorld world;
    ask_for_hotfix(world);
    ask_for_hotfix(world, "Lost mail");
    auto const doubt = world.post("anna", kMeant + "/approvals", "{}");
    EXPECT_EQ(doubt.status, 400);
    EXPECT_EQ(doubt.problem(), "release-needed");
    EXPECT_EQ(doubt.at("/alternatives"), R"([")" + kHotfix + R"(","backend-hotfix-2026-01-04-lost-mail"])");
    EXPECT_EQ(world.post("anna", kMeant + "/cancel", R"({"reason":"x"})").problem(), "release-needed");
    EXPECT_EQ(
        world.post("anna", kMeant + "/rollback/verify", R"({"health":true,"smoke":true,"resolved":true})")
            .problem(),
        "no-release");
}

TEST(Meant, a_train_narrows_it_and_a_release_of_another_is_refused) {
    ApiWorld world{{.more = std::string{kWebTrain}}};
    auto const doubt = world.get(kMeant);
    EXPECT_EQ(doubt.problem(), "train-needed");
    EXPECT_EQ(doubt.at("/alternatives"), R"(["backend","web"])");
    EXPECT_EQ(world.get(kMeant + "?train=web").at("/id"), "web-2026-01-13");
    EXPECT_EQ(world.get(kReleasePath + "?train=backend").at("/id"), kRelease);
    EXPECT_EQ(world.get(kReleasePath + "?train=web").problem(), "wrong-parameter");
    EXPECT_EQ(world.get(kMeant + "?train=wen").problem(), "train-not-found");
}

TEST(Meant, the_answer_is_kept_ready_only_as_long_as_it_is_right) {
    ApiWorld world;
    EXPECT_EQ(world.get(kMeant).at("/id"), kRelease);
    auto const etag = world.get(kMeant).header("etag");
    EXPECT_EQ(world.get(kMeant, {{"if-none-match", etag}}).status, 304);
    EXPECT_EQ(world.get(kMeant, {{"if-none-match", etag}}).header("content-location"), kReleasePath);
    ask_for_hotfix(world);
    EXPECT_EQ(world.get(kMeant).at("/id"), kHotfix);
}

TEST(Meant, a_write_that_comes_again_is_answered_as_it_was_whatever_is_meant_by_now) {
    ApiWorld world;
    ask_for_hotfix(world);
    net::Headers const key{{"idempotency-key", "k1"}};
    auto const first = world.post("eve", kMeant + "/issues", R"({"text":"slow"})", key);
    EXPECT_EQ(first.at("/id"), kHotfix);
    ask_for_hotfix(world, "Lost mail");
    EXPECT_EQ(world.post("eve", kMeant + "/issues", R"({"text":"slow"})", key).body, first.body);
    EXPECT_EQ(world.post("eve", kMeant + "/issues", R"({"text":"slow"})").problem(), "release-needed");
}

TEST(Meant, a_report_names_its_release_or_goes_to_the_train) {
    ApiWorld world;
    auto const report = R"({"environment":"production","status":"succeeded","version":"1.2.0"})";
    EXPECT_EQ(world.post("bob", kMeant + "/deployments", report).problem(), "release-not-found");
}

TEST(Ahead, a_release_that_nothing_has_touched_shows_what_will_be_asked) {
    ApiWorld world;
    auto const before = world.get(kReleasePath);
    EXPECT_EQ(before.at("/state"), "planned");
    EXPECT_EQ(before.at("/checklist/0/id"), "notes_shared");
    EXPECT_EQ(before.at("/progress/pre"), "0 of 1 optional");
    EXPECT_EQ(before.at("/decision"), world.get("/v1/status").at("/trains/0/next/decision"));
    EXPECT_EQ(world.get("/v1/events?type=release_planned").at("/items"), "[]") << "looking plans nothing";
    world.pass_to(kFrozen);
    EXPECT_EQ(world.get(kReleasePath).at("/checklist"), before.at("/checklist"));
}

TEST(Reasons, an_item_is_named_by_the_id_that_ticks_it) {
    ApiWorld world;
    ask_for_hotfix(world);
    auto const release = world.get(kHotfixPath);
    EXPECT_EQ(release.at("/decision/reasons/1/item"), "smoke_tests");
    EXPECT_EQ(release.at("/decision/reasons/1/text"), "smoke_tests is pending: Smoke tests pass on staging");
    EXPECT_EQ(
        release.at("/decision/summary"),
        "It has not reached staging; Tech Lead has not approved; Product Owner has not approved; 1 item "
        "open: smoke_tests");
}

}  // namespace
}  // namespace cadence::testing
