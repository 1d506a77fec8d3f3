// Whether what the configuration names as secret is there, is kept from others and will do, and that nothing
// of it is told.
#include "config/secrets.h"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "config/machine.h"

namespace cadence::config {
namespace {

using std::filesystem::perms;
using testing::ElementsAre;
using testing::IsEmpty;

void allow(std::filesystem::path const& path, perms allowed) {
    std::filesystem::permissions(path, allowed);
}

class NamedSecrets : public testing::Test {
  protected:
    NamedSecrets() {
        std::filesystem::create_directories(folder_ / "credentials");
        allow(folder_, perms::owner_all);
    }
    ~NamedSecrets() override { std::filesystem::remove_all(folder_); }
    NamedSecrets(NamedSecrets const&) = delete;
    NamedSecrets& operator=(NamedSecrets const&) = delete;

    void keep(std::string const& name, std::string const& secret) const {
        std::ofstream{folder_ / name} << secret;
    }

    /// All that it takes for nothing to be in doubt.
    void keep_all() const {
        keep("slack", "https://hooks.slack.com/services/T0/B0/x\n");
        for (auto const* name : {"old", "new"})
            keep("credentials/" + std::string{name}, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        for (auto const* name : {"github-webhook", "github-token", "coolify-token"})
            keep("credentials/" + std::string{name}, "s3cret");
        keep("credentials/deploy-key", "-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n");
    }

    [[nodiscard]] std::vector<std::string> doubts() const {
        return doubtful_secrets(config(), job::Secrets{credentials_});
    }

    /// A Slack channel by file, and by credential a webhook, a hook, a forge and two actions.
    [[nodiscard]] std::string text() const {
        return R"([[trains]]
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
url_from = ")" +
               slack_ + R"("
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
)";
    }
    [[nodiscard]] Config config() const {
        auto config = parse_config(text());
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
    EXPECT_THAT(doubts(), ElementsAre("channel \"team-chat\": the secret " + slack_ +
                                          " cannot be read: No such file or directory",
                                      "channel \"bridge\": the secret " + credentials_ +
                                          "/old cannot be read: it is empty",
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
    keep_all();
    EXPECT_THAT(doubts(), IsEmpty());
    EXPECT_EQ(named_secrets(config()).size(), 7U);
}

TEST_F(NamedSecrets, by_credential_where_there_are_none_say_what_to_do) {
    auto const lines = doubtful_secrets(config(), job::Secrets{{}});
    EXPECT_THAT(
        lines, testing::Contains(
                   "forge of train \"backend\": the secret credential github-token cannot be read: there are "
                   "no credentials here; put LoadCredential= into the unit, or name a file"));
}

TEST_F(NamedSecrets, of_more_than_a_line_are_told_but_for_keys) {
    keep_all();
    keep("credentials/github-token", "s3cret\n# of the bot\n");
    EXPECT_THAT(doubts(), ElementsAre("forge of train \"backend\": the secret " + credentials_ +
                                      "/github-token cannot be read: it has more than one line; it must hold "
                                      "the secret and nothing else"));
}

TEST_F(NamedSecrets, that_everybody_may_read_are_told_unless_their_folder_or_systemd_keeps_them) {
    keep_all();
    allow(slack_, perms{0644});
    EXPECT_THAT(doubts(), IsEmpty()) << "nobody else may enter the folder";
    allow(folder_, perms{0755});
    EXPECT_THAT(doubts(), ElementsAre("channel \"team-chat\": " + slack_ +
                                      " can be read by everybody on this machine; chown it to "
                                      "root:cadenced and chmod it to 640"));
    allow(slack_, perms{0640});
    EXPECT_THAT(doubts(), IsEmpty());
}

TEST_F(NamedSecrets, that_their_channel_cannot_use_are_told_without_what_they_are) {
    keep_all();
    keep("slack", "hooks.slack.com/services/T0/B0/x");
    keep("credentials/new", "s3cret");
    EXPECT_THAT(
        doubts(),
        ElementsAre("the channel team-chat cannot be used: at " + slack_ +
                        " there should be a URL like https://chat.example.org/hooks/…. The URL begins "
                        "with neither http:// nor https://",
                    "the channel bridge cannot be used: at new there should be a signing "
                    "secret: \"whsec_\" and the base64 of 24 to 64 random bytes. `echo "
                    "whsec_$(openssl rand -base64 32)` makes one"));
}

TEST_F(NamedSecrets, that_are_doubtful_are_warnings_of_the_file_that_names_them) {
    keep("cadenced.toml", "nonsense");
    job::Secrets const secrets{credentials_};
    EXPECT_FALSE(load_config(folder_ / "cadenced.toml", secrets, Listens::elsewhere));
    keep("cadenced.toml", text());
    auto const loaded = load_config(folder_ / "cadenced.toml", secrets, Listens::elsewhere);
    ASSERT_TRUE(loaded);
    auto expected = load_config(folder_ / "cadenced.toml")->warnings;
    for (auto const& doubt : doubts()) expected.push_back(doubt);
    EXPECT_EQ(loaded->warnings, expected);
}

}  // namespace
}  // namespace cadence::config
