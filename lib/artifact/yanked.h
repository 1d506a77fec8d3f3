// Whether a version was taken back after its release. It is said in the heading, or in a sentence below it
// that begins with that or is about this version: "YANKED: data loss", "1.3.0 was yanked.", and not "Yanked
// flights are shown again" or "Replaces 1.2.9, which was yanked".
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "artifact/changelog.h"

namespace cadence::artifact {

[[nodiscard]] bool is_yanked(std::string_view word);

/// How many words of a heading say so at `at`: "YANKED", "DO NOT USE"; 0: none.
[[nodiscard]] std::size_t yanked_at(std::vector<std::string> const& words, std::size_t at);

[[nodiscard]] bool says_yanked(Chapter const& chapter);

}  // namespace cadence::artifact
