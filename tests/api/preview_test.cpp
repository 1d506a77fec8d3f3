// What would come of a request: told before anybody makes it, and nothing is changed by asking.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/world.h"

namespace cadence::testing {
namespace {

using ::testing::HasSubstr;

Answered preview(ApiWorld& world, std::string const& person, std::string const& path, std::string const& body,
                 std::string const& method = "POST") {
    return world.post(person, "/v1/previews",
                      R"({"method":")" + method + R"(","path":")" + path + R"(","body":)" + body + "}");
}

TEST(Preview, of_a_postponement_says_which_phases_move_and_moves_none) {
    ApiWorld world;
    world.token("anna");
    auto const revision = world.engine().revision();
    auto const shown = preview(world, "anna", kReleasePath + "/postpone", R"({"reason":"prices are wrong"})");
    ASSERT_EQ(shown.status, 200);
    EXPECT_THAT(shown.at("/events"), HasSubstr("prices are wrong"));
    EXPECT_EQ(shown.at("/moves/0/phase"), "code_freeze");
    EXPECT_EQ(shown.at("/moves/0/from"), "2026-01-05T10:00:00Z");
    EXPECT_EQ(shown.at("/moves/0/to"), "2026-01-12T10:00:00Z");
    EXPECT_EQ(world.engine().revision(), revision);
    EXPECT_EQ(world.get(kReleasePath).at("/opens_at"), "2026-01-08T10:00:00Z");

    auto const done = world.post("anna", kReleasePath + "/postpone", R"({"reason":"prices are wrong"})");
    EXPECT_EQ(done.at("/opens_at"), "2026-01-15T10:00:00Z") << "what was shown is what happens";
}

TEST(Preview, says_who_would_be_told) {
    ApiWorld world{{.more = R"(
[[channels]]
name = "team"
kind = "ntfy"
topic = "acme-team"
)"}};
    auto const shown = preview(world, "anna", kReleasePath + "/postpone", R"({"reason":"later"})");
    EXPECT_EQ(shown.at("/told/0"), "team");
    EXPECT_EQ(world.engine().store().deliveries({}).size(), 0U);
}

TEST(Preview, refuses_what_would_be_refused_at_the_field_it_concerns) {
    ApiWorld world;
    auto const onto_another = preview(world, "anna", kReleasePath + "/postpone",
                                      R"({"reason":"later","to":"2026-01-22T10:00:00Z"})");
    auto const really =
        world.post("anna", kReleasePath + "/postpone", R"({"reason":"later","to":"2026-01-22T10:00:00Z"})");
    EXPECT_EQ(onto_another.status, really.status);
    EXPECT_EQ(onto_another.at("/detail"), really.at("/detail"));
    EXPECT_EQ(onto_another.at("/field"), really.at("/field"));
    EXPECT_EQ(preview(world, "paul", kReleasePath + "/postpone", R"({"reason":"later"})").problem(),
              "role-needed");
}

TEST(Preview, is_of_what_changes_a_train_only) {
    ApiWorld world;
    EXPECT_EQ(preview(world, "olga", "/v1/tokens", R"({"person":"anna"})").problem(), "not-previewed");
    EXPECT_EQ(preview(world, "anna", "/v1/nothing", "{}").problem(), "path-not-found");
    EXPECT_EQ(preview(world, "anna", kReleasePath, "{}", "GET").problem(), "unknown-value");
    EXPECT_EQ(preview(world, "anna", "/v1/previews", "{}").problem(), "not-previewed");
}

TEST(Preview, of_what_was_done_already_says_so) {
    ApiWorld world;
    world.pass_to(kFrozen);
    world.post("anna", kReleasePath + "/candidate", R"({"version":"1.2.0"})");
    ASSERT_EQ(world.post("paul", kReleasePath + "/votes", R"({"vote":"go"})").status, 200);
    EXPECT_EQ(preview(world, "paul", kReleasePath + "/votes", R"({"vote":"go"})").problem(), "already-voted");
}

}  // namespace
}  // namespace cadence::testing
