// Whether what the configuration names as secret is there, and that nothing of it is told.
#include "engine/config_secrets.h"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace cadence::engine {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class NamedSecrets : public testing::Test {
  protected:
    NamedSecrets() { std::filesystem::create_directories(folder_ / "credentials"); }
    ~NamedSecrets() override { std::filesystem::remove_all(folder_); }
    NamedSecrets(NamedSecrets const&) = delete;
    NamedSecrets& operator=(NamedSecrets const&) = delete;

    void keep(std::string const& name, std::string const& secret) const {
        std::ofstream{folder_ / name} << secret;
    }

    /// A Slack channel by file, and by credential a webhook, a hook, a forge and two actions.
    [[nodiscard]] Config config() const {
        auto config = parse_config(R"([[trains]]
id = "backend"
first_release = 2026-01-08
weekday = "Thursday"
time = "10:00"
[trains.forge]
kind = "github"
repository = "acme/backend"
token_from = "github-token"
[[trains.actions]]
name = "deploy"
on = "window"
kind = "coolify"
server = "https://coolify.example.org"
tag = "backend"
token_from = "coolify-token"
[[trains.actions]]
name = "tag"
on = "window"
kind = "git_tag"
remote = "git@git.example.org:acme/backend.git"
key_from = "deploy-key"
[[channels]]
name = "team-chat"
kind = "slack"
url_from = ")" + slack_ + R"("
[[channels]]
name = "bridge"
kind = "webhook"
url = "https://example.org/hook"
secrets_from = ["old", "new"]
[[channels]]
name = "phones"
kind = "ntfy"
topic = "releases"
[[hooks]]
name = "backend"
source = "github"
train = "backend"
secrets_from = ["github-webhook"]
)");
        if (config) return *config;
        ADD_FAILURE() << config.error().front().message("config");
        return {};
    }

    std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() / ("cadence-secrets-" + std::to_string(::getpid()));
    std::string credentials_ = folder_ / "credentials";
    std::string slack_ = folder_ / "slack";
};

TEST_F(NamedSecrets, that_cannot_be_read_are_told_with_who_needs_them_where_and_why) {
    std::filesystem::create_directories(folder_ / "credentials" / "github-webhook");
    keep("credentials/old", "\n");
    keep("credentials/new", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    EXPECT_THAT(
        unreadable_secrets(config(), Secrets{credentials_}),
        ElementsAre(
            "channel \"team-chat\": the secret " + slack_ + " cannot be read: No such file or directory",
            "channel \"bridge\": the secret " + credentials_ + "/old cannot be read: it is empty",
            "hook \"github/backend\": the secret " + credentials_ +
                "/github-webhook cannot be read: it is a directory",
            "forge of train \"backend\": the secret " + credentials_ +
                "/github-token cannot be read: No such file or directory",
            "action \"deploy\" of train \"backend\": the secret " + credentials_ +
                "/coolify-token cannot be read: No such file or directory",
            "action \"tag\" of train \"backend\": the secret " + credentials_ +
                "/deploy-key cannot be read: No such file or directory"));
}

TEST_F(NamedSecrets, that_are_all_there_are_no_trouble) {
    keep("slack", "https://hooks.slack.com/services/T0/B0/x\n");
    for (auto const* name : {"old", "new", "github-webhook", "github-token", "coolify-token", "deploy-key"}) {
        keep("credentials/" + std::string{name}, "s3cret");
    }
    EXPECT_THAT(unreadable_secrets(config(), Secrets{credentials_}), IsEmpty());
    EXPECT_EQ(named_secrets(config()).size(), 7U);
}

TEST_F(NamedSecrets, by_credential_where_there_are_none_say_what_to_do) {
    auto const lines = unreadable_secrets(config(), Secrets{{}});
    EXPECT_THAT(
        lines, testing::Contains(
                   "forge of train \"backend\": the secret credential github-token cannot be read: there are "
                   "no credentials here; put LoadCredential= into the unit, or name a file"));
}

}  // namespace
}  // namespace cadence::engine
