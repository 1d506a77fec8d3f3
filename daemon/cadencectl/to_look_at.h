// Beside the status: what needs a person, each a line; empty when all is well.
#pragma once

#include <string>
#include <string_view>

#include "base/instant.h"
#include "cadencectl/document.h"
#include "cadencectl/style.h"

namespace cadence::ctl {

/// `page` is the answer to a look for those in `state`.
[[nodiscard]] std::string deliveries_to_look_at(Json const& page, std::string_view state, Style style);
[[nodiscard]] std::string forges_to_look_at(Json const& page, Style style, Instant now);
[[nodiscard]] std::string hooks_to_look_at(Json const& page, Style style, Instant now);

}  // namespace cadence::ctl
