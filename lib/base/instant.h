// Instants are UTC with microseconds; civil dates have no zone. Text is RFC 3339 ending in Z, durations
// in text are ISO 8601. Nothing here knows what time it is.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include <date/date.h>

#include "base/result.h"

namespace cadence {

using Duration = std::chrono::microseconds;
using Instant = std::chrono::time_point<std::chrono::system_clock, Duration>;
using Date = date::sys_days;  // a calendar day, not an instant: never compare it with one

/// "2026-01-22T10:00:00Z"; a fraction only where there is one.
[[nodiscard]] std::string format_instant(Instant instant);
/// RFC 3339 with any offset, to UTC. Errors: invalid `not-an-instant`.
[[nodiscard]] Result<Instant> parse_instant(std::string_view text);

/// "2026-01-22".
[[nodiscard]] std::string format_date(Date day);
/// Errors: invalid `not-a-date`, also for days that do not exist.
[[nodiscard]] Result<Date> parse_date(std::string_view text);

/// "Thursday".
[[nodiscard]] std::string weekday_name(date::weekday weekday);
/// "Thursday" or "Thu", any case.
[[nodiscard]] std::optional<date::weekday> parse_weekday(std::string_view text);

/// ISO 8601: "PT2H", "P14D", "PT1H30M", "-PT5M", "PT0.25S"; days are 24 hours.
[[nodiscard]] std::string format_duration(Duration duration);
/// For people: "2 h", "1 h 30 min", "3 d", "45 s", "120 ms".
[[nodiscard]] std::string describe_duration(Duration duration);
/// "2h", "90m", "1h30m", "2 weeks", "3d", "45s", or ISO 8601; may be negative. Errors: invalid
/// `not-a-duration`.
[[nodiscard]] Result<Duration> parse_duration(std::string_view text);

}  // namespace cadence
