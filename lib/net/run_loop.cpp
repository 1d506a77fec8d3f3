#include "net/run_loop.h"

#include <algorithm>
#include <utility>

#include "base/clock.h"

namespace cadence::net {

void run_loop(boost::asio::io_context& loop, LoopFigures& figures, std::function<void()> const& first,
              std::function<void(Duration)> const& slow) {
    auto before = SystemClock::busy();
    auto const measure = [&] {
        auto const after = SystemClock::busy();
        auto const took = after - std::exchange(before, after);
        ++figures.handlers;
        figures.longest = std::max(figures.longest, took);
        if (took <= kLongestHandler) return;
        ++figures.slow;
        slow(took);
    };
    for (;;) {
        if (loop.poll_one() > 0) {
            measure();
            first();
        } else if (loop.run_one() > 0) {
            measure();
        } else {
            return;
        }
    }
}

}  // namespace cadence::net
