// The texts of checks: words in braces filled in, and what was seen made fit to be stored and shown.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "job/check.h"
#include "job/fill.h"

namespace cadence::job {

[[nodiscard]] FillWords words_of(CheckSubject const& subject);
/// As `fill` of fill.h.
[[nodiscard]] Result<std::string> fill(std::string_view text, CheckSubject const& subject, FillFor purpose);

/// One line of UTF-8 without terminal sequences, at most kMostSeen bytes.
[[nodiscard]] std::string to_saw(std::string_view text);
/// The last line with something in it.
[[nodiscard]] std::string_view last_line(std::string_view text);

/// "41 ms": nobody wants to know more exactly.
[[nodiscard]] std::string describe_took(Duration took);

}  // namespace cadence::job
