// Requests repeated while the first still holds: the first one is named, and no second one is made.
#pragma once

#include "release/command.h"
#include "release/trains.h"

namespace cadence::release {

// Errors: conflict `already-there`.
[[nodiscard]] Result<void> check_no_twin(Train const& train, RequestRelease const& command);
[[nodiscard]] Result<void> check_no_twin(Train const& train, AddFreeze const& command);
[[nodiscard]] Result<void> check_no_twin(Train const& train, AddExemption const& command);
[[nodiscard]] Result<void> check_no_twin(Train const& train, AddBlackout const& command);
/// On a release that is pinned.
[[nodiscard]] Result<void> check_no_twin(Release const& release, RecordIssue const& command);

}  // namespace cadence::release
