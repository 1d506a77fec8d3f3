// Suggestions for a time zone that the database does not have. A suggestion has the offset that was written:
// "GMT+2" is two hours ahead of UTC, and "Etc/GMT+2" two behind.
#pragma once

#include <string>
#include <string_view>

namespace cadence::config {

/// "; did you mean "Europe/Berlin"?", or empty.
[[nodiscard]] std::string zone_hint(std::string_view text);

}  // namespace cadence::config
