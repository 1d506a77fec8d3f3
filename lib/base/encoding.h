// Text as bytes: UTF-8, and percent-encoding for URLs.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cadence {

/// How many bytes the character at the front of a text that is not empty has; 0 where it is not UTF-8
/// (overlong forms and surrogates are none).
[[nodiscard]] std::size_t character_length(std::string_view text);

/// The line of the first byte that is no text, which is UTF-8 without NUL; 0 if there is none.
[[nodiscard]] int line_that_is_no_text(std::string_view text);

/// Whether it stands within a character: not its first byte.
[[nodiscard]] constexpr bool is_continuation(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}
/// The front of a text: at most so many bytes, cut between two characters.
[[nodiscard]] std::string_view front_of(std::string_view text, std::size_t most_bytes);
/// All of a text, or its front and "...".
[[nodiscard]] std::string abbreviated(std::string_view text, std::size_t most_bytes);

/// UTF-8 of at most so many bytes, cut between two characters; what is none becomes U+FFFD.
[[nodiscard]] std::string utf8_within(std::string_view text, std::size_t most_bytes);

/// RFC 3986: all but letters, digits and "-._~".
[[nodiscard]] std::string percent_encode(std::string_view text);

}  // namespace cadence
