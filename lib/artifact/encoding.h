// Whether bytes are text at all: UTF-8 without NUL.
#pragma once

#include <string_view>

namespace cadence::artifact {

/// The line of the first byte that is not; 0 if there is none.
[[nodiscard]] int line_that_is_no_text(std::string_view text);

}  // namespace cadence::artifact
