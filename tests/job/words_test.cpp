// Words filled in, and what was seen made fit to be shown.
#include "job/words.h"

#include "job/check_world.h"

namespace cadence::job::testing {

namespace {

std::string filled(std::string_view text, CheckSubject const& subject = kSubject,
                   FillFor purpose = FillFor::text) {
    auto const result = fill(text, words_of(subject), purpose);
    return result ? *result : result.error().problem + ": " + result.error().detail;
}

TEST(Words, known_words_are_filled_in_and_others_stay) {
    EXPECT_EQ(filled("{staging}/health"), "https://staging.example.org/health");
    EXPECT_EQ(filled("{production}/health?v={version}"), "https://api.example.org/health?v=1.2.0");
    EXPECT_EQ(filled("{release} {commit}"), "2026-01-22 0123456789abcdef0123456789abcdef01234567");
    EXPECT_EQ(filled(R"(up{job="api",version="{version}"} {word} {{version}} { {version)"),
              R"(up{job="api",version="1.2.0"} {word} {1.2.0} { {version)");
    EXPECT_EQ(filled(""), "");
}

TEST(Words, what_was_filled_in_is_not_filled_again) {
    auto subject = kSubject;
    subject.version = "{commit}";
    EXPECT_EQ(filled("{version}", subject), "{commit}");
}

TEST(Words, in_a_url_only_addresses_are_taken_as_they_are) {
    auto subject = kSubject;
    subject.version = "1.2.0+b/../x y&z";
    EXPECT_EQ(filled("{staging}/{version}", subject, FillFor::url),
              "https://staging.example.org/1.2.0%2Bb%2F..%2Fx%20y%26z");
}

TEST(Words, a_word_that_stands_for_nothing_is_an_error_that_says_what_is_missing) {
    CheckSubject const nothing{};
    EXPECT_EQ(filled("{staging}/health", nothing),
              "check-word-empty: {staging} has no value: the train has no staging address.");
    EXPECT_EQ(filled("a{commit}", nothing),
              "check-not-ready: {commit} has no value: the release has no candidate commit yet.");
    EXPECT_EQ(filled("{word}", nothing), "{word}");
    auto behind = kSubject;
    behind.not_staged = "The candidate 4f1c9a7 has not reached staging yet.";
    EXPECT_EQ(filled("{staging}/health", behind),
              "check-not-ready: The candidate 4f1c9a7 has not reached staging yet.");
    EXPECT_EQ(filled("{production}/health", behind), "https://api.example.org/health");
}

TEST(Words, what_was_seen_is_one_line_of_text) {
    EXPECT_EQ(to_saw(" a\r\nb\tc\x7f "), "a b c");
    EXPECT_EQ(to_saw("\x1b[31;1mred\x1b[0m alarm\x1b]0;title\x07"), "red alarm ]0;title");
    EXPECT_EQ(to_saw("gr\xc3\xbc\xc3\x9f \xf0\x9f\x9a\x80"), "gr\xc3\xbc\xc3\x9f \xf0\x9f\x9a\x80");
    EXPECT_EQ(to_saw("\xff\xc3 \xed\xa0\x80\xc0\xaf"),
              "\xEF\xBF\xBD\xEF\xBF\xBD \xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
    EXPECT_EQ(to_saw(std::string{"a\0b", 3}), "a b");
    EXPECT_EQ(to_saw(""), "");
    EXPECT_EQ(to_saw("\x1b["), "");
}

TEST(Words, what_was_seen_is_cut_between_characters) {
    EXPECT_EQ(to_saw(std::string(500, 'x')), std::string(500, 'x'));
    EXPECT_EQ(to_saw(std::string(501, 'x')), std::string(497, 'x') + "...");
    std::string umlauts;
    for (int i = 0; i < 1000; ++i) umlauts += "\xc3\xbc";
    EXPECT_EQ(to_saw(umlauts), umlauts.substr(0, 496) + "...");
    EXPECT_EQ(to_saw("x" + umlauts), "x" + umlauts.substr(0, 496) + "...");
    EXPECT_LE(to_saw(std::string(1'000'000, '\xff')).size(), kMostSeen);
}

TEST(Words, the_last_line_is_the_last_with_something_in_it) {
    EXPECT_EQ(last_line("a\nb\n\n  \r\n"), "b");
    EXPECT_EQ(last_line("10 %\r50 %\r100 %"), "100 %");
    EXPECT_EQ(last_line("only"), "only");
    EXPECT_EQ(last_line("\n \n"), "");
}

}  // namespace

}  // namespace cadence::job::testing
