// Words of actions filled in. words_test.cpp has what they share with checks.
#include "job/fill.h"

#include <gtest/gtest.h>

namespace cadence::job::testing {

namespace {

FillWords const kWords{.staging = "https://s/", .version = "1.2.0+b.7", .branch = "hotfix/\"a\"\n"};

std::string filled(std::string_view text, FillFor purpose) {
    auto const result = fill(text, kWords, purpose);
    return result ? *result : result.error().detail;
}

TEST(Fill, a_tag_has_one_v_whatever_the_version_has) {
    EXPECT_EQ(fill("{tag}", {.version = "v1.2.0"}, FillFor::text).value(), "v1.2.0");
}

TEST(Fill, a_tag_is_the_version_with_a_v) {
    EXPECT_EQ(filled("{tag} of {version}", FillFor::text), "v1.2.0+b.7 of 1.2.0+b.7");
    EXPECT_EQ(filled("/{tag}", FillFor::url), "/v1.2.0%2Bb.7");
    EXPECT_EQ(fill("{tag}", {}, FillFor::text).error().detail,
              "{tag} has no value: the release has no version yet.");
}

TEST(Fill, a_branch_is_known_to_what_is_about_one) {
    EXPECT_EQ(filled("{branch}", FillFor::text), "hotfix/\"a\"\n");
    EXPECT_EQ(filled("{branch}", FillFor::url), "hotfix%2F%22a%22%0A");
    EXPECT_EQ(fill("{branch}", {}, FillFor::text).error().detail,
              "{branch} has no value: no branch is known.");
}

TEST(Fill, in_json_a_word_cannot_end_its_string) {
    EXPECT_EQ(filled(R"({"ref": "{branch}", "at": "{staging}"})", FillFor::json),
              R"({"ref": "hotfix/\"a\"\n", "at": "https://s"})");
}

}  // namespace

}  // namespace cadence::job::testing
