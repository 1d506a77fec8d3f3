#include "net/run_loop.h"

#include <algorithm>

#include "base/clock.h"

namespace cadence::net {

void run_loop(boost::asio::io_context& loop, LoopFigures& figures, std::function<void()> const& first,
              std::function<void(Duration)> const& slow) {
    auto before = SystemClock::busy();
    while (loop.run_one() > 0) {
        auto const after = SystemClock::busy();
        auto const took = after - before;
        ++figures.handlers;
        figures.longest = std::max(figures.longest, took);
        if (took > kLongestHandler) {
            ++figures.slow;
            slow(took);
        }
        before = after;
        first();
    }
}

}  // namespace cadence::net
