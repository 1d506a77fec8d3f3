#include <gtest/gtest.h>

#include "api/world.h"

namespace cadence::testing {
namespace {

int status_for(ApiWorld& world, std::string const& host) {
    return world.get("/v1/status", {{"host", host}}).status;
}

TEST(Admission, our_own_names_are_accepted_with_their_port) {
    ApiWorld world;
    for (auto const* const host : {"127.0.0.1:8420", "localhost:8420", "LOCALHOST:8420", "[::1]:8420"}) {
        EXPECT_EQ(status_for(world, host), 200) << host;
    }
    for (auto const* const host :
         {"", "localhost", "127.0.0.1", "localhost:80", "evil.example", "evil.example:8420",
          "127.0.0.1:8420.evil.example", "127.0.0.1.evil.example:8420", "10.0.0.1:8420", ":8420"}) {
        EXPECT_EQ(status_for(world, host), 421) << host;
    }
    EXPECT_EQ(world.get("/v1/status", {{"host", "evil.example"}}).problem(), "host-not-ours");
}

TEST(Admission, configured_names_and_the_public_url_are_ours_too) {
    ApiWorld world{{.server = R"(public_url = "https://releases.example.org"
hosts = ["releases.internal", "proxy.internal:9000"]
reads = "open")"}};
    for (auto const* const host : {"releases.example.org", "releases.example.org:443", "releases.internal",
                                   "releases.internal:8420", "proxy.internal:9000"}) {
        EXPECT_EQ(status_for(world, host), 200) << host;
    }
    EXPECT_EQ(status_for(world, "proxy.internal"), 421);
    EXPECT_EQ(status_for(world, "releases.internal:9999"), 421);
    EXPECT_EQ(world.get("/v1/status", {{"origin", "https://releases.example.org"}}).status, 200);
    EXPECT_EQ(world.get("/v1/status", {{"origin", "https://releases.example.org.evil.example"}}).status, 403);
}

TEST(Admission, our_own_page_may_ask) {
    ApiWorld world;
    EXPECT_EQ(
        world.get("/v1/status", {{"origin", "http://localhost:8420"}, {"sec-fetch-site", "same-origin"}})
            .status,
        200);
    EXPECT_EQ(world.get("/v1/status", {{"sec-fetch-site", "none"}}).status, 200);
    EXPECT_EQ(world.get("/v1/status", {{"origin", "https://evil.example"}}).problem(), "foreign-origin");
    EXPECT_EQ(world.get("/v1/status", {{"sec-fetch-site", "cross-site"}}).problem(), "foreign-origin");
}

TEST(Admission, an_unknown_path_is_404_and_names_where_to_begin) {
    ApiWorld world;
    for (auto const* const path :
         {"/nothing", "/v1", "/v1/", "/v1/statuses", "/v1/status/", "/v1/releases//votes", "/v2/status"}) {
        auto const answer = world.get(path);
        EXPECT_EQ(answer.status, 404) << path;
        EXPECT_EQ(answer.problem(), "path-not-found") << path;
        EXPECT_NE(answer.at("/detail").find("/v1/status"), std::string::npos);
    }
}

TEST(Admission, another_method_is_405_and_names_those_that_are_known) {
    ApiWorld world;
    auto const answer = world.post("anna", "/v1/status", "{}");
    EXPECT_EQ(answer.status, 405);
    EXPECT_EQ(answer.header("allow"), "GET, HEAD");
    EXPECT_EQ(world.get(kReleasePath + "/votes").header("allow"), "POST, DELETE");
    EXPECT_EQ(world.ask(ApiWorld::request(net::Method::put, kReleasePath)).status, 405);
}

TEST(Admission, a_missing_token_is_asked_for) {
    ApiWorld world;
    auto const answer =
        world.ask(ApiWorld::request(net::Method::post, kReleasePath + "/votes",
                                    {{"content-type", "application/json"}}, R"({"vote":"go"})"));
    EXPECT_EQ(answer.status, 401);
    EXPECT_EQ(answer.problem(), "token-missing");
    EXPECT_EQ(answer.header("www-authenticate"), "Bearer");
}

TEST(Admission, a_write_is_refused_before_its_body_is_looked_at) {
    ApiWorld world;
    auto request =
        ApiWorld::request(net::Method::post, kReleasePath + "/votes", {{"content-type", "application/json"}});
    auto const refused = world.api().admit(request);
    ASSERT_TRUE(refused.has_value());
    EXPECT_EQ(refused->status, 401);
    request.headers.push_back(world.as("anna"));
    EXPECT_FALSE(world.api().admit(request).has_value());
}

TEST(Admission, a_delete_needs_no_content_type_but_no_wrong_one) {
    ApiWorld world;
    world.pass_to(kFrozen);
    EXPECT_EQ(world.del("anna", kReleasePath + "/votes").problem(), "no-vote");
    EXPECT_EQ(world
                  .ask(ApiWorld::request(net::Method::del, kReleasePath + "/votes",
                                         {world.as("anna"), {"content-type", "text/plain"}}))
                  .problem(),
              "json-only");
}

TEST(Admission, reading_takes_a_token_where_the_configuration_says_so) {
    ApiWorld world{{.server = "reads = \"token\""}};
    for (auto const& route : api::routes()) {
        if (route.access != api::Access::reader || route.method != net::Method::get) continue;
        if (route.pattern.find('{') != std::string_view::npos) continue;
        EXPECT_EQ(world.get(std::string{route.pattern}).problem(), "token-missing") << route.pattern;
        auto const answer = world.get(std::string{route.pattern}, {world.as("bob")});
        EXPECT_EQ(answer.status, 200) << route.pattern;
        EXPECT_EQ(answer.header("cache-control"), "private, no-cache") << route.pattern;
        EXPECT_EQ(answer.header("vary"), "Accept, Accept-Encoding, Authorization") << route.pattern;
    }
    EXPECT_EQ(world.get("/v1/status").problem(), "token-missing");  // though it is in the cache now
    EXPECT_EQ(world.get("/health").status, 200);
    EXPECT_EQ(world.get("/openapi.json").status, 200);
}

TEST(Admission, an_error_of_the_wire_is_a_problem_too) {
    ApiWorld world;
    auto const reply = world.api().wire_error(413, "The body is larger than 65536 bytes.");
    EXPECT_EQ(reply.status, 413);
    EXPECT_NE(reply.body.find("/problems/body-too-large"), std::string::npos);
}

}  // namespace
}  // namespace cadence::testing
