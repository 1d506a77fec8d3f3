#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "artifact/samples.h"

namespace cadence::artifact {
namespace {

using testing::HasSubstr;

Result<Proposal> propose(std::string_view unreleased, std::string_view last) {
    auto const log = read("## [Unreleased]\n" + std::string{unreleased} + "\n## [1.2.0] - 2026-01-23\n- a\n");
    if (last.empty()) return propose_next(log, std::nullopt);
    return propose_next(log, parse_tag(last).value());
}

TEST(Proposal, the_sections_of_what_is_unreleased_choose_the_next_version) {
    struct Case {
        std::string_view unreleased, last, next, because;
    };
    for (auto const& [unreleased, last, next, because] : {
             Case{"### Fixed\n- a\n", "v1.2.0", "1.2.1", "line 3 is under Fixed: \"a\""},
             Case{"### Security\n- a\n### Fixed\n- b\n", "v1.2.0", "1.2.1",
                  "line 3 is under Security: \"a\""},
             Case{"### Fixed\n- a\n### Added\n- b\n", "v1.2.0", "1.3.0", "line 5 is under Added: \"b\""},
             Case{"### Changed\n- a\n", "v1.2.0", "1.3.0", "line 3 is under Changed: \"a\""},
             Case{"### Deprecated\n- a\n", "v1.2.0", "1.3.0", "line 3 is under Deprecated: \"a\""},
             Case{"### Added\n- a\n### Removed\n- b\n- c\n", "v1.2.0", "2.0.0",
                  "line 5 is under Removed: \"b\""},
             Case{"### Removed\n### Fixed\n- a\n", "v1.2.0", "1.2.1", "line 4 is under Fixed: \"a\""},
             Case{"### \xE2\x9A\xA0 BREAKING CHANGES\n- a\n", "v1.2.0", "2.0.0",
                  "line 3 is under BREAKING CHANGES: \"a\""},
             Case{"### Changed\n- **Breaking:** a\n", "v1.2.0", "2.0.0",
                  "line 3 says that it is breaking: \"**Breaking:** a\""},
             Case{"### Fixed\n- a\n\n  BREAKING CHANGE: b\n", "v1.2.0", "2.0.0",
                  "line 5 says that it is breaking: \"BREAKING CHANGE: b\""},
             Case{"### Fixed\n- Reads `BREAKING CHANGE` in footers\n", "v1.2.0", "1.2.1",
                  "line 3 is under Fixed: \"Reads `BREAKING CHANGE` in footers\""},
             Case{"### Fixed\n- a breaking change of the weather\n", "v1.2.0", "1.2.1",
                  "line 3 is under Fixed: \"a breaking change of the weather\""},
             Case{"### Performance\n- a\n", "v1.2.0", "1.2.1", "line 3 is under Performance: \"a\""},
             Case{"- a\n", "v1.2.0", "1.3.0", "line 2 is under no section: \"a\""},
             Case{"### Features\n- a\n", "v1.2.0", "1.3.0", "line 3 is under Features: \"a\""},
             Case{"### Fixed\n- a\n", "v1.3.0-rc.2", "1.3.0", "line 3 is under Fixed: \"a\""},
             Case{"### Fixed\n- a\n", "", "1.2.1", "line 3 is under Fixed: \"a\""},
         }) {
        auto const proposal = propose(unreleased, last);
        ASSERT_TRUE(proposal) << unreleased << proposal.error().detail;
        EXPECT_EQ(proposal->version.text(), next) << unreleased;
        EXPECT_EQ(proposal->because, because) << unreleased;
    }
}

/// The bump that one entry or section asks for, and the line that decided.
std::pair<Bump, int> asked(std::string_view unreleased) {
    auto const proposal = propose(unreleased, "v1.2.0");
    if (!proposal) {
        ADD_FAILURE() << unreleased << proposal.error().detail;
        return {Bump::patch, 0};
    }
    return {proposal->bump, proposal->line};
}

TEST(Proposal, an_entry_that_is_marked_as_breaking_is_found_wherever_it_says_so) {
    for (std::string_view const entry : {
             "breaking change: the old flags are gone",
             "Breaking change: the old flags are gone",
             "Breaking: the old flags are gone",
             "BREAKING CHANGE: the old flags are gone",
             "BREAKING-CHANGE: the old flags are gone",
             "BREAKING: the old flags are gone",
             "BREAKING Drops the old flags",
             "**Breaking** The old flags are gone",
             "**BREAKING CHANGE**: the old flags are gone",
             "**Breaking change** - the old flags are gone",
             "**[BREAKING]** the old flags are gone",
             "__Breaking:__ the old flags are gone",
             "[BREAKING] the old flags are gone",
             "(breaking) the old flags are gone",
             "[breaking change] the old flags are gone",
             "Breaking \xE2\x80\x94 the old flags are gone",
             "Backwards-incompatible change: the old flags are gone",
             "[BC BREAK] the old flags are gone",
             "\xE2\x9A\xA0 **BREAKING** the old flags are gone",
             "[**breaking**] take the old flags out",
             "*(cli)* [**breaking**] take the old flags out",
             "[**breaking**] [4f1c9a2](https://example.org/c) Take the old flags out",
             "(**BREAKING**) the old flags are gone",
             "[`breaking`] the old flags are gone",
             "`BREAKING CHANGE`: the old flags are gone",
             "<b>BREAKING</b>: the old flags are gone",
             "<strong>Breaking change:</strong> the old flags are gone",
             "\\[BREAKING\\] the old flags are gone",
             "**feat(api)!:** take the old flags out",
             "**feat!**: take the old flags out",
             "`feat!`: take the old flags out",
             "Refactor!: take the old flags out",
             "Feat(API)!: take the old flags out",
             "**[#12](https://example.org/12)**: feat!: take the old flags out",
             "BC: the old flags are gone",
             "API BREAK: the old flags are gone",
             "Breaking API: the old flags are gone",
             "BREAKING_CHANGE: the old flags are gone",
             "INCOMPATIBLE: the old flags are gone",
             "Breaking change. The old flags are gone",
             "BREAKING\u00A0CHANGE: the old flags are gone",
             "Breaking change\u00A0: the old flags are gone",
             "This is a **breaking change**: the old flags are gone",
             "Rename the old flags. This is a breaking change.",
             "Rename the old flags. **This is a breaking change.**",
             "Rename the old flags. This is a breaking change (#12).",
             "The old flags are gone (this is a breaking change)",
             "Flags\n  > **Breaking:** the old ones are gone",
             "**BREAKING CHANGES**\n    - the old flags are gone",
             "Flags\n\n  Reviewed-by: Ada\n  BREAKING CHANGE: the old ones are gone",
             "feat!: take the old flags out",
             "refactor(cli)!: take the old flags out",
             "**cli:** BREAKING CHANGE: the old flags are gone",
             "cli: breaking: the old flags are gone",
             "4f1c9a2: BREAKING: the old flags are gone",
             "[#12](https://example.org/12) [`4f1c9a2`](https://example.org/c) Thanks "
             "[@ada](https://example.org/ada)! - Breaking: the old flags are gone",
             "#12 Breaking: the old flags are gone",
             "The old flags are gone (BREAKING)",
             "The old flags are gone [breaking change] ([#12](https://example.org/12))",
             "The old flags are gone **BREAKING** (#12).",
             "feat!: take the old flags out by @ada in https://example.org/12",
             "The old flags are gone (breaking) by @ada in https://example.org/12",
             "Flags\n  - new ones\n  - **Breaking:** the old ones are gone",
             "fix: flags\n  BREAKING CHANGE: the old ones are gone",
             "4f1c9a2: Flags.\n\n  ## BREAKING CHANGE\n\n  The old ones are gone.",
         })
        EXPECT_EQ(asked("### Fixed\n- " + std::string{entry} + "\n").first, Bump::major) << entry;
}

TEST(Proposal, a_sign_alone_says_so_of_a_change) {
    for (std::string_view const entry :
         {"\xE2\x9A\xA0\xEF\xB8\x8F the old flags are gone", "\xF0\x9F\x92\xA5 the old flags are gone",
          ":boom: the old flags are gone"})
        for (std::string_view const section : {"### Changed\n- ", "- "})
            EXPECT_EQ(asked(std::string{section} + std::string{entry} + "\n").first, Bump::major) << entry;
}

TEST(Proposal, an_entry_that_only_mentions_what_breaks_does_not_break) {
    for (std::string_view const entry : {
             "Footers with BREAKING CHANGE are read again",
             "The parser knew no BREAKING CHANGE: footer",
             "BREAKING CHANGE footers are read again",
             "Breaking changes are listed first",
             "breaking-change detection is quicker",
             "fix(parser): breaking change detection",
             "Announce \"BREAKING CHANGE: x\" once",
             "`feat!: x` is read as breaking",
             "Line breaking: long words wrap",
             "Lines that end in\n  breaking changes wrap",
             "Show **breaking changes** in bold",
             "Fix the record-breaking delay",
             "Non-breaking: spaces are kept",
             "Breaking change: none",
             "Breaking change: NO \xE2\x80\x94 additive only",
             "```\n  BREAKING CHANGE: in code\n  ```",
             "Hello!: greets",
             "wow!: the new button",
             "Do not crash on\n  BREAKING CHANGE: in a footer",
             "`BREAKING CHANGE:` is read",
             "`BREAKING CHANGE` footers are read",
             "BC Parks are shown",
             "Maps of British Columbia (BC)",
             "Rename a helper (not a breaking change)",
             "Rename a helper. Breaking: no",
             "Breaking: false",
             "**BREAKING CHANGES**\n    - None",
             "Breaking changes:\n\n  None in this release.",
             "\xE2\x9A\xA0\xEF\xB8\x8F icon is aligned again",
             ":warning: icons are aligned again",
         })
        EXPECT_EQ(asked("### Fixed\n- " + std::string{entry} + "\n").first, Bump::patch) << entry;
    EXPECT_EQ(asked("### Added\n- :boom: can be chosen\n").first, Bump::minor);
    EXPECT_EQ(asked("### Deprecated\n- \xE2\x9A\xA0 the old flags\n").first, Bump::minor);
    EXPECT_EQ(asked("### Fixed\n- \xE2\x9A\xA0 Deprecated flags warn once\n").first, Bump::patch);
}

TEST(Proposal, a_section_of_what_breaks_has_many_names) {
    for (std::string_view const section : {"### Major Changes",
                                           "### BREAKING CHANGES",
                                           "### BREAKING CHANGE",
                                           "### Breaking",
                                           "### \xE2\x9A\xA0 BREAKING CHANGES",
                                           "#### \xF0\x9F\x92\xA5 Breaking Change",
                                           "### :boom: Breaking",
                                           "### Changed (breaking)",
                                           "### Changed - BREAKING",
                                           "### Backwards incompatible changes",
                                           "### Backward-incompatible changes",
                                           "### API Breaking Changes",
                                           "### BC Breaks",
                                           "BREAKING CHANGES:",
                                           "**Breaking changes**",
                                           "**Breaking changes:**",
                                           "### Alterado (quebra compatibilidade)",
                                           "### \xE7\xA0\xB4\xE5\x9D\x8F\xE6\x80\xA7\xE5\x8F\x98\xE6\x9B\xB4",
                                           "### Removals",
                                           "### Removals and deprecations",
                                           "### Deprecated / Removed",
                                           "### API-breaking",
                                           "### Breaks",
                                           "### Incompatibilities",
                                           "### BREAKING\u00A0CHANGES",
                                           "### Deleted",
                                           "### Entfernt",
                                           "### Supprim\xC3\xA9"})
        EXPECT_EQ(asked(std::string{section} + "\n\n- a\n"), (std::pair{Bump::major, 4})) << section;
    for (std::string_view const section : {"### Non-breaking changes", "### No breaking changes",
                                           "### Line breaking", "### Minor Changes", "### Improvements"})
        EXPECT_EQ(asked(std::string{section} + "\n\n- a\n").first, Bump::minor) << section;
    for (std::string_view const section :
         {"### Patch Changes", "BUG FIXES:", "**Fixed**", "### Behoben - Installation", "### Corrig\xC3\xA9",
          "### Performance Improvements", "### Reverts", "### Hotfixes", "### Fixed issues",
          "### Bug fixes & security"})
        EXPECT_EQ(asked(std::string{section} + "\n\n- a\n").first, Bump::patch) << section;
    EXPECT_EQ(asked("### Changed\n#### Breaking\n- a\n").first, Bump::major);
    EXPECT_EQ(asked("### Breaking\n#### API\n- a\n").first, Bump::major);
}

TEST(Proposal, what_breaks_may_be_told_without_a_bullet) {
    EXPECT_EQ(asked("### Breaking change: hashes differ\n\nThey are SHA-256 now.\n### Fixed\n- a\n"),
              (std::pair{Bump::major, 4}));
    EXPECT_EQ(asked("**Breaking:** hashes differ.\n\n### Fixed\n- a\n"), (std::pair{Bump::major, 2}));
    EXPECT_EQ(asked("### Fixed\n- a\n\nBREAKING CHANGE: hashes differ.\n"), (std::pair{Bump::major, 5}));
}

TEST(Proposal, text_without_a_bullet_counts_where_a_section_has_none) {
    EXPECT_EQ(asked("### Added\n\nRooms can be booked.\n"), (std::pair{Bump::minor, 4}));
    EXPECT_EQ(asked("### Fixed\n\n| what |\n|---|\n| rooms |\n").first, Bump::patch);
}

TEST(Proposal, a_section_that_only_says_none_asks_for_nothing) {
    for (std::string_view const none : {"- None",
                                        "- none.",
                                        "- N/A",
                                        "- *None*",
                                        "- No breaking changes.",
                                        "None.",
                                        "There are no breaking changes in this release.",
                                        "- No breaking changes in this release",
                                        "- This release has no breaking changes",
                                        "- None in this release",
                                        "- none known",
                                        "- n.a.",
                                        "- \u2014",
                                        "- \u2026",
                                        "- ...",
                                        "- Nothing so far",
                                        "- No breaking changes here, only fixes",
                                        "- TBA",
                                        "- No removals",
                                        "- Nothing removed",
                                        "- <!-- placeholder -->"})
        EXPECT_EQ(asked("### BREAKING CHANGES\n" + std::string{none} + "\n### Fixed\n- a\n"),
                  (std::pair{Bump::patch, 5}))
            << none;
    for (std::string_view const none :
         {"**Breaking Changes:** None\n", "### Breaking Changes: None\n\n- No endpoint is gone\n",
          "### Breaking changes (none)\n\nAll is compatible.\n", "### Removed\n- Nothing removed\n"})
        EXPECT_EQ(asked(std::string{none} + "\n### Fixed\n- a\n").first, Bump::patch) << none;
    for (std::string_view const some :
         {"- No key works any more", "- Nothing old is read", "- None, except that the old flags are gone"})
        EXPECT_EQ(asked("### BREAKING CHANGES\n" + std::string{some} + "\n").first, Bump::major) << some;
}

TEST(Proposal, a_bullet_under_no_section_may_say_which_kind_it_is_of) {
    EXPECT_EQ(asked("- Fix: a\n- [BUGFIX] b\n- fix(api): c\n").first, Bump::patch);
    EXPECT_EQ(asked("- **Fixed** a\n- **Fixes**\n    - b\n").first, Bump::patch);
    EXPECT_EQ(asked("- Fixed: a\n- Removed: b\n"), (std::pair{Bump::major, 3}));
    EXPECT_EQ(asked("- feat: a\n").first, Bump::minor);
    EXPECT_EQ(asked("* remove:\n  - `app.del`\n").first, Bump::major);
}

TEST(Proposal, the_next_version_in_the_heading_is_what_people_have_decided) {
    auto const of = [](std::string_view heading, std::string_view entries) {
        auto const text =
            "## " + std::string{heading} + "\n" + std::string{entries} + "## 1.2.0 - 2026-01-23\n- a\n";
        return propose_next(read(text), parse_tag("v1.2.0").value());
    };
    auto const higher = of("2.0.0 (upcoming)", "### Fixed\n- a\n");
    ASSERT_TRUE(higher);
    EXPECT_EQ(higher->version.text(), "2.0.0");
    EXPECT_EQ(higher->bump, Bump::major);
    EXPECT_EQ(higher->because, "line 1 names it: \"2.0.0 (upcoming)\"");
    EXPECT_EQ(of("1.3.0 (upcoming)", "### Added\n- a\n")->version.text(), "1.3.0");
    EXPECT_EQ(of("1.2.1 (upcoming)", "### Removed\n- a\n")->version.text(), "2.0.0");
    EXPECT_EQ(of("1.3.0-dev", "### Fixed\n- a\n")->version.text(), "1.3.0");
    EXPECT_EQ(of("1.3.0-rc.1 (unreleased)", "### Fixed\n- a\n")->version.text(), "1.3.0-rc.1");
}

TEST(Proposal, before_the_first_major_version_a_break_is_a_minor_one) {
    auto const proposal = propose("### Removed\n- a\n", "v0.4.2");
    ASSERT_TRUE(proposal);
    EXPECT_EQ(proposal->version.text(), "0.5.0");
    EXPECT_EQ(proposal->bump, Bump::minor);
    EXPECT_EQ(proposal->because, "line 3 is under Removed: \"a\"; before 1.0.0 that is a minor version");
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

TEST(Proposal, it_follows_the_highest_version_of_its_package) {
    auto const log =
        read("## api@1.3.0 (unreleased)\n### Fixed\n- a\n## web@7.0.0\n- b\n## api@1.2.9\n- c\n");
    EXPECT_EQ(propose_next(log, std::nullopt)->version.text(), "1.3.0");
}

TEST(Proposal, with_nothing_new_there_is_nothing_to_release) {
    for (std::string_view const text : {"## 1.0.0\n- a\n", "## Unreleased\n## 1.0.0\n- a\n",
                                        "## Unreleased\n### Added\n", "## Unreleased\n- \n"}) {
        auto const proposal = propose_next(read(text), std::nullopt);
        ASSERT_FALSE(proposal) << text;
        EXPECT_EQ(proposal.error().code, ErrorCode::invalid);
        EXPECT_EQ(proposal.error().problem, "nothing-to-release");
        EXPECT_THAT(proposal.error().detail, HasSubstr("Unreleased"));
    }
}

}  // namespace
}  // namespace cadence::artifact
