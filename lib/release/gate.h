// "May I merge, deploy, flip a flag now, and why not?" The answer follows from committed state alone; every
// edge is a command of its own, so an answer stays right until the next revision. DESIGN section 6.
//
// Invariant: a shut gate names at least one reason, and all of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "release/decision.h"
#include "release/policy.h"
#include "release/train.h"

namespace cadence::release {

enum class Action { merge, deploy, flag };

struct Gate {
    bool open = true;
    bool advisory = false;
    std::vector<Reason> reasons;
    std::optional<Instant> changes_at;  // nothing: no known end
    bool operator==(Gate const&) const = default;
};

[[nodiscard]] Gate gate_of(Train const& train, Policy const& policy, Action action, bool clock_held);

}  // namespace cadence::release

template <>
struct cadence::Names<cadence::release::Action> {
    static constexpr std::array<std::string_view, 3> values{"merge", "deploy", "flag"};
};
