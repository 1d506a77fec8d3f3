// The reminder before the go/no-go: when it is due, and what it says.
//
// Invariants: once an attempt, after its code freeze and before its go/no-go, and only while it has no GO. A
// GO that is taken back within that time is reminded of at once.
#pragma once

#include <optional>

#include "release/event.h"
#include "release/policy.h"

namespace cadence::release {

/// When the voters of this attempt are to be reminded; nothing: not, or not any more.
[[nodiscard]] std::optional<Instant> next_reminder(Release const& release, Policy const& policy);
/// Who has not voted, and what else is missing for GO.
[[nodiscard]] VoteReminded reminder_of(Release const& release);

}  // namespace cadence::release
