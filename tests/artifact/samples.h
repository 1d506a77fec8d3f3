// Changelogs that the tests of this folder share.
#pragma once

#include <string_view>

#include <gtest/gtest.h>

#include "artifact/changelog.h"

namespace cadence::artifact {

/// The example of the process document, in a whole file.
inline constexpr std::string_view kGood = R"(# Changelog

Everything worth knowing.

## [Unreleased]

### Fixed
- A typo

## [1.2.0] - 2026-01-23

The channel release.

### Added
- Channel Manager sync for Airbnb (Phase 17A)
- Bulk availability upload API, see [the guide][guide]

### Fixed
- Double-booking prevention via EXCLUSION constraint

### Changed
- Upgraded FastAPI to 0.115.0

## [1.1.0] - 2026-01-09 [YANKED]

### Removed
- The old importer (#41)

[Unreleased]: https://example.org/compare/v1.2.0...HEAD
[1.2.0]: https://example.org/compare/v1.1.0...v1.2.0
[1.1.0]: https://example.org/releases/tag/v1.1.0
[guide]: https://example.org/guide
)";

inline Changelog read(std::string_view text) {
    auto log = parse_changelog(text);
    EXPECT_TRUE(log) << text << "\n" << log.error().detail;
    return log.value_or(Changelog{});
}

/// The only chapter of a changelog.
inline Chapter read_one(std::string_view text) {
    auto log = read(text);
    EXPECT_EQ(log.chapters.size(), 1U) << text;
    return log.chapters.empty() ? Chapter{} : log.chapters.front();
}

}  // namespace cadence::artifact
