#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "artifact/samples.h"

namespace cadence::artifact {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

Result<Proposal> propose(std::string_view unreleased, std::string_view last) {
    auto const log = read("## [Unreleased]\n" + std::string{unreleased} + "\n## [1.2.0] - 2026-01-23\n- a\n");
    if (last.empty()) return propose_next(log, std::nullopt);
    return propose_next(log, parse_tag(last).value());
}

std::vector<std::string> problems(std::string_view text, std::string_view version = "1.2.0") {
    std::vector<std::string> rules;
    for (auto const& finding : problems_for_release(read(text), version)) rules.push_back(finding.rule);
    return rules;
}

TEST(Proposal, the_sections_of_what_is_unreleased_choose_the_next_version) {
    struct Case {
        std::string_view unreleased, last, next, because;
    };
    for (auto const& [unreleased, last, next, because] : {
             Case{"### Fixed\n- a\n", "v1.2.0", "1.2.1", "### Fixed has an entry (line 3)"},
             Case{"### Security\n- a\n### Fixed\n- b\n", "v1.2.0", "1.2.1",
                  "### Security has an entry (line 3)"},
             Case{"### Fixed\n- a\n### Added\n- b\n", "v1.2.0", "1.3.0", "### Added has an entry (line 5)"},
             Case{"### Changed\n- a\n", "v1.2.0", "1.3.0", "### Changed has an entry (line 3)"},
             Case{"### Deprecated\n- a\n", "v1.2.0", "1.3.0", "### Deprecated has an entry (line 3)"},
             Case{"### Added\n- a\n### Removed\n- b\n- c\n", "v1.2.0", "2.0.0",
                  "### Removed has an entry (line 5)"},
             Case{"### Removed\n### Fixed\n- a\n", "v1.2.0", "1.2.1", "### Fixed has an entry (line 4)"},
             Case{"### \xE2\x9A\xA0 BREAKING CHANGES\n- a\n", "v1.2.0", "2.0.0",
                  "### BREAKING CHANGES has an entry (line 3)"},
             Case{"### Changed\n- **Breaking:** a\n", "v1.2.0", "2.0.0",
                  "an entry says that it is breaking (line 3)"},
             Case{"### Fixed\n- a\n\n  BREAKING CHANGE: b\n", "v1.2.0", "2.0.0",
                  "an entry says that it is breaking (line 3)"},
             Case{"### Fixed\n- Reads `BREAKING CHANGE` in footers\n", "v1.2.0", "1.2.1",
                  "### Fixed has an entry (line 3)"},
             Case{"### Fixed\n- a breaking change of the weather\n", "v1.2.0", "1.2.1",
                  "### Fixed has an entry (line 3)"},
             Case{"### Performance\n- a\n", "v1.2.0", "1.3.0", "### Performance has an entry (line 3)"},
             Case{"- a\n", "v1.2.0", "1.3.0", "an entry stands under no section (line 2)"},
             Case{"### Features\n- a\n", "v1.2.0", "1.3.0", "### Features has an entry (line 3)"},
             Case{"### Fixed\n- a\n", "v1.3.0-rc.2", "1.3.0", "### Fixed has an entry (line 3)"},
             Case{"### Fixed\n- a\n", "", "1.2.1", "### Fixed has an entry (line 3)"},
         }) {
        auto const proposal = propose(unreleased, last);
        ASSERT_TRUE(proposal) << unreleased << proposal.error().detail;
        EXPECT_EQ(proposal->version.text(), next) << unreleased;
        EXPECT_EQ(proposal->because, because) << unreleased;
    }
}

TEST(Proposal, before_the_first_major_version_a_break_is_a_minor_one) {
    auto const proposal = propose("### Removed\n- a\n", "v0.4.2");
    ASSERT_TRUE(proposal);
    EXPECT_EQ(proposal->version.text(), "0.5.0");
    EXPECT_EQ(proposal->bump, Bump::minor);
    EXPECT_EQ(proposal->because, "### Removed has an entry (line 3); before 1.0.0 that is a minor version");
    EXPECT_EQ(propose("### Fixed\n- a\n", "v0.4.2")->version.text(), "0.4.3");
}

TEST(Proposal, without_a_tag_it_follows_the_highest_version_in_the_file_or_begins) {
    auto const log =
        read("## Unreleased\n### Fixed\n- a\n## 1.0.1\n## 1.2.0-rc.1\n## 1.1.9\n## v2\n## 9.0.0 - TBD\n");
    EXPECT_EQ(propose_next(log, std::nullopt)->version.text(), "1.2.0");
    auto const first = propose_next(read("## Unreleased\n### Fixed\n- a\n"), std::nullopt);
    ASSERT_TRUE(first);
    EXPECT_EQ(first->version.text(), "0.1.0");
    EXPECT_THAT(first->because, HasSubstr("begins at 0.1.0"));
}

TEST(Proposal, with_nothing_new_there_is_nothing_to_release) {
    for (std::string_view const text : {"## 1.0.0\n- a\n", "## Unreleased\n## 1.0.0\n- a\n",
                                        "## Unreleased\n### Added\n\nText\n", "## Unreleased\n- \n"}) {
        auto const proposal = propose_next(read(text), std::nullopt);
        ASSERT_FALSE(proposal) << text;
        EXPECT_EQ(proposal.error().code, ErrorCode::invalid);
        EXPECT_EQ(proposal.error().problem, "nothing-to-release");
        EXPECT_THAT(proposal.error().detail, HasSubstr("Unreleased"));
    }
}

TEST(Readiness, a_chapter_with_date_entry_and_link_lacks_nothing) {
    EXPECT_THAT(problems_for_release(read(kGood), "1.2.0"), IsEmpty());
    EXPECT_THAT(problems_for_release(read(kGood), "v1.2.0"), IsEmpty());
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

TEST(Readiness, an_entry_for_users_stands_in_a_known_section_or_in_none) {
    auto const with = [](std::string_view section) {
        return problems("## 1.2.0 - 2026-01-22\n" + std::string{section} + "\n- a #1\n");
    };
    for (std::string_view const section :
         {"### Added", "### Removed", "### Bug Fixes", "", "### BREAKING CHANGES"})
        EXPECT_THAT(with(section), IsEmpty()) << section;
    for (std::string_view const section : {"### Internal", "### Dependencies"})
        EXPECT_THAT(with(section), ElementsAre("entry-missing")) << section;
}

TEST(Readiness, a_url_a_link_or_a_ticket_is_a_link) {
    auto const with = [](std::string_view entry) {
        return problems("## 1.2.0 - 2026-01-22\n### Added\n- " + std::string{entry} +
                        "\n\n[guide]: docs/guide.md\n");
    };
    for (std::string_view const entry :
         {"see https://example.org/x", "<http://example.org>", "[text](docs/a.md)", "[the guide][guide]",
          "[guide]", "(#123)", "fixes #7.", "OPS-42", "(AB1-9)", "CVE-2026-1234"})
        EXPECT_THAT(with(entry), IsEmpty()) << entry;
    for (std::string_view const entry :
         {"plain", "UTF-8", "SHA-256", "`#123`", "`https://example.org`", "#abc", "&#123;", "a-1", "X-1",
          "ABC-0", "[text]()", "[text]", "http://", "ABC-DEF", "lowABC-12"})
        EXPECT_THAT(with(entry), ElementsAre("link-missing")) << entry;
    EXPECT_THAT(problems("## [1.2.0](https://example.org/c) - 2026-01-22\n### Added\n- a\n"), IsEmpty());
}

}  // namespace
}  // namespace cadence::artifact
