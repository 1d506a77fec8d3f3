// Text as bytes: UTF-8, and percent-encoding for URLs.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cadence {

/// How many bytes the character at the front of a text that is not empty has; 0 where it is not UTF-8
/// (overlong forms and surrogates are none).
[[nodiscard]] std::size_t character_length(std::string_view text);

/// RFC 3986: all but letters, digits and "-._~".
[[nodiscard]] std::string percent_encode(std::string_view text);

}  // namespace cadence
