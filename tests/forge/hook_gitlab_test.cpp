#include "forge/hook_world.h"

namespace cadence::forge {
namespace {

Pushed pushed(std::string body) {
    return told<Pushed>(Source::gitlab, "Push Hook", std::move(body));
}

PullRequestChanged merge_request(std::string body) {
    return told<PullRequestChanged>(Source::gitlab, "Merge Request Hook", std::move(body));
}

Deployed deployed(std::string body) {
    return told<Deployed>(Source::gitlab, "Deployment Hook", std::move(body));
}

TEST(HookGitlab, a_push_tells_its_head_and_that_commits_are_missing) {
    Pushed const expected{.repository = "mike/diaspora",
                          .branch = "master",
                          .before = "95790bf891e76fee5e1747ab589903a6a1f80f22",
                          .commit = "da1560886d4f094c3e6c9ef40349f7d38b5d27d7",
                          .author = "GitLab dev user",
                          .title = "fixed readme",
                          .message = "fixed readme",
                          .committed_at = at("2012-01-03T21:36:29Z"),
                          .truncated = true};
    EXPECT_EQ(pushed(payload("gitlab_push")), expected);
    auto const whole = pushed(changed(payload("gitlab_push"), "/total_commits_count", "2"));
    EXPECT_FALSE(whole.truncated);
    EXPECT_EQ(whole.paths, (std::vector<std::string>{"CHANGELOG", "app/controller/application.rb"}));
}

TEST(HookGitlab, an_author_who_pushed_is_known_by_the_login_and_nobody_elses_is_taken) {
    auto const body = payload("gitlab_push");
    EXPECT_EQ(pushed(changed(body, "/user_name", R"("GitLab dev user")")).author, "jsmith");
    EXPECT_EQ(pushed(changed(body, "/user_email", R"_("gitlabdev@dv6700.(none)")_")).author, "jsmith");
    auto const unnamed = changed(changed(body, "/user_name", "null"), "/user_email", R"("[REDACTED]")");
    EXPECT_EQ(pushed(unnamed).author, "GitLab dev user");
    auto const older = changed(changed(body, "/user_name", R"("GitLab dev user")"), "/user_username", "null");
    EXPECT_EQ(pushed(older).author, "GitLab dev user");
}

TEST(HookGitlab, a_branch_that_is_gone_has_no_commit) {
    auto body = changed(payload("gitlab_push"), "/after", R"("0000000000000000000000000000000000000000")");
    body = changed(changed(body, "/checkout_sha", "null"), "/commits", "[]");
    EXPECT_EQ(pushed(body).commit, "");
    EXPECT_FALSE(pushed(body).truncated);
}

TEST(HookGitlab, a_tag_is_its_commit_and_not_its_own_object) {
    auto const tagged = [](std::string body) {
        return told<Tagged>(Source::gitlab, "Tag Push Hook", std::move(body));
    };
    auto const body = payload("gitlab_tag_push");
    EXPECT_EQ(tagged(body),
              (Tagged{"jsmith/example", "v1.0.0", "82b3d5ae55f7080f1e6022629cdb57bfae7cccc7", false}));
    auto const annotated = changed(body, "/checkout_sha", R"("5937ac0a7beb003549fc5fd26fc247adbce4a52e")");
    EXPECT_EQ(tagged(annotated).commit, "5937ac0a7beb003549fc5fd26fc247adbce4a52e");
    auto gone = changed(body, "/after", R"("0000000000000000000000000000000000000000")");
    EXPECT_EQ(tagged(changed(gone, "/checkout_sha", "null")), (Tagged{"jsmith/example", "v1.0.0", "", true}));
}

TEST(HookGitlab, a_merge_request_is_read_as_it_is_now) {
    auto const opened = merge_request(payload("gitlab_merge_request"));
    EXPECT_EQ(opened.repository, "gitlabhq/gitlab-test");
    EXPECT_EQ(opened.action, "open");
    EXPECT_EQ(opened.old_base, "");
    EXPECT_EQ(opened.status_check, "");
    PullRequest const expected{.number = "1",
                               .title = "MS-Viewport",
                               .author = "",
                               .branch = "ms-viewport",
                               .base = "master",
                               .head = "da1560886d4f094c3e6c9ef40349f7d38b5d27d7",
                               .labels = {"API"},
                               .updated_at = at("2013-12-03T17:23:34Z")};
    EXPECT_EQ(opened.pull_request, expected);
}

TEST(HookGitlab, its_author_is_known_only_when_it_is_the_author_who_acts) {
    auto const body = changed(payload("gitlab_merge_request"), "/object_attributes/author_id", "1");
    EXPECT_EQ(merge_request(body).pull_request.author, "root");
}

TEST(HookGitlab, a_merged_one_tells_its_commit_and_time) {
    auto body = changed(payload("gitlab_merge_request"), "/object_attributes/state", R"("merged")");
    body = changed(body, "/object_attributes/action", R"("merge")");
    body = changed(body, "/object_attributes/updated_at", R"("2013-12-03 17:25:00 UTC")");
    auto const by_fast_forward = merge_request(body).pull_request;
    EXPECT_FALSE(by_fast_forward.open);
    EXPECT_TRUE(by_fast_forward.merged);
    EXPECT_EQ(by_fast_forward.merge_commit, "");
    EXPECT_EQ(by_fast_forward.merged_at, at("2013-12-03T17:25:00Z"));
    EXPECT_EQ(by_fast_forward.updated_at, by_fast_forward.merged_at);
    body =
        changed(body, "/object_attributes/merge_commit_sha", R"("6113728f27ae82c7b1a177c8d03f9e96e0adf246")");
    EXPECT_EQ(merge_request(body).pull_request.merge_commit, "6113728f27ae82c7b1a177c8d03f9e96e0adf246");
}

TEST(HookGitlab, another_target_and_a_draft_are_told) {
    auto body = changed(payload("gitlab_merge_request"), "/object_attributes/action", R"("update")");
    body = changed(body, "/changes/target_branch", R"({"previous":"develop","current":"master"})");
    body = changed(body, "/object_attributes/draft", "true");
    EXPECT_EQ(merge_request(body).old_base, "develop");
    EXPECT_TRUE(merge_request(body).pull_request.draft);
}

TEST(HookGitlab, approvals_are_ignored) {
    for (auto const* action : {"approved", "unapproved", "approval", "unapproval"})
        EXPECT_EQ(ignored_as(Source::gitlab, "Merge Request Hook",
                             changed(payload("gitlab_merge_request"), "/object_attributes/action",
                                     "\"" + std::string{action} + "\"")),
                  "merge_request " + std::string{action});
}

TEST(HookGitlab, an_external_status_check_asks_by_its_id_whatever_happened_and_without_the_header) {
    auto body =
        changed(payload("gitlab_merge_request"), "/external_approval_rule",
                R"({"id":6,"name":"cadence","external_url":"https://cadence.example/hooks/gitlab/x"})");
    body = changed(body, "/object_attributes/action", R"("approved")");
    Delivery const delivery{{{"content-type", "application/json"}}, body};
    auto const facts = read(Source::gitlab, delivery.arriving());
    ASSERT_TRUE(facts) << facts.error().detail;
    EXPECT_EQ(std::get<PullRequestChanged>(facts->front()).status_check, "6");
}

TEST(HookGitlab, a_deployment_is_told_with_its_whole_commit) {
    Deployed const expected{.repository = "root/test-deployment-webhooks",
                            .environment = "staging",
                            .application = "",
                            .course = Course::succeeded,
                            .version = "",
                            .commit = "279484c09fbe69ededfced8c1bb6e6d24616b468",
                            .reference = "15",
                            .detail = "Add new file",
                            .at = at("2021-04-28T19:50:00Z")};
    EXPECT_EQ(deployed(payload("gitlab_deployment")), expected);
    EXPECT_EQ(deployed(changed(payload("gitlab_deployment"), "/commit_url", "null")).commit, "279484c0");
    EXPECT_EQ(deployed(changed(payload("gitlab_deployment"), "/ref", R"("v2.0.0")")).version, "2.0.0");
}

TEST(HookGitlab, each_status_of_a_deployment_has_its_course) {
    auto const in = [](std::string const& status) {
        return changed(payload("gitlab_deployment"), "/status", "\"" + status + "\"");
    };
    for (auto const* status : {"created", "running"})
        EXPECT_EQ(deployed(in(status)).course, Course::started) << status;
    EXPECT_EQ(deployed(in("failed")).course, Course::failed);
    EXPECT_EQ(deployed(in("canceled")).course, Course::failed);
    EXPECT_EQ(deployed(in("canceled")).detail, "canceled");
    EXPECT_EQ(ignored_as(Source::gitlab, "Deployment Hook", in("blocked")), "deployment blocked");
}

TEST(HookGitlab, a_release_is_a_tag) {
    EXPECT_EQ(told<Tagged>(Source::gitlab, "Release Hook", payload("gitlab_release")),
              (Tagged{"gitlab-org/release-webhook-example", "v1.1",
                      "ee0a3fb31ac16e11b9dbb596ad16d4af654d08f8", false}));
    EXPECT_EQ(ignored_as(Source::gitlab, "Release Hook",
                         changed(payload("gitlab_release"), "/action", R"("delete")")),
              "release delete");
}

TEST(HookGitlab, what_does_not_concern_us_is_ignored_by_name) {
    for (auto const* kind : {"pipeline", "build", "note", "issue"})
        EXPECT_EQ(ignored_as(Source::gitlab, "Some Hook", R"({"object_kind":")" + std::string{kind} + "\"}"),
                  kind);
    EXPECT_EQ(ignored_as(Source::gitlab, "Member Hook", R"({"event_name":"user_add_to_group"})"),
              "user_add_to_group");
    EXPECT_EQ(ignored_as(Source::gitlab, "New Hook", "{}"), "New Hook");
}

TEST(HookGitlab, what_a_merge_request_needs_must_be_there) {
    auto const body = payload("gitlab_merge_request");
    for (auto const* pointer : {"/object_attributes/iid", "/object_attributes/target_branch",
                                "/object_attributes/last_commit/id", "/project/path_with_namespace"})
        EXPECT_NE(refused(Source::gitlab, "Merge Request Hook", changed(body, pointer, "null")).find(pointer),
                  std::string::npos);
}

TEST(HookGitlab, a_push_that_brings_nothing_has_moved_the_branch_back) {
    auto const body = payload("gitlab_push");
    EXPECT_FALSE(told<Pushed>(Source::gitlab, "Push Hook", body).forced);
    EXPECT_TRUE(told<Pushed>(Source::gitlab, "Push Hook", changed(body, "/commits", "[]")).forced);
}

}  // namespace
}  // namespace cadence::forge
