// What was seen, made fit to be stored and shown.
#pragma once

#include <string>
#include <string_view>

#include "base/instant.h"

namespace cadence::job {

inline constexpr std::size_t kMostSeen = 500;

/// One line of UTF-8 without terminal sequences, at most kMostSeen bytes.
[[nodiscard]] std::string to_saw(std::string_view text);
/// The last line with something in it.
[[nodiscard]] std::string_view last_line(std::string_view text);

/// "41 ms": nobody wants to know more exactly.
[[nodiscard]] std::string describe_took(Duration took);

}  // namespace cadence::job
