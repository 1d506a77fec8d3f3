// Who may do what, tried out: every route that changes something with every wrong token, every way a browser
// can be abused, and everything of it at once.
#include <gtest/gtest.h>

#include "api/world.h"

namespace cadence::testing {
namespace {

std::string filled(std::string_view pattern) {
    std::string path;
    for (std::size_t at = 0; at < pattern.size(); ++at) {
        if (pattern[at] != '{') {
            path += pattern[at];
            continue;
        }
        auto const name = pattern.substr(at + 1, pattern.find('}', at) - at - 1);
        path += name == "train"    ? "backend"
                : name == "id"     ? kRelease
                : name == "action" ? "merge"
                : name == "review" ? "backend-2026-Q1"
                                   : "x-1";
        at = pattern.find('}', at);
    }
    return path;
}

struct Trick {
    std::string name;
    net::Headers headers;
    int status;  // of the refusal, whatever the token; 0: the token's
};

std::vector<Trick> tricks() {
    return {{"plainly", {}, 0},
            {"another host", {{"host", "evil.example:8420"}}, 421},
            {"another port", {{"host", "127.0.0.1:9"}}, 421},
            {"no host", {{"host", ""}}, 421},
            {"a foreign page", {{"origin", "https://evil.example"}}, 403},
            {"a page from nowhere", {{"origin", "null"}}, 403},
            {"across sites", {{"sec-fetch-site", "cross-site"}}, 403},
            {"from a sibling", {{"sec-fetch-site", "same-site"}}, 403},
            {"as text", {{"content-type", "text/plain"}}, 415}};
}

bool is_open(api::Route const& route) {
    return route.access != api::Access::person;
}

TEST(Matrix, nothing_changes_without_a_right_token_from_a_right_place) {
    ApiWorld world;
    world.pass_to(kFrozen);
    auto const revoked = world.token("paul", std::chrono::hours{24});
    auto const id = revoked.substr(4, revoked.find('_', 4) - 4);
    ASSERT_EQ(world.del("olga", "/v1/tokens/" + id).status, 200);
    auto const expired = world.token("anna", std::chrono::seconds{1});
    world.clock.advance(std::chrono::seconds{2});
    std::vector<std::pair<std::string, std::string>> const tokens{
        {"no token", ""},
        {"garbage", "Bearer garbage"},
        {"another scheme", "Basic " + world.token("anna")},
        {"an expired one", "Bearer " + expired},
        {"a revoked one", "Bearer " + revoked}};
    auto const revision = world.engine().revision();
    auto tried = 0;
    for (auto const& route : api::routes()) {
        if (is_open(route)) continue;
        for (auto const& trick : tricks()) {
            for (auto const& [name, header] : tokens) {
                auto headers = trick.headers;
                if (!header.empty()) headers.emplace_back("authorization", header);
                auto request = ApiWorld::request(route.method, filled(route.pattern), headers, "{}");
                if (!request.header("content-type"))
                    request.headers.emplace_back("content-type", "application/json");
                auto const answer = world.ask(request);
                auto const reading = route.method == net::Method::get;
                auto const wanted =
                    trick.status == 0 || (reading && trick.status == 415) ? 401 : trick.status;
                EXPECT_EQ(answer.status, wanted) << route.pattern << ", " << trick.name << ", " << name;
                ++tried;
            }
        }
    }
    EXPECT_GT(tried, 500);
    EXPECT_EQ(world.engine().revision(), revision);
}

TEST(Matrix, a_right_token_does_not_help_a_wrong_page) {
    ApiWorld world;
    world.token("olga");
    auto const revision = world.engine().revision();
    for (auto const& route : api::routes()) {
        for (auto const& trick : tricks()) {
            auto const reading = route.method == net::Method::get;
            if (trick.status == 0 || (reading && trick.status == 415)) continue;
            auto headers = trick.headers;
            headers.push_back(world.as("olga"));
            if (trick.status != 415) headers.emplace_back("content-type", "application/json");
            auto const answer =
                world.ask(ApiWorld::request(route.method, filled(route.pattern), headers, "{}"));
            auto const of_hooks = route.pattern.starts_with("/hooks/") && trick.status == 415;
            EXPECT_EQ(answer.status, of_hooks ? 404 : trick.status) << route.pattern << ", " << trick.name;
        }
    }
    EXPECT_EQ(world.engine().revision(), revision);
}

/// A body that would be right, so that only the right is missing.
std::string body_for(std::string_view pattern) {
    static std::vector<std::pair<std::string_view, std::string>> const bodies{
        {"votes", R"({"vote":"go"})"},
        {"candidate", R"({"version":"1.0.0"})"},
        {"postpone", R"({"reason":"later"})"},
        {"cancel", R"({"reason":"never"})"},
        {"deployments", R"({"environment":"staging","status":"succeeded"})"},
        {"issues", R"({"text":"slow"})"},
        {"blackouts", R"({"from":"2026-03-01","to":"2026-03-02","reason":"fair"})"},
        {"tokens", R"({"person":"anna"})"},
        {"sign-in-links", R"({"person":"paul"})"},
        {"/v1/releases", R"({"kind":"hotfix","title":"double booking","criterion":"outage"})"},
        {"reject", R"({"reason":"no"})"},
        {"rollback", R"({"severity":"P0","reason":"bookings are lost"})"},
        {"verify", R"({"health":true,"smoke":true,"resolved":true})"},
        {"retrospective", R"({"text":"it went well"})"},
        {"post-mortem", R"({"text":"a lock was missing"})"},
        {"{review}", R"({"text":"we keep the pace"})"},
        {"notes", R"({"changelog":"## 1.0.0"})"},
        {"freezes", R"({"actions":["merge"],"reason":"stop"})"},
        {"exemptions", R"({"label":"urgent","until":"2026-03-01T00:00:00Z","reason":"it burns"})"},
        {"merges", R"({"commit":"4f1c9a0"})"},
        {"checklist/{item}", R"({"status":"passed"})"}};
    for (auto const& [end, body] : bodies) {
        if (pattern.ends_with(end)) return body;
    }
    return "{}";
}

TEST(Matrix, whoever_lacks_the_right_is_told_which_role_would_do) {
    ApiWorld world;
    world.pass_to(kFrozen);
    world.api().sources.read_config = [] { return config::parse_config(""); };
    std::vector<std::pair<std::string, release::Role>> const people{{"anna", release::Role::tech_lead},
                                                                    {"paul", release::Role::product_owner},
                                                                    {"quinn", release::Role::qa},
                                                                    {"bob", release::Role::bot},
                                                                    {"olga", release::Role::ops}};
    for (auto const& [person, role] : people) world.token(person);
    auto const revision = world.engine().revision();
    auto refused = 0;
    for (auto const& route : api::routes()) {
        if (!route.right) continue;
        for (auto const& [person, role] : people) {
            auto const& roles = release::rights()[static_cast<std::size_t>(*route.right)].roles;
            if (std::ranges::find(roles, role) != roles.end()) continue;
            auto const answer = world.ask(ApiWorld::request(
                route.method, filled(route.pattern), {world.as(person), {"content-type", "application/json"}},
                body_for(route.pattern)));
            EXPECT_EQ(answer.status, 403) << person << " " << route.pattern << " " << answer.body;
            EXPECT_EQ(answer.problem(), "role-needed") << person << " " << route.pattern;
            EXPECT_NE(answer.at("/detail").find(release::titles_of(roles)), std::string::npos) << answer.body;
            ++refused;
        }
    }
    EXPECT_GT(refused, 20);
    EXPECT_EQ(world.engine().revision(), revision);
}

}  // namespace
}  // namespace cadence::testing
