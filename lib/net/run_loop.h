// Runs the loop a handler at a time: what must not be late goes before each, and how long each kept all the
// others waiting is measured. Processor time, so that waiting for events or for the disk does not count.
#pragma once

#include <cstdint>
#include <functional>

#include <boost/asio/io_context.hpp>

#include "base/instant.h"

namespace cadence::net {

struct LoopFigures {
    std::uint64_t handlers = 0;
    std::uint64_t slow = 0;  // that took longer than kLongestHandler
    Duration longest{0};
};

inline constexpr Duration kLongestHandler = std::chrono::milliseconds{5};

/// Until the loop is stopped or has nothing to do. Where handlers wait for each other, `first` is called
/// before the next; a loop that sleeps is woken by its timers. `slow` is called after a handler that took too
/// long.
void run_loop(boost::asio::io_context& loop, LoopFigures& figures, std::function<void()> const& first,
              std::function<void(Duration)> const& slow);

}  // namespace cadence::net
