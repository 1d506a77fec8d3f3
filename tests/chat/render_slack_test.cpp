// What Slack's incoming webhooks get: docs.slack.dev, "Sending messages using incoming webhooks", "Blocks".
#include "render_world.h"

namespace cadence::chat::testing {

namespace {

std::vector<std::string> texts_of(json::Value const& body, std::string_view type) {
    std::vector<std::string> texts;
    for (auto const& block : body.at("blocks").as_array())
        if (at(block, "/type") == type) texts.push_back(at(block, "/text/text"));
    return texts;
}

TEST(Slack, a_message_is_a_header_a_section_and_where_to_read_on) {
    Sender sender;
    auto const ask = sender.ask(SlackChannel{"url"}, freeze_message());
    EXPECT_EQ(ask.method, net::Method::post);
    EXPECT_EQ(ask.url, kSecretUrl);
    EXPECT_THAT(ask.headers, ElementsAre(Pair("Content-Type", "application/json")));
    EXPECT_EQ(
        json::dump(Sender::parsed(ask.body)),
        R"({"text":"Code freeze for backend-2026-01-22\nOnly fixes from here on.\n\nThe go/no-go is at 15:00.\n\n)"
        R"(• 3 merges wait\n• QA has not signed off","mrkdwn":false,"blocks":[)"
        R"({"type":"header","text":{"type":"plain_text","text":"Code freeze for backend-2026-01-22","emoji":false}},)"
        R"({"type":"section","text":{"type":"plain_text","text":"Only fixes from here on.\n\nThe go/no-go is at 15:00.)"
        R"(\n\n• 3 merges wait\n• QA has not signed off","emoji":false}},)"
        R"({"type":"context","elements":[{"type":"mrkdwn","text":)"
        R"~("<https://releases.example.org/v1/releases/backend-2026-01-22|Details> · Thu 2026-01-22 11:00 CET (10:00 UTC)",)~"
        R"("verbatim":true}]}]})");
}

TEST(Slack, nothing_that_people_wrote_is_a_mention_or_a_link) {
    Sender sender;
    auto const body = sender.body(SlackChannel{"url"}, hostile_message());
    for (auto const& text :
         {at(body, "/text"), at(body, "/blocks/0/text/text"), at(body, "/blocks/1/text/text")}) {
        EXPECT_THAT(text, IsText());
        EXPECT_THAT(text, HasSubstr("&lt;!here&gt; &lt;@U1&gt;"));
        EXPECT_EQ(text.find_first_of("<>"), std::string::npos) << text;
    }
    for (auto const& block : body.at("blocks").as_array())
        if (at(block, "/type") != "context") {
            EXPECT_EQ(at(block, "/text/type"), "plain_text");
        }
    EXPECT_EQ(at(body, "/mrkdwn"), "false");
    EXPECT_THAT(at(body, "/blocks/2/elements/0/text"),
                StartsWith("<https://releases.example.org/a%20b%22%3E%3Cscript%3E%7Cx%29%5D%5C%20"));
}

TEST(Slack, a_long_message_keeps_to_the_limits_of_each_block) {
    Sender sender;
    auto const body = sender.body(SlackChannel{"url"}, long_message());
    auto const header = at(body, "/blocks/0/text/text");
    EXPECT_EQ(characters(header), 150U);
    EXPECT_THAT(header, EndsWith("…"));
    EXPECT_LE(body.at("blocks").as_array().size(), 50U);
    EXPECT_LE(characters(at(body, "/text")), 40000U);
    auto const sections = texts_of(body, "section");
    EXPECT_GE(sections.size(), 4U);
    for (auto const& section : sections) {
        EXPECT_THAT(section, IsText());
        EXPECT_LE(characters(section), 3000U);
        EXPECT_FALSE(section.empty());
        auto const entity = section.rfind('&');
        EXPECT_TRUE(entity == std::string::npos || section.find(';', entity) != std::string::npos) << section;
    }
    EXPECT_THAT(sections.back(), AllOf(HasSubstr(" more…"), Not(HasSubstr("Fix #500"))));
}

TEST(Slack, a_text_without_a_space_is_parted_between_characters_and_entities) {
    Sender sender;
    auto message = freeze_message();
    message.text.clear();
    for (int i = 0; i < 2000; ++i) message.text += "é&";
    std::string all;
    for (auto const& section : texts_of(sender.body(SlackChannel{"url"}, message), "section")) {
        EXPECT_THAT(section, IsText());
        EXPECT_LE(characters(section), 3000U);
        all += section;
    }
    EXPECT_THAT(all, StartsWith("é&amp;é&amp;"));
    EXPECT_EQ(all.find("&é"), std::string::npos) << "an entity was cut";
}

TEST(Slack, a_message_without_text_is_its_header_alone) {
    Sender sender;
    Message message;
    message.title = "Freeze lifted";
    message.at = kAt;
    EXPECT_EQ(json::dump(sender.body(SlackChannel{"url"}, message)),
              R"({"text":"Freeze lifted","mrkdwn":false,"blocks":[{"type":"header","text":)"
              R"({"type":"plain_text","text":"Freeze lifted","emoji":false}}]})");
}

}  // namespace

}  // namespace cadence::chat::testing
