#include "base/text.h"

#include <gtest/gtest.h>

#include "base/wildcard.h"

namespace cadence {
namespace {

TEST(Text, is_trimmed_of_blanks_or_of_what_is_named) {
    EXPECT_EQ(trimmed(" \t\r\n\v\fa b \n"), "a b");
    EXPECT_EQ(trimmed("**a*b*", "*"), "a*b");
    EXPECT_EQ(trimmed_left("007", "0"), "7");
    EXPECT_EQ(trimmed_right("1.500", "0"), "1.5");
    EXPECT_EQ(trimmed(" \n "), "");
    EXPECT_EQ(trimmed(""), "");
}

TEST(Text, is_taken_apart_at_its_separators) {
    std::string_view rest = "a,,b";
    EXPECT_EQ(take_until(rest, ','), "a");
    EXPECT_EQ(take_until(rest, ','), "");
    EXPECT_EQ(take_until(rest, ','), "b");
    EXPECT_EQ(take_until(rest, ','), "");
    EXPECT_EQ(split("a/b", '/'), (std::vector<std::string_view>{"a", "b"}));
    EXPECT_EQ(split("/a/", '/'), (std::vector<std::string_view>{"", "a", ""}));
    EXPECT_EQ(split("", '/'), (std::vector<std::string_view>{""}));
    EXPECT_EQ(first_line("title\r\ntext"), "title");
    EXPECT_EQ(first_line("title"), "title");
}

TEST(Text, is_listed) {
    EXPECT_EQ(listed({"a", "b"}), "a, b");
    EXPECT_EQ(listed(std::vector<std::string_view>{"a", "b"}, "/"), "a/b");
    EXPECT_EQ(listed({}), "");
    EXPECT_EQ(first_listed({"a", "b", "c", "d", "e"}), "a, b, c and 2 more");
}

TEST(Text, is_a_number_if_all_of_it_is) {
    EXPECT_TRUE(is_number("007"));
    for (auto const* const other : {"", "-1", "+1", " 1", "1.5", "x"})
        EXPECT_FALSE(is_number(other)) << other;
    EXPECT_EQ(parse_number<int>("-12"), -12);
    EXPECT_EQ(parse_number<double>("1.5"), 1.5);
    for (auto const* const other : {"", "+1", " 1", "1 ", "99999999999", "x"})
        EXPECT_EQ(parse_number<int>(other), std::nullopt) << other;
    EXPECT_EQ(parse_number<unsigned>("-1"), std::nullopt);
}

TEST(Text, has_characters_of_ascii_alone) {
    EXPECT_EQ(lower("GO/No-Go Ä"), "go/no-go Ä");
    EXPECT_TRUE(is_hex_digit('F') && is_hex_digit('0') && !is_hex_digit('g'));
    EXPECT_TRUE(is_control('\n') && is_control('\x7f') && !is_control(' ') && !is_control('\xC3'));
}

TEST(Wildcards, stand_for_any_number) {
    auto const matches = [](std::string_view pattern, std::string_view text) {
        return matches_wildcards(
            pattern, text, [](char c) { return c == '*'; },
            [](char known, char c) { return known == '?' || known == c; });
    };
    EXPECT_TRUE(matches("*", ""));
    EXPECT_TRUE(matches("ci/*/x?", "ci/a/b/xy"));
    EXPECT_TRUE(matches("a*b*c", "abbbcbc"));
    EXPECT_FALSE(matches("", "a"));
    EXPECT_FALSE(matches("a*b", "abc"));
}

}  // namespace
}  // namespace cadence
