// [outbound] and [[channels]] as they arrive in the configuration.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/config.h"
#include "config/keys.h"

namespace cadence::config {
namespace {

using chat::Channel;
using chat::Topic;
using std::chrono::hours;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using Lines = std::vector<std::string>;

std::string const kTrains = R"([[trains]]
id = "backend"
first_release = 2026-01-08
weekday = "Thursday"
time = "10:00"
[[trains]]
id = "apps"
first_release = 2026-01-08
weekday = "Thursday"
time = "10:00"
)";

Config parsed(std::string const& more) {
    auto config = parse_config(kTrains + more);
    if (config) return *config;
    for (auto const& problem : config.error()) ADD_FAILURE() << problem.message("config");
    return {};
}

Lines problems_of(std::string const& more) {
    auto const config = parse_config(kTrains + more);
    Lines texts;
    if (!config) {
        for (auto const& problem : config.error()) texts.push_back(problem.text);
    }
    return texts;
}

/// The one channel of this text.
Channel channel_of(std::string const& text) {
    auto const config = parsed("[[channels]]\nname = \"it\"\n" + text);
    EXPECT_EQ(config.channels.size(), 1U);
    auto const* channel = config.channel("it");
    return channel == nullptr ? Channel{} : *channel;
}

Channel channel_like(decltype(Channel::where) where) {
    return {.name = "it", .where = std::move(where)};
}

TEST(ConfigOutbound, says_how_things_go_out_or_nothing) {
    EXPECT_EQ(parsed("").outbound, OutboundConfig{});
    EXPECT_EQ(parsed("[outbound]\nproxy = \"\"\nca_file = \"\"\n").outbound, OutboundConfig{});
    EXPECT_EQ(parsed(R"([outbound]
proxy = "http://proxy.example.org:3128/"
ca_file = "/etc/cadenced/ca.pem"
give_up_after = "90d"
)")
                  .outbound,
              (OutboundConfig{"http://proxy.example.org:3128", "/etc/cadenced/ca.pem", hours{24 * 90}}));
}

TEST(ConfigChannels, of_incoming_webhooks_keep_their_url_elsewhere) {
    auto const url = std::string{"url_from = \"chat-url\"\n"};
    EXPECT_EQ(channel_of("kind = \"slack\"\n" + url), channel_like(chat::SlackChannel{"chat-url"}));
    EXPECT_EQ(channel_of("kind = \"mattermost\"\n" + url), channel_like(chat::MattermostChannel{"chat-url"}));
    EXPECT_EQ(channel_of("kind = \"discord\"\n" + url), channel_like(chat::DiscordChannel{"chat-url"}));
    EXPECT_EQ(channel_of("kind = \"teams\"\n" + url), channel_like(chat::TeamsChannel{"chat-url"}));
    EXPECT_EQ(channel_of("kind = \"google_chat\"\n" + url),
              channel_like(chat::GoogleChatChannel{"chat-url"}));
    EXPECT_EQ(channel_of("kind = \"slack\"\nurl_from = \"/etc/cadenced/slack url\"\n"),
              channel_like(chat::SlackChannel{"/etc/cadenced/slack url"}));
}

TEST(ConfigChannels, of_matrix_and_ntfy_say_where) {
    EXPECT_EQ(
        channel_of(R"(kind = "matrix"
server = "https://matrix.example.org/"
room = "!abc:example.org"
token_from = "matrix-token"
)"),
        channel_like(chat::MatrixChannel{"https://matrix.example.org", "!abc:example.org", "matrix-token"}));
    EXPECT_EQ(channel_of("kind = \"ntfy\"\ntopic = \"acme_Releases-1\"\n"),
              channel_like(chat::NtfyChannel{"https://ntfy.sh", "acme_Releases-1", ""}));
    EXPECT_EQ(channel_of(R"(kind = "ntfy"
server = "https://push.example.org"
topic = "r"
token_from = "/etc/ntfy"
)"),
              channel_like(chat::NtfyChannel{"https://push.example.org", "r", "/etc/ntfy"}));
}

TEST(ConfigChannels, of_email_run_a_program) {
    chat::EmailChannel usual;
    usual.from = "release@example.org";
    usual.to = {"team@example.org", "o'neil+x@mail.example.org"};
    EXPECT_EQ(channel_of(R"(kind = "email"
from = "release@example.org"
to = ["team@example.org", "o'neil+x@mail.example.org"]
)"),
              channel_like(usual));
    usual.command = {"msmtp", "-a", "{release}", "-t", "-t"};
    EXPECT_EQ(channel_of(R"(kind = "email"
command = ["msmtp", "-a", "{release}", "-t", "-t"]
from = "release@example.org"
to = ["team@example.org", "o'neil+x@mail.example.org"]
)"),
              channel_like(usual))
        << "its words are not filled in";
}

TEST(ConfigChannels, of_a_webhook_sign_with_every_secret) {
    EXPECT_EQ(channel_of(R"(kind = "webhook"
url = "https://example.org/hook"
secrets_from = ["new", "/etc/old"]
)"),
              channel_like(chat::WebhookChannel{.url = "https://example.org/hook",
                                                .url_from = "",
                                                .secrets_from = {"new", "/etc/old"},
                                                .form = chat::CloudEvents::structured}));
    EXPECT_EQ(channel_of("kind = \"webhook\"\nurl_from = \"u\"\nsecrets_from = [\"s\"]\nform = \"binary\"\n"),
              channel_like(chat::WebhookChannel{
                  .url = "", .url_from = "u", .secrets_from = {"s"}, .form = chat::CloudEvents::binary}));
}

TEST(ConfigChannels, choose_what_they_hear_and_how_it_is_said) {
    auto const usual = channel_of("kind = \"slack\"\nurl_from = \"u\"\n");
    EXPECT_TRUE(usual.subscribes_to(Topic::code_freeze, "backend"));
    EXPECT_FALSE(usual.subscribes_to(Topic::exemption, "backend"));
    auto const chosen = channel_of(R"(kind = "slack"
url_from = "u"
trains = ["apps"]
topics = ["postponed", "exemption"]
wording = { postponed = """
{release} moves
It is {opens_at} now.""" }
)");
    EXPECT_TRUE(chosen.subscribes_to(Topic::exemption, "apps"));
    EXPECT_FALSE(chosen.subscribes_to(Topic::exemption, "backend"));
    EXPECT_FALSE(chosen.subscribes_to(Topic::code_freeze, "apps"));
    EXPECT_THAT(chosen.wording,
                ElementsAre(std::pair{Topic::postponed, "{release} moves\nIt is {opens_at} now."}));
}

TEST(ConfigChannels, are_of_the_kinds_that_can_be_rendered) {
    auto const unknown = problems_of("[[channels]]\nname = \"it\"\nkind = \"carrier-pigeon\"\n");
    ASSERT_EQ(unknown.size(), 1U);
    for (auto const kind : chat::kChannelKinds) {
        EXPECT_THAT(unknown.front(), HasSubstr("\"" + std::string{kind} + "\""));
        auto const known = problems_of("[[channels]]\nname = \"it\"\nkind = \"" + std::string{kind} + "\"\n");
        EXPECT_THAT(known, testing::Not(Contains(HasSubstr("is unknown")))) << kind;
    }
}

TEST(ConfigChannels, take_no_secret_in_this_file_and_do_not_repeat_it) {
    for (auto const* line :
         {"kind = \"slack\"\nurl = \"https://hooks.slack.com/s3cret\"",
          "kind = \"discord\"\nwebhook = \"s3cret\"", "kind = \"matrix\"\ntoken = \"s3cret\"",
          "kind = \"ntfy\"\npassword = \"s3cret\"", "kind = \"webhook\"\nsecret = \"whsec_s3cret\"",
          "token = \"s3cret\"", "kind = \"slack\"\nurl_from = \"https://hooks.slack.com/s3cret\"",
          "kind = \"matrix\"\ntoken_from = \"syt_s3cret\"",
          "kind = \"matrix\"\ntoken_from = \"s3cret words\"",
          "kind = \"webhook\"\nsecrets_from = [\"whsec_s3cret\"]",
          "kind = \"webhook\"\nsecrets_from = \"s3cret\"",
          "kind = \"webhook\"\nurl = \"https://anna:s3cret@example.org\""}) {
        auto const problems = problems_of("[[channels]]\nname = \"it\"\n" + std::string{line} + "\n");
        EXPECT_THAT(problems, testing::Not(testing::IsEmpty())) << line;
        EXPECT_THAT(problems, testing::Each(testing::Not(HasSubstr("s3cret")))) << line;
    }
}

TEST(ConfigChannels, say_where_a_secret_belongs) {
    EXPECT_THAT(
        problems_of("[[channels]]\nname = \"it\"\nkind = \"slack\"\nurl = \"https://hooks.slack.com/x\"\n"),
        Contains("url would be the secret itself; put it into a file and name it with url_from: secrets "
                 "never go into this file"));
}

TEST(ConfigReload, sees_every_change_of_what_goes_out_and_comes_in) {
    auto const base = std::string{
        "[[channels]]\nname = \"it\"\nkind = \"slack\"\nurl_from = \"u\"\n"
        "[[hooks]]\nname = \"it\"\nsource = \"github\"\ntrain = \"backend\"\nsecrets_from = [\"s\"]\n"};
    auto const before = parsed(base);
    for (auto const* line : {"max_body = \"2MiB\"", "environments = { live = \"production\" }"}) {
        EXPECT_NE(parsed(base + line + "\n").hooks, before.hooks) << line;
    }
    for (auto const* line : {"topics = [\"test\"]", "trains = [\"apps\"]", "wording = { test = \"x\" }"}) {
        EXPECT_NE(parsed("[[channels]]\nname = \"it\"\nkind = \"slack\"\nurl_from = \"u\"\n" +
                         std::string{line} + "\n")
                      .channels,
                  before.channels)
            << line;
    }
    EXPECT_NE(parsed("[outbound]\ngive_up_after = \"1m\"\n").outbound, before.outbound);
}

}  // namespace
}  // namespace cadence::config
