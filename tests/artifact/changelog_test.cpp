#include "artifact/changelog.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "artifact/samples.h"

namespace cadence::artifact {
namespace {

using namespace date::literals;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;

auto titled(std::string_view title) {
    return Field("title", &Section::title, title);
}
auto saying(std::string_view text) {
    return Field("text", &Entry::text, text);
}

TEST(Changelog, the_example_of_the_process_document_is_read_whole) {
    auto const log = read(kGood);
    ASSERT_EQ(log.chapters.size(), 3U);
    auto const* const chapter = log.chapter("1.2.0");
    ASSERT_NE(chapter, nullptr);
    EXPECT_EQ(chapter->version, "1.2.0");
    EXPECT_EQ(chapter->date, Date{2026_y / 1 / 23});
    EXPECT_EQ(chapter->heading, "[1.2.0] - 2026-01-23");
    EXPECT_EQ(chapter->link, "https://example.org/compare/v1.1.0...v1.2.0");
    EXPECT_EQ(chapter->line, 10);
    EXPECT_EQ(chapter->summary, "The channel release.");
    EXPECT_FALSE(chapter->yanked || chapter->unreleased);
    ASSERT_THAT(chapter->sections, ElementsAre(titled("Added"), titled("Fixed"), titled("Changed")));
    auto const& added = chapter->sections[0];
    EXPECT_EQ(added.kind, SectionKind::added);
    EXPECT_EQ(added.line, 14);
    EXPECT_THAT(
        added.entries,
        ElementsAre(saying("Channel Manager sync for Airbnb (Phase 17A)"),
                    saying("Bulk availability upload API, see [the guide](https://example.org/guide)")));
    EXPECT_EQ(added.entries[1].line, 16);
}

TEST(Changelog, a_chapter_is_found_by_version_or_tag_and_the_unreleased_by_name) {
    auto const log = read(kGood);
    EXPECT_EQ(log.chapter("v1.1.0"), log.chapter("1.1.0"));
    EXPECT_TRUE(log.chapter("1.1.0")->yanked);
    EXPECT_EQ(log.chapter("1.3.0"), nullptr);
    EXPECT_EQ(log.chapter(""), nullptr);
    ASSERT_NE(log.unreleased(), nullptr);
    EXPECT_EQ(log.unreleased()->line, 5);
    EXPECT_EQ(log.unreleased()->link, "https://example.org/compare/v1.2.0...HEAD");
    EXPECT_EQ(read("## 1.0.0 - 2026-01-01\n").unreleased(), nullptr);
}

TEST(Changelog, the_body_is_all_between_two_headings) {
    auto const chapter = read(kGood).chapters[2];
    EXPECT_EQ(chapter.body, "### Removed\n- The old importer (#41)");
    auto const wide = read_one("## 1.0.0\n\n\nText\n\n<!-- hidden -->\n### Added\n* One\n\n  two\n\n\n");
    EXPECT_EQ(wide.body, "Text\n\n### Added\n- One\n\n  two");
}

TEST(Changelog, an_entry_keeps_its_further_lines_and_nested_bullets) {
    auto const chapter = read_one(
        "## 1.0.0\n### Added\n"
        "- One\n  goes on\nlazily\n"
        "- Two\n\n  a paragraph\n\n  - nested\n    deeper\n"
        "* Three\n  ```\n  - code\n\n  ```\n"
        "12. Four\n    goes on\n"
        "\nNo bullet.\n");
    ASSERT_EQ(chapter.sections.size(), 1U);
    EXPECT_THAT(
        chapter.sections[0].entries,
        ElementsAre(saying("One\ngoes on\nlazily"), saying("Two\n\na paragraph\n\n- nested\n  deeper"),
                    saying("Three\n```\n- code\n\n```"), saying("Four\ngoes on")));
    EXPECT_THAT(chapter.sections[0].paragraphs, ElementsAre(saying("No bullet.")));
}

TEST(Changelog, a_heading_below_a_section_goes_on_with_its_kind) {
    auto const chapter =
        read_one("## 1.0.0\n### Added\n- a\n#### Backend\n- b\n### Backend\n#### Fixed\n- c\n");
    ASSERT_THAT(chapter.sections, ElementsAre(titled("Added"), titled("Added: Backend"), titled("Backend"),
                                              titled("Backend: Fixed")));
    EXPECT_EQ(chapter.sections[1].kind, SectionKind::added);
    EXPECT_EQ(chapter.sections[3].kind, SectionKind::fixed);
}

TEST(Changelog, a_heading_that_is_no_version_ends_the_chapter) {
    auto const chapter =
        read_one("## 1.0.0\n### Added\n- a\n\n## Contributors\n- Ada\n### Fixed\n- not ours\n");
    ASSERT_THAT(chapter.sections, ElementsAre(titled("Added")));
    EXPECT_EQ(chapter.body, "### Added\n- a");
}

TEST(Changelog, headings_in_code_comments_and_list_items_are_none) {
    auto const log = read(
        "## 2.0.0\n### Added\n- a\n"
        "```\n## 9.0.0\n```\n"
        "~~~~ text\n## 9.0.1\n~~~\n## 9.0.2\n~~~~\n"
        "<!-- ## 9.0.3 -->\n<!--\n## 9.0.4\n-->\n"
        "<pre>\n## 9.0.5\n</pre>\n"
        "    ## 9.0.6\n"
        "- an item\n\n  ## 9.0.7\n  ```\n  ## 9.0.8\n  ```\n"
        "- ```\n  ## 9.0.9\n"
        "> ## 9.0.10\n"
        "## 1.0.0\n");
    EXPECT_THAT(log.chapters,
                ElementsAre(Field(&Chapter::version, "2.0.0"), Field(&Chapter::version, "1.0.0")));
}

TEST(Changelog, a_fence_in_a_list_item_ends_with_the_item) {
    auto const log = read("## 2.0.0\n- a\n  ```\n  never closed\n## 1.0.0\n- b\n");
    EXPECT_NE(log.chapter("1.0.0"), nullptr);
}

TEST(Changelog, links_by_reference_are_written_out_where_they_are_meant) {
    auto const chapter = read_one(
        "## 1.0.0\n"
        "- [one][a], [two][], [A], [none], `[a]`, \\[a], [x](y), ``[a]``, [a]: no, `[a]\n"
        "[a]: https://a.example \"Title\"\n"
        "[two]: <https://two.example>\n"
        "[a]: https://second.example\n"
        "[^1]: a footnote\n");
    ASSERT_EQ(chapter.sections.size(), 1U);
    EXPECT_EQ(
        chapter.sections[0].entries[0].text,
        "[one](https://a.example), [two](https://two.example), [A](https://a.example), [none], `[a]`, \\[a], "
        "[x](y), ``[a]``, [a]: no, `[a](https://a.example)");
}

TEST(Changelog, a_link_by_reference_does_not_let_a_file_grow_without_bounds) {
    std::string text = "## 1.0.0\n- x\n[a]: https://" + std::string(1900, 'a') + "\n- ";
    while (text.size() < kMaxChangelog - 8) text += "[a]";
    auto const chapter = read_one(text);
    EXPECT_LT(chapter.body.size(), 4 * kMaxChangelog);
}

TEST(Changelog, what_is_no_text_is_refused_with_the_line) {
    for (std::string_view const bytes :
         {std::string_view{"\0", 1}, std::string_view{"\xff\xfe#"}, std::string_view{"\xC0\xAF"},
          std::string_view{"\xED\xA0\x80"}, std::string_view{"\xF4\x90\x80\x80"}, std::string_view{"\x80"},
          std::string_view{"\xE2\x82"}}) {
        auto const log = parse_changelog("## 1.0.0\r\n- fine\n" + std::string{bytes});
        ASSERT_FALSE(log);
        EXPECT_EQ(log.error().code, ErrorCode::invalid);
        EXPECT_EQ(log.error().problem, "changelog-binary");
        EXPECT_THAT(log.error().detail, HasSubstr("Line 3 "));
    }
}

TEST(Changelog, too_large_a_file_is_refused_with_both_sizes) {
    std::string text = "## 1.0.0\n";
    text.resize(kMaxChangelog, 'x');
    EXPECT_TRUE(parse_changelog(text));
    auto const log = parse_changelog(text + "x");
    ASSERT_FALSE(log);
    EXPECT_EQ(log.error().problem, "changelog-too-large");
    EXPECT_THAT(log.error().detail, HasSubstr("1048577 bytes; at most 1048576 are read"));
}

TEST(Changelog, a_file_without_versions_is_refused_with_an_example) {
    for (std::string_view const text : {"", "\n\n", "# Changelog\n", "## Added\n- x\n", "```\n## 1.0.0\n"}) {
        auto const log = parse_changelog(text);
        ASSERT_FALSE(log) << text;
        EXPECT_EQ(log.error().problem, "changelog-empty");
        EXPECT_THAT(log.error().detail, HasSubstr("## [1.2.0] - 2026-01-22"));
    }
}

}  // namespace
}  // namespace cadence::artifact
