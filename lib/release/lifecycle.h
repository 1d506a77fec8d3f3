// The functions the whole program is about. All pure: the same arguments give the same answer.
//
// `decide` may refuse and changes nothing; `evolve` never refuses, is the only writer of state and reads
// nothing but state and event. A change that time makes is an ordinary command, found by `next_due`: a late
// tick, a double tick and a restart are then the same thing.
#pragma once

#include <optional>

#include "release/command.h"
#include "release/event.h"
#include "release/policy.h"
#include "release/trains.h"

namespace cadence::release {

/// No events is a fine answer: there was nothing (more) to do.
[[nodiscard]] Result<Events> decide(Train const& train, Command const& command, Context const& context);

[[nodiscard]] Train evolve(Train train, Event const& event);

struct Due {
    Instant at;
    Command command;
};
/// The earliest thing that time will do to this train; while the clock is on hold only closings.
[[nodiscard]] std::optional<Due> next_due(Train const& train, Policy const& policy, bool clock_held);

}  // namespace cadence::release
