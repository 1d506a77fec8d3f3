// [[trains.checks]], [trains.clocks] and [trains.on_demand] as they arrive in the configuration.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/config.h"
#include "job/fill.h"

namespace cadence::config {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

TrainConfig train_with(std::string const& more) {
    auto const config = parse_config(R"([[trains]]
id = "backend"
first_release = 2026-01-08
weekday = "Thursday"
time = "10:00"
)" + more);
    if (config) return config->trains.front();
    for (auto const& problem : config.error()) ADD_FAILURE() << problem.message("config");
    return {};
}

/// The one check of this text, or one without a name.
job::Check check_of(std::string const& text) {
    auto const train = train_with("[[trains.checks]]\nname = \"it\"\n" + text);
    EXPECT_EQ(train.checks.size(), 1U);
    auto const* check = train.check("it");
    return check == nullptr ? job::Check{} : *check;
}

/// What the check is wanted to be.
job::Check check_like(decltype(job::Check::what) what, Duration timeout = seconds{30}) {
    job::Check check;
    check.name = "it";
    check.timeout = timeout;
    check.what = std::move(what);
    return check;
}

TEST(ConfigChecks, of_http_say_what_to_ask_and_what_to_expect) {
    job::HttpCheck http;
    http.url = "{production}/health";
    EXPECT_EQ(check_of("kind = \"http\"\nurl = \"{production}/health\"\n"), check_like(http));
    http = {};
    http.url = "https://api.example.org/a/health/?deep=1&v={version}";
    http.status = 204;
    http.body_contains = "\"ok\"";
    http.slower_than_fails = seconds{2};
    EXPECT_EQ(check_of(R"(kind = "http"
timeout = "5s"
url = "https://api.example.org/a/health/?deep=1&v={version}"
status = 204
body_contains = '"ok"'
slower_than = "2s"
)"),
              check_like(http, seconds{5}));
}

TEST(ConfigChecks, of_a_command_keep_its_words_as_they_are) {
    job::CommandCheck command;
    command.command = {"sh", "-c", "test ${x} = {version} &&\n awk '{ print $1 }'", "-v", "-v", ""};
    command.environment = {{"BASE_URL", "{staging}"}, {"_x1", ""}};
    command.directory = "/srv/backend";
    EXPECT_EQ(check_of(R"(kind = "command"
command = ["sh", "-c", "test ${x} = {version} &&\n awk '{ print $1 }'", "-v", "-v", ""]
environment = { BASE_URL = "{staging}", _x1 = "" }
directory = "/srv/backend"
)"),
              check_like(command));
}

TEST(ConfigChecks, of_a_changelog_look_at_a_file_or_into_a_repository) {
    job::ChangelogCheck file;
    file.file = "/srv/docs/CHANGELOG.md";
    EXPECT_EQ(check_of("kind = \"changelog\"\nfile = \"/srv/docs/CHANGELOG.md\"\n"), check_like(file));
    job::ChangelogCheck inside;
    inside.repository = "/srv/backend";
    inside.path = "docs/..CHANGELOG.md";
    EXPECT_EQ(
        check_of("kind = \"changelog\"\nrepository = \"/srv/backend\"\npath = \"docs/..CHANGELOG.md\"\n"),
        check_like(inside));
}

TEST(ConfigChecks, of_a_previous_tag_look_into_a_repository) {
    job::PreviousTagCheck tag;
    tag.repository = "/srv/backend";
    EXPECT_EQ(check_of("kind = \"previous_tag\"\nrepository = \"/srv/backend\"\n"), check_like(tag));
}

TEST(ConfigChecks, of_prometheus_take_promql_with_its_own_braces_and_whole_numbers) {
    job::PrometheusCheck query;
    query.server = "http://localhost:9090/prometheus";
    query.query = R"(errors{job="api", version="{version}"} / on() group_left up{})";
    query.at_least = 0;
    query.at_most = 0.01;
    query.baseline_offset = hours{24 * 7};
    query.at_most_ratio = 2;
    EXPECT_EQ(check_of(R"(kind = "prometheus"
server = "http://localhost:9090/prometheus/"
query = 'errors{job="api", version="{version}"} / on() group_left up{}'
at_least = 0
at_most = 0.01
baseline = "1w"
at_most_ratio = 2
)"),
              check_like(query));
}

TEST(ConfigChecks, of_a_forge_need_no_more_than_their_kind) {
    std::string const forge = R"([trains.forge]
kind = "github"
repository = "acme/backend"
token_from = "github-token"
)";
    EXPECT_EQ(check_of("kind = \"commit_status\"\n" + forge), check_like(job::CommitStatusCheck{}));
    EXPECT_EQ(check_of("kind = \"commit_status\"\nignore = [\"coverage\", \"ci/slow\"]\n" + forge),
              check_like(job::CommitStatusCheck{{"coverage", "ci/slow"}}));
    EXPECT_EQ(check_of("kind = \"security_alerts\"\n" + forge), check_like(job::SecurityAlertsCheck{}));
    EXPECT_EQ(check_of("kind = \"security_alerts\"\nseverity = \"high\"\n" + forge),
              check_like(job::SecurityAlertsCheck{forge::Severity::high}));
}

TEST(ConfigChecks, take_no_word_that_is_not_filled_in_at_the_run) {
    job::CheckSubject const subject{.train = "backend",
                                    .release = "backend-2026-01-08",
                                    .version = "1.2.0",
                                    .commit = "4f1c9a2",
                                    .now = {},
                                    .staging_url = "https://staging.example.org",
                                    .production_url = "https://example.org"};
    for (auto const* word : {"{staging}", "{production}", "{version}", "{commit}", "{release}"}) {
        auto const check = check_of("kind = \"command\"\ncommand = [\"" + std::string{word} + "\"]\n");
        EXPECT_THAT(std::get<job::CommandCheck>(check.what).command, testing::ElementsAre(word));
        auto const filled = job::fill(word, job::words_of(subject), job::FillFor::text);
        ASSERT_TRUE(filled) << word;
        EXPECT_THAT(*filled, testing::Not(testing::HasSubstr("{"))) << word;
    }
}

TEST(ConfigChecks, are_found_by_their_names) {
    auto const train = train_with(R"(checks = [
  { name = "a", kind = "previous_tag", repository = "/srv/a" },
  { name = "b", kind = "previous_tag", repository = "/srv/b" },
]
)");
    ASSERT_NE(train.check("b"), nullptr);
    EXPECT_EQ(std::get<job::PreviousTagCheck>(train.check("b")->what).repository, "/srv/b");
    EXPECT_EQ(train.check("c"), nullptr);
}

TEST(ConfigClocks, are_the_promises_of_the_process_where_nothing_is_said) {
    auto const policy = train_with("").policy;
    EXPECT_EQ(policy.clocks.staging_deploy, Duration{minutes{5}});
    EXPECT_EQ(policy.clocks.hotfix_deploy, Duration{hours{4}});
    EXPECT_EQ(policy.clocks.rollback_p0, Duration{minutes{15}});
    EXPECT_EQ(policy.clocks.rollback_p1, Duration{hours{1}});
    EXPECT_EQ(policy.clocks.post_mortem, Duration{hours{24}});
    EXPECT_EQ(policy.clocks.retrospective, Duration{hours{24}});
    EXPECT_EQ(policy.clocks.cadence_review, Duration{hours{24 * 14}});
    EXPECT_EQ(policy.clocks.vote_reminder, Duration{hours{4}});
    EXPECT_EQ(policy.main_branch, "main");
    EXPECT_EQ(policy.branch_base, release::BranchBase::main);
    EXPECT_EQ(policy.approval_expires, Duration{hours{24}});
}

TEST(ConfigClocks, are_each_set_by_their_own_key) {
    auto const clocks = train_with(R"([trains.clocks]
staging_deploy = "1m"
hotfix_deploy = "2m"
rollback_p0 = "3m"
rollback_p1 = "4m"
post_mortem = "5m"
retrospective = "6m"
cadence_review = "7m"
vote_reminder = "8m"
)")
                            .policy.clocks;
    EXPECT_EQ(clocks, (release::Clocks{.staging_deploy = minutes{1},
                                       .hotfix_deploy = minutes{2},
                                       .rollback_p0 = minutes{3},
                                       .rollback_p1 = minutes{4},
                                       .post_mortem = minutes{5},
                                       .retrospective = minutes{6},
                                       .cadence_review = minutes{7},
                                       .vote_reminder = minutes{8}}));
}

TEST(ConfigClocks, switch_the_reminder_off_and_no_promise) {
    auto const off = train_with("[trains.clocks]\nvote_reminder = \"0s\"\n");
    EXPECT_EQ(off.policy.clocks.vote_reminder, Duration{0});
}

TEST(ConfigOnDemand, says_where_branches_begin_and_how_long_a_request_waits) {
    auto const policy = train_with(R"(main_branch = "release/2.x"
[trains.on_demand]
branch_base = "last_version"
approval_expires = "8h"
)")
                            .policy;
    EXPECT_EQ(policy.main_branch, "release/2.x");
    EXPECT_EQ(policy.branch_base, release::BranchBase::last_version);
    EXPECT_EQ(policy.approval_expires, Duration{hours{8}});
}

TEST(ConfigRollback, lets_a_team_of_one_clear_what_it_verified) {
    EXPECT_TRUE(train_with("").policy.clear_by_another);
    EXPECT_FALSE(train_with("[trains.rollback]\nclear_by_another = false\n").policy.clear_by_another);
}

TEST(ConfigOnDemand, refuses_a_main_branch_that_git_would_refuse) {
    for (auto const* name :
         {"", "-x", "/x", "x/", "x.", "a..b", "a//b", "a b", "a~1", "a:b", "a\\\\b", "a\\tb"}) {
        auto const config = parse_config(
            "[[trains]]\nid = \"a\"\nfirst_release = 2026-01-08\nweekday = \"Thursday\"\n"
            "time = \"10:00\"\nmain_branch = \"" +
            std::string{name} + "\"\n");
        ASSERT_FALSE(config) << name;
        EXPECT_EQ(config.error().front().key, "trains[0].main_branch") << name;
    }
}

}  // namespace
}  // namespace cadence::config
