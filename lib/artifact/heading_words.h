// The words that headings of changelogs are made of, in the languages that they are written in: what is not
// released yet, the kinds of change, and what breaks. Only ASCII is read without regard to its case.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "artifact/changelog.h"

namespace cadence::artifact {

/// How many words say that the version is still to come, and how sure that is.
struct ToCome {
    std::size_t words = 0;
    bool sure = false;  // "unreleased"; not "master", which may be the name of something else
};

/// What the words from `at` on say: "not yet released", "Master", "x.y.z".
[[nodiscard]] ToCome to_come(std::vector<std::string> const& words, std::size_t at);

/// "2026-xx-xx", "YYYY-MM-DD", "TT.MM.JJJJ": a date that is still to be written.
[[nodiscard]] bool is_date_to_come(std::string_view word);

/// "1.3.0-dev", "1.3.0-SNAPSHOT": what 1.3.0 is called until it is released.
[[nodiscard]] bool is_development(Version const& version);

struct KindName {
    std::string_view written;
    std::string_view proper;  // as Keep a Changelog has it, in the language it is written in
    SectionKind kind = SectionKind::other;
};

/// What the section's title names: "Bug Fixes", "Ajouté", "Added - API", "Changed (internal)". Null: no kind.
[[nodiscard]] KindName const* kind_named(std::string_view title);

/// What a bullet under no known section says of itself: "Fix: ...", "[BUGFIX] ...", "**Removed:** ...".
[[nodiscard]] SectionKind kind_labelled(std::string_view entry);

/// Whether a section of this title holds what breaks: "BREAKING CHANGES", "Major Changes". "Non-breaking
/// changes" and "Line breaking" do not.
[[nodiscard]] bool names_breaking(std::string_view title);

}  // namespace cadence::artifact
