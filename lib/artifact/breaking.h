// Whether an entry of a changelog says that it breaks something, which it says where it begins or ends, and
// not by mentioning it: "**Breaking:** ...", "feat(api)!: ...", "... (BREAKING)", or a footer "BREAKING
// CHANGE: ...".
#pragma once

#include <optional>
#include <string_view>

#include "artifact/changelog.h"

namespace cadence::artifact {

/// The line of the text that says so, counted from 0; nothing if none does. A sign of warning does not mean
/// that in a section of what is deprecated or secured.
[[nodiscard]] std::optional<int> line_that_breaks(std::string_view text, SectionKind kind);

/// "None", "N/A", "No breaking changes.": a bullet that is only there to fill its section.
[[nodiscard]] bool says_nothing(std::string_view text);

}  // namespace cadence::artifact
