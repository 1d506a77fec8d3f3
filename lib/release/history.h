// The record of what production has run, and what follows for merges, releases to be contained and approvals
// from what it runs. For `apply` alone.
#pragma once

#include <string_view>
#include <vector>

#include "release/trains.h"

namespace cadence::release {

/// So much is remembered.
inline constexpr std::size_t kRanKept = 20;

void enter_history(Train& train, Release const* release, Running const& running);
/// Approvers see what ships with what they approve, as it stands.
void settle_riders(Train& train, std::string_view deployed);
/// When production got this first, as far as is remembered: a place in its history, or its end.
[[nodiscard]] std::vector<Ran>::const_iterator first_run(Train const& train, std::string_view version,
                                                         std::string_view commit);
/// Production runs this from now on.
void runs(Train& train, Running running);
/// On-demand releases contained in a release that is being left must be contained again.
void ask_again(Train& train, std::string_view release);

}  // namespace cadence::release
