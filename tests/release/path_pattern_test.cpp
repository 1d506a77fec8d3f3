// Which paths a pattern lets through, and which patterns are none.
#include "release/path_pattern.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cadence::release {
namespace {

using ::testing::HasSubstr;

bool matches(std::string_view pattern, std::string_view path) {
    EXPECT_TRUE(check_path_pattern(pattern, "#/value")) << pattern;
    return PathPattern{pattern}.matches(path);
}

TEST(PathPattern, of_a_directory_lets_through_all_below_it_and_nothing_beside_it) {
    for (auto const* path : {"docs/a.md", "docs/deep/er/a.png", "docs/.hidden"})
        EXPECT_TRUE(matches("docs/", path)) << path;
    for (auto const* path : {"docs", "docs.md", "docsy/a.md", "src/docs/a.md", "Docs/a.md", "doc/a.md"})
        EXPECT_FALSE(matches("docs/", path)) << path;
    EXPECT_TRUE(matches("lib/*/docs/", "lib/net/docs/x/y.md"));
    EXPECT_FALSE(matches("lib/*/docs/", "lib/docs/y.md"));
}

TEST(PathPattern, of_a_file_lets_through_that_file_only) {
    EXPECT_TRUE(matches("README.md", "README.md"));
    EXPECT_TRUE(matches("docs/a b?[c].md", "docs/a b?[c].md")) << "only * means something";
    for (auto const* path : {"readme.md", "docs/README.md", "README.md/x", "README.md.sh", "README"})
        EXPECT_FALSE(matches("README.md", path)) << path;
}

TEST(PathPattern, with_one_star_stays_within_a_segment) {
    for (auto const* path : {"a.md", ".md", "a.b.md"}) EXPECT_TRUE(matches("*.md", path)) << path;
    for (auto const* path : {"docs/a.md", "a.mdx", "md"}) EXPECT_FALSE(matches("*.md", path)) << path;
    EXPECT_TRUE(matches("docs/*/a*c*.md", "docs/de/abcabc.md"));
    EXPECT_TRUE(matches("a*b*c", "aXbXbYc")) << "the first b need not be the one";
    EXPECT_FALSE(matches("docs/*/a.md", "docs/a.md"));
    EXPECT_FALSE(matches("docs/*/a.md", "docs/de/at/a.md"));
}

TEST(PathPattern, with_two_stars_crosses_any_number_of_segments) {
    for (auto const* path : {"a.md", "docs/a.md", "a/b/c/d.md"})
        EXPECT_TRUE(matches("**/*.md", path)) << path;
    EXPECT_FALSE(matches("**/*.md", "docs/a.md/code.c"));
    for (auto const* path : {"src/test/x", "src/a/test/x", "src/a/test/b/test/x"})
        EXPECT_TRUE(matches("src/**/test/*", path)) << path;
    EXPECT_FALSE(matches("src/**/test/*", "src/test/b/x"));
    EXPECT_TRUE(matches("docs/**", "docs/a/b"));
    EXPECT_TRUE(matches("**/i18n/", "a/i18n/de/x.json"));
}

TEST(PathPattern, never_lets_through_what_is_no_path_in_a_repository) {
    for (auto const* path :
         {"", "/docs/a.md", "docs/../src/a.c", "docs//a.md", "docs/", "docs/./a.md", "docs/.."})
        EXPECT_FALSE(matches("docs/", path) || matches("**", path)) << path;
}

TEST(PathPattern, that_goes_back_again_and_again_comes_to_an_end) {
    std::string pattern;
    for (int i = 0; i < 60; ++i) pattern += "a*";
    EXPECT_FALSE(matches(pattern + "b", std::string(1000, 'a')));
    std::string deep;
    for (int i = 0; i < 39; ++i) deep += "**/a/";
    std::string path;
    for (int i = 0; i < 400; ++i) path += "a/";
    EXPECT_FALSE(matches(deep + "b", path + "c"));
}

TEST(PathPattern, that_is_none_is_refused_saying_why) {
    struct Case {
        std::string pattern;
        char const* why;
    };
    for (auto const& [pattern, why] :
         {Case{"", "is empty"}, Case{"/docs/", "begins with \"/\""}, Case{"docs/../src/", "a segment \"..\""},
          Case{"./docs/", "a segment \".\""}, Case{"docs//a", "nothing between"}, Case{"docs//", "nothing"},
          Case{"docs/**.md", "beside other text"}, Case{"a\nb", "control character"},
          Case{std::string(201, 'x'), "longer than 200 bytes"}}) {
        auto const checked = check_path_pattern(pattern, "#/value");
        ASSERT_FALSE(checked) << pattern;
        EXPECT_EQ(checked.error().code, ErrorCode::invalid);
        EXPECT_EQ(checked.error().problem, "path-pattern");
        EXPECT_EQ(checked.error().field, "#/value");
        EXPECT_THAT(checked.error().detail, HasSubstr(why));
        EXPECT_THAT(checked.error().detail, HasSubstr("docs/")) << "what would do";
    }
    EXPECT_TRUE(check_path_pattern(std::string(200, 'x'), "#/value"));
}

}  // namespace
}  // namespace cadence::release
