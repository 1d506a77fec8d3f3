// What changelogs call what is still to come.
#include <gtest/gtest.h>

#include "artifact/samples.h"

namespace cadence::artifact {
namespace {

TEST(Unreleased, what_is_not_released_yet_has_many_names) {
    for (std::string_view const heading :
         {"## [Unreleased]",
          "## Unreleased",
          "## unreleased",
          "## [UNRELEASED]",
          "## [Unreleased](https://example.org/c)",
          "## [Unreleased][unreleased]",
          "# Unreleased",
          "Unreleased\n---",
          "## (Unreleased)",
          "## Unreleased\u00A0(main)",
          "## _Unreleased_",
          "## ~~Unreleased~~",
          "## Edge (Unreleased)",
          "## Changes since last release",
          "## Changes since 1.2.0",
          "## Current",
          "## Git master",
          "## Development version",
          "## develop branch",
          "## Pending changes",
          "## Future release",
          "## mypkg (development version)",
          "## Unreleased:",
          "## [Unreleased] - 2026-01-02",
          "## Unreleased changes",
          "## Master",
          "## master",
          "## main",
          "# HEAD",
          "HEAD\n----",
          "## Next",
          "## NEXT",
          "## [Next]",
          "## Next release",
          "## Next Version",
          "## vNext",
          "## Upcoming",
          "## (upcoming)",
          "## TBD",
          "## Development",
          "## develop",
          "## trunk",
          "## main (unreleased)",
          "## Master (Unreleased)",
          "## master / unreleased",
          "## main \xE2\x80\x94 unreleased",
          "## Not yet released",
          "## Not released",
          "## Coming soon",
          "## In progress",
          "## In development",
          "## Work in progress",
          "### Upcoming:",
          "### Unreleased",
          "## X.Y.Z",
          "## [x.x.x] (unreleased) - 2026-mm-dd",
          "## vX.Y.Z - YYYY-MM-DD",
          "## [Unreleased] - YYYY-MM-DD",
          "## \xF0\x9F\x9A\xA7 Unreleased",
          "## [Unreleased] - [minor]",
          "## [Unver\xC3\xB6"
          "ffentlicht]",
          "## [Unver\xC3\xB6"
          "ffentlicht] \xE2\x80\x93 Build vorbereitet",
          "## [Non publi\xC3\xA9]",
          "## [No publicado]",
          "## [No Publicado]",
          "## [N\xC3\xA3o publicado]",
          "## [N\xC3\xA3o publicado] \xE2\x80\x94 2026-09-15",
          "## [Non rilasciato]",
          "## [Niewydane]",
          "## [Ikke utgitt]",
          "## [Neobjavljeno]",
          "## [Yay\xC4\xB1mlanmad\xC4\xB1]",
          "## [Unreleased/Belum Dirilis]",
          "## [\xE6\x9C\xAA\xE5\x8F\x91\xE5\xB8\x83]",
          "## [\xE6\x9C\xAA\xE3\x83\xAA\xE3\x83\xAA\xE3\x83\xBC\xE3\x82\xB9]",
          "## [\xD0\x9D\xD0\xBE\xD0\xB2\xD0\xBE\xD0\xB5]"}) {
        auto const log = read(std::string{heading} + "\n- a\n## 1.0.0\n");
        ASSERT_NE(log.unreleased(), nullptr) << heading;
        EXPECT_EQ(log.unreleased()->version, "") << heading;
    }
    for (std::string_view const heading : {"## [1.2.3] - Unreleased",
                                           "## 1.2.3 (unreleased)",
                                           "## 1.2.3 - TBD",
                                           "## [1.2.3] - YYYY-MM-DD",
                                           "## 1.2.3 (upcoming)",
                                           "## 1.2.3 - Soon",
                                           "## 1.2.3 - never released",
                                           "## 1.2.3 (Upcoming Release)",
                                           "## v1.2.3 (not yet released)",
                                           "## 1.2.3 - in development",
                                           "## 1.2.3 (in progress)",
                                           "## 1.2.3 (master)",
                                           "## 1.2.3 - Next",
                                           "## 1.2.3 (WIP)",
                                           "## 1.2.3 \"Codename\" (unreleased)",
                                           "## [Unreleased v1.2.3]",
                                           "## Unreleased - 1.2.3",
                                           "## [Unreleased] 1.2.3",
                                           "## Upcoming (1.2.3)",
                                           "## Next: v1.2.3",
                                           "## master (1.2.3)",
                                           "## 1.2.3 - 2026-xx-xx",
                                           "## 1.2.3 / 2026-XX-XX",
                                           "## 1.2.3 (20XX-XX-XX)",
                                           "## 1.2.3 - DD/MM/YYYY",
                                           "## 1.2.3 - AAAA-MM-DD",
                                           "## 1.2.3 - TT.MM.JJJJ",
                                           "## 1.2.3 - \?\?\?\?-\?\?-\?\?",
                                           "## 1.2.3 - 2026-03-\?\?",
                                           "## 1.2.3 (non publi\xC3\xA9)",
                                           "## Tool 1.2.3 (not yet released)"}) {
        auto const chapter = read_one(heading);
        EXPECT_EQ(chapter.version, "1.2.3") << heading;
        EXPECT_EQ(chapter.date, std::nullopt) << heading;
        EXPECT_TRUE(chapter.unreleased) << heading;
    }
}

TEST(Unreleased, a_version_in_development_is_unreleased_however_it_is_counted) {
    for (std::string_view const version :
         {"1.3.0-unreleased", "1.3.0-dev", "1.3.0.dev0", "1.3.x", "1.2.0.9000"})
        for (std::string_view const name : {"", "mypkg "}) {
            auto const chapter = read_one("# " + std::string{name} + std::string{version} + "\n- a\n");
            EXPECT_EQ(chapter.version, version);
            EXPECT_TRUE(chapter.unreleased) << version;
        }
    EXPECT_FALSE(read_one("## 1.2.3.4\n- a\n").unreleased);
}

TEST(Unreleased, a_name_that_may_mean_something_else_is_unreleased_only_above_all_versions) {
    EXPECT_EQ(read_one("## 1.0.0\n### Added\n- a\n### Development\n- b\n").sections.size(), 2U);
    EXPECT_EQ(read_one("# 1.0.0\n## Next\n- b\n").sections.size(), 1U);
    EXPECT_EQ(read_one("## 1.0.0\n- a\n## Main\n- b\n").sections.size(), 1U);
    EXPECT_EQ(read_one("## Main changes\n- b\n## 1.0.0\n- a\n").version, "1.0.0");
    EXPECT_EQ(read_one("## Next steps\n- b\n## 1.0.0\n- a\n").version, "1.0.0");
    EXPECT_FALSE(read_one("## 1.0.0 - 2026-01-02 - The next big one\n- a\n").unreleased);
    EXPECT_FALSE(read_one("## 1.0.0 (2026-01-02)\n- Upcoming: more\n").unreleased);
}

}  // namespace
}  // namespace cadence::artifact
