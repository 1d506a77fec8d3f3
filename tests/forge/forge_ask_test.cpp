// What is asked of each forge: where, with whose word, and in which words.
#include <gmock/gmock.h>

#include "forge/forge.h"

namespace cadence::forge {
namespace {

using ::testing::Contains;
using ::testing::Pair;

Forge const kGithub{
    .api_url = "https://api.github.com", .repository = "acme/backend", .context = "cadenced/merge (main)"};
Forge const kGitlab{.kind = Kind::gitlab,
                    .api_url = "https://gitlab.com/api/v4",
                    .repository = "acme/apps/backend",
                    .context = "cadenced/merge (main)",
                    .external_check = "7"};
Forge const kGitea{.kind = Kind::gitea,
                   .api_url = "https://git.x/api/v1",
                   .repository = "acme/backend",
                   .context = "cadenced/merge (main)"};
std::string const kToken = "t0ken";

Posting const kPosting{
    "4f1c9a2", "fix/login", {StatusState::failure, "No.", "https://c.example/v1/gates?train=b"}};

TEST(ForgeAsk, posts_a_status_as_each_wants_it) {
    auto const github = ask_post_status(kGithub, kToken, kPosting);
    EXPECT_EQ(github.method, net::Method::post);
    EXPECT_EQ(github.url, "https://api.github.com/repos/acme/backend/statuses/4f1c9a2");
    EXPECT_EQ(github.body, R"x({"state":"failure","context":"cadenced/merge (main)","description":"No.",)x"
                           R"("target_url":"https://c.example/v1/gates?train=b"})");
    auto const gitlab = ask_post_status(kGitlab, kToken, kPosting);
    EXPECT_EQ(gitlab.url, "https://gitlab.com/api/v4/projects/acme%2Fapps%2Fbackend/statuses/4f1c9a2");
    EXPECT_EQ(gitlab.body,
              R"x({"state":"failed","name":"cadenced/merge (main)","description":"No.","ref":"fix/login",)x"
              R"("target_url":"https://c.example/v1/gates?train=b"})");
    EXPECT_EQ(ask_post_status(kGitea, kToken, kPosting).url,
              "https://git.x/api/v1/repos/acme/backend/statuses/4f1c9a2");
}

TEST(ForgeAsk, wants_to_know_what_is_in_a_merge_queue_where_there_is_one) {
    auto const asked = ask_merge_queue(kGithub, kToken, "main");
    ASSERT_TRUE(asked);
    EXPECT_EQ(asked->url, "https://api.github.com/graphql");
    EXPECT_NE(asked->body.find(R"("variables":{"owner":"acme","name":"backend","branch":"main"})"),
              std::string::npos)
        << asked->body;
    auto own_server = kGithub;
    own_server.api_url = "https://github.acme.example/api/v3";
    EXPECT_EQ(ask_merge_queue(own_server, kToken, "main")->url, "https://github.acme.example/api/graphql");
    EXPECT_FALSE(ask_merge_queue(kGitlab, kToken, "main"));
    EXPECT_FALSE(ask_merge_queue(kGitea, kToken, "main"));
}

TEST(ForgeAsk, says_who_asks) {
    auto const headers_of = [](Forge const& forge) { return ask_branch_head(forge, kToken, "main").headers; };
    EXPECT_THAT(headers_of(kGithub), Contains(Pair("Authorization", "Bearer t0ken")));
    EXPECT_THAT(headers_of(kGithub), Contains(Pair("X-GitHub-Api-Version", "2022-11-28")));
    EXPECT_THAT(headers_of(kGithub), Contains(Pair("Accept", "application/vnd.github+json")));
    EXPECT_THAT(headers_of(kGitlab), Contains(Pair("PRIVATE-TOKEN", "t0ken")));
    EXPECT_THAT(headers_of(kGitea), Contains(Pair("Authorization", "token t0ken")));
}

TEST(ForgeAsk, escapes_what_people_have_named) {
    EXPECT_EQ(ask_branch_head(kGithub, kToken, "release/1.1 & more?").url,
              "https://api.github.com/repos/acme/backend/branches/release/1.1%20%26%20more%3F");
    EXPECT_EQ(ask_branch_head(kGitlab, kToken, "release/1.1").url,
              "https://gitlab.com/api/v4/projects/acme%2Fapps%2Fbackend/repository/branches/release%2F1.1");
    EXPECT_EQ(
        ask_open_pull_requests(kGithub, kToken, "a&b").url,
        "https://api.github.com/repos/acme/backend/pulls?state=open&base=a%26b&sort=updated&direction=desc"
        "&per_page=100&page=1");
}

TEST(ForgeAsk, goes_on_to_the_next_page_and_only_for_what_has_changed) {
    auto const first = unless_same(ask_open_pull_requests(kGithub, kToken, "main"), "W/\"1\"");
    EXPECT_THAT(first.headers, Contains(Pair("If-None-Match", "W/\"1\"")));
    auto const second = next_page(first);
    EXPECT_TRUE(second.url.ends_with("&per_page=100&page=2")) << second.url;
    EXPECT_THAT(second.headers, ::testing::Not(Contains(Pair("If-None-Match", ::testing::_))));
    EXPECT_TRUE(next_page(next_page(second)).url.ends_with("&page=4"));
    EXPECT_EQ(unless_same(second, "").headers, second.headers);
}

TEST(ForgeAsk, asks_what_a_commit_has_that_a_branch_lacks_or_what_the_branch_has) {
    EXPECT_EQ(ask_ahead(kGithub, kToken, "release/1.1", "4f1c9a2").url,
              "https://api.github.com/repos/acme/backend/compare/release/1.1...4f1c9a2?per_page=1");
    EXPECT_EQ(ask_ahead(kGitlab, kToken, "release/1.1", "4f1c9a2").url,
              "https://gitlab.com/api/v4/projects/acme%2Fapps%2Fbackend/repository/"
              "compare?from=release%2F1.1&to=4f1c9a2");
    EXPECT_EQ(ask_ahead(kGitea, kToken, "main", "4f1c9a2").url,
              "https://git.x/api/v1/repos/acme/backend/commits?sha=main&limit=50&page=1&stat=false&"
              "verification=false&files=false");
}

TEST(ForgeAsk, asks_for_the_files_of_a_pull_request_page_by_page) {
    EXPECT_EQ(ask_changed_files(kGithub, kToken, "12", 1).url,
              "https://api.github.com/repos/acme/backend/pulls/12/files?per_page=100&page=1");
    EXPECT_EQ(ask_changed_files(kGitlab, kToken, "12", 2).url,
              "https://gitlab.com/api/v4/projects/acme%2Fapps%2Fbackend/merge_requests/12/"
              "diffs?per_page=100&page=2");
    EXPECT_EQ(ask_changed_files(kGitea, kToken, "12", 3).url,
              "https://git.x/api/v1/repos/acme/backend/pulls/12/files?limit=50&page=3");
    EXPECT_THAT(ask_changed_files(kGitlab, kToken, "12", 1).headers,
                Contains(Pair("PRIVATE-TOKEN", "t0ken")));
}

TEST(ForgeAsk, answers_an_external_check_and_never_leaves_it_pending) {
    PullRequest pull_request;
    pull_request.number = "12";
    pull_request.head = "4f1c9a2";
    auto const passed = ask_answer_check(kGitlab, kToken, pull_request, {StatusState::success, {}, {}});
    EXPECT_EQ(
        passed.url,
        "https://gitlab.com/api/v4/projects/acme%2Fapps%2Fbackend/merge_requests/12/status_check_responses");
    EXPECT_EQ(passed.body, R"({"sha":"4f1c9a2","external_status_check_id":"7","status":"passed"})");
    for (auto const state : {StatusState::failure, StatusState::pending}) {
        EXPECT_EQ(ask_answer_check(kGitlab, kToken, pull_request, {state, {}, {}}).body,
                  R"({"sha":"4f1c9a2","external_status_check_id":"7","status":"failed"})");
    }
}

TEST(ForgeAsk, asks_for_alerts_of_a_severity_and_above) {
    EXPECT_EQ(ask_alerts(kGithub, kToken, Severity::high)->url,
              "https://api.github.com/repos/acme/backend/dependabot/"
              "alerts?state=open&severity=high,critical&per_page=100");
    EXPECT_EQ(ask_alerts(kGitea, kToken, Severity::high).error().problem, "no-alerts");
}

TEST(ForgeText, says_the_same_where_posting_would_change_nothing) {
    Status const was{StatusState::failure, "Frozen until noon", {}};
    Status const is{StatusState::failure, "Frozen until two", {}};
    EXPECT_TRUE(says_the_same(Kind::github, was, was));
    EXPECT_FALSE(says_the_same(Kind::github, was, is));
    EXPECT_TRUE(says_the_same(Kind::gitlab, was, is));
}

}  // namespace
}  // namespace cadence::forge
