// Commands to a train, by people or by time: those of every noun. `release` is an id; a
// release that the calendar still owns is pinned by its first command. DESIGN sections 5 and 13.
#pragma once

#include <variant>

#include <boost/mp11/list.hpp>

#include "release/checklist.h"
#include "release/dates.h"
#include "release/deadlines.h"
#include "release/deployments.h"
#include "release/gates.h"
#include "release/merges.h"
#include "release/records.h"
#include "release/requests.h"
#include "release/rollbacks.h"
#include "release/trains.h"
#include "release/votes.h"

namespace cadence::release {

using AnyCommand = boost::mp11::mp_rename<
    boost::mp11::mp_append<TrainCommands, DateCommands, VoteCommands, ChecklistCommands, RequestCommands,
                           MergeCommands, GateCommands, DeploymentCommands, RollbackCommands, RecordCommands,
                           DeadlineCommands>,
    std::variant>;

/// A type of its own, so that copying and moving so many alternatives is compiled once (lifecycle.cpp).
struct Command : AnyCommand {
    using variant::variant;
    Command(Command const& other);
    Command(Command&& other) noexcept;
    Command& operator=(Command const& other);
    Command& operator=(Command&& other) noexcept;
    ~Command();
};

}  // namespace cadence::release
