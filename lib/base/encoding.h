// Text as bytes: UTF-8, and percent-encoding for URLs.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cadence {

/// How many bytes the character at the front of a text that is not empty has; 0 where it is not UTF-8
/// (overlong forms and surrogates are none).
[[nodiscard]] std::size_t character_length(std::string_view text);

/// UTF-8 of at most so many bytes, cut between two characters; what is none becomes U+FFFD.
[[nodiscard]] std::string utf8_within(std::string_view text, std::size_t most_bytes);

/// RFC 3986: all but letters, digits and "-._~".
[[nodiscard]] std::string percent_encode(std::string_view text);

}  // namespace cadence
