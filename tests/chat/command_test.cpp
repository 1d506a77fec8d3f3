// What people type behind /release, and how they are answered.
#include "chat/command.h"

#include <boost/json.hpp>
#include <gtest/gtest.h>

namespace cadence::chat {
namespace {

using release::Choice;
using std::chrono::hours;
using std::chrono::minutes;

std::vector<std::string> const kTrains{"backend", "web"};

SlashCommand parsed(std::string_view text) {
    auto const command = parse_slash(text, kTrains);
    EXPECT_TRUE(command) << text << ": " << command.error().detail;
    return command.value_or(SlashCommand{});
}

std::string refused(std::string_view text) {
    auto const command = parse_slash(text, kTrains);
    EXPECT_FALSE(command) << text;
    return command ? std::string{} : command.error().detail;
}

TEST(Slash, the_words_are_taken_as_people_write_them) {
    EXPECT_EQ(parsed("next"), (SlashCommand{.word = Word::next}));
    EXPECT_EQ(parsed("  Status "), (SlashCommand{.word = Word::status}));
    EXPECT_EQ(parsed("why"), (SlashCommand{.word = Word::why}));
    EXPECT_EQ(parsed("approve"), (SlashCommand{.word = Word::approve}));
    EXPECT_EQ(parsed("help"), (SlashCommand{.word = Word::help}));
    EXPECT_EQ(parsed(""), (SlashCommand{.word = Word::help}));
    EXPECT_EQ(parsed("help me please"), (SlashCommand{.word = Word::help}));
}

TEST(Slash, a_vote_is_go_or_one_of_the_ways_to_write_no_go) {
    EXPECT_EQ(parsed("vote go"), (SlashCommand{.word = Word::vote}));
    for (auto const* const no : {"no-go", "no_go", "nogo", "NO-GO", "no go"}) {
        auto const command = parsed(std::string{"vote "} + no + " payments fail   on Staging");
        EXPECT_EQ(command.vote, Choice::no_go) << no;
        EXPECT_EQ(command.reason, "payments fail on Staging") << no;
    }
    EXPECT_EQ(refused("vote"), "Say how you vote: vote go, or vote no-go and why.");
    EXPECT_NE(refused("vote maybe"), "");
    EXPECT_NE(refused("vote no"), "");
}

TEST(Slash, what_was_pasted_is_taken_as_it_was_meant) {
    EXPECT_EQ(parsed("vote\u00A0go"), (SlashCommand{.word = Word::vote}));
    EXPECT_EQ(parsed("\u200Bvote\u202Fgo\uFEFF"), (SlashCommand{.word = Word::vote}));
    for (auto const* const no : {"no–go", "no‑go", "“no-go”"})
        EXPECT_EQ(parsed(std::string{"vote "} + no + " payments fail").vote, Choice::no_go) << no;
    EXPECT_EQ(parsed("freeze the database moves for 2\u00A0h"),
              (SlashCommand{.word = Word::freeze, .reason = "the database moves", .lasts = hours{2}}));
    EXPECT_EQ(parsed("unfreeze freeze–3").freeze, "freeze-3");
    EXPECT_EQ(parsed("freeze “Gäste” – später\nmehr").reason, "“Gäste” – später mehr");
}

TEST(Slash, a_freeze_says_why_and_may_say_for_how_long) {
    EXPECT_EQ(parsed("freeze the database moves for 2h"),
              (SlashCommand{.word = Word::freeze, .reason = "the database moves", .lasts = hours{2}}));
    EXPECT_EQ(parsed("freeze we wait for payment for 90 minutes"),
              (SlashCommand{.word = Word::freeze, .reason = "we wait for payment", .lasts = minutes{90}}));
    EXPECT_EQ(parsed("freeze we wait for payment"),
              (SlashCommand{.word = Word::freeze, .reason = "we wait for payment"}));
    EXPECT_EQ(parsed("freeze we broke backend").train, "");  // the end of a reason is no train
    EXPECT_NE(refused("freeze"), "");
    EXPECT_NE(refused("freeze for 2h"), "");
    EXPECT_NE(refused("freeze the database moves for -2h"), "");
}

TEST(Slash, an_unfreeze_may_name_which_freeze_and_why) {
    EXPECT_EQ(parsed("unfreeze"), (SlashCommand{.word = Word::unfreeze}));
    EXPECT_EQ(parsed("unfreeze freeze-3 main is green"),
              (SlashCommand{.word = Word::unfreeze, .reason = "main is green", .freeze = "freeze-3"}));
}

TEST(Slash, a_train_is_named_first_or_last) {
    EXPECT_EQ(parsed("web status"), (SlashCommand{.word = Word::status, .train = "web"}));
    EXPECT_EQ(parsed("status Web"), (SlashCommand{.word = Word::status, .train = "web"}));
    EXPECT_EQ(parsed("web"), (SlashCommand{.word = Word::status, .train = "web"}));
    EXPECT_EQ(parsed("vote go web"), (SlashCommand{.word = Word::vote, .train = "web"}));
    EXPECT_EQ(parsed("web vote go web is fine"),
              (SlashCommand{.word = Word::vote, .train = "web", .reason = "web is fine"}));
    EXPECT_EQ(parsed("web freeze it burns").train, "web");
    EXPECT_EQ(parsed("unfreeze freeze-3 web").train, "web");
}

TEST(Slash, a_release_that_is_named_is_not_the_reason) {
    EXPECT_EQ(parsed("vote go backend-2026-12-10"),
              (SlashCommand{.word = Word::vote, .train = "backend", .release = "backend-2026-12-10"}));
    EXPECT_EQ(
        parsed("approve web-hotfix-2026-12-10-login"),
        (SlashCommand{.word = Word::approve, .train = "web", .release = "web-hotfix-2026-12-10-login"}));
    EXPECT_EQ(parsed("vote go backend-team agrees").reason, "backend-team agrees");
}

TEST(Slash, quotes_around_all_of_it_say_nothing) {
    EXPECT_EQ(parsed("\"vote go\""), (SlashCommand{.word = Word::vote}));
    EXPECT_EQ(parsed("\u201Cvote go\u201D"), (SlashCommand{.word = Word::vote}));
}

TEST(Slash, an_unknown_word_gets_the_nearest_and_too_many_words_are_not_dropped) {
    EXPECT_EQ(refused("stauts"), "I do not know \"stauts\"; did you mean status?");
    EXPECT_EQ(refused("xyzzyx"), "I do not know \"xyzzyx\".");
    EXPECT_NE(refused("next frontend").find("\"frontend\""), std::string::npos);
}

TEST(Slash, the_help_names_every_word_as_the_team_calls_the_command) {
    auto const help = slash_help("/ship", kTrains);
    for (auto const word : Names<Word>::values)
        EXPECT_NE(help.find("/ship " + std::string{word}), std::string::npos) << word;
    EXPECT_NE(help.find("backend, web"), std::string::npos);
    EXPECT_EQ(slash_help("/ship", {"backend"}).find("backend"), std::string::npos);
}

// Slack's own example (api.slack.com/interactivity/slash-commands), with our command.
std::string const kSlackForm =
    "token=gIkuvaNzQIHg97ATvDxqgjtO&team_id=T0001&team_domain=example&enterprise_id=E0001"
    "&enterprise_name=Globular%20Construct%20Inc&channel_id=C2147483705&channel_name=test"
    "&user_id=U2147483697&user_name=Steve&command=/release&text=vote+no-go+a%26amp%3Bb+%26lt%3B+c"
    "&response_url=https://hooks.slack.com/commands/1234/5678"
    "&trigger_id=13345224609.738474920.8088930838d88f008e0&api_app_id=A123456";

TEST(Slash, the_form_is_read_and_slacks_entities_are_undone) {
    auto const form = read_slash(Platform::slack, kSlackForm);
    ASSERT_TRUE(form);
    EXPECT_EQ(*form, (SlashForm{"U2147483697", "/release", "vote no-go a&b < c"}));
    EXPECT_EQ(read_slash(Platform::mattermost, kSlackForm)->text, "vote no-go a&amp;b &lt; c");
}

TEST(Slash, what_is_no_such_form_is_refused) {
    for (auto const& body :
         {std::string{}, std::string{"{}"}, std::string{"user_id=U1&text=next"},
          std::string{"command=/release&text=next"}, std::string{"user_id=U1&command=release&text=next"},
          std::string{"user_id=U1&command=/release&text=%ZZ"},
          std::string{"user_id=U1&command=/release&text=%FF%FE"},
          "user_id=U1&command=/release&text=" + std::string(4001, 'a'), std::string(20000, 'a')}) {
        auto const form = read_slash(Platform::slack, body);
        ASSERT_FALSE(form) << body.substr(0, 60);
        EXPECT_EQ(form.error().problem, "malformed-form");
    }
}

TEST(Slash, a_line_break_in_what_was_typed_becomes_a_space) {
    EXPECT_EQ(read_slash(Platform::slack, "user_id=U1&command=/release&text=freeze+a%0Ab")->text,
              "freeze a b");
}

boost::json::object answered(Platform platform, SlashAnswer const& answer) {
    return boost::json::parse(slash_answer(platform, answer)).as_object();
}

TEST(Slash, an_answer_is_for_one_or_for_all) {
    EXPECT_EQ(answered(Platform::slack, {"x", false}).at("response_type"), "ephemeral");
    EXPECT_EQ(answered(Platform::slack, {"x", true}).at("response_type"), "in_channel");
    EXPECT_EQ(answered(Platform::mattermost, {"x", true}).at("response_type"), "in_channel");
}

TEST(Slash, nothing_in_an_answer_is_markup_or_calls_anybody) {
    auto const slack = answered(Platform::slack, {"<!channel> *a* & <https://evil.example|b>\n", true});
    EXPECT_EQ(slack.at("text"), "&lt;!channel&gt; *a* &amp; &lt;https://evil.example|b&gt;");
    EXPECT_EQ(slack.at("mrkdwn"), false);
    auto const mattermost =
        answered(Platform::mattermost, {"@channel *a* [b](https://c*) `d`\n- e\n  # f", true});
    EXPECT_EQ(mattermost.at("text"),
              "@\xE2\x80\x8B"
              R"(channel \*a\* \[b\](https://c%2A) \`d\`)"
              "\n"
              R"(\- e)"
              "\n"
              R"(\# f)");
    EXPECT_EQ(mattermost.at("skip_slack_parsing"), true);
}

TEST(Slash, a_long_answer_is_cut_between_two_characters) {
    std::string text;
    for (int i = 0; i < 2000; ++i) text += "\xC3\xA9";
    auto const shown = std::string{answered(Platform::slack, {"a" + text, false}).at("text").as_string()};
    EXPECT_LE(shown.size(), 3500U);
    EXPECT_TRUE(shown.ends_with("\xC3\xA9\xE2\x80\xA6"));
}

}  // namespace
}  // namespace cadence::chat
