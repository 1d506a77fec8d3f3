// Pieces of answers that several subcommands say the same way.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cadencectl/document.h"
#include "cadencectl/style.h"

namespace cadence::ctl {

/// "undecided: Product Owner has not said go".
[[nodiscard]] std::string decision_of(Json const& decision);
/// "open", "open, but ...", "shut until Thu 2026-01-22 12:00 UTC: ...".
[[nodiscard]] std::string gate_of(Json const& gate, std::string_view timezone);
[[nodiscard]] Paint paint_of_gate(Json const& gate);
/// The window of a release, or of any object with opens_at and closes_at; or an instant as it stands.
[[nodiscard]] std::string window_of(Json const& value, std::string_view timezone);
/// "1.2.0 (4f1c9a2b)".
[[nodiscard]] std::string what_ships(Json const& value);
/// "backend-2026-01-08" or "backend-2026-01-08 (current release)".
[[nodiscard]] std::string name_of_release(std::string_view id, std::string_view which);
/// "backend-2026-12-24: Thu ... -> Thu ...", "... -> dropped", "... appears at ...".
[[nodiscard]] std::string date_change(Json const& change);
/// The columns seq, at, type, release, actor and what else there is to say.
[[nodiscard]] std::vector<Cell> event_cells(Json const& event);
/// With a full stop at its end, where there is something to say.
[[nodiscard]] std::string sentence(std::string_view words);

}  // namespace cadence::ctl
