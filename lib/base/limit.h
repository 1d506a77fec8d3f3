// Text cut to what somebody takes of it, in the unit in which they count. All that leaves for a service with
// a limit is cut here; who knows the service states its limit (chat/render.h, forge/words.cpp).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cadence {

// All are additive: the whole measures what its parts do.
using Measure = std::size_t (*)(std::string_view text);
[[nodiscard]] std::size_t bytes(std::string_view text);
[[nodiscard]] std::size_t code_points(std::string_view text);
/// Characters as JavaScript counts them: never fewer than there are.
[[nodiscard]] std::size_t utf16_units(std::string_view text);
/// In a JSON string.
[[nodiscard]] std::size_t json_bytes(std::string_view text);

/// Makes of a text what may be sent: never shorter, as the limit counts.
using Escape = std::string (*)(std::string_view text);
[[nodiscard]] std::string as_it_is(std::string_view text);
/// U+FFFD instead of each character beyond the Basic Multilingual Plane (emoji, some names).
[[nodiscard]] std::string in_basic_plane(std::string_view text);

struct Limit {
    std::size_t most;
    Measure measure;
    Escape escape = as_it_is;
};

/// Escaped, and as much as there is room for: cut between two characters, and then it ends in "…".
[[nodiscard]] std::string within(std::string_view plain, Limit const& limit);

}  // namespace cadence
