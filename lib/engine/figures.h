// What the engine has done since its start, counted for monitoring. Only what is on disk is counted.
#pragma once

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/histogram.h"
#include "base/names.h"
#include "release/event.h"
#include "store/delivery.h"

namespace cadence::engine {

template <class Enum>
using CountOf = std::array<std::uint64_t, Names<Enum>::values.size()>;

struct Figures {
    /// After they were due, of the phases that fired.
    Histogram<9> lateness{{0.01, 0.05, 0.1, 0.5, 1, 10, 60, 600, 3600}};
    CountOf<release::FiringStatus> phases{};
    CountOf<release::DeploymentStatus> deployments{};  // to production
    std::uint64_t rollbacks = 0;
    Histogram<9> commits{{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1}};
    /// By kind, and by the state that they ended in.
    std::array<CountOf<store::DeliveryState>, 2> deliveries{};
    /// From the queue to their receiver.
    Histogram<7> delivered{{1, 10, 60, 600, 3600, 14'400, 86'400}};

    void count(release::Events const& events);
    void count(store::Delivery const& ended);
};

}  // namespace cadence::engine
