// Values in sentences for people. describe_duration stands beside its parser, in instant.h.
#pragma once

#include <string>

#include "base/instant.h"

namespace cadence {

/// As format_instant, to the second.
[[nodiscard]] inline std::string describe_instant(Instant instant) {
    return format_instant(date::floor<std::chrono::seconds>(instant));
}

}  // namespace cadence
