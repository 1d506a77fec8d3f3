// The only place that asks what time it is. A reading pairs the wall clock with the time since boot, so
// that a stepped wall clock shows as a difference between two readings.
#pragma once

#include "base/instant.h"

namespace cadence {

struct ClockReading {
    Instant wall;            // CLOCK_REALTIME
    Duration since_boot{0};  // CLOCK_BOOTTIME: counts suspend, never steps
    bool operator==(ClockReading const&) const = default;
};

class Clock {
  public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual ClockReading read() const = 0;
    [[nodiscard]] Instant now() const { return read().wall; }
};

class SystemClock final : public Clock {
  public:
    [[nodiscard]] ClockReading read() const override;
    /// How long this thread has kept a processor busy: waiting does not count.
    [[nodiscard]] static Duration busy();
};

/// A clock that moves when told to: for simulation and tests.
class ManualClock final : public Clock {
  public:
    explicit ManualClock(Instant start) : reading_{start, Duration{0}} {}
    [[nodiscard]] ClockReading read() const override { return reading_; }
    /// Time passes: wall and boot time together.
    void advance(Duration duration);
    void advance_to(Instant instant) { advance(instant - reading_.wall); }
    /// Somebody sets the wall clock: boot time stays.
    void step(Duration by) { reading_.wall += by; }

  private:
    ClockReading reading_;
};

}  // namespace cadence
