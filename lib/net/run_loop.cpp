#include "net/run_loop.h"

#include <algorithm>
#include <utility>

#include "base/clock.h"

namespace cadence::net {

namespace {

/// Asking for processor time costs as much as a small handler: only beside one that took long may it matter.
class Stopwatch {
  public:
    /// What passed since the last time; of what took long, the processor's part, to a millisecond.
    Duration lap() {
        auto const now = SystemClock::steady();
        auto const passed = now - std::exchange(last_, now);
        if (now - asked_at_ < kPrecision) return passed;
        asked_at_ = now;
        auto const busy = SystemClock::busy();
        return std::min(passed, busy - std::exchange(busy_, busy));
    }

  private:
    static constexpr Duration kPrecision = std::chrono::milliseconds{1};
    Duration last_ = SystemClock::steady();
    Duration asked_at_ = last_;
    Duration busy_ = SystemClock::busy();
};

}  // namespace

void run_loop(boost::asio::io_context& loop, LoopFigures& figures, std::function<void()> const& first,
              std::function<void(Duration)> const& slow) {
    Stopwatch stopwatch;
    auto const measure = [&] {
        auto const took = stopwatch.lap();
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
