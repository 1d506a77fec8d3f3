#include "base/clock.h"

#include <algorithm>
#include <ctime>

namespace cadence {

namespace {

Duration read_clock(clockid_t id) {
    timespec time{};
    clock_gettime(id, &time);
    auto const exact = std::chrono::seconds{time.tv_sec} + std::chrono::nanoseconds{time.tv_nsec};
    return std::chrono::floor<Duration>(exact);
}

}  // namespace

ClockReading SystemClock::read() const {
    return {.wall = Instant{read_clock(CLOCK_REALTIME)}, .since_boot = read_clock(CLOCK_BOOTTIME)};
}

Duration SystemClock::busy() {
    return read_clock(CLOCK_THREAD_CPUTIME_ID);
}

void ManualClock::advance(Duration duration) {
    auto const passed = std::max(duration, Duration{0});
    reading_.wall += passed;
    reading_.since_boot += passed;
}

}  // namespace cadence
