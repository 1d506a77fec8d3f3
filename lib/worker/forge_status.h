// The merge gate's answer as a status on a commit. Pure.
#pragma once

#include <string>

#include "base/zone.h"
#include "forge/forge.h"
#include "release/gates.h"

namespace cadence::worker {

/// Shut: failure, with all reasons as far as the forge takes them, and when that changes. Open: success, with
/// the advice there is. What is said of an open gate names no time to come, so that a new calendar posts
/// nothing anew.
[[nodiscard]] forge::Status status_of(release::Gate const& gate, Zone const& zone, forge::Kind kind,
                                      std::string target_url);

}  // namespace cadence::worker
