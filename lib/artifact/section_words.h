// The kinds of change in a changelog, in the languages that they are written in, and what breaks. Only ASCII
// is read without regard to its case.
#pragma once

#include <optional>
#include <string_view>

#include "artifact/changelog.h"

namespace cadence::artifact {

struct KindName {
    std::string_view proper;  // as Keep a Changelog has it, in the language of the title; empty: it has none
    SectionKind kind = SectionKind::other;
};

/// The bump that a change of this kind asks for.
[[nodiscard]] Bump bump_of(SectionKind kind);

/// The kind that the section's title names: "Bug Fixes", "Ajouté", "Added - API", "Changed (internal)"; the
/// weightiest of several, "Deprecated / Removed". Nothing: no kind.
[[nodiscard]] std::optional<KindName> kind_named(std::string_view title);

/// The kind that a bullet under no known section gives itself: "Fix: ...", "[BUGFIX] ...", "**Removed:**
/// ...", "**Fixed** ...".
[[nodiscard]] SectionKind kind_labelled(std::string_view entry);

/// Whether a section of this title holds what breaks: "BREAKING CHANGES", "Major Changes". "Non-breaking
/// changes" and "Line breaking" do not.
[[nodiscard]] bool names_breaking(std::string_view title);

/// Whether what stands under this title concerns nobody who only uses the program: "Internal", "Tests".
[[nodiscard]] bool is_for_developers(std::string_view title);

}  // namespace cadence::artifact
