// Whether an entry of a changelog says that it breaks something, which it says where it begins or ends, and
// not by mentioning it: "**Breaking:** ...", "feat(api)!: ...", "... (BREAKING)", "... This is a
// breaking change.", or a footer "BREAKING CHANGE: ...". A line is judged by its plain words, however they
// are marked up.
#pragma once

#include <optional>
#include <string_view>

#include "artifact/changelog.h"

namespace cadence::artifact {

/// The line of the text that says so, counted from 0; nothing if none does. A sign alone, like that of
/// warning, means so of a change only: under Added and Fixed it decorates.
[[nodiscard]] std::optional<int> line_that_breaks(std::string_view text, SectionKind kind);

}  // namespace cadence::artifact
