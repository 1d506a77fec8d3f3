// Feature flags over the API: the registry, and its place in what is told of a release.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/flag_world.h"

namespace cadence::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(Flags, a_flag_is_registered_then_changed_and_found_in_the_list) {
    FlagWorld world;
    auto const made = world.put("paul", kFlagPath, R"({"description":"Sync with booking channels"})");
    EXPECT_EQ(made.status, 201);
    EXPECT_EQ(made.at("/stage"), "off");
    EXPECT_EQ(made.at("/owner"), "paul");
    EXPECT_EQ(made.at("/train"), "backend");
    auto const again = world.put("paul", kFlagPath, R"({"description":"Sync with booking channels"})");
    EXPECT_EQ(again.status, 200);
    EXPECT_EQ(again.json(), made.json());
    auto const flipped = world.put("anna", kFlagPath, R"({"stage":"internal","reason":"it is out"})");
    EXPECT_EQ(flipped.at("/history/1/reason"), "it is out");
    EXPECT_EQ(flipped.at("/history/1/changes"), R"([{"field":"stage","from":"off","to":"internal"}])");
    EXPECT_EQ(world.get(kFlagPath).json(), flipped.json());
    auto const listed = world.get("/v1/flags?stage=internal&train=backend");
    EXPECT_EQ(listed.at("/items/0/key"), kFlag);
    EXPECT_EQ(listed.at("/items/0/history"), "") << "a list is short";
    EXPECT_EQ(world.get("/v1/flags?stage=off").at("/items"), "[]");
}

TEST(Flags, a_list_goes_by_pages_in_the_order_of_the_keys) {
    FlagWorld world;
    for (auto const* key : {"C", "a", "B", "d"})
        ASSERT_EQ(world.put("anna", std::string{"/v1/flags/"} + key, R"({"description":"One"})").status, 201);
    std::vector<std::string> keys;
    std::string cursor;
    do {
        auto const page = world.get("/v1/flags?limit=3" + (cursor.empty() ? "" : "&cursor=" + cursor));
        auto const items = page.json().at("items").as_array();
        for (auto const& item : items) keys.emplace_back(item.at("key").as_string());
        cursor = page.at("/next_cursor");
    } while (cursor != "null");
    EXPECT_THAT(keys, ElementsAre("B", "C", "a", "d"));
    EXPECT_EQ(world.get("/v1/flags?cursor=r1.x").problem(), "wrong-parameter");
    EXPECT_EQ(world.get("/v1/flags?stage=gamma").problem(), "wrong-parameter");
}

TEST(Flags, what_is_wrong_is_told_with_its_place) {
    FlagWorld world;
    struct Case {
        std::string path;
        std::string body;
        int status;
        std::string problem;
        std::string field;
    };
    for (auto const& [path, body, status, problem, field] :
         {Case{kFlagPath, "{}", 400, "description-needed", "#/description"},
          Case{kFlagPath, R"({"description":"One","percentage":101})", 400, "not-a-percentage",
               "#/percentage"},
          Case{kFlagPath, R"({"description":"One","percentage":1.5})", 400, "wrong-type", "#/percentage"},
          Case{kFlagPath, R"({"description":"One","stage":"gamma"})", 400, "unknown-value", "#/stage"},
          Case{kFlagPath, R"({"description":"One","stage":"beta","reason":"now"})", 422, "stage-skipped",
               "#/stage"},
          Case{kFlagPath, R"({"description":"One","colour":"red"})", 400, "unknown-field", "#/colour"},
          Case{kFlagPath, R"({"description":"One","release":"backend-2026-01-09"})", 400, "release-not-found",
               "#/release"},
          Case{kFlagPath, R"({"description":"One","train":"backnd"})", 400, "train-not-found", "#/train"},
          Case{kFlagPath, R"({"description":"One","until":"2025-12-31"})", 400, "date-in-the-past",
               "#/until"},
          Case{"/v1/flags/a%20b", R"({"description":"One"})", 400, "not-a-flag-key", ""},
          Case{"/v1/flags/a%2Fb", R"({"description":"One"})", 400, "not-a-flag-key", ""},
          Case{"/v1/flags/%F0%9F%A5%8A", R"({"description":"One"})", 400, "not-a-flag-key", ""}}) {
        auto const refused = world.put("anna", path, body);
        EXPECT_EQ(refused.status, status) << path << body;
        EXPECT_EQ(refused.problem(), problem) << path << body;
        EXPECT_EQ(refused.at("/field"), field) << path << body;
    }
    EXPECT_EQ(world.get(kFlagPath).problem(), "flag-not-found");
    EXPECT_EQ(world.get("/v1/flags").at("/items"), "[]");
}

TEST(Flags, of_several_trains_the_train_must_be_said_and_stays) {
    FlagWorld world{{.more = std::string{kWebTrain}}};
    auto const refused = world.put("anna", kFlagPath, R"({"description":"One"})");
    EXPECT_EQ(refused.problem(), "train-needed");
    EXPECT_EQ(refused.at("/alternatives"), R"(["backend","web"])");
    ASSERT_EQ(world.put("anna", kFlagPath, R"({"description":"One","train":"web"})").status, 201);
    EXPECT_EQ(world.put("anna", kFlagPath, R"({"owner":"web team"})").status, 200) << "it is known by now";
    EXPECT_EQ(world.put("anna", kFlagPath, R"({"train":"backend"})").problem(), "flag-of-another-train");
    ASSERT_EQ(
        world.post("anna", "/v1/trains/backend/freezes", R"({"actions":["flag"],"reason":"fair"})").status,
        200);
    EXPECT_EQ(world.put("anna", kFlagPath, R"({"stage":"internal","reason":"now"})").status, 200)
        << "the gate of another train is none of its business";
}

TEST(Flags, a_shut_gate_refuses_with_its_reasons_and_the_gate_says_the_same) {
    FlagWorld world;
    world.add(kFlag);
    ASSERT_EQ(
        world.post("anna", "/v1/trains/backend/freezes", R"({"actions":["flag"],"reason":"trade fair"})")
            .status,
        200);
    auto const refused = world.put("anna", kFlagPath, R"({"stage":"internal","reason":"now"})");
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(refused.problem(), "gate-shut");
    EXPECT_THAT(refused.at("/detail"), HasSubstr("trade fair"));
    EXPECT_EQ(world.get("/v1/gates/flag/check").status, 423);
    ASSERT_EQ(world.del("anna", "/v1/trains/backend/freezes/freeze-1").status, 200);
    EXPECT_EQ(world.put("anna", kFlagPath, R"({"stage":"internal","reason":"now"})").status, 200);
}

TEST(Flags, an_unfinished_one_is_listed_on_the_release_that_shipped_it_until_it_is_finished) {
    FlagWorld world;
    world.add(kFlag);
    auto const listed = [&] { return world.get(kReleasePath).at("/flags/0/key"); };
    EXPECT_EQ(listed(), "");
    ASSERT_EQ(world.put("anna", kFlagPath, R"({"release":"backend-2026-01-08","until":"2026-03-31"})").status,
              200);
    EXPECT_EQ(listed(), kFlag);
    EXPECT_EQ(world.get(kReleasePath).at("/flags/0/until"), "2026-03-31");
    EXPECT_EQ(world.get("/v1/releases/" + kNext).at("/flags"), "");
    for (auto const* stage : {"internal", "beta", "all"}) {
        EXPECT_EQ(listed(), kFlag) << stage;
        ASSERT_EQ(world.flip(kFlag, stage).status, 200);
    }
    EXPECT_EQ(listed(), "");
    ASSERT_EQ(world.flip(kFlag, "beta").status, 200);
    EXPECT_EQ(listed(), kFlag);
}

TEST(Flags, two_who_look_at_the_same_time_do_not_write_over_each_other) {
    FlagWorld world;
    world.add(kFlag);
    auto const seen = world.get(kFlagPath).header("etag");
    ASSERT_FALSE(seen.empty());
    ASSERT_EQ(world.put("paul", kFlagPath, R"({"owner":"paul"})", {{"if-match", seen}}).status, 200);
    auto const late = world.put("anna", kFlagPath, R"({"owner":"anna"})", {{"if-match", seen}});
    EXPECT_EQ(late.problem(), "changed-meanwhile");
    EXPECT_EQ(world.get(kFlagPath).at("/owner"), "paul");
    EXPECT_EQ(world.put("anna", "/v1/flags/NEW", R"({"description":"One"})", {{"if-match", seen}}).problem(),
              "changed-meanwhile");
}

TEST(Flags, a_repeated_write_is_answered_as_the_first) {
    FlagWorld world;
    auto const once = [&] {
        return world.put("anna", kFlagPath, R"({"description":"One"})", {{"idempotency-key", "k-1"}});
    };
    auto const first = once();
    EXPECT_EQ(first.status, 201);
    auto const second = once();
    EXPECT_EQ(second.status, 201);
    EXPECT_EQ(second.header("idempotency-replayed"), "true");
    EXPECT_EQ(second.json(), first.json());
}

TEST(Flags, one_is_removed_with_its_reason) {
    FlagWorld world;
    world.add(kFlag);
    ASSERT_EQ(world.flip(kFlag, "internal").status, 200);
    EXPECT_EQ(world.del("anna", kFlagPath).problem(), "flag-half-open");
    ASSERT_EQ(world.flip(kFlag, "off").status, 200);
    auto const removed = world.del("anna", kFlagPath + "?reason=the+code+is+gone");
    EXPECT_EQ(removed.status, 200);
    EXPECT_EQ(removed.at("/key"), kFlag);
    EXPECT_EQ(world.get(kFlagPath).status, 404);
    EXPECT_EQ(world.del("anna", kFlagPath).problem(), "flag-not-found");
    EXPECT_EQ(world.get("/v1/events?type=flag_removed").at("/items/0/data/reason"), "the code is gone");
}

TEST(Flags, a_list_is_not_changed_by_the_moment_it_is_asked_for) {
    FlagWorld world;
    world.add(kFlag);
    auto const before = world.get("/v1/flags");
    world.clock.advance(std::chrono::hours{1});
    EXPECT_EQ(world.get("/v1/flags", {{"if-none-match", before.header("etag")}}).status, 304);
    ASSERT_EQ(world.flip(kFlag, "internal").status, 200);
    EXPECT_EQ(world.get("/v1/flags", {{"if-none-match", before.header("etag")}}).status, 200);
}

}  // namespace
}  // namespace cadence::testing
