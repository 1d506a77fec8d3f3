// [[trains.actions]] as they arrive in the configuration.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/config.h"

namespace cadence::config {
namespace {

using release::Environment;
using release::Kind;
using std::chrono::hours;
using std::chrono::minutes;
using testing::Contains;
using testing::HasSubstr;

std::string const kTrain = R"([[trains]]
id = "backend"
first_release = 2026-01-08
weekday = "Thursday"
time = "10:00"
production.url = "https://example.org"
staging.url = "https://staging.example.org"
)";

/// The one action of this text.
job::Action action_of(std::string const& text) {
    auto const config = parse_config(kTrain + "[[trains.actions]]\nname = \"do_it\"\n" + text);
    if (!config) {
        for (auto const& problem : config.error()) ADD_FAILURE() << problem.message("config");
        return {};
    }
    auto const* action = config->trains.front().action("do_it");
    return action == nullptr ? job::Action{} : *action;
}

job::Action action_like(job::Trigger on, decltype(job::Action::what) what) {
    job::Action action;
    action.name = "do_it";
    action.on = on;
    action.what = std::move(what);
    return action;
}

std::vector<std::string> warnings_of(std::string const& actions) {
    auto const config = parse_config(kTrain + "required_roles = []\nactions = [\n" + actions + "]\n");
    if (config) return config->warnings;
    for (auto const& problem : config.error()) ADD_FAILURE() << problem.message("config");
    return {};
}

/// An action in one line that deploys.
std::string deploys(std::string const& name, std::string const& when) {
    return "{ name = \"" + name + "\", " + when + ", kind = \"command\", command = [\"deploy\"] },\n";
}

TEST(ConfigActions, of_http_keep_their_texts_as_they_are) {
    job::HttpAction http;
    http.url = "https://ci.example.org/deploy?tag={tag}&branch={branch}";
    http.method = "PUT";
    http.headers = {{"Content-Type", "application/json"}, {"X-Release", "{release}"}};
    http.body = "{\"version\": \"{version}\"}\n";
    http.token_from = "ci-token";
    http.repeatable = true;
    EXPECT_EQ(action_of(R"(on = "deployed"
kind = "http"
url = "https://ci.example.org/deploy?tag={tag}&branch={branch}"
method = "PUT"
headers = { Content-Type = "application/json", X-Release = "{release}" }
body = """
{"version": "{version}"}
"""
token_from = "ci-token"
repeatable = true
)"),
              action_like(job::Trigger::deployed, http));
    job::HttpAction usual;
    usual.url = "{staging}/warm";
    EXPECT_EQ(action_of("on = \"merge\"\nkind = \"http\"\nurl = \"{staging}/warm\"\n"),
              action_like(job::Trigger::merge, usual));
}

TEST(ConfigActions, of_coolify_name_applications_or_a_tag) {
    job::CoolifyAction coolify;
    coolify.server = "https://coolify.example.org";
    coolify.uuids = {"vgsco4o4kk0gs8wkgkco8c44", "b"};
    coolify.token_from = "coolify-token";
    auto wanted = action_like(job::Trigger::merge, coolify);
    wanted.environment = Environment::staging;
    EXPECT_EQ(action_of(R"(on = "merge"
environment = "staging"
kind = "coolify"
server = "https://coolify.example.org/"
uuids = ["vgsco4o4kk0gs8wkgkco8c44", "b"]
token_from = "coolify-token"
)"),
              wanted);
    coolify.uuids = {};
    coolify.tag = "backend";
    coolify.force = true;
    wanted = action_like(job::Trigger::window, coolify);
    wanted.environment = Environment::production;
    wanted.kinds = {Kind::scheduled};
    wanted.timeout = minutes{30};
    wanted.expires_after = hours{2};
    EXPECT_EQ(action_of(R"(on = "window"
kinds = ["scheduled"]
environment = "production"
timeout = "30m"
expires_after = "2h"
kind = "coolify"
server = "https://coolify.example.org"
tag = "backend"
force = true
token_from = "coolify-token"
)"),
              wanted);
}

TEST(ConfigActions, of_a_command_name_a_program_and_its_variables) {
    job::CommandAction command;
    command.command = {"make", "deploy", "VERSION={version}"};
    command.environment = {{"TAG", "{tag}"}};
    command.directory = "/srv/backend";
    auto wanted = action_like(job::Trigger::phase, command);
    wanted.phase = "code_freeze";
    EXPECT_EQ(action_of(R"(on = "phase"
phase = "code_freeze"
kind = "command"
command = ["make", "deploy", "VERSION={version}"]
variables = { TAG = "{tag}" }
directory = "/srv/backend"
)"),
              wanted);
}

TEST(ConfigActions, of_a_git_tag_push_where_git_can) {
    job::GitTagAction tag;
    tag.remote = "git@git.example.org:acme/backend.git";
    tag.key_from = "/etc/cadenced/deploy-key";
    EXPECT_EQ(
        action_of("on = \"deployed\"\nkind = \"git_tag\"\nremote = \"git@git.example.org:acme/backend.git\"\n"
                  "key_from = \"/etc/cadenced/deploy-key\"\n"),
        action_like(job::Trigger::deployed, tag));
    tag = {.remote = "https://git.example.org/acme/backend.git",
           .key_from = "",
           .token_from = "git-token",
           .message = "{release}: {version}",
           .name = "Release bot",
           .email = "bot@example.org"};
    EXPECT_EQ(action_of(R"(on = "window"
kind = "git_tag"
remote = "https://git.example.org/acme/backend.git"
token_from = "git-token"
message = "{release}: {version}"
tagger = "Release bot"
tagger_email = "bot@example.org"
)"),
              action_like(job::Trigger::window, tag));
    for (auto const* remote :
         {"/srv/git/backend.git", "file:///srv/git/backend.git", "ssh://git@example.org/a.git",
          "host:backend.git", "http://git.example.org/a.git"}) {
        auto const action =
            action_of("on = \"window\"\nkind = \"git_tag\"\nremote = \"" + std::string{remote} + "\"\n");
        EXPECT_EQ(std::get<job::GitTagAction>(action.what).remote, remote);
    }
}

TEST(ConfigActions, push_nowhere_that_would_run_something_or_tell_a_secret) {
    for (auto const* remote : {"ext::sh -c s3cret", "--upload-pack=s3cret", "-oProxyCommand=s3cret:x",
                               "backend.git", "ssh://-oProxyCommand=x/a",
                               "https://anna:s3cret@example.org/a.git", "https://s3cret@example.org/a.git",
                               "git+https://s3cret@example.org/a.git", "ssh://anna:s3cret@example.org/a.git",
                               "ftp://example.org/a.git", "relative/path", "relative/a:b"}) {
        auto const config = parse_config(
            kTrain + "[[trains.actions]]\nname = \"tag\"\non = \"window\"\nkind = \"git_tag\"\n" +
            "remote = \"" + remote + "\"\n");
        ASSERT_FALSE(config) << remote;
        if (std::string_view{remote}.find('@') == std::string_view::npos) continue;
        EXPECT_THAT(config.error().front().text, testing::Not(HasSubstr("s3cret")));
    }
}

TEST(ConfigActions, warn_where_two_would_deploy_at_the_same_moment) {
    auto const production = [](std::string const& kinds) {
        return "environment = \"production\"" + (kinds.empty() ? "" : ", kinds = [" + kinds + "]");
    };
    EXPECT_THAT(
        warnings_of(deploys("a", "on = \"approved\", " + production("")) +
                    deploys("b", "on = \"approved\", " + production("\"hotfix\""))),
        Contains(HasSubstr("the action \"b\" deploys to production at the same moment as \"a\" in line 10")));
    for (auto const& fine : {
             deploys("a", "on = \"approved\", " + production("\"hotfix\"")) +
                 deploys("b", "on = \"approved\", " + production("\"expedited\"")),
             deploys("a", "on = \"window\", " + production("")) +
                 deploys("b", "on = \"approved\", " + production("")),
             deploys("a", "on = \"window\", environment = \"staging\"") +
                 deploys("b", "on = \"window\", " + production("")),
             deploys("a", "on = \"phase\", phase = \"code_freeze\", environment = \"staging\"") +
                 deploys("b", "on = \"phase\", phase = \"go_no_go\", environment = \"staging\""),
             deploys("a", "on = \"window\"") + deploys("b", "on = \"window\""),
         }) {
        EXPECT_THAT(warnings_of(fine), testing::Not(Contains(HasSubstr("same moment")))) << fine;
    }
}

TEST(ConfigReload, sees_every_change_of_actions_and_forge) {
    auto const action =
        "[[trains.actions]]\nname = \"a\"\non = \"window\"\nkind = \"command\"\ncommand = [\"x\"]\n";
    auto const before = *parse_config(kTrain + action);
    for (auto const* line : {"timeout = \"11m\"", "expires_after = \"2h\"", "kinds = [\"scheduled\"]",
                             "environment = \"production\"", "repeatable = true", "directory = \"/srv\"",
                             "variables = { A = \"b\" }"}) {
        auto const changed = parse_config(kTrain + action + line + "\n");
        ASSERT_TRUE(changed) << line;
        EXPECT_NE(changed->trains, before.trains) << line;
    }
    auto const forge = "[trains.forge]\nkind = \"github\"\nrepository = \"a/b\"\ntoken_from = \"t\"\n";
    EXPECT_NE(parse_config(kTrain + action + forge)->trains, before.trains);
}

}  // namespace
}  // namespace cadence::config
