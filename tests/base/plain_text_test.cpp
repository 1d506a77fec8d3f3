#include "base/plain_text.h"

#include <gtest/gtest.h>

namespace cadence {
namespace {

TEST(PlainText, is_one_line_that_steers_no_terminal) {
    EXPECT_EQ(one_line("a\tb\x1b[2J"), "a b [2J");
    EXPECT_EQ(one_line("a\nb\r\nc\xC2\x85"
                       "d\xE2\x80\xA8"
                       "e\xE2\x80\xA9"
                       "f"),
              "a b c d e f");
    EXPECT_EQ(one_line("\xC2\x9B"
                       "2J\xC2\x80\xC2\xA0"),
              " 2J \xC2\xA0");
    EXPECT_EQ(one_line("\x9B"
                       "2J\xFF"),
              "\xEF\xBF\xBD"
              "2J\xEF\xBF\xBD");
}

TEST(PlainText, turns_no_direction_and_hides_nothing) {
    for (auto const* const hidden :
         {"\xD8\x9C", "\xE2\x80\x8B", "\xE2\x80\x8E", "\xE2\x80\x8F", "\xE2\x80\xAA", "\xE2\x80\xAE",
          "\xE2\x81\xA6", "\xE2\x81\xA9", "\xEF\xBB\xBF", "\xF3\xA0\x80\xA1"}) {
        EXPECT_EQ(one_line(std::string{"a"} + hidden + "b"), "ab");
    }
}

TEST(PlainText, keeps_every_script_and_what_joins_its_characters) {
    for (std::string const text : {"Grüße, 你好, שלום, 👩\xE2\x80\x8D💻",
                                   "می\xE2\x80\x8C"
                                   "خواهم"})
        EXPECT_EQ(one_line(text), text);
}

TEST(PlainText, of_many_lines_keeps_them_apart) {
    EXPECT_EQ(plain_lines("a\r\nb\n\nc\x07\n"), "a\nb\n\nc \n");
}

}  // namespace
}  // namespace cadence
