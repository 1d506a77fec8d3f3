// What is promised of every kind of channel.
#include "render_world.h"

namespace cadence::chat::testing {

namespace {

using Where = decltype(Channel::where);

std::vector<Where> const kAll{
    SlackChannel{"url"},
    MattermostChannel{"url"},
    DiscordChannel{"url"},
    TeamsChannel{"url"},
    GoogleChatChannel{"url"},
    MatrixChannel{"https://matrix.example.org", "!abc:example.org", "token"},
    NtfyChannel{"https://ntfy.example.org", "releases", "token"},
    EmailChannel{{"/usr/sbin/sendmail"}, "cadence@example.org", {"team@example.org"}},
    WebhookChannel{{}, "url", {"key"}},
    WebhookChannel{{}, "url", {"key"}, CloudEvents::binary},
};

struct AnyChannel : ::testing::TestWithParam<std::size_t> {
    AnyChannel() { sender.secrets["key"] = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"; }
    [[nodiscard]] Where const& where() const { return kAll[GetParam()]; }
    /// All that is sent, with its own escapes.
    [[nodiscard]] std::string sent(Message const& message) const {
        auto const out = sender.render(where(), message);
        if (!out) return "refused: " + out.error().detail;
        if (auto const* const run = std::get_if<net::ProcessSpec>(&*out)) return run->input;
        auto const& ask = std::get<net::HttpRequest>(*out);
        EXPECT_TRUE(json::parse(ask.body)) << ask.body;
        return ask.body;
    }
    Sender sender;
};

TEST_P(AnyChannel, a_message_is_told_with_its_title_text_points_and_link) {
    auto const text = sent(freeze_message());
    for (auto const* const part :
         {"Code freeze for backend-2026-01-22", "Only fixes from here on.", "3 merges wait",
          "QA has not signed off", "https://releases.example.org/v1/releases/backend-2026-01-22"})
        EXPECT_THAT(text, HasSubstr(part));
    EXPECT_THAT(text, Not(HasSubstr("Late")));
}

TEST_P(AnyChannel, what_comes_late_says_so) {
    auto const message = freeze_message();
    sender.now = kAt + kLateAfter;
    EXPECT_THAT(sent(message), Not(HasSubstr("Late, from")));
    sender.now = kAt + kLateAfter + 1us;
    auto text = sent(message);
    for (auto fold = text.find("\n "); fold != std::string::npos; fold = text.find("\n "))
        text.erase(fold, 1);
    EXPECT_THAT(text, HasSubstr("Late, from Thu 2026-01-22 11:00 CET (10:00 UTC): Code freeze for backend"));
    auto without = message;
    without.local_time.clear();
    EXPECT_THAT(sent(without), HasSubstr("Late, from Thu 2026-01-22 10:00 UTC: Code freeze"));
}

TEST_P(AnyChannel, a_message_of_a_title_alone_is_told) {
    Message message;
    message.title = "Freeze lifted";
    message.at = kAt;
    EXPECT_THAT(sent(message), AllOf(HasSubstr("Freeze lifted"), Not(HasSubstr("Details"))));
    message.title = " \n ";
    message.topic = Topic::gate_violated;
    EXPECT_THAT(sent(message), HasSubstr("gate violated"));
}

TEST_P(AnyChannel, what_is_hostile_or_long_leaves_a_message_that_can_be_read) {
    EXPECT_THAT(sent(hostile_message()), AllOf(IsText(), Not(StartsWith("refused"))));
    EXPECT_THAT(sent(long_message()), AllOf(IsText(), Not(StartsWith("refused"))));
}

TEST_P(AnyChannel, five_points_are_all_told_and_of_500_as_many_as_fit) {
    auto message = freeze_message();
    message.points.assign(5, "a point");
    message.points.push_back("the last one");
    EXPECT_THAT(sent(message), AllOf(HasSubstr("the last one"), Not(HasSubstr(" more"))));
    message.points.assign(500,
                          "a point of some length, as the title of a merge may well have it, and more so");
    auto const text = sent(message);
    EXPECT_THAT(text, HasSubstr("a point of some length"));
    auto const is_email = std::holds_alternative<EmailChannel>(where());
    auto const cut = text.find("more…") != std::string::npos;
    EXPECT_NE(cut, is_email) << "only mail has room for all of them";
}

TEST_P(AnyChannel, a_link_that_is_none_is_left_out) {
    for (auto const* const link : {"javascript:alert(1)", "file:///etc/passwd", "/relative", "x"}) {
        auto message = freeze_message();
        message.link = link;
        message.local_time.clear();
        auto const text = sent(message);
        if (std::holds_alternative<WebhookChannel>(where())) {
            EXPECT_THAT(text, HasSubstr(R"("link":"")"));
        } else {
            EXPECT_THAT(text, AllOf(Not(HasSubstr("Details")), Not(HasSubstr("javascript")),
                                    Not(HasSubstr("passwd"))));
        }
    }
}

TEST_P(AnyChannel, the_same_message_is_the_same_at_the_next_attempt) {
    if (std::holds_alternative<EmailChannel>(where())) return;  // its Date is that of the attempt
    auto const first = sent(freeze_message());
    sender.now += 1min;
    EXPECT_EQ(sent(freeze_message()), first);
}

TEST_P(AnyChannel, a_secret_that_cannot_be_read_is_said_and_one_that_is_wrong_not_shown) {
    if (std::holds_alternative<EmailChannel>(where())) return;  // it has none
    for (std::string const wrong : {"ftp://hooks.example.org/s3cr3t", "s3cr3t", "https:///s3cr3t", "https://",
                                    "https://user:s3cr3t@hooks.example.org/", "https://a b/s3cr3t",
                                    "https://hooks.example.org/\r\nX: s3cr3t"}) {
        for (auto const* const name : {"url", "token", "key"}) sender.secrets[name] = wrong;
        if (wrong.find(' ') == std::string::npos) sender.secrets["token"] = "s3cr3t s3cr3t";
        auto const out = sender.render(where(), freeze_message());
        ASSERT_FALSE(out) << wrong;
        EXPECT_EQ(out.error().code, ErrorCode::invalid);
        EXPECT_EQ(out.error().problem, "channel-wrong");
        EXPECT_THAT(out.error().detail, AllOf(HasSubstr("team-chat"), Not(HasSubstr("s3cr3t"))));
    }
    sender.secrets.clear();
    EXPECT_EQ(sender.render(where(), freeze_message()).error().problem, "secret-unreadable");
}

INSTANTIATE_TEST_SUITE_P(Kinds, AnyChannel, ::testing::Range<std::size_t>(0, 10), [](auto const& kind) {
    Channel channel;
    channel.where = kAll[kind.param];
    return std::string{kind_of(channel)} + (kind.param == 9 ? "_binary" : "");
});

}  // namespace

}  // namespace cadence::chat::testing
