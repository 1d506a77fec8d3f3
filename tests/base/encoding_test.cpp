#include "base/encoding.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace cadence {

namespace {

TEST(Encoding, the_length_of_a_character_is_known_by_its_bytes) {
    EXPECT_EQ(character_length("ab"), 1U);
    EXPECT_EQ(character_length(std::string_view("\0", 1)), 1U);
    EXPECT_EQ(character_length("\x7f"), 1U);
    EXPECT_EQ(character_length("é!"), 2U);
    EXPECT_EQ(character_length("€"), 3U);
    EXPECT_EQ(character_length("\xED\x9F\xBF"), 3U);  // the last before the surrogates
    EXPECT_EQ(character_length("🥊"), 4U);
    EXPECT_EQ(character_length("\xF4\x8F\xBF\xBF"), 4U);  // U+10FFFF
}

TEST(Encoding, what_is_cut_overlong_or_beyond_is_no_character) {
    for (auto const* const bytes :
         {"\x80", "\xBF", "\xC3", "\xC3(", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xE2\x82", "\xED\xA0\x80",
          "\xF0\x8F\xBF\xBF", "\xF0\x9F\xA5", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFE", "\xFF"})
        EXPECT_EQ(character_length(bytes), 0U);
}

TEST(Encoding, a_text_is_cut_between_characters_and_what_is_none_replaced) {
    EXPECT_EQ(utf8_within("größe", 9), "größe");
    EXPECT_EQ(utf8_within("größe", 5), "grö");
    EXPECT_EQ(utf8_within("größe", 3), "gr");
    EXPECT_EQ(utf8_within("a\xFF"
                          "b",
                          9),
              "a\xEF\xBF\xBD"
              "b");
    EXPECT_EQ(utf8_within("a\xFF"
                          "b",
                          3),
              "a");
    EXPECT_EQ(utf8_within("", 3), "");
}

TEST(Encoding, what_is_too_long_is_cut_in_front_of_a_character) {
    EXPECT_EQ(front_of("größe", 9), "größe");
    EXPECT_EQ(front_of("größe", 3), "gr");
    EXPECT_EQ(front_of("größe", 0), "");
    EXPECT_EQ(abbreviated("größe", 7), "größe");
    EXPECT_EQ(abbreviated("größe", 3), "gr...");
}

RC_GTEST_PROP(Encoding, whatever_comes_in_text_comes_out, (std::string const& any)) {
    auto const text = utf8_within(any, 3 * any.size());
    for (std::string_view rest{text}; !rest.empty();) {
        auto const length = character_length(rest);
        RC_ASSERT(length > 0U);
        rest.remove_prefix(length);
    }
    RC_ASSERT(utf8_within(text, text.size()) == text);
}

TEST(Encoding, percent_encoding_leaves_only_what_is_unreserved) {
    EXPECT_EQ(percent_encode("AZaz09-._~"), "AZaz09-._~");
    EXPECT_EQ(percent_encode("!abc:example.org"), "%21abc%3Aexample.org");
    EXPECT_EQ(percent_encode("a b/c?d=e&f%g\n"), "a%20b%2Fc%3Fd%3De%26f%25g%0A");
    EXPECT_EQ(percent_encode("ü"), "%C3%BC");
}

}  // namespace

}  // namespace cadence
