#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "artifact/samples.h"

namespace cadence::artifact {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

auto at(int line, std::string_view rule, std::string_view text) {
    return AllOf(Field("line", &Finding::line, line), Field("rule", &Finding::rule, rule),
                 Field("text", &Finding::text, HasSubstr(std::string{text})));
}

/// A file that is right but for these lines, which begin at line 3.
std::string with(std::string_view lines) {
    return "# Changelog\n\n" + std::string{lines};
}

TEST(Lint, a_good_changelog_has_no_findings) {
    EXPECT_THAT(lint(kGood), IsEmpty());
}

TEST(Lint, each_flaw_of_a_versions_heading_is_named_with_its_line_and_what_is_right) {
    struct Case {
        std::string_view heading;
        std::string_view rule, text;
    };
    for (auto const& [heading, rule, text] : {
             Case{"## [1.2.3]", "date-missing", "\"## [1.2.3] - YYYY-MM-DD\""},
             Case{"## [1.2.3] - TBD", "date-missing", "YYYY-MM-DD"},
             Case{"## [1.2.3] - 2026-02-30", "date-invalid", "\"2026-02-30\" is not a date"},
             Case{"## [1.2.3] - 01/02/2026", "date-invalid", "\"01/02/2026\" is not a date"},
             Case{"## [1.2.3] - January 2, 2026", "date-form", "\"2026-01-02\""},
             Case{"## [1.2.3] - 2026/01/02", "date-form", "\"2026-01-02\""},
             Case{"## [v1.2.3] - 2026-01-02", "version-prefix", "without \"v\": \"[1.2.3]\""},
             Case{"## Version 1.2.3 - 2026-01-02", "version-prefix", "without \"Version\""},
             Case{"## [1.2] - 2026-01-02", "version-invalid", "three numbers, like 1.2.0"},
             Case{"# [1.2.3] - 2026-01-02", "heading-level", "\"## [1.2.3] - 2026-01-02\""},
             Case{"### [1.2.3] - 2026-01-02", "heading-level", "\"## [1.2.3] - 2026-01-02\""},
             Case{"## [1.2.3] - 2026-01-02 [yanked]", "yanked-form", "\"## [1.2.3] - 2026-01-02 [YANKED]\""},
             Case{"## [1.2.3] [YANKED] - 2026-01-02", "yanked-form", "at the end"},
             Case{"## [1.2.3] - 2026-01-02 - The big one", "heading-words",
                  "\"The big one\" below the heading"},
         })
        EXPECT_THAT(lint(with(std::string{heading} + "\n### Added\n- a #1\n")),
                    ElementsAre(at(3, rule, text)))
            << heading;
}

TEST(Lint, each_flaw_of_a_section_or_bullet_is_named_with_its_line) {
    struct Case {
        std::string_view lines;
        int line;
        std::string_view rule, text;
    };
    for (auto const& [lines, line, rule, text] : {
             Case{"### added\n- a #1\n", 4, "section-form", "\"### Added\""},
             Case{"### Bug Fixes\n- a #1\n", 4, "section-form", "\"### Fixed\""},
             Case{"### \xE2\x9C\xA8 Added\n- a #1\n", 4, "section-form", "\"### Added\""},
             Case{"#### Added\n- a #1\n", 4, "section-level", "\"### Added\""},
             Case{"### Performance\n- a #1\n", 4, "section-unknown",
                  "\"Performance\" is not a kind of change"},
             Case{"### Added\n- a #1\n\n### Added\n- b\n", 7, "section-duplicate",
                  "already in this chapter (line 4)"},
             Case{"### Added\n- a #1\n### Fixed\n", 6, "section-empty", "\"Fixed\" has no bullet"},
             Case{"- a #1\n", 4, "entry-outside-section", "\"### Added\""},
             Case{"### Added\n- a #1\n-\n- b\n", 6, "entry-empty", "bullet is empty"},
             Case{"### Added\n- a #1\n- \n", 6, "entry-empty", "bullet is empty"},
             Case{"Nothing (#1).\n", 3, "entry-missing", "no entry"},
             Case{"### Added\n- a #1\n\n## Thanks\n", 7, "heading-unknown", "names no version"},
             Case{"### Added\n- a #1\n\n##[1.2.2] - 2026-01-01\n", 7, "heading-space",
                  "space after the number signs"},
             Case{"### Added\n- a #1\n```\n## [1.2.2]\n", 6, "fence-open", "never ends"},
             Case{"### Added\n- a #1\n<!-- to do\n", 6, "comment-open", "-->"},
         })
        EXPECT_THAT(lint(with("## [1.2.3] - 2026-01-02\n" + std::string{lines})),
                    ElementsAre(at(line, rule, text)))
            << lines;
}

TEST(Lint, an_unreleased_chapter_may_still_be_empty) {
    EXPECT_THAT(lint(with("## [Unreleased]\n\n### Added\n")), IsEmpty());
}

TEST(Lint, other_names_for_what_is_unreleased_are_told_the_proper_one) {
    for (std::string_view const heading : {"## Master", "## [HEAD]", "## Next"})
        EXPECT_THAT(lint(with(std::string{heading} + "\n### Added\n- a #1\n")),
                    ElementsAre(at(3, "unreleased-form", "\"## [Unreleased]\"")))
            << heading;
}

TEST(Lint, the_newest_release_lacks_nothing_that_recording_its_notes_would_ask_for) {
    constexpr std::string_view kOld = "## [1.2.2] - 2026-01-01\n### Added\n- old\n";
    EXPECT_THAT(
        lint(with("## [Unreleased]\n\n## [1.2.3] - 2026-01-02\n### Added\n- a\n" + std::string{kOld})),
        ElementsAre(at(5, "link-missing", "has no link")));
    EXPECT_THAT(lint(with("## [1.2.3] - 2026-01-02 [YANKED]\n### Added\n- a\n")), IsEmpty());
}

TEST(Lint, another_language_is_no_flaw) {
    EXPECT_THAT(lint(with("## [Unver\xC3\xB6"
                          "ffentlicht]\n### Hinzugef\xC3\xBCgt\n- a #1\n### Behoben\n- b\n")),
                IsEmpty());
}

TEST(Lint, a_bullet_whose_text_begins_on_the_next_line_is_not_empty) {
    EXPECT_THAT(lint(with("## [1.2.3] - 2026-01-02\n### Added\n-\n  text #1\n")), IsEmpty());
}

TEST(Lint, versions_are_compared_with_each_other) {
    EXPECT_THAT(
        lint(with("## [1.0.0] - 2026-01-01\n### Added\n- a #1\n"
                  "## [1.1.0] - 2026-02-01\n### Added\n- a #1\n"
                  "## [Unreleased]\n"
                  "## [1.0.0] - 2026-01-01\n### Added\n- a #1\n")),
        ElementsAre(at(6, "order", "1.1.0 is below 1.0.0"), at(9, "unreleased-not-first", "above all"),
                    at(10, "version-duplicate", "already has a chapter (line 3)")));
}

TEST(Lint, a_fix_of_an_older_line_may_stand_above_or_below_the_newer_version) {
    EXPECT_THAT(
        lint(
            with("## [1.0.1] - 2026-03-01\n### Fixed\n- a #1\n## [1.1.0] - 2026-02-01\n### Added\n- a #1\n")),
        IsEmpty());
    EXPECT_THAT(
        lint(
            with("## [1.1.0] - 2026-02-01\n### Added\n- a #1\n## [1.0.1] - 2026-03-01\n### Fixed\n- a #1\n")),
        IsEmpty());
}

TEST(Lint, links_are_complete_and_lead_from_a_chapter) {
    EXPECT_THAT(
        lint(with("## [1.1.0] - 2026-02-01\n### Added\n- a #1\n## [1.0.0] - 2026-01-01\n### Fixed\n- a #1\n"
                  "\n[1.1.0]: https://example.org/c\n[1.0.1]: https://example.org/d\n[docs]: "
                  "https://example.org\n")),
        ElementsAre(at(6, "link-missing", "\"[1.0.0]: https://...\""),
                    at(11, "link-unused", "no chapter for 1.0.1")));
}

TEST(Lint, a_file_without_title_or_version_is_told_what_to_begin_with) {
    EXPECT_THAT(lint("## [1.0.0] - 2026-01-01\n### Added\n- a #1\n"),
                ElementsAre(at(1, "title-missing", "\"# Changelog\"")));
    EXPECT_THAT(lint("# Changelog\n\n### Added\n- a #1\n"),
                ElementsAre(at(1, "changelog-empty", "## [Unreleased]"),
                            at(3, "section-without-version", "\"## [Unreleased]\" above it")));
    EXPECT_THAT(lint(""), ElementsAre(at(1, "changelog-empty", ""), at(1, "title-missing", "")));
}

TEST(Lint, what_cannot_be_read_is_a_finding) {
    EXPECT_THAT(lint("# Changelog\n\xFF\n"), ElementsAre(at(2, "changelog-binary", "UTF-8")));
    EXPECT_THAT(lint(std::string(kMaxChangelog + 1, '#')),
                ElementsAre(at(1, "changelog-too-large", "1048576")));
}

TEST(Lint, findings_come_by_line) {
    auto const findings = lint("## v1.2 - 22.01.2026\n- a #1\n### perf\n\n# 1.3.0\n");
    EXPECT_TRUE(std::ranges::is_sorted(findings, {}, &Finding::line));
    EXPECT_GE(findings.size(), 6U);
}

}  // namespace
}  // namespace cadence::artifact
