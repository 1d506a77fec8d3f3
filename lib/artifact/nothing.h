// Text that is only there to fill its place: "None", "N/A", "There are no breaking changes in this release."
#pragma once

#include <string_view>

namespace cadence::artifact {

[[nodiscard]] bool says_nothing(std::string_view text);

/// Whether a title ends so, and with it all that stands below it: "Breaking Changes: None".
[[nodiscard]] bool announces_nothing(std::string_view title);

}  // namespace cadence::artifact
