// The findings that need no request: that a check is not ready yet, or cannot be asked at all. Pure.
#pragma once

#include <optional>

#include "job/check.h"

namespace cadence::job {

/// Nothing: it has to be asked.
[[nodiscard]] std::optional<Finding> found_without_asking(Check const& check, CheckSubject const& subject);

}  // namespace cadence::job
