// include = ["trains.d/*.toml"]: more [[trains]], [[people]], [[channels]] and [[hooks]] from files beside
// the configuration, read as if they stood at its end. What there is one of, like [server], stays in the file
// itself.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <toml++/toml.h>

#include "config/values.h"

namespace cadence::config {

/// A path below the configuration's folder that ends with .toml; its last part may have a * for any letters.
[[nodiscard]] std::optional<std::string> include_of(Value const& value);

/// The files that the configuration's `include` names, in the order of the patterns and of their names. A
/// pattern that no file fits is no mistake, nor is one that cannot be read as a pattern: its reader says so.
[[nodiscard]] tl::expected<std::vector<IncludedFile>, std::vector<ConfigProblem>> read_included(
    toml::table const& top, std::filesystem::path const& folder);

/// Appends what it has to the lists of `top`.
void add_included(toml::table& top, IncludedFile const& file, Report& report);

}  // namespace cadence::config
