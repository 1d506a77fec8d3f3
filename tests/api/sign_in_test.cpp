// Signing in by a link: its code is good once, for a while, and for nothing else.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/world.h"

namespace cadence::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

struct Link {
    std::string code;
    std::string token;
};

Link link_for(ApiWorld& world, std::string const& person, std::string const& by = "anna") {
    auto const made = world.post(by, "/v1/sign-in-links", R"({"person":")" + person + "\"}");
    EXPECT_EQ(made.status, 201);
    auto const path = made.at("/path");
    EXPECT_THAT(path, StartsWith("/sign-in#cad_"));
    return {path.substr(path.find('#') + 1), made.at("/token/id")};
}

Answered with_code(ApiWorld& world, net::Method method, std::string const& target, std::string const& code,
                   std::string body = "{}") {
    auto const shown = world.send(ApiWorld::request(
        method, target, {{"authorization", "Bearer " + code}, {"content-type", "application/json"}},
        std::move(body)));
    world.commit();
    return world.read(ApiWorld::request(method, target), *shown);
}

Answered use(ApiWorld& world, std::string const& code, std::string body = "{}") {
    return with_code(world, net::Method::post, "/v1/sign-in", code, std::move(body));
}

TEST(SignIn, becomes_a_token_of_whom_it_was_made_for) {
    ApiWorld world;
    auto const link = link_for(world, "paul");
    auto const signed_in = use(world, link.code);
    ASSERT_EQ(signed_in.status, 201);
    EXPECT_EQ(signed_in.at("/token/person"), "paul");
    EXPECT_EQ(signed_in.at("/token/issuer"), "anna") << "it shows who let him in";
    EXPECT_EQ(signed_in.at("/token/expires_at"), "2026-01-04T21:00:00Z");
    auto const me = world.get("/v1/me", {{"authorization", "Bearer " + signed_in.at("/secret")}});
    EXPECT_EQ(me.at("/id"), "paul");
    EXPECT_EQ(me.at("/name"), "Paul");
}

TEST(SignIn, lasts_a_month_where_that_was_asked) {
    ApiWorld world;
    auto const link = link_for(world, "paul");
    EXPECT_EQ(use(world, link.code, R"({"keep":true})").at("/token/expires_at"), "2026-02-03T09:00:00Z");
}

TEST(SignIn, works_once_and_says_so) {
    ApiWorld world;
    auto const link = link_for(world, "paul");
    ASSERT_EQ(use(world, link.code).status, 201);
    auto const again = use(world, link.code);
    EXPECT_EQ(again.status, 401);
    EXPECT_EQ(again.problem(), "sign-in-link-used");
    EXPECT_THAT(again.at("/detail"), HasSubstr("Ask ops or a Tech Lead for a new one"));
}

TEST(SignIn, ends_after_a_quarter_of_an_hour_or_when_it_is_revoked) {
    ApiWorld world;
    auto const late = link_for(world, "paul");
    auto const revoked = link_for(world, "quinn", "olga");
    ASSERT_EQ(world.del("olga", "/v1/tokens/" + revoked.token).status, 200);
    EXPECT_EQ(use(world, revoked.code).problem(), "sign-in-link-revoked");
    world.clock.advance(std::chrono::minutes{15});
    EXPECT_EQ(use(world, late.code).problem(), "sign-in-link-expired");
}

TEST(SignIn, is_all_that_its_code_is_good_for) {
    ApiWorld world;
    world.pass_to(kFrozen);
    auto const link = link_for(world, "paul");
    EXPECT_EQ(with_code(world, net::Method::get, "/v1/me", link.code).problem(), "token-limited");
    EXPECT_EQ(
        with_code(world, net::Method::post, kReleasePath + "/votes", link.code, R"({"vote":"go"})").problem(),
        "token-limited");
    EXPECT_EQ(use(world, link.code).status, 201) << "trying did not use it up";
    EXPECT_EQ(use(world, world.token("anna")).problem(), "not-a-sign-in-link");
}

TEST(SignIn, is_not_used_up_by_whoever_looks_at_the_page) {
    ApiWorld world;
    auto const link = link_for(world, "paul");
    EXPECT_EQ(world.get("/sign-in", {{"accept", "text/html"}}).status, 200);
    EXPECT_EQ(use(world, link.code).status, 201);
}

TEST(SignIn, is_let_in_by_ops_and_tech_leads_only) {
    ApiWorld world;
    EXPECT_EQ(world.post("paul", "/v1/sign-in-links", R"({"person":"anna"})").problem(), "role-needed");
    EXPECT_EQ(world.post("anna", "/v1/sign-in-links", R"({"person":"pual"})").problem(), "person-not-found");
}

TEST(SignIn, gives_the_whole_link_where_people_know_the_address) {
    ApiWorld world{{.server = "public_url = \"https://releases.example.org\"\nreads = \"open\"\n"}};
    EXPECT_THAT(world.post("anna", "/v1/sign-in-links", R"({"person":"paul"})").at("/url"),
                StartsWith("https://releases.example.org/sign-in#cad_"));
}

}  // namespace
}  // namespace cadence::testing
