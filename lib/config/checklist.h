// The process's own checklist: 19 items before a production release and 11 after it, in the spec's groups and
// words. A train that writes no items has exactly these; an item of the file with one of these ids takes what
// it leaves unsaid from here. DESIGN section 8.
#pragma once

#include <string_view>
#include <vector>

#include "base/shared_vector.h"
#include "release/checklist.h"

namespace cadence::config {

[[nodiscard]] SharedVector<release::ItemRule> const& shipped_checklist();
/// Nothing where the id is none of these.
[[nodiscard]] release::ItemRule const* shipped_item(std::string_view id);

/// The defaults of an item of one's own: of each kind of release after it, of the scheduled ones before it,
/// so that nobody holds up a hotfix by accident.
[[nodiscard]] std::vector<release::Kind> usual_kinds(release::Stage stage);
[[nodiscard]] Duration usual_every(release::Stage stage);

}  // namespace cadence::config
