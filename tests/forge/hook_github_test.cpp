#include "forge/hook_world.h"

namespace cadence::forge {
namespace {

constexpr auto kRepository = "Codertocat/Hello-World";
constexpr auto kCommit = "6113728f27ae82c7b1a177c8d03f9e96e0adf246";
constexpr auto kHead = "ec26c3e57ca3a959ca5aad62de7213c562f8c821";
constexpr auto kZeros = R"("0000000000000000000000000000000000000000")";

Pushed pushed(std::string body) {
    return told<Pushed>(Source::github, "push", std::move(body));
}

PullRequestChanged pull_request(std::string body) {
    return told<PullRequestChanged>(Source::github, "pull_request", std::move(body));
}

Deployed deployed(std::string body) {
    return told<Deployed>(Source::github, "deployment_status", std::move(body));
}

TEST(HookGithub, a_push_tells_where_its_branch_is_now) {
    Pushed const expected{.repository = kRepository,
                          .branch = "master",
                          .before = "",
                          .commit = kCommit,
                          .author = "Codertocat",
                          .title = "Initial commit",
                          .message = "Initial commit",
                          .committed_at = at("2019-05-15T15:19:25Z")};
    EXPECT_EQ(pushed(payload("github_push")), expected);
}

TEST(HookGithub, a_push_tells_each_path_once_if_its_commits_tell_them_all) {
    auto const onto = changed(payload("github_push"), "/before", "\"" + std::string{kHead} + "\"");
    EXPECT_EQ(pushed(onto).paths, std::vector<std::string>{"README.md"});
    auto const commits = [&](std::string const& list) { return changed(onto, "/commits", list); };
    EXPECT_EQ(pushed(commits(R"([{"added":["b"],"modified":["a"],"removed":["c"]},)"
                             R"({"added":[],"modified":["b"],"removed":[]}])"))
                  .paths,
              (std::vector<std::string>{"a", "b", "c"}));
    for (auto const* untold :
         {R"([{"added":["b"],"modified":["a"]}])", R"([{"added":["b"],"modified":[1.5],"removed":[]}])",
          R"([{"added":["b"],"modified":["a"],"removed":[]},{"id":"1"}])",
          R"([{"added":["b"],"modified":null,"removed":[]}])", "[]"})
        EXPECT_TRUE(pushed(commits(untold)).paths.empty()) << untold;
    EXPECT_TRUE(pushed(payload("github_push")).paths.empty()) << "of a new branch";
    EXPECT_TRUE(pushed(changed(onto, "/forced", "true")).paths.empty()) << "what it takes back is not told";
    EXPECT_TRUE(pushed(changed(onto, "/size", "2")).paths.empty()) << "there are more commits";
    std::string many = "\"a\"";
    for (int i = 0; i < 3000; ++i) many += ",\"" + std::to_string(i) + "\"";
    EXPECT_TRUE(pushed(commits(R"([{"modified":[],"removed":[],"added":[)" + many + "]}]")).paths.empty());
}

TEST(HookGithub, a_push_onto_a_branch_tells_where_it_was_and_whether_it_was_forced) {
    auto const body = changed(payload("github_push"), "/before", "\"" + std::string{kHead} + "\"");
    EXPECT_EQ(pushed(body).before, kHead);
    EXPECT_FALSE(pushed(body).forced);
    EXPECT_TRUE(pushed(changed(body, "/forced", "true")).forced);
}

TEST(HookGithub, the_title_is_the_first_line_and_the_message_all_of_it) {
    auto const body =
        changed(payload("github_push"), "/head_commit/message", R"("Fix it (#12)\r\n\r\nFor Ö.")");
    EXPECT_EQ(pushed(body).title, "Fix it (#12)");
    EXPECT_EQ(pushed(body).message, "Fix it (#12)\r\n\r\nFor Ö.");
}

TEST(HookGithub, whoever_wrote_the_head_commit_is_its_author_and_not_who_pushed_it) {
    auto body = changed(payload("github_push"), "/sender", R"({"login":"merge-bot"})");
    body = changed(body, "/pusher", R"({"name":"merge-bot"})");
    EXPECT_EQ(pushed(changed(body, "/head_commit/author", R"({"name":"Mona","username":"mona"})")).author,
              "mona");
    EXPECT_EQ(pushed(changed(body, "/head_commit/author", R"({"name":"Mona"})")).author, "Mona");
    EXPECT_EQ(pushed(changed(body, "/head_commit", "null")).author, "Codertocat")
        << "it is among the commits";
    body = changed(changed(body, "/head_commit", "null"), "/commits", "[]");
    EXPECT_EQ(pushed(body).author, "") << "nothing tells";
}

TEST(HookGithub, a_push_of_several_pull_requests_names_the_others_too) {
    std::string const other = "1111111111111111111111111111111111111111";
    auto const body = changed(payload("github_push"), "/commits",
                              R"_([{"id":")_" + other + R"_(","message":"Refactor (#11)"},)_" +
                                  R"_({"id":"2222222222222222222222222222222222222222","message":"Part"},)_" +
                                  R"_({"id":")_" + kCommit + R"_(","message":"Fix it (#12)"}])_");
    EXPECT_EQ(pushed(body).brought, (std::vector<Brought>{{other, "11"}}));
}

TEST(HookGithub, a_branch_that_is_gone_has_no_commit) {
    auto body = changed(payload("github_push"), "/after", kZeros);
    body = changed(changed(body, "/head_commit", "null"), "/deleted", "true");
    EXPECT_EQ(pushed(body).commit, "");
    EXPECT_EQ(pushed(body).title, "");
}

TEST(HookGithub, more_commits_than_it_tells_are_known_to_be_missing) {
    auto const with = [](std::size_t count) {
        std::string commits = "[";
        for (std::size_t i = 0; i < count; ++i) commits += i == 0 ? "{}" : ",{}";
        return changed(payload("github_push"), "/commits", commits + "]");
    };
    EXPECT_FALSE(pushed(with(2047)).truncated);
    EXPECT_TRUE(pushed(with(2048)).truncated);
    EXPECT_TRUE(pushed(changed(with(3), "/size", "4")).truncated);
}

TEST(HookGithub, a_tag_is_its_commit_and_not_its_own_object) {
    auto const tagged = [](std::string body) {
        return told<Tagged>(Source::github, "push", std::move(body));
    };
    auto const body = payload("github_push_tag");
    Tagged const expected{kRepository, "simple-tag", kCommit, false};
    EXPECT_EQ(tagged(body), expected);
    auto const annotated = changed(body, "/after", R"("1111111111111111111111111111111111111111")");
    EXPECT_EQ(tagged(annotated), expected);
    EXPECT_EQ(tagged(payload("github_push_tag_deleted")), (Tagged{kRepository, "simple-tag", "", true}));
}

TEST(HookGithub, a_branchs_name_may_have_slashes_and_letters_of_any_kind) {
    EXPECT_EQ(pushed(changed(payload("github_push"), "/ref", R"("refs/heads/fix/größe")")).branch,
              "fix/größe");
}

TEST(HookGithub, a_pull_request_is_read_as_it_is_now) {
    PullRequest const expected{.number = "2",
                               .title = "Update the README with new information.",
                               .author = "Codertocat",
                               .branch = "changes",
                               .base = "master",
                               .head = kHead,
                               .labels = {"bug"},
                               .updated_at = at("2019-05-15T15:20:33Z")};
    auto const changed_now = pull_request(payload("github_pull_request_synchronize"));
    EXPECT_EQ(changed_now.repository, kRepository);
    EXPECT_EQ(changed_now.action, "synchronize");
    EXPECT_EQ(changed_now.pull_request, expected);
    EXPECT_EQ(pull_request(payload("github_pull_request_opened")).pull_request.labels,
              std::vector<std::string>{});
}

TEST(HookGithub, a_commit_that_was_only_tried_is_no_merge) {
    auto const closed = pull_request(payload("github_pull_request_closed")).pull_request;
    EXPECT_FALSE(closed.open);
    EXPECT_FALSE(closed.merged);
    EXPECT_EQ(closed.merge_commit, "");
}

TEST(HookGithub, a_merged_one_tells_its_commit_and_time) {
    auto body = changed(payload("github_pull_request_closed"), "/pull_request/merged", "true");
    body = changed(body, "/pull_request/merged_at", R"("2019-05-15T15:21:00Z")");
    auto const merged = pull_request(body).pull_request;
    EXPECT_TRUE(merged.merged);
    EXPECT_EQ(merged.merge_commit, "c4295bd74fb0f4fda03689c3df3f2803b658fd85");
    EXPECT_EQ(merged.merged_at, at("2019-05-15T15:21:00Z"));
}

TEST(HookGithub, another_base_is_told_with_the_old_one) {
    auto body = changed(payload("github_pull_request_opened"), "/action", R"("edited")");
    EXPECT_EQ(pull_request(body).old_base, "");
    body = changed(body, "/changes", R"({"base":{"ref":{"from":"release/1.3"},"sha":{"from":"x"}}})");
    EXPECT_EQ(pull_request(body).old_base, "release/1.3");
}

TEST(HookGithub, only_actions_that_a_gate_may_care_for_are_told) {
    auto const body = payload("github_pull_request_opened");
    for (auto const* action : {"reopened", "ready_for_review", "converted_to_draft", "labeled", "unlabeled",
                               "enqueued", "dequeued"})
        EXPECT_EQ(pull_request(changed(body, "/action", "\"" + std::string{action} + "\"")).action, action);
    for (auto const* action : {"assigned", "locked", "review_requested"})
        EXPECT_EQ(ignored_as(Source::github, "pull_request",
                             changed(body, "/action", "\"" + std::string{action} + "\"")),
                  "pull_request " + std::string{action});
}

TEST(HookGithub, a_merge_queue_asks_for_its_own_commit) {
    MergeGroup const expected{"octo-org/octo-repo", "main", "2ffea6db159f6b6c47a24e778fb9ef40cf6b1c7d",
                              "104"};
    EXPECT_EQ(told<MergeGroup>(Source::github, "merge_group", payload("github_merge_group")), expected);
    auto gone = expected;
    gone.gone = true;
    EXPECT_EQ(told<MergeGroup>(Source::github, "merge_group",
                               changed(payload("github_merge_group"), "/action", R"("destroyed")")),
              gone);
}

TEST(HookGithub, a_deployment_is_told_with_its_environment_and_course) {
    Deployed const expected{.repository = kRepository,
                            .environment = "production",
                            .application = "",
                            .course = Course::succeeded,
                            .version = "",
                            .commit = "f95f852bd8fca8fcc58a9a2d6c842781e32a215e",
                            .reference = "145988746",
                            .detail = "",
                            .at = at("2019-05-15T15:20:55Z")};
    EXPECT_EQ(deployed(payload("github_deployment_status_success")), expected);
    auto const running = deployed(payload("github_deployment_status_in_progress"));
    EXPECT_EQ(running.environment, "github-pages");
    EXPECT_EQ(running.course, Course::started);
}

TEST(HookGithub, each_state_of_a_deployment_has_its_course) {
    auto const in = [](std::string const& state) {
        return changed(payload("github_deployment_status_success"), "/deployment_status/state",
                       "\"" + state + "\"");
    };
    for (auto const* state : {"queued", "pending", "in_progress"})
        EXPECT_EQ(deployed(in(state)).course, Course::started) << state;
    for (auto const* state : {"failure", "error"})
        EXPECT_EQ(deployed(in(state)).course, Course::failed) << state;
    EXPECT_EQ(ignored_as(Source::github, "deployment_status", in("inactive")), "deployment_status inactive");
}

TEST(HookGithub, a_deployed_tag_says_the_version) {
    for (auto const& [ref, version] :
         {std::pair{"v1.4.0", "1.4.0"}, std::pair{"1.4.0", "1.4.0"},
          std::pair{"refs/tags/v1.4.0-rc.1", "1.4.0-rc.1"}, std::pair{"main", ""}, std::pair{"v1", ""}})
        EXPECT_EQ(deployed(changed(payload("github_deployment_status_success"), "/deployment/ref",
                                   "\"" + std::string{ref} + "\""))
                      .version,
                  version);
}

TEST(HookGithub, a_published_release_is_a_tag) {
    EXPECT_EQ(told<Tagged>(Source::github, "release", payload("github_release_published")),
              (Tagged{kRepository, "0.0.1", "", false}));
    EXPECT_EQ(ignored_as(Source::github, "release",
                         changed(payload("github_release_published"), "/action", R"("edited")")),
              "release edited");
}

TEST(HookGithub, what_does_not_concern_us_is_ignored_by_name) {
    EXPECT_EQ(ignored_as(Source::github, "ping", payload("github_ping")), "ping");
    EXPECT_EQ(ignored_as(Source::github, "create", payload("github_create")), "create");
    EXPECT_EQ(ignored_as(Source::github, "workflow_run", payload("github_workflow_run")),
              "workflow_run completed");
    EXPECT_EQ(ignored_as(Source::github, "something_new", R"({"action":"a\nb"})"), "something_new a b");
}

TEST(HookGithub, a_form_carries_the_same_in_its_payload) {
    Delivery delivery{{{"content-type", "application/x-www-form-urlencoded"}, {"x-github-event", "push"}},
                      "payload="};
    for (char const c : payload("github_push")) {
        static constexpr std::string_view kHex = "0123456789ABCDEF";
        auto const byte = static_cast<unsigned char>(c);
        delivery.body += c == ' ' ? std::string{"+"} : std::string{'%', kHex[byte >> 4U], kHex[byte & 15U]};
    }
    auto const facts = read(Source::github, delivery.arriving());
    ASSERT_TRUE(facts) << facts.error().detail;
    EXPECT_EQ(std::get<Pushed>(facts->front()), pushed(payload("github_push")));
}

TEST(HookGithub, a_form_without_a_payload_is_refused) {
    for (auto const* body : {"", "x=1", "payload=%zz", "payload={}&payload={}"}) {
        Delivery const delivery{{{"content-type", "Application/X-WWW-Form-URLencoded; charset=utf-8"},
                                 {"x-github-event", "ping"}},
                                body};
        EXPECT_FALSE(read(Source::github, delivery.arriving())) << body;
    }
}

TEST(HookGithub, what_a_push_needs_must_be_there) {
    auto const body = payload("github_push");
    EXPECT_EQ(refused(Source::github, "push", changed(body, "/ref", R"("master")")),
              "push: /ref must be \"refs/heads/…\" or \"refs/tags/…\".");
    EXPECT_EQ(refused(Source::github, "push", changed(body, "/ref", R"("refs/heads/a..b")")),
              "push: /ref must be a name that git takes.");
    EXPECT_EQ(refused(Source::github, "push", changed(body, "/after", R"("HEAD")")),
              "push: /after must be a commit id.");
    EXPECT_EQ(refused(Source::github, "push", changed(body, "/repository/full_name", "7.5")),
              "push: /repository/full_name must be the repository's name.");
    EXPECT_EQ(
        refused(Source::github, "pull_request", R"({"action":"opened","repository":{"full_name":"a/b"}})"),
        "pull_request: /pull_request must be the pull request.");
}

TEST(HookGithub, refs_that_are_neither_branch_nor_tag_are_ignored) {
    EXPECT_EQ(
        ignored_as(Source::github, "push", changed(payload("github_push"), "/ref", R"("refs/notes/x")")),
        "push refs/notes/x");
}

TEST(HookGithub, times_may_be_numbers_or_text) {
    auto const body = payload("github_push");
    EXPECT_TRUE(json::parse(body)->at("repository").at("created_at").is_number());
    EXPECT_TRUE(
        json::parse(payload("github_pull_request_opened"))->at("repository").at("created_at").is_string());
    EXPECT_EQ(pushed(changed(body, "/head_commit/timestamp", "1557933565")).committed_at,
              at("2019-05-15T15:19:25Z"));
}

TEST(HookGithub, the_header_that_names_the_event_is_there_once) {
    Delivery delivery{{}, payload("github_ping")};
    EXPECT_FALSE(read(Source::github, delivery.arriving()));
    delivery.headers = {{"x-github-event", "ping"}, {"x-github-event", "push"}};
    EXPECT_FALSE(read(Source::github, delivery.arriving()));
}

}  // namespace
}  // namespace cadence::forge
