// The texts of checks: words in braces filled in, and what was seen made fit to be stored and shown.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "engine/check.h"

namespace cadence::engine {

enum class FillFor { text, url };

/// In a URL, what is not an address itself is percent-encoded. What was filled in is not looked at again.
/// Errors: conflict `check-word-empty`, for a word that stands for nothing (yet).
[[nodiscard]] Result<std::string> fill(std::string_view text, CheckSubject const& subject, FillFor purpose);

/// One line of UTF-8 without terminal sequences, at most kMostSeen bytes.
[[nodiscard]] std::string to_saw(std::string_view text);
/// The last line with something in it.
[[nodiscard]] std::string_view last_line(std::string_view text);

/// "41 ms": nobody wants to know more exactly.
[[nodiscard]] std::string describe_took(Duration took);

}  // namespace cadence::engine
