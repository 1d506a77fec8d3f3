// One readable sentence for a line of the log: for the journal, the terminal, the chat and the simulation.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "release/log_line.h"

namespace cadence::chat {

/// "anna says go for backend-2026-01-08". A line it does not know is shown by its type and data.
[[nodiscard]] std::string narrate(release::LogLine const& line);

/// Every type that the log can have.
[[nodiscard]] std::vector<std::string_view> event_types();

}  // namespace cadence::chat
