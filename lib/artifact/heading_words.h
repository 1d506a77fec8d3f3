// The words by which changelogs call an unreleased version, in many languages. Only ASCII is read without
// regard to its case.
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

/// The meaning of the words from `at` on: "not yet released", "Master", "x.y.z".
[[nodiscard]] ToCome to_come(std::vector<std::string> const& words, std::size_t at);

/// "2026-xx-xx", "YYYY-MM-DD", "TT.MM.JJJJ": a date that is still to be written.
[[nodiscard]] bool is_date_to_come(std::string_view word);

/// "1.3.0-dev", "1.3.0-SNAPSHOT": what 1.3.0 is called until it is released.
[[nodiscard]] bool is_development(Version const& version);
/// The same where it is not Semantic Versioning: "1.3.x", "1.3.0.dev0", "1.2.0.9000".
[[nodiscard]] bool is_development(std::string_view version);

}  // namespace cadence::artifact
