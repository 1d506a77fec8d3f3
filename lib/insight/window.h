// The time that figures are about: a length that ends with the record, a quarter or a year, in whole days of
// the train's zone.
//
// Invariant: where it ends follows from the record alone (the day of the train's last event), never from
// when somebody asks: the same record gives the same figures.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/zone.h"

namespace cadence::insight {

inline constexpr std::string_view kUsualWindow = "P90D";

struct Window {
    std::string name;  // "P90D", "2026-Q1", "2026"
    Instant from;
    Instant to;     // the first instant after it
    Instant until;  // as far as the record reaches: `to`, or the end of the last event's day
};

/// `last`: of the train's events. Errors: invalid `wrong-parameter` (field `window`).
[[nodiscard]] Result<Window> window_of(std::string_view text, Zone const& zone, Instant last);
/// Those of the same length, or the quarters or years, before it and it itself; oldest first.
[[nodiscard]] std::vector<Window> up_to(Window const& window, std::size_t count, Zone const& zone);

/// The whole quarter that ended last.
[[nodiscard]] Window last_quarter(Zone const& zone, Instant now);

}  // namespace cadence::insight
