// What the forges answer: their published examples, and what they say when they refuse.
#include <gmock/gmock.h>

#include "forge/forge.h"
#include "forge_samples.h"

namespace cadence::forge {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Forge forge_of(Kind kind, std::string context = "cadenced/merge (main)") {
    return {
        .kind = kind, .api_url = "https://x", .repository = "acme/backend", .context = std::move(context)};
}
Forge const kGithub = forge_of(Kind::github);
Forge const kGitlab = forge_of(Kind::gitlab);
Forge const kGitea = forge_of(Kind::gitea);

net::HttpResponse response(std::string_view body, int status = 200, net::Headers headers = {}) {
    return {.status = status, .headers = std::move(headers), .body = std::string{body}};
}
Instant at(std::string_view text) {
    return parse_instant(text).value();
}

TEST(GithubAnswer, tells_of_pull_requests) {
    auto const pulls = read_pull_requests(kGithub, response(samples::kPulls)).value();
    ASSERT_EQ(pulls.size(), 1U);
    EXPECT_EQ(pulls[0], (PullRequest{.number = "1347",
                                     .title = "Amazing new feature",
                                     .author = "octocat",
                                     .branch = "new-topic",
                                     .base = "master",
                                     .head = "6dcb09b5b57875f334f61aebed695e2e4193db5e",
                                     .labels = {"bug"},
                                     .merge_commit = "e5bd3914e2e596debea16f433f57875b5b90bcd6",
                                     .merged_at = at("2011-01-26T19:01:12Z"),
                                     .updated_at = at("2011-01-26T19:01:12Z")}));
}

TEST(GithubAnswer, tells_of_our_status_in_any_case) {
    EXPECT_EQ(
        read_status(forge_of(Kind::github, "Security/Brakeman"), response(samples::kCombinedStatus)).value(),
        (Status{StatusState::success, "Testing has completed successfully",
                "https://ci.example.com/2000/output"}));
    EXPECT_EQ(read_status(kGithub, response(samples::kCombinedStatus)).value(), std::nullopt);
}

TEST(GithubAnswer, tells_of_statuses_and_check_runs) {
    EXPECT_EQ(read_commit_checks(kGithub, response(samples::kCombinedStatus)).value().passed, 2U);
    EXPECT_EQ(
        read_commit_checks(kGithub, response(samples::kCombinedStatus), {"security/brakeman"}).value().passed,
        1U);
    EXPECT_EQ(read_commit_checks(kGithub, response(samples::kCheckRuns)).value(),
              (CommitChecks{.idle = {"mighty_readme: neutral"}, .told = 1, .total = 1}));
    EXPECT_EQ(read_commit_checks(kGithub, response(R"({"check_runs":[
        {"name":"a","status":"queued","conclusion":null},{"name":"b","status":"completed","conclusion":"cancelled"},
        {"name":"c","status":"completed","conclusion":"action_required"},
        {"name":"d","status":"completed","conclusion":"skipped"}]})"))
                  .value(),
              (CommitChecks{0, {"a: queued"}, {"b: cancelled", "c: action_required"}, {"d: skipped"}, 4}));
}

TEST(GithubAnswer, tells_of_the_head) {
    EXPECT_EQ(
        read_branch_head(kGithub, response(samples::kBranch)).value(),
        (Head{"7fd1a60b01f91b314f59955a4e4d4e80d8edf11d", "Merge pull request #6 from Spaceghost/patch-1",
              "Merge pull request #6 from Spaceghost/patch-1\n\nNew line at end of file.", "octocat",
              at("2012-03-06T23:06:50Z")}));
}

TEST(GithubAnswer, tells_what_is_required_by_protection_and_by_rules) {
    EXPECT_THAT(*read_required(kGithub, response(samples::kBranch)).value(), IsEmpty());
    EXPECT_THAT(*read_required(kGithub, response(samples::kRules)).value(), IsEmpty());
    EXPECT_THAT(*read_required(kGithub, response(R"({"protected":true,"protection":{"enabled":true,
        "required_status_checks":{"enforcement_level":"everyone","contexts":["ci"]}}})"))
                     .value(),
                ElementsAre("ci"));
    EXPECT_THAT(*read_required(kGithub, response(R"([{"type":"deletion"},{"type":"required_status_checks",
        "parameters":{"required_status_checks":[{"context":"ci","integration_id":1},{"context":"x"}]}}])"))
                     .value(),
                ElementsAre("ci", "x"));
    EXPECT_EQ(read_required(kGithub, response(R"({"protected":true})")).value(), std::nullopt);
    EXPECT_EQ(read_required(kGithub, response("{}", 404)).value(), std::nullopt);
    EXPECT_TRUE(is_required(kGithub, {"ci", "CADENCED/merge (main)"}));
    EXPECT_FALSE(is_required(kGithub, {"ci", "cadenced/merge"}));
}

TEST(GithubAnswer, tells_of_alerts_that_are_open) {
    EXPECT_THAT(read_alerts(kGithub, response(samples::kAlerts)).value(),
                ElementsAre("GHSA-8f4m-hccc-8qph in ansible (medium)"));
}

TEST(GitlabAnswer, tells_of_merge_requests) {
    auto const all = read_pull_requests(kGitlab, response(samples::kMergeRequests)).value();
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].number, "1");
    EXPECT_EQ(all[0].branch, "test1");
    EXPECT_EQ(all[0].base, "main");
    EXPECT_EQ(all[0].head, "8888888888888888888888888888888888888888");
    EXPECT_THAT(all[0].labels, ElementsAre("Community contribution", "Manage"));
    EXPECT_FALSE(all[0].open);
    EXPECT_TRUE(all[0].merged);
    EXPECT_EQ(all[0].merged_at, at("2018-09-07T11:16:17.52Z"));
}

TEST(GitlabAnswer, tells_of_statuses_and_passes_over_jobs_that_may_fail) {
    EXPECT_EQ(read_commit_checks(kGitlab, response(samples::kGitlabStatuses)).value(),
              (CommitChecks{0, {"bundler:audit: pending", "test: pending"}, {}}));
    EXPECT_EQ(read_commit_checks(kGitlab, response(R"([{"name":"a","status":"failed","allow_failure":true},
        {"name":"b","status":"failed"},{"name":"c","status":"manual"},
        {"name":"d","status":"manual","allow_failure":true},{"name":"e","status":"skipped"}])"))
                  .value(),
              (CommitChecks{0, {"c: manual"}, {"b: failed"}, {"a: failed", "d: manual", "e: skipped"}}));
    EXPECT_EQ(read_status(forge_of(Kind::gitlab, "test"), response(samples::kGitlabStatuses)).value(),
              (Status{StatusState::pending, "", "https://gitlab.example.com/janedoe/gitlab-foss/builds/90"}));
}

TEST(GitlabAnswer, tells_of_the_head_and_the_settings) {
    EXPECT_EQ(read_branch_head(kGitlab, response(samples::kGitlabBranch)).value(),
              (Head{"7b5c3cc8be40ee161ae89a06bba6229da1032a0c", "add projects API", "add projects API",
                    "John Smith", at("2012-06-28T10:44:20Z")}));
    auto const settings =
        read_required(kGitlab, response(R"({"only_allow_merge_if_pipeline_succeeds":true})")).value();
    EXPECT_TRUE(is_required(kGitlab, *settings));
    auto with_check = kGitlab;
    with_check.external_check = "7";
    EXPECT_FALSE(is_required(with_check, *settings));
}

TEST(GitlabAnswer, tells_of_findings_that_nobody_has_dismissed) {
    EXPECT_THAT(
        read_alerts(kGitlab, response(samples::kFindings)).value(),
        ElementsAre("Authentication bypass via incorrect DOM traversal and canonicalization in saml2-js in "
                    "saml2-js (unknown)"));
    EXPECT_THAT(read_alerts(kGitlab,
                            response(R"([{"name":"x","state":"dismissed"},{"name":"y","state":"resolved"}])"))
                    .value(),
                IsEmpty());
}

TEST(GiteaAnswer, knows_patterns_of_contexts) {
    for (auto const* const pattern :
         {"*", "cadenced/*", "cadenced/merge (main)", "*(main)", "c?denced*m*)", "**"})
        EXPECT_TRUE(is_required(kGitea, {pattern})) << pattern;
    for (auto const* const pattern : {"", "ci/*", "cadenced", "*x", "?", "cadenced/merge (main)?"})
        EXPECT_FALSE(is_required(kGitea, {pattern})) << pattern;
    EXPECT_FALSE(is_required(kGitea, {std::string(200, '*') + "x"}));
    EXPECT_THAT(*read_required(kGitea, response(R"({"protected":true,"enable_status_check":true,
        "status_check_contexts":["ci/*"]})"))
                     .value(),
                ElementsAre("ci/*"));
    EXPECT_THAT(*read_required(kGitea, response(R"({"protected":true,"enable_status_check":false,
        "status_check_contexts":["*"]})"))
                     .value(),
                IsEmpty());
}

TEST(ForgeAnswer, tells_whether_a_branch_is_ahead_of_a_commit_and_no_where_that_is_not_clear) {
    auto const ahead = [](Forge const& forge, std::string const& body, int status = 200) {
        return read_ahead(forge, response(body, status), "4f1c9a2");
    };
    EXPECT_EQ(ahead(kGithub, R"({"status":"behind","ahead_by":0})"), true);
    EXPECT_EQ(ahead(kGithub, R"({"status":"identical","ahead_by":0})"), true);
    EXPECT_EQ(ahead(kGithub, R"({"status":"ahead","ahead_by":1})"), false);
    EXPECT_EQ(ahead(kGithub, R"({"status":"diverged","ahead_by":1})"), false);
    EXPECT_EQ(ahead(kGitlab, R"({"commits":[],"diffs":[]})"), true);
    EXPECT_EQ(ahead(kGitlab, R"({"commits":[{"id":"4f1c9a2"}]})"), false);
    EXPECT_EQ(ahead(kGitea, R"([{"sha":"0be9ac5d"},{"sha":"4f1c9a2b7d"}])"), true);
    EXPECT_EQ(ahead(kGitea, R"([{"sha":"0be9ac5d"}])"), false);
    for (auto const& forge : {kGithub, kGitlab, kGitea}) {
        EXPECT_EQ(ahead(forge, "oh no", 502), std::nullopt) << "it may be told yet";
        EXPECT_EQ(ahead(forge, "{}"), std::nullopt) << "it says nothing of it";
        EXPECT_EQ(ahead(forge, "{}", 403), std::nullopt) << "nor does this";
        EXPECT_EQ(ahead(forge, "<html>"), std::nullopt) << "it is not the forge's";
        EXPECT_EQ(ahead(forge, R"({"status":"behind","commits":[]})", 404), false);
    }
}

TEST(ForgeAnswer, tells_for_certain_that_a_branch_lacks_a_commit_only_where_it_knows_it) {
    std::string const none = R"([{"sha":"0be9ac5d"}])";
    EXPECT_TRUE(read_lacks(kGithub, response(R"({"status":"diverged"})"), "4f1c9a2"));
    EXPECT_FALSE(read_lacks(kGithub, response(R"({"message":"Not Found"})", 404), "4f1c9a2"));
    EXPECT_FALSE(read_lacks(kGithub, response(R"({"status":"behind"})"), "4f1c9a2"));
    EXPECT_TRUE(read_lacks(kGitea, response(none), "4f1c9a2"));
    auto page = response(none);
    page.headers.emplace_back("link", "<https://git.acme.example/x?page=2>; rel=\"next\"");
    EXPECT_FALSE(read_lacks(kGitea, page, "4f1c9a2")) << "it may be an older one";
}

TEST(ForgeAnswer, tells_of_changed_files_where_they_are_and_where_they_were) {
    auto const github = read_changed_files(kGithub, response(samples::kPullFiles)).value();
    EXPECT_EQ(github, (ChangedFiles{{"file1.txt"}, 1}));
    EXPECT_EQ(read_changed_files(kGitea, response(samples::kPullFiles)).value(), github);
    auto const gitlab = read_changed_files(kGitlab, response(samples::kMergeRequestDiffs)).value();
    EXPECT_EQ(gitlab, (ChangedFiles{{"README", "VERSION"}, 2}));
    ChangedFiles const moved{{"docs/a.md", "src/a.md"}, 1};
    auto const renamed = response(R"([{"filename": "docs/a.md", "previous_filename": "src/a.md"}])");
    EXPECT_EQ(read_changed_files(kGithub, renamed).value(), moved);
    EXPECT_EQ(read_changed_files(kGitea, renamed).value(), moved);
    EXPECT_EQ(read_changed_files(kGitlab, response(R"([{"new_path": "docs/a.md", "old_path": "src/a.md"}])"))
                  .value(),
              moved);
    EXPECT_EQ(read_changed_files(kGithub, response("[{}]")).error().problem, "forge-unreadable");
    EXPECT_EQ(read_changed_files(kGithub, response("{}")).error().problem, "forge-unreadable");
    EXPECT_EQ(read_changed_files(kGithub, response("{}", 404)).error().problem, "forge-refused");
    EXPECT_EQ(read_changed_files(kGithub, response("[]")).value(), ChangedFiles{});
}

TEST(ForgeAnswer, that_refuses_is_told_in_the_forges_words) {
    auto const told = [](Forge const& forge, net::HttpResponse const& answer) {
        return read_pull_requests(forge, answer).error();
    };
    EXPECT_EQ(told(kGithub,
                   response(R"({"message":"Not Found","documentation_url":"https://docs.github.com"})", 404))
                  .detail,
              "GitHub answered HTTP 404: Not Found; is the repository right, and may the token see it?");
    EXPECT_EQ(told(kGitlab, response(R"({"error":"insufficient_scope"})", 403)).problem, "forge-refused");
    EXPECT_EQ(told(kGithub, response("<html>", 502)).detail, "GitHub answered HTTP 502.");
    for (auto const* const body : {"", "{}", "1", "[", "<html>"})
        EXPECT_EQ(told(kGithub, response(body)).problem, "forge-unreadable") << body;
    EXPECT_EQ(told(kGithub, {.status = 200, .headers = {}, .body = "[", .body_cut = true}).problem,
              "forge-unreadable");
    EXPECT_EQ(read_branch_head(kGithub, response("{}")).error().problem, "forge-unreadable");
}

TEST(ForgeAnswer, that_a_status_stands_there_is_believed_where_it_says_so) {
    auto const posted = [](Kind kind, std::string_view body) {
        return read_posted(forge_of(kind, "gate"), {StatusState::failure, "Shut", {}}, response(body, 201))
            .has_value();
    };
    EXPECT_TRUE(posted(Kind::github, R"({"state":"failure","context":"Gate"})"));
    EXPECT_TRUE(posted(Kind::gitlab, R"({"status":"failed","name":"gate"})"));
    EXPECT_TRUE(posted(Kind::gitea, R"({"status":"failure","context":"gate"})"));
    for (auto const kind : {Kind::github, Kind::gitlab, Kind::gitea}) {
        for (auto const* const body :
             {"", "{}", "[]", "null", "<!DOCTYPE html><title>Sign in</title>",
              R"({"state":"success","status":"success","context":"gate","name":"gate"})",
              R"({"state":"failure","status":"failed","context":"ci","name":"ci"})",
              R"({"context":"gate","name":"gate"})"})
            EXPECT_FALSE(posted(kind, body)) << body;
    }
    EXPECT_TRUE(read_check_answered(kGitlab, response(R"({"id":12,"external_status_check":{"id":7}})", 201)));
    for (auto const* const body : {"", "{}", "[]", "<html>"})
        EXPECT_FALSE(read_check_answered(kGitlab, response(body, 201))) << body;
}

TEST(ForgeAnswer, of_no_statuses_is_not_taken_for_one_that_tells_of_none) {
    for (auto const& forge : {kGithub, kGitlab, kGitea})
        for (auto const* const body :
             {"", "{}", "null", R"({"message":"Hello"})", R"({"state":"success"})", "<html>"}) {
            EXPECT_FALSE(read_commit_checks(forge, response(body))) << body;
            EXPECT_FALSE(read_status(forge, response(body))) << body;
        }
    EXPECT_EQ(read_commit_checks(kGithub, response(R"({"statuses":[]})")).value(), CommitChecks{});
    EXPECT_EQ(read_commit_checks(kGithub, response(R"({"total_count":0,"check_runs":[]})")).value(),
              CommitChecks{});
    EXPECT_EQ(read_commit_checks(kGitea, response(R"({"state":"","statuses":null})")).value(),
              CommitChecks{});
    EXPECT_EQ(read_commit_checks(kGitlab, response("[]")).value(), CommitChecks{});
}

TEST(ForgeAnswer, that_leaves_out_what_is_required_has_not_said_that_nothing_is) {
    for (auto const& forge : {kGithub, kGitlab, kGitea})
        EXPECT_EQ(read_required(forge, response(R"({"id":1,"name":"main"})")).value(), std::nullopt);
    auto with_check = kGitlab;
    with_check.external_check = "7";
    EXPECT_EQ(
        read_required(with_check, response(R"({"only_allow_merge_if_pipeline_succeeds":true})")).value(),
        std::nullopt);
    EXPECT_FALSE(read_required(kGithub, response("<html>")));
}

TEST(ForgeAnswer, that_does_not_say_whether_an_alert_is_open_is_no_all_clear) {
    for (auto const* const body : {"[{}]", R"([{"state":"reopened"}])", R"(["x"])", "[null]"})
        EXPECT_EQ(read_alerts(kGithub, response(body)).error().problem, "forge-unreadable") << body;
    for (auto const* const body : {R"(["x"])", "[null]"})
        EXPECT_EQ(read_alerts(kGitlab, response(body)).error().problem, "forge-unreadable") << body;
    EXPECT_EQ(read_alerts(kGitlab, response(R"([{"name":"x","state":"reopened"}])")).value().size(), 1U);
    EXPECT_EQ(
        read_alerts(kGithub, response(R"([{"state":"fixed"},{"state":"auto_dismissed"}])")).value().size(),
        0U);
    EXPECT_EQ(
        read_alerts(kGithub,
                    response(R"({"message":"Dependabot alerts are disabled for this repository."})", 403))
            .error()
            .problem,
        "forge-refused");
}

TEST(ForgeAnswer, of_github_says_what_failed_validation) {
    EXPECT_EQ(read_alerts(kGithub, response(R"({"message":"Validation Failed","errors":[{"resource":"Status",
        "code":"custom","field":"description","message":"description doesn't accept 4-byte Unicode"}]})",
                                            422))
                  .error()
                  .detail,
              "GitHub answered HTTP 422: Validation Failed: description doesn't accept 4-byte Unicode.");
}

TEST(ForgeLimit, is_kept_as_long_as_the_forge_says) {
    auto const now = at("2026-01-01T00:00:00Z");
    auto const until = [&](int status, net::Headers headers, std::string_view body = "{}") {
        return rate_limited_until(response(body, status, std::move(headers)), now);
    };
    using std::chrono::minutes;
    using std::chrono::seconds;
    EXPECT_EQ(until(200, {{"x-ratelimit-remaining", "12"}, {"x-ratelimit-reset", "1767226200"}}),
              std::nullopt);
    EXPECT_EQ(until(200, {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "1767226200"}}),
              now + minutes{10});
    EXPECT_EQ(until(403, {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "1767226200"}}),
              now + minutes{10});
    EXPECT_EQ(until(429, {{"ratelimit-remaining", "0"}, {"ratelimit-reset", "1767225660"}}),
              now + minutes{1});
    EXPECT_EQ(until(429, {{"retry-after", "30"}}), now + seconds{30});
    EXPECT_EQ(until(403, {{"retry-after", "Thu, 01 Jan 2026 00:02:00 GMT"}}), now + minutes{2});
    EXPECT_EQ(until(429, {}), now + minutes{1});
    EXPECT_EQ(until(403, {}, "You have exceeded a secondary rate limit"), now + minutes{1});
    EXPECT_EQ(until(403, {}, "Resource not accessible by integration"), std::nullopt);
    EXPECT_EQ(until(429, {{"retry-after", "999999999"}}), now + std::chrono::hours{24});
    EXPECT_TRUE(has_next_page(
        response("", 200, {{"link", R"(<https://x?page=2>; rel="next", <https://x?page=9>; rel="last")"}})));
    EXPECT_FALSE(has_next_page(response("", 200, {{"link", R"(<https://x?page=1>; rel="prev")"}})));
}

TEST(ForgeAnswer, a_merge_queue_is_told_in_its_order_and_not_guessed_at) {
    auto const queue =
        read_merge_queue(kGithub, {.status = 200, .body = R"({"data":{"repository":{"mergeQueue":
        {"entries":{"nodes":[{"position":2,"headCommit":{"oid":"b"},"pullRequest":{"number":12}},
        {"position":1,"headCommit":null,"pullRequest":null}]}}}}})"});
    ASSERT_TRUE(queue) << queue.error().detail;
    EXPECT_EQ(*queue, (std::vector<Queued>{{"", ""}, {"12", "b"}}));
    auto const none =
        read_merge_queue(kGithub, {.status = 200, .body = R"({"data":{"repository":{"mergeQueue":null}}})"});
    EXPECT_TRUE(none && none->empty());
    for (auto const* body : {"{}", "[]", R"({"errors":[{"message":"Resource not accessible"}]})",
                             R"({"data":{"repository":{"mergeQueue":{"entries":{"nodes":[{}]}}}}})"})
        EXPECT_FALSE(read_merge_queue(kGithub, {.status = 200, .body = body})) << body;
}

TEST(ForgeAnswer, of_more_values_than_can_be_of_use_are_not_read_to_their_end) {
    std::string zeros = "[0";
    for (int i = 0; i < 4'000'000; ++i) zeros += ",0";
    for (auto const& forge : {kGithub, kGitlab, kGitea}) {
        auto const refused = read_pull_requests(forge, response(zeros + "]"));
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().problem, "forge-unreadable");
        EXPECT_THAT(refused.error().detail, ::testing::HasSubstr("more values than can be of use"));
    }
}

}  // namespace
}  // namespace cadence::forge
