// The checks that ask the forge: what it answers, and what that means. Over real sockets, with a fake behind.
#include <gmock/gmock.h>

#include "job/check_world.h"
#include "net/server.h"
#include "support/fake_github.h"
#include "support/fake_gitlab.h"

namespace cadence::job::testing {

namespace {

using cadence::testing::FakeForge;
using cadence::testing::FakeGithub;
using ::testing::HasSubstr;

struct WithForge : Checker {
    WithForge() {
        write("credentials/github-token", "s3cret");
        subject.forge = forge::Forge{.api_url = "http://" + server.listen({"127.0.0.1", 0}).value().text(),
                                     .repository = "acme/backend",
                                     .token_from = "github-token",
                                     .context = "cadenced/merge (main)"};
        github = std::make_unique<FakeGithub>(clock, subject.forge->api_url);
        github->commits = {subject.commit};
    }
    void report(std::string const& context, std::string const& state) {
        github->history[subject.commit].push_back({state, context, "", ""});
    }
    void run_ci(std::string const& name, std::string const& status, std::string const& conclusion) {
        github->check_runs[subject.commit].push_back(
            boost::json::object{{"name", name}, {"status", status}, {"conclusion", conclusion}});
    }
    std::string ci(std::vector<std::string> ignore = {}) {
        return in_words(check(CommitStatusCheck{std::move(ignore)}));
    }

    std::unique_ptr<FakeGithub> github;
    net::Server server{
        loop,
        [this](net::Request const& request, std::shared_ptr<net::Exchange> const& exchange) {
            net::HttpRequest ask{.method = request.method, .url = subject.forge->api_url + request.target};
            ask.headers.emplace_back("Authorization", request.header("authorization").value_or(""));
            auto const response = github->answer(ask);
            exchange->reply({response.status, response.headers, response.body});
        },
        {}};
};

TEST(CommitStatusCheck, passes_only_if_all_that_is_reported_has_passed) {
    WithForge world;
    EXPECT_EQ(world.ci(),
              "pending: nothing has been reported for this commit: is CI set up, and has it started?");
    world.report("cadenced/merge (main)", "success");
    EXPECT_THAT(world.ci(), HasSubstr("nothing has been reported")) << "our own does not count";
    world.report("jenkins", "success");
    world.run_ci("lint", "completed", "success");
    world.run_ci("docs", "completed", "neutral");
    EXPECT_EQ(world.ci(), "passed: 2 checks passed");
    world.run_ci("build", "in_progress", "");
    world.report("security/brakeman", "pending");
    EXPECT_EQ(world.ci(), "pending: still running: build: in_progress, security/brakeman: pending");
    world.report("jenkins", "error");
    EXPECT_EQ(world.ci(), "failed: not passed: jenkins: error");
    world.report("cadenced/merge (main)", "failure");
    EXPECT_EQ(world.ci({"jenkins", "build", "security/brakeman"}), "passed: 1 check passed");
}

TEST(CommitStatusCheck, does_not_pass_where_nothing_was_tried) {
    WithForge world;
    world.run_ci("lint", "completed", "neutral");
    world.run_ci("build", "completed", "skipped");
    EXPECT_EQ(world.ci(), "pending: nothing has run for this commit: lint: neutral, build: skipped");
    world.run_ci("test", "completed", "success");
    EXPECT_EQ(world.ci(), "passed: 1 check passed");
}

TEST(CommitStatusCheck, does_not_pass_where_not_all_checks_are_told) {
    WithForge world;
    world.run_ci("lint", "completed", "success");
    world.github->untold = 2;
    EXPECT_EQ(world.ci(), "pending: the forge tells of 1 checks of 3");
}

TEST(CommitStatusCheck, reads_all_pages) {
    WithForge world;
    for (int i = 0; i < 250; ++i) world.run_ci("job " + std::to_string(i), "completed", "success");
    EXPECT_EQ(world.ci(), "passed: 250 checks passed");
    world.run_ci("the last", "completed", "timed_out");
    EXPECT_EQ(world.ci(), "failed: not passed: the last: timed_out");
}

TEST(CommitStatusCheck, that_cannot_ask_says_why) {
    WithForge world;
    world.write("credentials/github-token", "old");
    EXPECT_EQ(world.ci(),
              "failed: GitHub answered HTTP 401: Bad credentials; the token is wrong or has expired.");
    world.write("credentials/github-token", "s3cret");
    world.github->commits.clear();
    EXPECT_EQ(world.ci(),
              "failed: GitHub answered HTTP 422: No commit found for SHA: " + world.subject.commit + ".");
    world.subject.forge->token_from = "elsewhere";
    EXPECT_THAT(world.ci(), HasSubstr("failed: The secret " + world.file("credentials/elsewhere")));
    world.subject.commit.clear();
    world.subject.forge->token_from = "github-token";
    EXPECT_EQ(world.ci(), "pending: The release has no candidate commit yet.");
    world.subject.forge.reset();
    EXPECT_THAT(world.ci(), HasSubstr("The train has no forge to ask"));
}

TEST(SecurityAlertsCheck, fails_with_the_alerts_that_are_open) {
    WithForge world;
    EXPECT_EQ(in_words(world.check(SecurityAlertsCheck{})), "passed: no open alert is critical");
    world.github->alerts.push_back(
        boost::json::object{{"state", "open"},
                            {"dependency", {{"package", {{"name", "ansible"}}}}},
                            {"security_advisory", {{"ghsa_id", "GHSA-8f4m-hccc-8qph"}}},
                            {"security_vulnerability", {{"severity", "critical"}}}});
    EXPECT_EQ(in_words(world.check(SecurityAlertsCheck{forge::Severity::high})),
              "failed: 1 open alert (high or worse): GHSA-8f4m-hccc-8qph in ansible (critical)");
    EXPECT_THAT(world.github->log.back(), HasSubstr("state=open&severity=high,critical"));
}

TEST(SecurityAlertsCheck, cannot_be_asked_of_gitea) {
    WithForge world;
    world.subject.forge->kind = forge::Kind::gitea;
    EXPECT_EQ(in_words(world.check(SecurityAlertsCheck{})),
              "failed: Gitea and Forgejo do not offer security alerts.");
}

}  // namespace

}  // namespace cadence::job::testing
