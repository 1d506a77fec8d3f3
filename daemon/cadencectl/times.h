// Instants for people: UTC first, the train's local time beside it.
#pragma once

#include <string>
#include <string_view>

#include "base/instant.h"
#include "base/result.h"

namespace cadence::ctl {

/// "Thu 2026-01-22 10:00 UTC (11:00 CET)"; the local date too where it is another day. No zone, or UTC: no
/// brackets. What is not an instant comes back as it is.
[[nodiscard]] std::string when(std::string_view instant, std::string_view timezone = {});
/// "2026-01-22 10:00:00", UTC, for columns.
[[nodiscard]] std::string stamp(std::string_view instant);
/// "Thu 2026-01-22 10:00-12:00 UTC (11:00 CET)".
[[nodiscard]] std::string window(std::string_view opens_at, std::string_view closes_at,
                                 std::string_view timezone);

/// "in 3 h 12 min", "5 min ago"; empty for what is no instant.
[[nodiscard]] std::string distance(std::string_view instant, Instant now);

/// "PT2H" as "2 h".
[[nodiscard]] std::string length(std::string_view duration);

}  // namespace cadence::ctl
