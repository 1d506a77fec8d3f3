// The dates ahead and other lists of trains, page by page; what was cancelled and what is left out is said.
#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/world.h"
#include "support/effort.h"

namespace cadence::testing {
namespace {

using ::testing::HasSubstr;

using Lines = std::vector<std::string>;

std::string encoded(std::string const& cursor) {
    return "cursor=" + cursor;
}

/// "web-2026-01-13 2026-01-13T13:00:00Z", of all the pages until there are so many.
Lines pages(ApiWorld& world, std::string const& target, std::size_t wanted) {
    Lines lines;
    for (std::string cursor; lines.size() < wanted;) {
        auto const page = world.get(target + (cursor.empty() ? "" : "&" + encoded(cursor)));
        auto const json = page.json();
        for (auto const& item : json.at("items").as_array())
            lines.push_back(std::string{item.at("id").as_string()} + " " +
                            std::string{item.at("opens_at").as_string()});
        if (json.at("next_cursor").is_null()) break;
        cursor = page.at("/next_cursor");
        EXPECT_THAT(page.header("link"), HasSubstr("rel=\"next\""));
    }
    lines.resize(std::min(lines.size(), wanted));
    return lines;
}

std::string many(int count) {
    std::string text;
    for (int i = 0; i < count; ++i)
        text += "[[trains]]\nid = \"t" + std::to_string(i) + "\"\nfirst_release = 2026-01-" +
                (i % 2 == 0 ? "13" : "20") + "\nweekday = \"Tuesday\"\ntime = \"1" + std::to_string(i % 10) +
                ":00\"\nevery = \"" + std::to_string(1 + i % 3) +
                " weeks\"\n[trains.staging]\nurl = \"https://s.example.org\"\n[trains.production]\n"
                "url = \"https://p.example.org\"\n";
    return text;
}

TEST(Upcoming, page_by_page_is_the_same_as_at_once) {
    ApiWorld world{{.more = many(7)}};
    constexpr std::size_t kDates = effort(100U);
    auto const all = pages(world, "/v1/upcoming?count=100", kDates);
    ASSERT_EQ(all.size(), kDates);
    auto sorted = all;
    std::ranges::sort(sorted, {}, [](std::string const& line) { return line.substr(line.find(' ')); });
    for (std::size_t i = 0; i < all.size(); ++i)
        EXPECT_EQ(all[i].substr(all[i].find(' ')), sorted[i].substr(sorted[i].find(' '))) << i;
    for (auto const count : {1, 3, 8, 50})
        EXPECT_EQ(pages(world, "/v1/upcoming?count=" + std::to_string(count), kDates), all) << count;
    EXPECT_EQ(pages(world, "/v1/upcoming?train=t3&count=2", 10),
              pages(world, "/v1/upcoming?train=t3&count=10", 10));
}

TEST(Upcoming, a_cursor_of_another_list_is_refused) {
    ApiWorld world;
    for (auto const* cursor : {"n1.backend", "u1.", "u1.x.backend", "u1.12", "nonsense"})
        EXPECT_EQ(world.get(std::string{"/v1/upcoming?cursor="} + cursor).problem(), "wrong-parameter")
            << cursor;
    EXPECT_EQ(world.get("/v1/status?cursor=n1.gone").problem(), "wrong-parameter");
}

TEST(Upcoming, says_what_was_cancelled_until_its_window_would_have_closed) {
    ApiWorld world;
    world.post("anna", kReleasePath + "/cancel", R"({"reason":"nothing to ship"})");
    auto const before = world.get("/v1/upcoming");
    EXPECT_EQ(before.at("/items/0/id"), kRelease);
    EXPECT_EQ(before.at("/items/0/state"), "cancelled");
    EXPECT_EQ(before.at("/items/0/cancelled/reason"), "nothing to ship");
    EXPECT_EQ(before.at("/items/0/cancelled/by"), "anna");
    EXPECT_EQ(world.get("/v1/status").at("/trains/0/next/id"), kNext) << "it is never the next";
    EXPECT_THAT(world.get("/v1/upcoming", {{"accept", "text/plain"}}).body,
                HasSubstr(kRelease + "  Thursday 2026-01-08 10:00 UTC  cancelled  (nothing to ship)\n"));
    world.pass_to("2026-01-08T12:00:00Z");
    EXPECT_EQ(world.get("/v1/upcoming").at("/items/0/id"), kNext);
}

TEST(Upcoming, says_in_the_chat_form_too_which_slots_are_left_out) {
    ApiWorld world;
    world.post("paul", "/v1/trains/backend/blackouts",
               R"({"from":"2026-01-20","to":"2026-02-04","reason":"stock-taking"})");
    EXPECT_THAT(world.get("/v1/upcoming", {{"accept", "text/plain"}}).body,
                HasSubstr("backend-2026-01-22  skipped: stock-taking\n"
                          "backend-2026-02-05  Thursday 2026-02-05 10:00 UTC  planned\n"));
}

TEST(Upcoming, is_not_emptied_by_a_blackout_of_years) {
    ApiWorld world;
    world.post("paul", "/v1/trains/backend/blackouts",
               R"({"from":"2026-01-20","to":"2029-12-31","reason":"rebuilding"})");
    EXPECT_EQ(world.get("/v1/upcoming?count=2").at("/items/1/id"), "backend-2030-01-03");
}

TEST(Trains, and_how_they_stand_come_in_pages) {
    ApiWorld world{{.more = many(120)}};
    for (auto const* const list : {"/v1/status?limit=50", "/v1/trains?limit=50"}) {
        Lines ids;
        for (std::string cursor, target = list;; target = list + ("&" + encoded(cursor))) {
            auto const page = world.get(target);
            auto const json = page.json();
            auto const* const trains = json.as_object().if_contains("trains");
            for (auto const& train : (trains != nullptr ? *trains : json.at("items")).as_array())
                ids.emplace_back(train.at("id").as_string());
            if (json.at("next_cursor").is_null()) break;
            cursor = page.at("/next_cursor");
        }
        ASSERT_EQ(ids.size(), 121U) << list;
        EXPECT_EQ(ids.front(), "backend");
        EXPECT_EQ(ids.back(), "t119");
    }
    EXPECT_EQ(world.get("/v1/status").json().at("trains").as_array().size(), 50U);
    EXPECT_EQ(world.get("/v1/status?limit=51").problem(), "wrong-parameter");
    EXPECT_EQ(world.get("/v1/status?train=t70").at("/trains/0/id"), "t70");
}

}  // namespace
}  // namespace cadence::testing
