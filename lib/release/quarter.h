// Calendar quarters, for the review of the cadence (spec "Review Quarterly").
#pragma once

#include <string>
#include <string_view>

#include "base/instant.h"

namespace cadence::release {

/// The first day of the quarter after the one that `day` is in.
[[nodiscard]] Date quarter_after(Date day);
/// "backend-2026-Q1": of the quarter that ends where the next begins.
[[nodiscard]] std::string review_before(std::string_view train, Date next_begins);

}  // namespace cadence::release
