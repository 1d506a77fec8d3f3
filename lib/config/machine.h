// The configuration, tried out on the machine it is for: what a start would stumble over is found before it.
#pragma once

#include <filesystem>

#include "config/config.h"
#include "job/secrets.h"

namespace cadence::config {

/// Where a daemon with this configuration listens.
enum class Listens { as_configured, elsewhere };

/// As load_config(file), with the doubtful secrets among its warnings. A CA file that cannot be used is a
/// problem, and an address to listen on that is not this machine's.
[[nodiscard]] LoadedConfig load_config(std::filesystem::path const& file, job::Secrets const& secrets,
                                       Listens listens);

}  // namespace cadence::config
