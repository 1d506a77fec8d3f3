// The rows of a train and of all it holds, written where they differ from what is there already. Two trains
// are compared in memory; no table is read.
#pragma once

#include "store/connection.h"
#include "store/store.h"

namespace cadence::store {

/// The train, and every release, merge and deadline that differs, is new, or has ceased to live.
void write_rows(Connection& connection, TrainChange const& change);

}  // namespace cadence::store
