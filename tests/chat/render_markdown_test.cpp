// Mattermost, Discord and Teams read Markdown: whatever people wrote is text there, as a parser of CommonMark
// sees it too.
#include <memory>

#include <cmark.h>

#include "render_world.h"

namespace cadence::chat::testing {

namespace {

std::string html(std::string const& markdown) {
    std::unique_ptr<char, decltype(&std::free)> const rendered{
        cmark_markdown_to_html(markdown.data(), markdown.size(), CMARK_OPT_UNSAFE), &std::free};
    return rendered.get();
}

constexpr std::array kTags{"<em", "<strong", "<a ", "<img", "<code",   "<pre", "<h1", "<h2",
                           "<ul", "<ol",     "<li", "<b>",  "<script", "<bl",  "<hr", "<at"};

/// What of `markdown` is more than text and paragraphs.
std::string markup_in(std::string const& markdown) {
    auto const made = html(markdown);
    for (auto const* const tag : kTags)
        if (made.find(tag) != std::string::npos) return tag + std::string{" in "} + made;
    return {};
}

/// One line each, in the title, the text and a point.
Message saying(std::string const& line) {
    auto message = freeze_message();
    message.title = line;
    message.text = line;
    message.points = {line};
    return message;
}

std::string without(std::string text, std::string_view before, std::string_view after) {
    EXPECT_THAT(text, AllOf(StartsWith(std::string{before}), EndsWith(std::string{after})));
    return text.substr(before.size(), text.size() - before.size() - after.size());
}

std::vector<std::string> const kLines{
    "*i* **b** _i_ __b__ ***x***",
    "`code` ``c``",
    "[l](https://evil.example)",
    "![i](https://evil.example/x)",
    "# heading",
    "> quote",
    "- item",
    "+ item",
    "* item",
    "1. one",
    "12) twelve",
    "    code",
    "---",
    "***",
    "```",
    "~~~",
    "<b>bold</b>",
    "<script>x</script>",
    "<https://evil.example>",
    "a_b_c *d*_e_",
    "https://x.example/_a_*b*~c~`d`",
    "see https://x.example/**b** *",
    "\\*not\\* \\\\",
    "<at>Anna</at>",
    "| a | b |",
    "&lt;b&gt; &#42;x&#42;",
    "[a]: https://evil.example",
};

TEST(Markdown, mattermost_reads_no_markup_in_what_people_wrote) {
    Sender sender;
    for (auto const& line : kLines) {
        auto const body = sender.body(MattermostChannel{"url"}, saying(line));
        auto const text = at(body, "/attachments/0/text");
        // HTML is none of its Markdown.
        if (line.find('<') != std::string::npos) continue;
        EXPECT_EQ(markup_in(without(at(body, "/text"), "**", "**")), "") << line;
        EXPECT_EQ(markup_in(text.substr(0, text.find("\n\n"))), "") << line;
    }
}

TEST(Markdown, discord_and_teams_read_none_either) {
    Sender sender;
    for (auto const& line : kLines) {
        auto const content = at(sender.body(DiscordChannel{"url"}, saying(line)), "/content");
        auto const end = content.find("**\n");
        ASSERT_NE(end, std::string::npos) << content;
        EXPECT_EQ(markup_in(content.substr(2, end - 2)), "") << line;
        auto const text = content.substr(end + 3, content.find("\n\n") - end - 3);
        EXPECT_EQ(markup_in(text), "") << line;

        auto const card = sender.body(TeamsChannel{"url"}, saying(line));
        EXPECT_EQ(markup_in(at(card, "/attachments/0/content/body/0/text")), "") << line;
        EXPECT_EQ(markup_in(at(card, "/attachments/0/content/body/1/text")), "") << line;
        auto const points = at(card, "/attachments/0/content/body/2/text");
        EXPECT_EQ(markup_in(points.substr(2)), "") << line;
    }
}

TEST(Markdown, what_is_escaped_reads_as_it_was_written) {
    Sender sender;
    auto const card =
        sender.body(TeamsChannel{"url"}, saying("*_`[a](b)`_* <b> & 1. \\ ~x~ feature/foo_bar"));
    EXPECT_EQ(html(at(card, "/attachments/0/content/body/1/text")),
              "<p>*_`[a](b)`_* &lt;b&gt; &amp; 1. \\ ~x~ feature/foo_bar</p>\n");
}

TEST(Markdown, a_url_that_people_wrote_stays_one_that_works) {
    Sender sender;
    auto const body =
        sender.body(DiscordChannel{"url"}, saying("see https://git.example/a_b/pull/7?x=1#c-2 please"));
    EXPECT_THAT(at(body, "/content"), HasSubstr("see https://git.example/a%5Fb/pull/7?x=1#c-2 please"));
}

TEST(Mattermost, a_message_is_its_title_and_an_attachment_in_the_colour_of_the_mood) {
    Sender sender;
    EXPECT_EQ(json::dump(sender.body(MattermostChannel{"url"}, freeze_message())),
              R"({"text":"**Code freeze for backend-2026-01-22**","attachments":[{"fallback":)"
              R"("Code freeze for backend-2026-01-22","color":"#f9a825","text":"Only fixes from here on.\n\n)"
              R"(The go/no-go is at 15:00.\n\n* 3 merges wait\n* QA has not signed off\n\n)"
              R"([Details](https://releases.example.org/v1/releases/backend-2026-01-22)"
              ")\"}]}");
}

TEST(Mattermost, a_name_after_an_at_sign_calls_nobody) {
    Sender sender;
    auto const body = sender.body(MattermostChannel{"url"}, hostile_message());
    for (auto const& text : {at(body, "/text"), at(body, "/attachments/0/text")}) {
        EXPECT_THAT(text, IsText());
        EXPECT_THAT(text, HasSubstr("@\u200Bchannel @\u200Beveryone @\u200Bhere"));
        for (auto const* const name : {"@channel", "@here", "@all", "@everyone", "@room"})
            EXPECT_THAT(text, Not(HasSubstr(name)));
    }
}

TEST(Discord, nobody_is_called_and_the_answer_is_waited_for) {
    Sender sender;
    auto const ask = sender.ask(DiscordChannel{"url"}, hostile_message());
    EXPECT_EQ(ask.url, kSecretUrl + "?wait=true");
    auto const body = Sender::parsed(ask.body);
    EXPECT_EQ(at(body, "/allowed_mentions"), R"({"parse":[]})");
    EXPECT_EQ(at(body, "/flags"), "4");
    EXPECT_THAT(at(body, "/content"), AllOf(IsText(), HasSubstr("\\<@U1>"), EndsWith("20y>")));
}

TEST(Discord, wait_is_asked_for_once_beside_a_thread) {
    Sender sender;
    sender.secrets["url"] = kSecretUrl + "?wait=false&thread_id=7#x";
    EXPECT_EQ(sender.ask(DiscordChannel{"url"}, freeze_message()).url, kSecretUrl + "?thread_id=7&wait=true");
}

TEST(Discord, a_long_message_has_2000_characters_and_still_its_link) {
    Sender sender;
    auto const content = at(sender.body(DiscordChannel{"url"}, long_message()), "/content");
    EXPECT_THAT(content, IsText());
    EXPECT_LE(characters(content), 2000U);
    EXPECT_GT(characters(content), 1900U);
    EXPECT_THAT(content, HasSubstr("…\n\n- Fix #1: überfällig\n- Fix #2"));
    EXPECT_THAT(content, HasSubstr(" more…\n<https://releases.example.org/"));
}

TEST(Discord, a_character_beyond_16_bits_counts_as_two) {
    Sender sender;
    auto message = freeze_message();
    message.text.clear();
    for (int i = 0; i < 3000; ++i) message.text += "🥊";
    auto const content = at(sender.body(DiscordChannel{"url"}, message), "/content");
    EXPECT_THAT(content, IsText());
    auto const pairs = static_cast<std::size_t>(std::ranges::count(content, '\xF0'));
    EXPECT_LE(characters(content) + pairs, 2000U);
    EXPECT_GT(characters(content) + pairs, 1990U);
}

TEST(Teams, a_message_is_one_adaptive_card_whose_texts_wrap) {
    Sender sender;
    EXPECT_EQ(
        json::dump(sender.body(TeamsChannel{"url"}, freeze_message())),
        R"({"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive",)"
        R"("contentUrl":null,"content":{"$schema":"http://adaptivecards.io/schemas/adaptive-card.json",)"
        R"("type":"AdaptiveCard","version":"1.4","body":[)"
        R"({"type":"TextBlock","text":"Code freeze for backend-2026-01-22","wrap":true,"size":"Medium",)"
        R"("weight":"Bolder","color":"Warning"},)"
        R"({"type":"TextBlock","text":"Only fixes from here on.\n\nThe go/no-go is at 15:00.","wrap":true},)"
        R"({"type":"TextBlock","text":"- 3 merges wait\n- QA has not signed off","wrap":true}],)"
        R"("actions":[{"type":"Action.OpenUrl","title":"Details",)"
        R"("url":"https://releases.example.org/v1/releases/backend-2026-01-22"}]}}]})");
}

TEST(Teams, the_whole_keeps_to_28_kb) {
    Sender sender;
    for (auto const& filler : {"Zwölf & \"als\"\n", "\\\\\\\\", "🥊", "a\nb\n\n"}) {
        auto message = long_message();
        message.text.clear();
        while (message.text.size() < 100000) message.text += filler;
        auto const ask = sender.ask(TeamsChannel{"url"}, message);
        EXPECT_LE(ask.body.size(), 28000U) << filler;
        EXPECT_GT(ask.body.size(), 20000U) << filler;
        EXPECT_THAT(at(Sender::parsed(ask.body), "/attachments/0/content/body/1/text"), IsText());
    }
}

}  // namespace

}  // namespace cadence::chat::testing
