// Templates: what a team writes into its configuration, and what is made of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "chat/announcement.h"

namespace cadence::chat {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Announcement postponed() {
    Announcement announcement;
    announcement.topic = Topic::postponed;
    announcement.mood = Mood::warning;
    announcement.words = {{"release", "backend-2026-01-22"}, {"reason", "double booking"}, {"by", "anna"}};
    announcement.points = {"one", "two\nlines"};
    announcement.link = "https://releases.example.org/v1/releases/backend-2026-01-22";
    announcement.at = Instant{std::chrono::seconds{1'769'000'000}};
    announcement.local_time = "Wed 2026-01-21 13:53 CET (12:53 UTC)";
    return announcement;
}

TEST(Wording, has_its_title_in_the_first_line_and_its_text_in_the_rest) {
    auto const message = worded(postponed(), "{release} moves\n{reason}\n\n({by})");
    EXPECT_EQ(message.title, "backend-2026-01-22 moves");
    EXPECT_EQ(message.text, "double booking\n\n(anna)");
}

TEST(Wording, carries_along_what_is_not_words) {
    auto const message = worded(postponed(), "{release}");
    EXPECT_EQ(message.topic, Topic::postponed);
    EXPECT_EQ(message.mood, Mood::warning);
    EXPECT_THAT(message.points, ElementsAre("one", "two lines"));
    EXPECT_EQ(message.link, "https://releases.example.org/v1/releases/backend-2026-01-22");
    EXPECT_EQ(message.at, postponed().at);
    EXPECT_EQ(message.local_time, "Wed 2026-01-21 13:53 CET (12:53 UTC)");
    EXPECT_EQ(message.text, "");
}

TEST(Wording, leaves_out_a_line_in_which_nothing_stands) {
    EXPECT_EQ(worded(postponed(), "t\n{reason}\n{voided}\n({freeze})\n{by}").text, "double booking\nanna");
}

TEST(Wording, keeps_a_line_in_which_something_else_stands) {
    EXPECT_EQ(worded(postponed(), "t\nTo vote again: {voided}\n{reason}").text,
              "To vote again:\ndouble booking");
}

TEST(Wording, never_leaves_two_empty_lines_or_one_at_an_end) {
    EXPECT_EQ(worded(postponed(), "t\n\n\n{reason}\n\n{voided}\n\n{by}\n\n\n").text,
              "double booking\n\nanna");
}

TEST(Wording, of_a_title_ends_where_its_last_word_is_missing) {
    EXPECT_EQ(worded(postponed(), "{release}: {voided}").title, "backend-2026-01-22");
}

TEST(Wording, always_has_a_title) {
    EXPECT_EQ(worded(postponed(), "{voided}\n{reason}").title, "postponed");
    EXPECT_EQ(worded(postponed(), "").title, "postponed");
}

TEST(Wording, reads_no_template_in_what_people_wrote) {
    auto announcement = postponed();
    announcement.words["reason"] = "{by} {release}\r\n\x1b[31mred";
    auto const message = worded(announcement, "{reason}\n{reason}");
    EXPECT_EQ(message.title, "{by} {release}  [31mred");
    EXPECT_EQ(message.text, "{by} {release}\n [31mred");
}

TEST(Wording, takes_a_brace_that_holds_no_word_for_a_brace) {
    EXPECT_EQ(worded(postponed(), "a { b\n{}{{by}} } {\n{x\n{by}").text, "{}{anna} } {\n{x\nanna");
}

TEST(Wording, keeps_other_letters_than_ours) {
    EXPECT_EQ(worded(postponed(), "Verschoben: {release}\nGrund – {voided}\nü {voided}").text, "Grund –\nü");
}

TEST(Wording, is_refused_with_a_word_that_its_topic_lacks) {
    auto const checked = check_wording(Topic::postponed, "{release}\n{raeson}");
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().code, ErrorCode::invalid);
    EXPECT_EQ(checked.error().problem, "unknown-word");
    EXPECT_THAT(
        checked.error().detail,
        HasSubstr("{raeson} is not a word for postponed. Did you mean {reason}? Known: from, opens_at, "));
    EXPECT_THAT(checked.error().alternatives, ElementsAre("reason"));
}

TEST(Wording, is_refused_with_the_whole_choice_where_nothing_is_near) {
    auto const checked = check_wording(Topic::clock_held, "{quarterback}");
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().detail, "{quarterback} is not a word for clock_held. Known: reason, at.");
    EXPECT_THAT(checked.error().alternatives, ElementsAre("reason", "at"));
}

TEST(Wording, is_refused_without_a_title) {
    auto const checked = check_wording(Topic::decision, " \n{decision}");
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().problem, "wording-without-title");
}

TEST(Wording, may_use_every_word_of_its_topic) {
    std::string all;
    for (auto const word : words_of(Topic::decision)) all += "{" + std::string{word} + "} ";
    EXPECT_TRUE(check_wording(Topic::decision, all));
    EXPECT_TRUE(check_wording(Topic::decision, "No words at all"));
}

}  // namespace
}  // namespace cadence::chat
