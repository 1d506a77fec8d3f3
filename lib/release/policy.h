// What the configuration says about a train: everything a decision may depend on besides state and command.
#pragma once

#include <string>
#include <vector>

#include "calendar/calendar.h"
#include "release/people.h"

namespace cadence::release {

struct Policy {
    calendar::Rule rule;
    std::vector<calendar::Blackout> blackouts;  // the configuration's
    std::vector<Role> required_roles;
    Duration monitoring = std::chrono::hours{2};  // from a production success to `released`
    bool operator==(Policy const&) const = default;
};

/// A phase that fires later than this after it was due is `late`. DESIGN section 4.
inline constexpr Duration kLateAfter = std::chrono::seconds{60};
/// A retrospective this long overdue is missed. DESIGN section 4.
inline constexpr Duration kRetrospectiveLimit = std::chrono::hours{24 * 7};

struct Context {
    Instant now;
    Policy const& policy;
    Actor const& actor;
    bool clock_held = false;  // the calendar waits; only closings go on
};

}  // namespace cadence::release
