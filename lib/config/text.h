// Checks of the configuration's text before it is read as TOML: reasonable size, UTF-8, and a depth that the
// parser survives. Gives the file's tables, or the one problem that keeps it from being read at all.
#pragma once

#include <string>
#include <string_view>

#include <toml++/toml.h>

#include "config/config.h"

namespace cadence::config {

inline constexpr std::size_t kLargestConfig = 1U << 20U;

[[nodiscard]] ConfigProblem too_large();
[[nodiscard]] tl::expected<toml::table, ConfigProblem> parse_toml(std::string_view text);

}  // namespace cadence::config
