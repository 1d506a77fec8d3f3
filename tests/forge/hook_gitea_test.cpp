#include "forge/hook_world.h"

namespace cadence::forge {
namespace {

constexpr auto kZeros = R"("0000000000000000000000000000000000000000")";

Pushed pushed(std::string body) {
    return told<Pushed>(Source::gitea, "push", std::move(body));
}

PullRequestChanged pull_request(std::string body) {
    return told<PullRequestChanged>(Source::gitea, "pull_request", std::move(body));
}

TEST(HookGitea, a_push_finds_its_head_among_its_commits) {
    Pushed const expected{.repository = "gitea/webhooks",
                          .branch = "develop",
                          .before = "28e1879d029cb852e4844d9c718537df08844e03",
                          .commit = "bffeb74224043ba2feb48d137756c8a9331c449a",
                          .author = "gitea",
                          .title = "Webhooks Yay!",
                          .message = "Webhooks Yay!",
                          .committed_at = at("2017-03-13T17:52:11Z")};
    EXPECT_EQ(pushed(payload("gitea_push")), expected);
}

TEST(HookGitea, whoever_wrote_the_commit_is_its_author_and_not_who_pushed_it) {
    auto const body = changed(payload("gitea_push"), "/pusher/login", R"("merge-bot")");
    EXPECT_EQ(pushed(changed(body, "/sender/login", R"("merge-bot")")).author, "gitea");
}

TEST(HookGitea, a_push_tells_its_paths_where_its_commits_do) {
    EXPECT_TRUE(pushed(payload("gitea_push")).paths.empty()) << "older versions tell none";
    EXPECT_EQ(pushed(changed(payload("gitea_push"), "/commits",
                             R"([{"added":["a.md"],"removed":[],"modified":["b.md"]}])"))
                  .paths,
              (std::vector<std::string>{"a.md", "b.md"}));
}

TEST(HookGitea, a_push_tells_that_commits_are_missing) {
    EXPECT_TRUE(pushed(changed(payload("gitea_push"), "/total_commits", "6")).truncated);
    EXPECT_FALSE(pushed(changed(payload("gitea_push"), "/total_commits", "1")).truncated);
}

TEST(HookGitea, a_pushed_tag_is_the_commit_that_its_head_commit_says) {
    auto body = changed(payload("gitea_push"), "/ref", R"("refs/tags/v1.4.0")");
    body = changed(changed(body, "/before", kZeros), "/commits", "[]");
    auto const tagged = [](std::string it) { return told<Tagged>(Source::gitea, "push", std::move(it)); };
    EXPECT_EQ(tagged(body), (Tagged{"gitea/webhooks", "v1.4.0", "", false}));
    body = changed(body, "/head_commit", R"({"id":"28e1879d029cb852e4844d9c718537df08844e03"})");
    EXPECT_EQ(tagged(body).commit, "28e1879d029cb852e4844d9c718537df08844e03");
    EXPECT_TRUE(tagged(changed(body, "/after", kZeros)).gone);
}

TEST(HookGitea, a_created_or_deleted_tag_is_told_without_its_commit) {
    auto const body = payload("gitea_create_tag");
    EXPECT_EQ(told<Tagged>(Source::gitea, "create", body), (Tagged{"acme/app", "v1.4.0", "", false}));
    EXPECT_EQ(told<Tagged>(Source::gitea, "delete", changed(body, "/ref", R"("refs/tags/v1.4.0")")),
              (Tagged{"acme/app", "v1.4.0", "", true}));
    EXPECT_EQ(ignored_as(Source::gitea, "create", changed(body, "/ref_type", R"("branch")")),
              "create branch");
}

TEST(HookGitea, a_pull_request_is_read_as_it_is_now) {
    auto const opened = pull_request(payload("gitea_pull_request"));
    EXPECT_EQ(opened.repository, "acme/app");
    EXPECT_EQ(opened.action, "opened");
    PullRequest const expected{.number = "2",
                               .title = "Round the totals",
                               .author = "anna",
                               .branch = "round-totals",
                               .base = "main",
                               .head = "48e773f892a831faa47c0a160d1b7f0cd369ae2a",
                               .labels = {"hotfix"},
                               .updated_at = at("2026-01-22T09:00:00Z")};
    EXPECT_EQ(opened.pull_request, expected);
}

TEST(HookGitea, its_events_for_new_commits_and_labels_are_pull_requests_too) {
    for (auto const& [event, action] :
         {std::pair{"pull_request_sync", "synchronized"}, std::pair{"pull_request_label", "label_updated"},
          std::pair{"pull_request_label", "label_cleared"}, std::pair{"pull_request", "synchronized"}})
        EXPECT_EQ(told<PullRequestChanged>(
                      Source::gitea, event,
                      changed(payload("gitea_pull_request"), "/action", "\"" + std::string{action} + "\""))
                      .action,
                  action);
}

TEST(HookGitea, another_base_is_told_with_the_old_one) {
    auto body = changed(payload("gitea_pull_request"), "/action", R"("edited")");
    body = changed(body, "/changes", R"({"ref":{"from":"develop"}})");
    EXPECT_EQ(pull_request(body).old_base, "develop");
}

TEST(HookGitea, a_merged_one_tells_its_commit_and_time) {
    auto body = changed(payload("gitea_pull_request"), "/action", R"("closed")");
    body = changed(body, "/pull_request/state", R"("closed")");
    body = changed(body, "/pull_request/merged", "true");
    body = changed(body, "/pull_request/merged_at", R"("2026-01-22T11:00:00+01:00")");
    body = changed(body, "/pull_request/merge_commit_sha", R"("28e1879d029cb852e4844d9c718537df08844e03")");
    auto const merged = pull_request(body).pull_request;
    EXPECT_FALSE(merged.open);
    EXPECT_TRUE(merged.merged);
    EXPECT_EQ(merged.merge_commit, "28e1879d029cb852e4844d9c718537df08844e03");
    EXPECT_EQ(merged.merged_at, at("2026-01-22T10:00:00Z"));
}

TEST(HookGitea, forgejos_header_names_the_event_as_well) {
    Delivery const delivery{{{"x-forgejo-event", "push"}}, payload("gitea_push")};
    auto const facts = read(Source::gitea, delivery.arriving());
    ASSERT_TRUE(facts) << facts.error().detail;
    EXPECT_EQ(std::get<Pushed>(facts->front()).branch, "develop");
    Delivery const of_github{{{"x-github-event", "push"}}, payload("gitea_push")};
    EXPECT_FALSE(read(Source::gitea, of_github.arriving()));
}

TEST(HookGitea, what_does_not_concern_us_is_ignored_by_name) {
    EXPECT_EQ(ignored_as(Source::gitea, "issues", R"({"action":"opened"})"), "issues opened");
    EXPECT_EQ(ignored_as(Source::gitea, "pull_request",
                         changed(payload("gitea_pull_request"), "/action", R"("assigned")")),
              "pull_request assigned");
}

}  // namespace
}  // namespace cadence::forge
