// When a delivery that did not arrive is tried again. Announcements take the schedule of Standard
// Webhooks 1.0.0 (75 h 35 min in all, then once a day), actions a quicker one, for their moment passes. Each
// step is up to a fifth shorter, so that what failed together does not come back together. Pure: the jitter
// comes from the delivery's id.
#pragma once

#include <optional>
#include <string_view>

#include "base/instant.h"
#include "store/delivery.h"

namespace cadence::engine {

/// The longest that a receiver's Retry-After is honoured.
inline constexpr Duration kLongestWait = std::chrono::hours{24};

struct Attempted {
    store::DeliveryKind kind = store::DeliveryKind::announcement;
    std::string_view id;
    int attempts = 1;                   // so many have failed
    std::optional<Duration> wait = {};  // asked for by the receiver
};

/// When to try again; nothing: that would be after `give_up_at`.
[[nodiscard]] std::optional<Instant> next_attempt(Attempted const& attempted, Instant now,
                                                  Instant give_up_at);

}  // namespace cadence::engine
