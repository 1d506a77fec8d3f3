#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "artifact/samples.h"

namespace cadence::artifact {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> problems(std::string_view text, std::string_view version = "1.2.0") {
    std::vector<std::string> rules;
    for (auto const& finding : problems_for_release(read(text), version)) rules.push_back(finding.rule);
    return rules;
}

TEST(Readiness, a_chapter_with_date_entry_and_link_lacks_nothing) {
    EXPECT_THAT(problems_for_release(read(kGood), "1.2.0"), IsEmpty());
    EXPECT_THAT(problems_for_release(read(kGood), "v1.2.0"), IsEmpty());
}

TEST(Readiness, a_version_that_was_yanked_is_not_released_again) {
    for (std::string_view const text :
         {"## [1.2.0] - 2026-01-23 [YANKED]\n### Added\n- a #1\n",
          "## 1.2.0 - 2026-01-23 (yanked)\n### Added\n- a #1\n",
          "## 1.2.0 - 2026-01-23 [RETRACTED]\n### Added\n- a #1\n",
          "## 1.2.0 - 2026-01-23\n\n**YANKED**\n\n### Added\n- a #1\n",
          "## 1.2.0 - 2026-01-23 _YANKED_\n### Added\n- a #1\n",
          "## 1.2.0 - 2026-01-23 [PULLED]\n### Added\n- a #1\n",
          "## 1.2.0 - 2026-01-23 (recalled)\n### Added\n- a #1\n",
          "## 1.2.0 - 2026-01-23 DO NOT USE\n### Added\n- a #1\n",
          "## 1.2.0 - 2026-01-23\n\n> [!WARNING]\n> This release was yanked.\n\n### Added\n- a #1\n",
          "## 1.2.0 - 2026-01-23\n\n> **Warning** This version was yanked\n\n### Added\n- a #1\n",
          "## 1.2.0 - 2026-01-23\n\n_This release was yanked._\n\n### Added\n- a #1\n",
          "## 1.2.0 - 2026-01-23\n\n- YANKED: data loss\n\n### Added\n- a #1\n",
          "## 1.2.0 - 2026-01-23\n\n### Yanked\n\n### Added\n- a #1\n",
          "## 1.2.0 - 2026-01-23\n\nv1.2.0 was yanked because it lost data.\n\n### Added\n- a #1\n",
          "## 1.2.0 - 2026-01-23\n\nThis release was pulled\n\n### Added\n- a #1\n",
          "## 1.2.0 - 2026-01-23\n\nIt lost data. This release was yanked.\n\n### Added\n- a #1\n",
          "## 1.2.0 - 2026-01-23\n\nThe big one\n\nYanked on 2026-01-24\n\n### Added\n- a #1\n",
          "## 1.2.0 - 2026-01-23\n\n[YANKED] It lost data.\n\n### Added\n- a #1\n",
          "## 1.2.0 - 2026-01-23\n\n*Note: This version was yanked, as it lost data.*\n\n### Added\n- a "
          "#1\n"})
        EXPECT_THAT(problems(text), ElementsAre("yanked")) << text;
    for (std::string_view const summary :
         {"Replaces 1.1.0, which was yanked.", "1.1.0 was yanked: use this one.",
          "Yanked flights are shown again", "Rooms that were withdrawn are shown. Recalled bookings too."})
        EXPECT_THAT(problems("## 1.2.0 - 2026-01-23\n\n" + std::string{summary} + "\n### Added\n- a #1\n"),
                    IsEmpty())
            << summary;
}

TEST(Readiness, a_heading_that_still_says_unreleased_is_not_finished) {
    EXPECT_THAT(problems("## 1.2.0 (unreleased) - 2026-01-23\n### Added\n- a #1\n"),
                ElementsAre("unreleased"));
    for (std::string_view const heading :
         {"## 1.2.0 - planned for 2026-01-22", "## 1.2.0 - expected 2026-01-22",
          "## [1.2.0] - due 2026-01-22", "## 1.2.0 (never released) - 2026-01-22"})
        EXPECT_THAT(problems(std::string{heading} + "\n### Added\n- a #1\n"), ElementsAre("unreleased"))
            << heading;
    EXPECT_THAT(problems("## 1.2.0 (upcoming)\n### Added\n- a #1\n"), ElementsAre("date-missing"));
}

TEST(Readiness, the_chapter_of_another_package_is_not_ours) {
    constexpr std::string_view kBoth =
        "## @acme/web@1.2.0 - 2026-01-23\n- theirs #1\n## @acme/api@1.2.0 - 2026-01-23\n- ours #1\n"
        "## @acme/web@1.1.0 - 2026-01-22\n- theirs #1\n";
    auto const log = read(kBoth);
    for (std::string_view const name : {"api", "API", "@acme/api"}) {
        ASSERT_NE(log.chapter("1.2.0", name), nullptr) << name;
        EXPECT_EQ(log.chapter("1.2.0", name)->line, 3) << name;
        EXPECT_THAT(problems_for_release(log, "1.2.0", name), IsEmpty()) << name;
        EXPECT_THAT(problems_for_release(log, "1.1.0", name),
                    ElementsAre(Field(&Finding::rule, "chapter-missing")));
    }
    for (std::string_view const name : {"", "backend"}) {
        EXPECT_EQ(log.chapter("1.2.0", name), nullptr) << name;
        auto const unclear = problems_for_release(log, "1.2.0", name);
        ASSERT_THAT(unclear, ElementsAre(Field(&Finding::rule, "package-unclear"))) << name;
        EXPECT_THAT(unclear[0].text, HasSubstr("@acme/web, @acme/api"));
        EXPECT_NE(log.chapter("1.1.0", name), nullptr) << name;
    }
}

TEST(Readiness, each_thing_that_is_missing_is_named_with_the_line_and_what_to_write) {
    auto const missing = problems_for_release(read(kGood), "1.3.0");
    ASSERT_THAT(missing, ElementsAre(Field(&Finding::rule, "chapter-missing")));
    EXPECT_THAT(missing[0].text, HasSubstr("\"## [1.3.0] - YYYY-MM-DD\""));
    auto const all = problems_for_release(read("# Changelog\n\n## 1.2.0\n### Added\n"), "1.2.0");
    EXPECT_THAT(all,
                ElementsAre(Field(&Finding::rule, "date-missing"), Field(&Finding::rule, "entry-missing"),
                            Field(&Finding::rule, "link-missing")));
    for (auto const& finding : all) EXPECT_EQ(finding.line, 3);
    EXPECT_THAT(all[2].text, HasSubstr("\"[1.2.0]: https://...\""));
}

TEST(Readiness, users_are_told_something_in_any_section_but_those_for_developers) {
    auto const with = [](std::string_view section) {
        return problems("## 1.2.0 - 2026-01-22\n" + std::string{section} + "\n");
    };
    for (std::string_view const section :
         {"### Added\n- a #1", "### Removed\n- a #1", "### Bug Fixes\n- a #1", "- a #1",
          "### BREAKING CHANGES\n- a #1", "### Dependencies\n- a #1", "### Performance Improvements\n- a #1",
          "### Backend\n- a #1", "### Added\n\nRooms can be booked (#1).",
          "### Added\n\n| a |\n|---|\n| b #1 |"})
        EXPECT_THAT(with(section), IsEmpty()) << section;
    for (std::string_view const section :
         {"### Internal\n- a #1", "### Miscellaneous Chores\n- release 1.2.0 #1",
          "### Breaking changes: none\n- a #1"})
        EXPECT_THAT(with(section), ElementsAre("entry-missing")) << section;
}

TEST(Readiness, a_url_a_link_or_a_ticket_is_a_link) {
    auto const with = [](std::string_view entry) {
        return problems("## 1.2.0 - 2026-01-22\n### Added\n- " + std::string{entry} +
                        "\n\n[guide]: docs/guide.md\n");
    };
    for (std::string_view const entry :
         {"see https://example.org/x", "<http://example.org>", "[text](docs/a.md)", "[the guide][guide]",
          "[guide]", "(#123)", "fixes #7.", "OPS-42", "(AB1-9)", "CVE-2026-1234", "(!12)", "acme/backend#12",
          "gitlab-org/gitlab!12", "(#123456)", "#1234567"})
        EXPECT_THAT(with(entry), IsEmpty()) << entry;
    for (std::string_view const entry : {"plain",
                                         "UTF-8",
                                         "SHA-256",
                                         "`#123`",
                                         "`https://example.org`",
                                         "#abc",
                                         "&#123;",
                                         "a-1",
                                         "X-1",
                                         "ABC-0",
                                         "[text]()",
                                         "[text]",
                                         "http://",
                                         "ABC-DEF",
                                         "lowABC-12",
                                         "the colour #123456",
                                         "#12ab34",
                                         "COVID-19 rules",
                                         "Hello!12",
                                         "wow!",
                                         "a#12"})
        EXPECT_THAT(with(entry), ElementsAre("link-missing")) << entry;
    EXPECT_THAT(problems("## [1.2.0](https://example.org/c) - 2026-01-22\n### Added\n- a\n"), IsEmpty());
}

}  // namespace
}  // namespace cadence::artifact
