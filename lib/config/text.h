// Checks of the configuration's text before it is read as TOML: reasonable size, UTF-8, and a depth that the
// parser survives. Gives the file's tables, or the one problem that keeps it from being read at all.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include <toml++/toml.h>

#include "config/config.h"

namespace cadence::config {

inline constexpr std::size_t kLargestConfig = 1U << 20U;

/// The whole file, or what keeps us from reading it; `instead` is what it ought to be.
[[nodiscard]] tl::expected<std::string, ConfigProblem> read_text(std::filesystem::path const& file,
                                                                 std::string_view instead);
/// `file` is what its problems call it, where it is an included one.
[[nodiscard]] tl::expected<toml::table, ConfigProblem> parse_toml(std::string_view text,
                                                                  std::string_view file = {});

}  // namespace cadence::config
