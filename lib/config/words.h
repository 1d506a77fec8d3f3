// Words for messages, for the configuration's own files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace cadence::config {

/// "; did you mean \"window\"?", or empty where nothing is near.
[[nodiscard]] std::string did_you_mean(std::string_view text, std::vector<std::string> const& candidates);

[[nodiscard]] std::string in_quotes(std::string_view text);

}  // namespace cadence::config
