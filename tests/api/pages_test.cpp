// Documents as pages: what a browser is given, how it is kept, and what is never in it.
#include <regex>

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/story.h"
#include "api/world.h"

namespace cadence::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

net::Headers const kBrowser{{"accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}};

Answered look(ApiWorld& world, std::string const& path) {
    return world.get(path, kBrowser);
}

/// Every page there is.
std::vector<std::string> pages() {
    std::vector<std::string> paths{"/calendar?month=2026-01"};
    for (auto const& route : api::routes()) {
        if (route.forms != std::vector{api::Form::html}) continue;
        std::string path{route.pattern};
        if (auto const at = path.find("{id}"); at != path.npos) path.replace(at, 4, kRelease);
        if (auto const at = path.find("{train}"); at != path.npos) path.replace(at, 7, "backend");
        paths.push_back(std::move(path));
    }
    EXPECT_GE(paths.size(), 9U);
    return paths;
}

TEST(Pages, are_whole_and_safe_each_of_them) {
    ApiWorld world;
    deploy(world);
    for (auto const& path : pages()) {
        auto const page = look(world, path);
        EXPECT_EQ(page.status, 200) << path;
        EXPECT_EQ(page.header("content-type"), "text/html; charset=utf-8") << path;
        auto const policy = page.header("content-security-policy");
        EXPECT_THAT(policy, HasSubstr("default-src 'none'")) << path;
        EXPECT_THAT(policy, Not(HasSubstr("unsafe"))) << path;
        EXPECT_THAT(page.body, HasSubstr("<h1")) << path;
        EXPECT_THAT(page.body, HasSubstr("og:title")) << path;
        EXPECT_FALSE(std::regex_search(
            page.body, std::regex{R"(\sstyle=|\son\w+=|<style|<script(?![^>]*\ssrc=)|javascript:)"}))
            << path;
        EXPECT_FALSE(std::regex_search(page.body, std::regex{R"((src|href)="(https?:)?//)"})) << path;
        EXPECT_THAT(page.body, Not(HasSubstr("{{"))) << path;
    }
}

TEST(Pages, begin_with_the_next_date_and_show_it_in_a_link_preview) {
    ApiWorld world;
    auto const page = look(world, "/").body;
    EXPECT_THAT(page, HasSubstr(R"(<time datetime="2026-01-08T10:00:00Z">Thursday 8)"
                                "\u00a0January, 10:00\u00a0UTC"));
    EXPECT_THAT(
        page,
        HasSubstr(R"(<meta property="og:title" content="Thu 8 Jan, 10:00 UTC: next release of Backend">)"));
    EXPECT_THAT(page, HasSubstr("On track."));
}

TEST(Pages, say_what_the_document_says) {
    ApiWorld world;
    world.pass_to(kFrozen);
    auto const verdict = world.get("/v1/status").at("/trains/0/verdict/word");
    auto const why = world.get("/v1/status").at("/trains/0/verdict/why");
    EXPECT_EQ(verdict, "Not GO yet");
    auto const page = look(world, "/").body;
    EXPECT_THAT(page, HasSubstr(verdict + "."));
    EXPECT_THAT(page, HasSubstr(why));
    EXPECT_THAT(world.get("/v1/status", {{"accept", "text/plain"}}).body,
                HasSubstr("verdict: " + verdict + ". " + why));
    EXPECT_EQ(world.get(kReleasePath).at("/verdict/why"), why);
}

TEST(Pages, are_kept_until_something_happens_and_the_same_for_everybody_at_any_time) {
    ApiWorld world;
    auto const first = look(world, "/");
    world.clock.advance(std::chrono::hours{1});
    auto again = kBrowser;
    again.emplace_back("if-none-match", first.header("etag"));
    EXPECT_EQ(world.get("/", again).status, 304);
    again.push_back(world.as("anna"));
    EXPECT_EQ(world.get("/", again).status, 200) << "a token was made: that is an event";
    auto const second = look(world, "/");
    EXPECT_NE(second.header("etag"), first.header("etag"));
    auto with_token = kBrowser;
    with_token.push_back(world.as("anna"));
    EXPECT_EQ(world.get("/", with_token).body, second.body);
}

TEST(Pages, show_what_people_wrote_and_run_none_of_it) {
    ApiWorld world;
    deploy(world);
    world.post("anna", kReleasePath + "/issues", R"({"text":"<script>alert(1)</script> & \"so\" on"})");
    for (auto const& path : {std::string{"/releases/"} + kRelease, std::string{"/events"}}) {
        auto const page = look(world, path).body;
        EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;so&quot; on")) << path;
        EXPECT_THAT(page, Not(HasSubstr("<script>alert"))) << path;
    }
}

TEST(Pages, are_small) {
    ApiWorld world;
    deploy(world);
    for (auto const& path : pages()) {
        auto zipped = kBrowser;
        zipped.emplace_back("accept-encoding", "gzip");
        auto const page = world.ask(ApiWorld::request(net::Method::get, path, zipped));
        EXPECT_LT(page.prepared->body.size(), 20U * 1024) << path;
    }
}

TEST(Pages, name_their_files_after_what_is_in_them) {
    ApiWorld world;
    auto const page = look(world, "/").body;
    std::regex const file{R"((?:href|src)="(/assets/[0-9a-f]{16}\.(css|js))\")"};
    auto found = 0;
    for (std::sregex_iterator at{page.begin(), page.end(), file}, end; at != end; ++at, ++found) {
        auto const asset =
            world.get((*at)[1], {{"accept", (*at)[2] == "css" ? "text/css,*/*;q=0.1" : "*/*"}});
        EXPECT_EQ(asset.status, 200);
        EXPECT_EQ(asset.header("cache-control"), "public, max-age=31536000, immutable");
        EXPECT_THAT(asset.header("content-type"),
                    HasSubstr((*at)[2] == "css" ? "text/css" : "text/javascript"));
    }
    EXPECT_EQ(found, 2);
    EXPECT_EQ(world.get("/assets/0000000000000000.css").problem(), "path-not-found");
}

TEST(Pages, say_what_went_wrong_to_a_browser_in_words_and_to_a_program_in_json) {
    ApiWorld world;
    auto const lost =
        world.ask(ApiWorld::request(net::Method::get, "/releases/backend-2031-01-01", kBrowser));
    EXPECT_EQ(lost.status, 404);
    EXPECT_EQ(lost.header("content-type"), "text/html; charset=utf-8");
    EXPECT_THAT(lost.body, HasSubstr(world.get("/releases/backend-2031-01-01").at("/detail")));
    EXPECT_EQ(world.get("/releases/backend-2031-01-01").problem(), "release-not-found");
    auto const nothing = world.ask(ApiWorld::request(net::Method::get, "/nothing", kBrowser));
    EXPECT_EQ(nothing.status, 404);
    EXPECT_THAT(nothing.body, HasSubstr("<h1"));
}

TEST(Pages, of_a_closed_installation_ask_to_sign_in) {
    ApiWorld world{{.server = "reads = \"token\"\n"}};
    auto const closed = world.ask(ApiWorld::request(net::Method::get, "/", kBrowser));
    EXPECT_EQ(closed.status, 401);
    EXPECT_THAT(closed.body, HasSubstr("data-signin"));
    EXPECT_THAT(closed.body, Not(HasSubstr("Thursday"))) << "nothing is told";
    auto signed_in = kBrowser;
    signed_in.push_back(world.as("paul"));
    EXPECT_EQ(world.get("/", signed_in).status, 200);
    EXPECT_EQ(look(world, "/sign-in").status, 200);
}

TEST(Pages, of_many_trains_list_them_and_lead_to_each) {
    ApiWorld world{{.more = std::string{kWebTrain}}};
    auto const page = look(world, "/").body;
    EXPECT_THAT(page, HasSubstr(R"(<a href="/trains/web">web</a>)"));
    EXPECT_THAT(page, HasSubstr("2 trains"));
    auto const web = look(world, "/trains/web").body;
    EXPECT_THAT(web, HasSubstr("14:00\u00a0CET"));
    EXPECT_THAT(web, HasSubstr("/calendar?train=web"));
}

TEST(Pages, ask_each_of_what_is_theirs_by_name) {
    ApiWorld world;
    world.pass_to(kFrozen);
    world.post("anna", kReleasePath + "/candidate", R"({"version":"1.2.0","commit":"4f1c9a0"})");
    auto const page = look(world, "/").body;
    EXPECT_THAT(page, HasSubstr(R"(hidden data-who="anna paul")")) << "both are asked for their vote";
    EXPECT_THAT(page, HasSubstr("Say go or no-go for 1.2.0."));
    world.post("anna", kReleasePath + "/votes", R"({"vote":"go"})");
    EXPECT_THAT(look(world, "/").body, HasSubstr(R"(hidden data-who="paul")"));
}

TEST(Calendar, shows_the_year_of_the_next_release_and_what_moved_with_its_reason) {
    ApiWorld world;
    world.post("anna", "/v1/releases/" + kNext + "/postpone", R"({"reason":"prices are wrong"})");
    world.post("paul", "/v1/trains/backend/blackouts",
               R"({"from":"2026-12-21","to":"2026-12-31","reason":"year end"})");
    auto const year = look(world, "/calendar").body;
    EXPECT_THAT(year, HasSubstr("<h1 id=\"answer\">2026</h1>"));
    EXPECT_THAT(year, HasSubstr("prices are wrong"));
    EXPECT_THAT(year, HasSubstr("<s>Thursday 22\u00a0January</s>, now <b>Thursday 29\u00a0January</b>"));
    EXPECT_THAT(year, HasSubstr("year end"));
    auto const month = look(world, "/calendar?month=2026-01").body;
    EXPECT_THAT(month, HasSubstr("January 2026"));
    EXPECT_THAT(month, HasSubstr("Moved to Thu 29 Jan"));
    for (auto const& wrong : {"/calendar?month=2026-13", "/calendar?year=now", "/calendar?year=99999"})
        EXPECT_EQ(world.get(wrong).problem(), "wrong-parameter") << wrong;
}

TEST(Log, is_newest_first_and_goes_on_to_its_beginning) {
    ApiWorld world;
    for (int i = 0; i < 60; ++i)
        world.post("anna", "/v1/trains/backend/merges",
                   R"({"commit":"aaaaaaa)" + std::to_string(10 + i) + "\"}");
    auto const first = look(world, "/events?type=merge_recorded&release=&train=").body;
    EXPECT_LT(first.find("aaaaaaa69"), first.find("aaaaaaa68"));
    EXPECT_THAT(first, Not(HasSubstr("aaaaaaa10")));
    std::smatch next;
    ASSERT_TRUE(std::regex_search(first, next, std::regex{R"(href="(/events\?[^"]*before=\d+)\")"}));
    auto const target = std::regex_replace(next[1].str(), std::regex{"&amp;"}, "&");
    EXPECT_THAT(look(world, target).body, HasSubstr("aaaaaaa10"));
    EXPECT_EQ(world.get("/events?type=nonsense").problem(), "wrong-parameter");
}

}  // namespace
}  // namespace cadence::testing
