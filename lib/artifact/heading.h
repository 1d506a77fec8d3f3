// The headings of a changelog: which version, when, and which kind of change. Every way of writing them that
// is met in practice is understood; what differs from Keep a Changelog is kept for lint().
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "artifact/changelog.h"

namespace cadence::artifact {

struct ChapterHeading {
    std::string version;  // empty for Unreleased
    std::string package;  // "api" of "api@1.2.0", "Rails" of "Rails 8.0.1 (2024-12-13)"
    std::string prefix;   // "v" or "Version", which belong elsewhere
    std::string label;    // of a link by reference: the text in brackets
    std::string url;      // of an inline link
    std::string day;      // the date as written
    std::optional<Date> date;
    bool unreleased = false;  // it says so: "Unreleased", "Master", "1.3.0 (upcoming)", "1.3.0 - TBD"
    bool perhaps = false;     // by a word like "Master" alone, which may be the name of something else
    bool yanked = false;
    bool yanked_well = false;  // "[YANKED]" at the end
    std::string rest;          // words that are none of these
};

/// Nothing if the heading is not of a version. Level 3 is one only if it says nothing else; deeper is none.
[[nodiscard]] std::optional<ChapterHeading> read_chapter_heading(std::string_view title, int level);

struct SectionHeading {
    std::string title;
    SectionKind kind = SectionKind::other;
    std::string_view proper;  // "Added", if it should be that; empty for what is none of the six
    bool breaking = false;    // "BREAKING CHANGES", "Major Changes"
};

[[nodiscard]] SectionHeading read_section_heading(std::string_view title);

struct WrittenDate {
    std::string text;  // as written
    std::optional<Date> date;
    bool placeholder = false;
};

/// The date among the words, which loses its own: "2026-01-22", "2026/01/22", "January 22, 2026",
/// "22 Jan 2026", "TBD". What looks like a date and is none has no `date`.
[[nodiscard]] WrittenDate take_date(std::vector<std::string>& words);

}  // namespace cadence::artifact
