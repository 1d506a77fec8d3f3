#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "api/world.h"
#include "base/plain_text.h"

namespace cadence::testing {
namespace {

TEST(Reading, the_dates_ahead_come_in_order_with_their_phases) {
    ApiWorld world;
    auto const answer = world.get("/v1/upcoming");
    ASSERT_EQ(answer.status, 200);
    EXPECT_EQ(answer.json().at("items").as_array().size(), 4U);
    EXPECT_EQ(answer.at("/items/0/id"), kRelease);
    EXPECT_EQ(answer.at("/items/1/opens_at"), "2026-01-22T10:00:00Z");
    EXPECT_EQ(answer.at("/items/0/local"), "2026-01-08 10:00 UTC");
    EXPECT_EQ(answer.at("/items/0/phases/0/at"), "2026-01-05T10:00:00Z");
}

TEST(Reading, the_dates_of_all_trains_are_merged_by_their_opening) {
    ApiWorld world{{.more = std::string{kWebTrain}}};
    auto const answer = world.get("/v1/upcoming?count=3");
    EXPECT_EQ(answer.at("/items/0/id"), kRelease);
    EXPECT_EQ(answer.at("/items/1/id"), "web-2026-01-13");
    EXPECT_EQ(answer.at("/items/1/local"), "2026-01-13 14:00 CET");
    EXPECT_EQ(answer.at("/items/2/id"), "web-2026-01-20");
    EXPECT_EQ(world.get("/v1/upcoming?train=web&count=1").at("/items/0/id"), "web-2026-01-13");
    EXPECT_EQ(world.get("/v1/upcoming?from=2026-02-01&train=backend&count=1").at("/items/0/id"),
              "backend-2026-02-05");
}

TEST(Reading, status_has_the_current_and_the_next_release_and_the_gates) {
    ApiWorld world;
    auto const before = world.get("/v1/status");
    EXPECT_EQ(before.at("/trains/0/current"), "");
    EXPECT_EQ(before.at("/trains/0/next/id"), kRelease);
    EXPECT_EQ(before.at("/clock/on_hold"), "false");
    world.pass_to(kFrozen);
    auto const after = world.get("/v1/status?train=backend");
    EXPECT_EQ(after.at("/trains/0/current/state"), "frozen");
    EXPECT_EQ(after.at("/trains/0/current/waiting_for"), R"(["tech-lead","product-owner"])");
    EXPECT_EQ(after.at("/trains/0/gates/merge/advisory"), "true");
    EXPECT_EQ(after.at("/trains/0/gates/deploy/open"), "false");
}

TEST(Reading, a_release_is_found_while_the_calendar_still_owns_it) {
    ApiWorld world;
    auto const answer = world.get("/v1/releases/backend-2026-02-05");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.at("/state"), "planned");
    EXPECT_EQ(answer.at("/recommendation"), "");
    world.pass_to(kFrozen);
    EXPECT_EQ(world.get(kReleasePath).at("/recommendation/verdict"), "no_go");
}

TEST(Reading, an_unknown_release_names_the_next_slot) {
    ApiWorld world;
    auto const answer = world.get("/v1/releases/backend-2026-01-09");
    EXPECT_EQ(answer.status, 404);
    EXPECT_EQ(answer.problem(), "release-not-found");
    EXPECT_NE(answer.at("/detail").find("backend-2026-01-22"), std::string::npos);
    EXPECT_EQ(world.get("/v1/releases/nonsense").problem(), "release-not-found");
    EXPECT_EQ(world.get("/v1/releases/backend-2026-01-09/timeline").problem(), "release-not-found");
}

TEST(Reading, an_unknown_train_is_said_and_the_nearest_named) {
    ApiWorld world;
    for (auto const* const target :
         {"/v1/upcoming?train=bakend", "/v1/status?train=bakend", "/v1/trains/bakend",
          "/v1/gates?train=bakend", "/v1/releases?train=bakend", "/v1/events?train=bakend"}) {
        auto const answer = world.get(target);
        EXPECT_EQ(answer.status, 404) << target;
        EXPECT_EQ(answer.problem(), "train-not-found") << target;
        EXPECT_EQ(answer.at("/alternatives"), R"(["backend"])") << target;
    }
}

TEST(Reading, a_wrong_parameter_is_named) {
    ApiWorld world;
    for (auto const* const query :
         {"/v1/upcoming?count=0", "/v1/upcoming?count=101", "/v1/upcoming?count=four",
          "/v1/upcoming?from=soon", "/v1/releases?state=shipped", "/v1/releases?limit=201",
          "/v1/releases?cursor=garbage", "/v1/releases?cursor=r1.x.y", "/v1/releases?cursor=r1.1.",
          "/v1/releases/backend-2026-01-08/timeline?cursor=r1.1", "/v1/events?after=-1",
          "/v1/events?after=9999", "/v1/events?wait=56s", "/v1/events?wait=soon"}) {
        auto const answer = world.get(query);
        EXPECT_EQ(answer.status, 400) << query;
        EXPECT_EQ(answer.problem(), "wrong-parameter") << query;
        EXPECT_NE(answer.at("/field"), "") << query;
    }
    auto const unknown = world.get("/v1/upcoming?coun=3");
    EXPECT_EQ(unknown.problem(), "unknown-parameter");
    EXPECT_EQ(unknown.at("/alternatives"), R"(["count"])");
    EXPECT_EQ(world.get("/v1/upcoming?count=3&count=4").problem(), "parameter-twice");
}

TEST(Reading, the_record_comes_newest_first_page_by_page) {
    ApiWorld world;
    world.pass_to("2026-03-01T00:00:00Z");
    auto const first = world.get("/v1/releases?limit=2&train=backend");
    EXPECT_EQ(first.at("/items/0/id"), "backend-2026-02-19");
    EXPECT_EQ(first.at("/items/1/id"), "backend-2026-02-05");
    auto const link = first.header("link");
    ASSERT_TRUE(link.starts_with("</v1/releases?limit=2&train=backend&cursor=") &&
                link.ends_with(">; rel=\"next\""))
        << link;
    auto const second = world.get(link.substr(1, link.find('>') - 1));
    EXPECT_EQ(second.at("/items/0/id"), kNext);
    EXPECT_EQ(second.at("/items/1/id"), kRelease);
    EXPECT_EQ(second.at("/next_cursor"), "null");
    EXPECT_EQ(world.get("/v1/releases?to=2026-01-09").json().at("items").as_array().size(), 1U);
    EXPECT_EQ(world.get("/v1/releases?state=overdue&from=2026-02-10&kind=scheduled").at("/items/0/id"),
              "backend-2026-02-19");
}

TEST(Reading, a_timeline_goes_on_where_its_page_ended) {
    ApiWorld world;
    world.pass_to("2026-01-09T00:00:00Z");
    auto const whole = world.get(kReleasePath + "/timeline").json().at("items").as_array();
    ASSERT_GT(whole.size(), 3U);
    boost::json::array pieces;
    std::string cursor;
    do {
        auto const page =
            world.get(kReleasePath + "/timeline?limit=2" + (cursor.empty() ? "" : "&cursor=" + cursor));
        auto const items = page.json().at("items").as_array();
        pieces.insert(pieces.end(), items.begin(), items.end());
        cursor = page.at("/next_cursor");
    } while (cursor != "null");
    EXPECT_EQ(pieces, whole);
}

TEST(Reading, gates_want_a_train_only_where_there_are_several) {
    ApiWorld one;
    EXPECT_EQ(one.get("/v1/gates").at("/train"), "backend");
    EXPECT_EQ(one.get("/v1/gates/flag/check?branch=main&pull_request=7&label=urgent").status, 204);
    ApiWorld two{{.more = std::string{kWebTrain}}};
    auto const answer = two.get("/v1/gates");
    EXPECT_EQ(answer.problem(), "train-needed");
    EXPECT_EQ(answer.at("/alternatives"), R"(["backend","web"])");
    EXPECT_EQ(two.get("/v1/gates/merge/check?train=web").status, 204);
    EXPECT_EQ(two.get("/v1/gates/lunch/check?train=web").problem(), "gate-not-found");
}

TEST(Reading, a_shut_gate_says_why_and_until_when) {
    ApiWorld world;
    auto const answer = world.get("/v1/gates/deploy/check");
    EXPECT_EQ(answer.status, 423);
    EXPECT_EQ(answer.problem(), "gate-shut");
    EXPECT_EQ(answer.at("/reasons/0/code"), "no_deploy_window");
    EXPECT_EQ(answer.at("/changes_at"), "2026-01-08T10:00:00Z");
}

TEST(Reading, chat_gets_lines_of_text_where_it_asks_for_them) {
    ApiWorld world;
    world.pass_to(kFrozen);
    for (auto const& target :
         {std::string{"/v1/status"}, std::string{"/v1/upcoming"}, std::string{"/v1/gates"}, kReleasePath}) {
        auto const answer = world.get(target, {{"accept", "text/plain"}});
        EXPECT_EQ(answer.header("content-type"), "text/plain; charset=utf-8") << target;
        EXPECT_TRUE(answer.body.ends_with('\n')) << target;
        EXPECT_EQ(answer.body.find('{'), std::string::npos) << answer.body;
    }
    EXPECT_EQ(world.get("/v1/upcoming", {{"accept", "text/plain"}}).body.substr(0, 60),
              "backend-2026-01-08  Thursday 2026-01-08 10:00 UTC  frozen\nba");
    EXPECT_EQ(
        world.get("/v1/gates", {{"accept", "application/json, text/plain;q=0.5"}}).header("content-type"),
        "application/json");
    EXPECT_EQ(world.get("/v1/gates", {{"accept", "*/*"}}).header("content-type"), "application/json");
}

TEST(Reading, the_form_that_is_liked_best_is_given_and_none_that_is_refused) {
    ApiWorld world;
    auto const type_for = [&](net::Headers const& accept) {
        return world.get("/v1/status", accept).header("content-type");
    };
    auto const text = "text/plain; charset=utf-8";
    EXPECT_EQ(type_for({{"accept", "text/*"}}), text);
    EXPECT_EQ(type_for({{"accept", "text/plain, */*"}}), text);
    EXPECT_EQ(type_for({{"accept", "application/*;q=0.3, text/plain;q=0.4"}}), text);
    EXPECT_EQ(type_for({{"accept", "*/*, application/json;q=0"}}), text);
    EXPECT_EQ(type_for({{"accept", "image/png"}, {"accept", "text/plain"}}), text);
    EXPECT_EQ(type_for({{"accept", "application/*"}}), "application/json");
    EXPECT_EQ(type_for({{"accept", "text/html, */*; q=.2"}}), "application/json");

    auto const refused = world.get("/v1/status", {{"accept", "application/json;q=0, image/*"}});
    EXPECT_EQ(refused.status, 406);
    EXPECT_EQ(refused.problem(), "not-acceptable");
    EXPECT_EQ(
        refused.at("/detail"),
        "/v1/status is answered as application/json or text/plain; charset=utf-8, and your Accept header "
        "takes none of these.");
    EXPECT_EQ(world.get("/v1/trains", {{"accept", "text/plain"}}).status, 406);
}

TEST(Reading, what_people_wrote_steers_no_terminal_and_turns_no_line) {
    ApiWorld world;
    auto const frozen = world.post("anna", "/v1/trains/backend/freezes",
                                   R"({"reason":"a\u009b2J\u202eb\u200fc\u0085d","actions":["merge"]})");
    ASSERT_EQ(frozen.status, 200) << frozen.body;
    EXPECT_NE(world.get("/v1/gates", {{"accept", "text/plain"}}).body.find("a 2Jbc d"), std::string::npos);
    for (auto const& target : {"/v1/status", "/v1/upcoming", "/v1/gates"}) {
        auto const body = world.get(target, {{"accept", "text/plain"}}).body;
        EXPECT_EQ(plain_lines(body), body) << target;
    }
}

TEST(Reading, monitoring_is_told_how_long_handlers_keep_others_waiting) {
    ApiWorld world;
    auto const answer = world.get("/metrics");
    EXPECT_EQ(answer.header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
    EXPECT_NE(answer.body.find("\n# TYPE cadenced_loop_slow_handlers_total counter\n"
                               "cadenced_loop_slow_handlers_total 0\n"),
              std::string::npos)
        << answer.body;
}

TEST(Reading, trains_rights_and_health_are_told) {
    ApiWorld world{{.more = std::string{kWebTrain}}};
    EXPECT_EQ(world.get("/v1/trains").at("/items/1/rule/timezone"), "Europe/Berlin");
    auto const train = world.get("/v1/trains/backend");
    EXPECT_EQ(train.at("/rule/weekday"), "Thursday");
    EXPECT_EQ(train.at("/rule/time"), "10:00");
    EXPECT_EQ(train.at("/phases/0/offset"), "-3d");
    EXPECT_EQ(train.at("/environments/staging/url"), "https://staging.example.org");
    EXPECT_EQ(world.get("/v1/rights").at("/items/0/right"), "vote");
    EXPECT_EQ(world.get("/health").at("/status"), "ok");
    EXPECT_EQ(world.get("/health/ready").at("/checks/database"), "ok");
}

TEST(Reading, work_left_undone_for_five_seconds_is_not_ready) {
    ApiWorld world;
    world.clock.advance(std::chrono::hours{48});
    auto const answer = world.get("/health/ready");
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(answer.problem(), "not-ready");
    EXPECT_NE(answer.at("/checks/scheduler").find("backend"), std::string::npos);
}

}  // namespace
}  // namespace cadence::testing
