#include "base/clock.h"

#include <gtest/gtest.h>

namespace cadence {
namespace {

using namespace std::chrono_literals;

TEST(SystemClock, neither_of_its_times_goes_back) {
    SystemClock const clock;
    auto const first = clock.read();
    auto const second = clock.read();
    EXPECT_GE(second.since_boot, first.since_boot);
    EXPECT_GT(first.since_boot, 0s);
}

TEST(SystemClock, shows_the_wall_time_of_the_machine) {
    auto const before = date::floor<Duration>(std::chrono::system_clock::now());
    auto const shown = SystemClock{}.now();
    EXPECT_LE(before, shown);
    EXPECT_LE(shown, std::chrono::system_clock::now());
}

TEST(ManualClock, passing_time_moves_both_readings) {
    Instant const start{1h};
    ManualClock clock{start};
    clock.advance(5min);
    EXPECT_EQ(clock.read(), (ClockReading{.wall = start + 5min, .since_boot = 5min}));
    clock.advance_to(start + 2h);
    EXPECT_EQ(clock.read(), (ClockReading{.wall = start + 2h, .since_boot = 2h}));
}

TEST(ManualClock, a_step_moves_the_wall_clock_alone) {
    Instant const start{1h};
    ManualClock clock{start};
    clock.advance(1min);
    clock.step(-30min);
    EXPECT_EQ(clock.read(), (ClockReading{.wall = start - 29min, .since_boot = 1min}));
}

TEST(ManualClock, time_does_not_pass_backwards) {
    Instant const start{1h};
    ManualClock clock{start};
    clock.advance(-1s);
    clock.advance_to(start - 1h);
    EXPECT_EQ(clock.read(), (ClockReading{.wall = start, .since_boot = 0s}));
}

}  // namespace
}  // namespace cadence
