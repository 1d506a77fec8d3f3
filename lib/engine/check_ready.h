// What needs no asking to be known of a check: that it is not ready yet, or cannot be asked at all. Pure.
#pragma once

#include <optional>

#include "engine/check.h"

namespace cadence::engine {

/// Nothing: it has to be asked.
[[nodiscard]] std::optional<Finding> found_without_asking(Check const& check, CheckSubject const& subject);

}  // namespace cadence::engine
