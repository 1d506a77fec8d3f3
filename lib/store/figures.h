// How much of what runs and waits is in the record, for monitoring.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "release/deadlines.h"
#include "store/delivery.h"

namespace cadence::store {

/// Nothing is counted further, so that it costs the same however much there is.
inline constexpr std::size_t kMostCounted = 10'000;

struct Figures {
    struct Running {
        release::DeadlineKind kind;
        release::DeadlineState state;
        std::size_t count;
        Instant soonest;  // due
    };
    struct Waiting {
        DeliveryKind kind;
        std::size_t count;
        std::optional<Instant> oldest;  // since when it waits
    };
    std::vector<Running> deadlines;   // that are live
    std::vector<Waiting> deliveries;  // that are under way, for each kind
    std::size_t dead = 0;             // deliveries that were given up
    std::size_t unknown = 0;          // actions that a person must look at
    std::size_t arrivals = 0;         // not worked on yet
    std::int64_t bytes = 0;           // of the database
};

}  // namespace cadence::store
