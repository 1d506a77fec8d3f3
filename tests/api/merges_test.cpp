// Merges, deployments of whatever release, promises and reviews over HTTP.
#include <boost/json.hpp>

#include "api/refused.h"

namespace cadence::testing {
namespace {

std::string const kMerges = "/v1/trains/backend/merges";
std::string const kDeployments = "/v1/trains/backend/deployments";

Answered merge(ApiWorld& world, std::string const& commit) {
    return world.post("bob", kMerges, R"({"commit":")" + commit + R"("})");
}

TEST(Merges, one_is_told_back_as_it_was_recorded) {
    ApiWorld world;
    auto const answer =
        world.post("bob", kMerges,
                   R"({"commit":"4f1c9a0","author":"eve","title":"Bulk upload","branch":"feature/bulk",)"
                   R"("pull_request":"12","labels":["api"],)"
                   R"("committed_at":"2026-01-03T10:00:00Z","merged_at":"2026-01-04T08:59:00Z"})");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(
        answer.body,
        R"({"number":1,"commit":"4f1c9a0","author":"eve","title":"Bulk upload","branch":"feature/bulk",)"
        R"("pull_request":"12","committed_at":"2026-01-03T10:00:00Z","merged_at":"2026-01-04T08:59:00Z",)"
        R"("received_at":"2026-01-04T09:00:00Z","against":[]})");
    EXPECT_EQ(merge(world, "4f1c9a0").body, answer.body);
    EXPECT_EQ(world.get(kMerges).at("/items/0/number"), "1");
}

TEST(Merges, they_come_newest_first_page_by_page) {
    ApiWorld world;
    for (auto const* const commit : {"aaaaaaa", "bbbbbbb", "ccccccc"}) merge(world, commit);
    auto const first = world.get(kMerges + "?limit=2");
    EXPECT_EQ(first.at("/items/0/commit"), "ccccccc");
    EXPECT_EQ(first.at("/items/1/commit"), "bbbbbbb");
    auto const second = world.get(kMerges + "?limit=2&cursor=" + first.at("/next_cursor"));
    EXPECT_EQ(second.at("/items/0/commit"), "aaaaaaa");
    EXPECT_EQ(second.at("/next_cursor"), "null");
    EXPECT_EQ(world.get(kMerges + "?cursor=m1.x").problem(), "wrong-parameter");
    EXPECT_EQ(world.get("/v1/trains/web/merges").problem(), "train-not-found");
}

TEST(Merges, one_against_the_gate_says_against_what) {
    ApiWorld world;
    world.post("anna", "/v1/trains/backend/freezes", R"({"actions":["merge"],"reason":"stop"})");
    EXPECT_EQ(merge(world, "4f1c9a0").at("/against"), R"(["freeze"])");
}

TEST(Merges, one_of_exempt_paths_is_not_against_the_gate) {
    ApiWorld world;
    world.post("anna", "/v1/trains/backend/freezes", R"({"actions":["merge"],"reason":"stop"})");
    world.post("anna", "/v1/trains/backend/exemptions",
               R"({"path":"docs/","until":"2026-01-05T09:00:00Z","reason":"words only"})");
    auto const told = [&](char const* commit, std::string const& paths) {
        return world.post("bob", kMerges,
                          R"({"commit":")" + std::string{commit} + R"(","paths":)" + paths + "}");
    };
    EXPECT_EQ(told("4f1c9a0", R"(["docs/a.md","docs/b.md"])").at("/against"), "[]");
    EXPECT_EQ(told("4f1c9a1", R"(["docs/a.md","src/main.c"])").at("/against"), R"(["freeze"])");
    EXPECT_EQ(told("4f1c9a2", "[]").at("/against"), R"(["freeze"])");
}

TEST(Merges, one_tells_as_many_paths_as_there_may_be) {
    ApiWorld world;
    auto const paths = [](int count, std::size_t length) {
        std::string list;
        for (int i = 0; i < count; ++i)
            list.append(i == 0 ? "\"" : ",\"").append(std::string(length, 'x')).append("\"");
        return R"({"commit":"4f1c9a0","paths":[)" + list + "]}";
    };
    expect_refused(world, {{"bob", kMerges, paths(3001, 1), 400, "too-many-paths", "#/paths"},
                           {"bob", kMerges, paths(1, 1001), 400, "too-long", "#/paths/0"}});
    EXPECT_EQ(world.post("bob", kMerges, paths(3000, 1000)).status, 200);
}

TEST(Merges, a_wrong_one_is_refused) {
    ApiWorld world;
    expect_refused(world,
                   {{"bob", kMerges, "{}", 400, "missing-field", "#/commit"},
                    {"bob", kMerges, R"({"commit":""})", 400, "commit-needed", "#/commit"},
                    {"bob", kMerges, R"({"commit":"HEAD"})", 400, "not-a-commit", "#/commit"},
                    {"bob", kMerges, R"({"commit":"4f1c9a0","labels":[1]})", 400, "wrong-type", "#/labels/0"},
                    {"bob", kMerges, R"({"commit":"4f1c9a0","labels":[")" + std::string(4001, 'x') + R"("]})",
                     400, "too-long", "#/labels/0"},
                    {"bob", kMerges, R"({"commit":"4f1c9a0","merged_at":"2027-01-01T00:00:00Z"})", 400,
                     "date-in-the-future", "#/merged_at"},
                    {"quinn", kMerges, R"({"commit":"4f1c9a0"})", 403, "role-needed"}});
}

TEST(Deployments, a_report_without_a_release_finds_its_own_or_none) {
    ApiWorld world;
    merge(world, "4f1c9a0");
    auto const staged = world.post("bob", kDeployments,
                                   R"({"environment":"staging","status":"succeeded","commit":"4f1c9a0"})");
    EXPECT_EQ(staged.status, 200);
    EXPECT_EQ(staged.at("/staging/commit"), "4f1c9a0");
    EXPECT_EQ(staged.at("/production"), "");
    EXPECT_EQ(staged.at("/release"), "");
    world.pass_to(kFrozen);
    auto const found = world.post("bob", kDeployments,
                                  R"({"environment":"staging","status":"succeeded","commit":"4f1c9a0"})");
    EXPECT_EQ(found.at("/release/id"), kRelease);  // the code freeze made it the candidate
    EXPECT_EQ(found.at("/release/deployments/0/environment"), "staging");
    expect_refused(world, {{"bob", kDeployments, "{}", 400, "missing-field", "#/environment"},
                           {"quinn", kDeployments, R"({"environment":"staging","status":"failed"})", 403,
                            "role-needed"}});
}

TEST(Deployments, a_baseline_says_what_production_runs_and_is_no_release) {
    ApiWorld world;
    auto const told = world.post("bob", kDeployments,
                                 R"({"environment":"production","status":"succeeded","version":"1.1.0",
                                     "baseline":true})");
    EXPECT_EQ(told.status, 200) << told.body;
    EXPECT_EQ(told.at("/production/version"), "1.1.0");
    EXPECT_EQ(told.at("/release"), "");
}

TEST(Deployments, status_says_how_far_main_is_ahead) {
    ApiWorld world;
    EXPECT_EQ(world.get("/v1/status").at("/trains/0/main"),
              R"({"ahead_of_production":0,"ahead_of_staging":0})");
    merge(world, "aaaaaaa");
    merge(world, "bbbbbbb");
    world.post("bob", kDeployments, R"({"environment":"staging","status":"succeeded","commit":"aaaaaaa"})");
    auto const status = world.get("/v1/status");
    EXPECT_EQ(status.at("/trains/0/main/ahead_of_production"), "2");
    EXPECT_EQ(status.at("/trains/0/main/ahead_of_staging"), "1");
    EXPECT_EQ(status.at("/trains/0/main/last/commit"), "bbbbbbb");
    EXPECT_EQ(status.at("/trains/0/deadlines/0/subject"), "bbbbbbb");
    EXPECT_EQ(world.get(kMerges).at("/items/1/staging_at"), "2026-01-04T09:00:00Z");
}

TEST(Deadlines, what_still_runs_comes_before_what_has_ended) {
    ApiWorld world;
    for (auto const* const commit : {"aaaaaaa", "bbbbbbb", "ccccccc"}) {
        merge(world, commit);
        world.pass_seconds(1);
    }
    world.post("bob", kDeployments, R"({"environment":"staging","status":"succeeded","commit":"bbbbbbb"})");
    auto const all = world.get("/v1/deadlines");
    EXPECT_EQ(all.at("/items/0/id"), "staging_deploy:ccccccc");
    EXPECT_EQ(all.at("/items/0/train"), "backend");
    EXPECT_EQ(all.at("/items/0/state"), "open");
    EXPECT_EQ(all.at("/items/1/id"), "staging_deploy:aaaaaaa");
    EXPECT_EQ(all.at("/items/1/state"), "met");
    EXPECT_EQ(all.at("/items/2/id"), "staging_deploy:bbbbbbb");
    boost::json::array pieces;
    std::string cursor;
    do {
        auto const page = world.get("/v1/deadlines?limit=1" + (cursor.empty() ? "" : "&cursor=" + cursor));
        ASSERT_EQ(page.json().at("items").as_array().size(), 1U);
        pieces.push_back(page.json().at("items").at(0));
        cursor = page.at("/next_cursor");
    } while (cursor != "null");
    EXPECT_EQ(pieces, all.json().at("items").as_array());
    EXPECT_EQ(world.get("/v1/deadlines?state=met&kind=staging_deploy").json().at("items").as_array().size(),
              2U);
    EXPECT_EQ(world.get("/v1/deadlines?kind=rollback&train=backend").at("/items"), "[]");
}

TEST(Deadlines, a_breach_is_shown_until_it_is_met_late) {
    ApiWorld world;
    merge(world, "aaaaaaa");
    world.pass_to("2026-01-04T09:05:00Z");
    EXPECT_EQ(world.get("/v1/deadlines").at("/items/0/state"), "breached");
    EXPECT_EQ(world.get("/v1/deadlines").at("/items/0/warned"), "80");
    world.post("bob", kDeployments, R"({"environment":"staging","status":"succeeded","commit":"aaaaaaa"})");
    EXPECT_EQ(world.get("/v1/status").at("/trains/0/deadlines"), "[]");
}

TEST(Deadlines, a_wrong_question_names_what_is_wrong) {
    ApiWorld world;
    for (auto const* const query :
         {"?state=late", "?kind=lunch", "?limit=0", "?limit=201", "?cursor=x", "?cursor=d1.live.1",
          "?cursor=d1.never.1.backend.x", "?cursor=d1.live.x.y.z", "?cursor=d1.live.1.backend."}) {
        auto const answer = world.get(std::string{"/v1/deadlines"} + query);
        EXPECT_EQ(answer.status, 400) << query;
        EXPECT_EQ(answer.problem(), "wrong-parameter") << query;
    }
    EXPECT_EQ(world.get("/v1/deadlines?train=web").problem(), "train-not-found");
}

TEST(Reviews, one_is_asked_for_at_the_end_of_a_quarter_and_recorded) {
    ApiWorld world;
    std::string const review = "/v1/reviews/backend-2026-Q1";
    expect_refused(world, {{"eve", review, R"({"text":"x"})", 404, "review-not-found"},
                           {"eve", "/v1/reviews/web-2026-Q1", R"({"text":"x"})", 404, "review-not-found"},
                           {"eve", "/v1/reviews/spring", R"({"text":"x"})", 404, "review-not-found"}});
    world.pass_to("2026-04-02T00:00:00Z");
    auto const due = world.get("/v1/deadlines?kind=cadence_review");
    EXPECT_EQ(due.at("/items/0/subject"), "backend-2026-Q1");
    EXPECT_EQ(due.at("/items/0/due_at"), "2026-04-15T00:00:00Z");
    expect_refused(world, {{"eve", review, "{}", 400, "text-needed", "#/text"},
                           {"bob", review, R"({"text":"x"})", 403, "role-needed"}});
    EXPECT_EQ(world.post("eve", review, R"({"text":"we keep the pace"})").at("/id"), "backend");
    EXPECT_EQ(world.get("/v1/deadlines?kind=cadence_review").at("/items/0/state"), "met");
}

}  // namespace
}  // namespace cadence::testing
