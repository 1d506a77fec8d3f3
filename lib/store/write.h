// The rows of a train and of all it holds, written where they differ from what is there already. Two trains
// are compared in memory; no table is read.
#pragma once

#include <cstdint>
#include <optional>

#include "release/trains.h"
#include "store/connection.h"

namespace cadence::store {

struct TrainRow {
    release::Train const& train;
    std::optional<Instant> next_due;
    std::int64_t revision;
};
void write_train(Connection& connection, TrainRow const& row);

/// Every release, merge and deadline that differs, is new, or has ceased to live.
void write_changed(Connection& connection, release::Train const& before, release::Train const& after);

}  // namespace cadence::store
