// When the checks of a checklist are due: before the release from its code freeze (on demand: from its
// commit) on until it is deployed, after it from the deployment until monitoring ends, once more at that end,
// and on for what is still required then.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "release/release.h"

namespace cadence::release {

/// An on-demand release is tested on staging (spec "Deploy to staging, run smoke tests").
[[nodiscard]] bool tested_on_staging(Release const& release, Item const& item);
/// Nothing: this release has no check to run (any more).
[[nodiscard]] std::optional<Instant> next_check(Release const& release);
/// The items whose checks are due.
[[nodiscard]] std::vector<std::string> checks_due(Release const& release, Instant now);
/// Every check after the release has run since monitoring was to end.
[[nodiscard]] bool final_checks_done(Release const& release);

}  // namespace cadence::release
