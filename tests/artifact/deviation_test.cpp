// The ways in which changelogs differ from Keep a Changelog in practice, each read as it was meant.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "artifact/samples.h"

namespace cadence::artifact {
namespace {

using namespace date::literals;
using testing::ElementsAre;

TEST(Deviation, a_version_and_its_date_are_read_however_they_are_written) {
    for (std::string_view const heading : {
             "## [1.2.3] - 2026-01-02",
             "## 1.2.3 - 2026-01-02",
             "## v1.2.3 - 2026-01-02",
             "## [v1.2.3] - 2026-01-02",
             "## 1.2.3 (2026-01-02)",
             "# [1.2.3](https://example.org/compare/v1.2.2...v1.2.3) (2026-01-02)",
             "### [1.2.3](https://example.org/c) (2026-01-02)",
             "## [1.2.3](https://example.org/c) - 2026-01-02",
             "## [1.2.3](https://example.org/c \"Changes\") - 2026-01-02",
             "## 1.2.3 \xE2\x80\x93 2026-01-02",
             "## 1.2.3 \xE2\x80\x94 2026-01-02",
             "## 1.2.3\xE2\x80\x94"
             "2026-01-02",
             "## 1.2.3 2026-01-02",
             "## [1.2.3]2026-01-02",
             "## 1.2.3 / 2026-01-02",
             "## 1.2.3: 2026-01-02",
             "## [1.2.3] - 2026/01/02",
             "## 1.2.3 - January 2, 2026",
             "## 1.2.3 (Jan 2nd, 2026)",
             "## 1.2.3 - 2 January 2026",
             "## Version 1.2.3 - 2026-01-02",
             "## Release v1.2.3 (2026-01-02)",
             "## V1.2.3 2026-01-02",
             "## **1.2.3** - 2026-01-02",
             "## `1.2.3` - 2026-01-02",
             "## \xF0\x9F\x8E\x89 1.2.3 - 2026-01-02",
             "## :tada: 1.2.3 - 2026-01-02",
             "## <a name=\"1.2.3\"></a>1.2.3 - 2026-01-02",
             "## 1.2.3 <small>(2026-01-02)</small>",
             "## 1.2.3 - 2026-01-02 ##",
             "##   1.2.3   2026-01-02  ",
             "   ## 1.2.3 - 2026-01-02",
             "##\t1.2.3 - 2026-01-02",
             "1.2.3 - 2026-01-02\n------------------",
             "1.2.3 / 2026-01-02\n==================",
             "## 1.2.3 released on 2026-01-02",
             "## 1.2.3 - 2026-01-02 - The big one",
             "## 1.2.3 \"Codename\" (2026-01-02)",
             "## [1.2.3][c] - 2026-01-02",
             "## [1.2.3 - 2026-01-02]",
             "## 2026-01-02, Version 1.2.3 (Current), @ada",
             "### 2026-01-02 - 1.2.3",
         }) {
        auto const chapter = read_one(std::string{heading} + "\n### Added\n- a\n");
        EXPECT_EQ(chapter.version, "1.2.3") << heading;
        EXPECT_EQ(chapter.date, Date{2026_y / 1 / 2}) << heading;
        ASSERT_EQ(chapter.sections.size(), 1U) << heading;
        EXPECT_EQ(chapter.sections[0].entries.size(), 1U) << heading;
    }
}

TEST(Deviation, a_heading_of_something_else_is_not_taken_for_a_version) {
    for (std::string_view const heading :
         {"## 2026-01-02", "## 3 things", "## Migrating to 1.2.3", "### 1.0 compatibility",
          "### 1.2.3 is broken", "#### 1.2.3", "##1.2.3", "#1.2.3", "####### 1.2.3", "## Versions",
          "## 1.0 compatibility", "## ", "| 1.2.3 |\n|---|", "## https://example.org/1.2.3"})
        EXPECT_EQ(read_one("## 9.9.9\n" + std::string{heading} + "\n").version, "9.9.9") << heading;
}

TEST(Deviation, a_version_may_follow_the_name_of_the_product) {
    auto const chapter = read_one("## Rails 8.0.1 (December 13, 2024) ##\n\n* a\n");
    EXPECT_EQ(chapter.package, "Rails");
    EXPECT_EQ(chapter.version, "8.0.1");
    EXPECT_EQ(chapter.date, Date{2024_y / 12 / 13});
}

TEST(Deviation, a_line_of_its_own_may_stand_for_the_heading_of_a_section) {
    auto const chapter = read_one(
        "## 1.0.0\n\nBREAKING CHANGES:\n\n* one\n\n**Fixed**\n- two\n\nA sentence that ends so:\n- three\n");
    ASSERT_EQ(chapter.sections.size(), 2U);
    EXPECT_EQ(chapter.sections[0].title, "BREAKING CHANGES");
    EXPECT_TRUE(chapter.sections[0].breaking);
    EXPECT_EQ(chapter.sections[1].title, "Fixed");
    EXPECT_EQ(chapter.sections[1].kind, SectionKind::fixed);
    EXPECT_EQ(chapter.sections[1].entries.size(), 2U);
    auto const below = read_one("## 1.0.0\n### Backend\n**Fixed:**\n- one\n\n**Added:**\n- two\n");
    ASSERT_EQ(below.sections.size(), 3U);
    EXPECT_EQ(below.sections[1].title, "Backend: Fixed");
    EXPECT_EQ(below.sections[2].title, "Backend: Added");
}

TEST(Deviation, a_no_break_space_is_a_blank) {
    auto const chapter =
        read_one("##\u00A0[1.3.0]\u00A0- 2026-01-22\n\n###\u00A0Added\n\n-\u00A0a\n  b\n-\u00A0c\n");
    EXPECT_EQ(chapter.version, "1.3.0");
    EXPECT_EQ(chapter.date, Date{2026_y / 1 / 22});
    ASSERT_EQ(chapter.sections.size(), 1U);
    EXPECT_EQ(chapter.sections[0].title, "Added");
    ASSERT_EQ(chapter.sections[0].entries.size(), 2U);
    EXPECT_EQ(chapter.sections[0].entries[0].text, "a\nb");
}

TEST(Deviation, blanks_at_the_end_of_a_bullets_line_change_nothing) {
    auto const chapter = read_one("## 1.0.0\n- a   \n  - b\n- c\n");
    ASSERT_EQ(chapter.sections.size(), 1U);
    EXPECT_EQ(chapter.sections[0].entries.size(), 2U);
}

TEST(Deviation, brackets_may_be_escaped) {
    auto const chapter = read_one("## \\[1.3.0\\] - 2026-01-22 \\[YANKED\\]");
    EXPECT_EQ(chapter.version, "1.3.0");
    EXPECT_EQ(chapter.date, Date{2026_y / 1 / 22});
    EXPECT_TRUE(chapter.yanked);
    EXPECT_TRUE(read_one("## \\[Unreleased\\]\n- a\n").unreleased);
}

TEST(Deviation, a_date_that_cannot_be_read_is_none) {
    for (std::string_view const heading :
         {"## 1.2.3", "## 1.2.3 - 2026-02-30", "## 1.2.3 - 01/02/2026", "## 1.2.3 - 22.01.2026",
          "## 1.2.3 - 2026-1-2", "## 1.2.3 - January 2026"}) {
        auto const chapter = read_one(heading);
        EXPECT_EQ(chapter.version, "1.2.3") << heading;
        EXPECT_EQ(chapter.date, std::nullopt) << heading;
        EXPECT_FALSE(chapter.unreleased) << heading;
    }
}

TEST(Deviation, a_yanked_version_is_known_wherever_it_says_so) {
    for (std::string_view const heading :
         {"## [1.2.3] - 2026-01-02 [YANKED]", "## [1.2.3] - 2026-01-02 [yanked]",
          "## [1.2.3] [YANKED] - 2026-01-02", "## 1.2.3 (2026-01-02) YANKED",
          "## [YANKED] [1.2.3] - 2026-01-02", "## [1.2.3][YANKED] - 2026-01-02",
          "## [1.2.3] - 2026-01-02 [RETRACTED]", "## 1.2.3 (2026-01-02) (withdrawn)"}) {
        auto const chapter = read_one(std::string{heading} + "\n[1.2.3]: https://example.org/c\n");
        EXPECT_TRUE(chapter.yanked) << heading;
        EXPECT_EQ(chapter.version, "1.2.3") << heading;
        EXPECT_EQ(chapter.date, Date{2026_y / 1 / 2}) << heading;
        EXPECT_EQ(chapter.link, "https://example.org/c") << heading;
    }
}

TEST(Deviation, the_link_is_found_in_the_heading_or_by_any_name_of_the_version) {
    for (std::string_view const text :
         {"## [1.2.3](https://example.org/c)\n", "## 1.2.3\n[1.2.3]: https://example.org/c\n",
          "## [1.2.3]\n[v1.2.3]: https://example.org/c\n", "## [v1.2.3]\n[V1.2.3]: https://example.org/c\n",
          "## [1.2.3][log]\n[log]: https://example.org/c\n",
          "## [1.2.3]\n- a\n[1.2.3]: https://example.org/c\n"})
        EXPECT_EQ(read_one(text).link, "https://example.org/c") << text;
    EXPECT_EQ(read_one("## [1.2.3]\n").link, "");
}

TEST(Deviation, sections_have_other_names_cases_and_decorations) {
    struct Case {
        std::string_view heading, title;
        SectionKind kind;
    };
    for (auto const& [heading, title, kind] : {
             Case{"### added", "Added", SectionKind::added},
             Case{"### FIXED", "Fixed", SectionKind::fixed},
             Case{"### \xE2\x9C\xA8 Added", "Added", SectionKind::added},
             Case{"### \xF0\x9F\x90\x9B Fixed", "Fixed", SectionKind::fixed},
             Case{"### :lock: Security", "Security", SectionKind::security},
             Case{"### **Changed**:", "Changed", SectionKind::changed},
             Case{"### [Removed]", "Removed", SectionKind::removed},
             Case{"## Added", "Added", SectionKind::added},
             Case{"#### Deprecated", "Deprecated", SectionKind::deprecated},
             Case{"Added\n-----", "Added", SectionKind::added},
             Case{"### Features", "Features", SectionKind::added},
             Case{"### Bug Fixes", "Bug Fixes", SectionKind::fixed},
             Case{"### Patch Changes", "Patch Changes", SectionKind::fixed},
             Case{"### Minor Changes", "Minor Changes", SectionKind::changed},
             Case{"### Added/Hinzugef\xC3\xBCgt", "Added/Hinzugef\xC3\xBCgt", SectionKind::added},
             Case{"### Behoben \xE2\x80\x93 Installation", "Behoben - Installation", SectionKind::fixed},
             Case{"### Ajout\xC3\xA9 (Sprint 1)", "Ajout\xC3\xA9 (Sprint 1)", SectionKind::added},
             Case{"### \xE6\x96\xB0\xE5\xA2\x9E", "\xE6\x96\xB0\xE5\xA2\x9E", SectionKind::added},
             Case{"### Performance", "Performance", SectionKind::fixed},
             Case{"### Hotfixes", "Hotfixes", SectionKind::fixed},
             Case{"### Fixed issues", "Fixed issues", SectionKind::fixed},
             Case{"### Bug fixes & security", "Bug fixes & security", SectionKind::fixed},
             Case{"### Reverts", "Reverts", SectionKind::fixed},
             Case{"### Fixes and improvements", "Fixes and improvements", SectionKind::changed},
             Case{"### Removals and deprecations", "Removals and deprecations", SectionKind::removed},
             Case{"### Deprecated / Removed", "Deprecated / Removed", SectionKind::removed},
             Case{"### Fixed and polished", "Fixed and polished", SectionKind::other},
             Case{"### Internal", "Internal", SectionKind::other},
             Case{"### Dependencies", "Dependencies", SectionKind::other},
             Case{"### \xE2\x9A\xA0 BREAKING CHANGES", "BREAKING CHANGES", SectionKind::other},
             Case{"### \xE2\x9A\xA0\xEF\xB8\x8F BREAKING CHANGES", "BREAKING CHANGES", SectionKind::other},
             Case{"### What\xE2\x80\x99s \xC3\x84nderung", "What\xE2\x80\x99s \xC3\x84nderung",
                  SectionKind::other},
         }) {
        auto const chapter = read_one("## 1.0.0\n" + std::string{heading} + "\n- a\n");
        ASSERT_EQ(chapter.sections.size(), 1U) << heading;
        EXPECT_EQ(chapter.sections[0].title, title) << heading;
        EXPECT_EQ(chapter.sections[0].kind, kind) << heading;
        EXPECT_EQ(chapter.sections[0].entries.size(), 1U) << heading;
    }
}

TEST(Deviation, conventional_changelog_writes_patches_one_level_deeper) {
    auto const log = read(
        "# [1.1.0](https://example.org/a) (2026-01-02)\n\n### Features\n\n* **api:** one "
        "([abc](https://example.org/x))\n\n"
        "## [1.0.1](https://example.org/b) (2026-01-01)\n\n### Bug Fixes\n\n* two\n\n"
        "### [1.0.0](https://example.org/c) (2025-12-31)\n\n### Bug Fixes\n\n* three\n");
    ASSERT_EQ(log.chapters.size(), 3U);
    for (auto const& chapter : log.chapters) ASSERT_EQ(chapter.sections.size(), 1U) << chapter.heading;
    EXPECT_EQ(log.chapters[2].sections[0].entries[0].text, "three");
    EXPECT_EQ(log.chapters[2].link, "https://example.org/c");
}

TEST(Deviation, bullets_may_stand_directly_under_the_version) {
    auto const chapter = read_one("## 1.0.0\n\n* one\n+ two\n - three\n1) four\n\n* * *\n- - -\n");
    ASSERT_EQ(chapter.sections.size(), 1U);
    EXPECT_EQ(chapter.sections[0].title, "");
    EXPECT_EQ(chapter.sections[0].line, 3);
    EXPECT_EQ(chapter.sections[0].entries.size(), 4U);
}

TEST(Deviation, a_monorepo_names_the_package) {
    auto const log = read("## api@1.2.3\n## @scope/web@v2.0.0 (2026-01-02)\n");
    ASSERT_EQ(log.chapters.size(), 2U);
    EXPECT_EQ(log.chapters[0].package, "api");
    EXPECT_EQ(log.chapters[0].version, "1.2.3");
    EXPECT_EQ(log.chapters[1].package, "@scope/web");
    EXPECT_EQ(log.chapters[1].version, "2.0.0");
    for (std::string_view const heading :
         {"## backend-v1.3.0 (2026-01-22)", "## backend/v1.3.0 (2026-01-22)", "## backend-1.3.0 - 2026-01-22",
          "## backend 1.3.0 (2026-01-22)", "## [backend-v1.3.0](https://example.org/c) (2026-01-22)"}) {
        auto const chapter = read_one(heading);
        EXPECT_EQ(chapter.package, "backend") << heading;
        EXPECT_EQ(chapter.version, "1.3.0") << heading;
        EXPECT_EQ(chapter.date, Date{2026_y / 1 / 22}) << heading;
    }
    EXPECT_EQ(read_one("## backend-v1.3.0").version, "1.3.0");
    EXPECT_EQ(read_one("## release-1.3.0 (2026-01-22)").package, "");
    EXPECT_EQ(read_one("## 9.9.9\n## pre-1.3.0\n").version, "9.9.9");
}

TEST(Deviation, a_version_that_is_not_semantic_still_has_its_chapter) {
    auto const log = read("## 1.2 - 2026-01-02\n- a\n## v3\n- b\n## 1.02.3\n- c\n");
    EXPECT_THAT(log.chapters,
                ElementsAre(testing::Field(&Chapter::version, "1.2"), testing::Field(&Chapter::version, "3"),
                            testing::Field(&Chapter::version, "1.02.3")));
}

TEST(Deviation, any_line_ending_and_a_byte_order_mark_change_nothing) {
    std::string const text{kGood};
    for (std::string_view const ending : {"\r\n", "\r"}) {
        std::string other = "\xEF\xBB\xBF";
        for (char const c : text) other += c == '\n' ? std::string{ending} : std::string{c};
        auto const log = read(other);
        ASSERT_EQ(log.chapters.size(), 3U);
        for (std::size_t i = 0; i < 3; ++i) {
            EXPECT_EQ(log.chapters[i].body, read(text).chapters[i].body);
            EXPECT_EQ(log.chapters[i].line, read(text).chapters[i].line);
        }
    }
    EXPECT_EQ(read_one("\xEF\xBB\xBF## 1.0.0").version, "1.0.0");
}

TEST(Deviation, anchors_and_comments_are_no_part_of_a_chapter) {
    auto const log = read(
        "<a name=\"2.0.0\"></a>\n## 2.0.0\n- a\n\n<a name=\"1.0.0\"></a>\n## 1.0.0\n"
        "<!-- for us -->\n- b <https://example.org>\n<!--\n- c\n-->\n<br/>\n<https://example.org/d>\n");
    ASSERT_EQ(log.chapters.size(), 2U);
    EXPECT_EQ(log.chapters[0].body, "- a");
    EXPECT_EQ(log.chapters[1].body, "- b <https://example.org>\n<https://example.org/d>");
}

}  // namespace
}  // namespace cadence::artifact
