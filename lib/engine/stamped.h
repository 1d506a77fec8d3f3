// Notes that begin with an instant, as meta() keeps them: "2026-01-05T09:00:00Z the clock jumped".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/instant.h"

namespace cadence::engine {

[[nodiscard]] inline std::string stamped(Instant at, std::string_view text) {
    return format_instant(at).append(" ").append(text);
}

/// Nothing for what is no such note.
[[nodiscard]] inline std::optional<std::pair<Instant, std::string>> stamp_in(
    std::optional<std::string> const& note) {
    auto const space = note ? note->find(' ') : std::string::npos;
    if (space == std::string::npos) return std::nullopt;
    auto const at = parse_instant(std::string_view{*note}.substr(0, space));
    if (!at) return std::nullopt;
    return std::pair{*at, note->substr(space + 1)};
}

}  // namespace cadence::engine
