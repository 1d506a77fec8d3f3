// The only place that asks what time it is. A reading pairs the wall clock with the time since boot, so
// that a stepped wall clock shows as a difference between two readings; what vouches for the wall clock is
// told beside it.
#pragma once

#include <string>

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
    /// What `since_boot` is counted from: the same text as long as the machine runs. Empty: nobody knows.
    [[nodiscard]] virtual std::string boot_id() const { return {}; }
    /// A time server has vouched for the wall clock, in this boot and within a day.
    [[nodiscard]] virtual bool synchronized() const { return false; }
};

class SystemClock final : public Clock {
  public:
    [[nodiscard]] ClockReading read() const override;
    /// For spans: never steps. Cheaper than the others.
    [[nodiscard]] static Duration steady();
    /// How long this thread has kept a processor busy: waiting does not count.
    [[nodiscard]] static Duration busy();
    [[nodiscard]] std::string boot_id() const override;
    [[nodiscard]] bool synchronized() const override;
};

/// A clock that moves when told to: for simulation and tests.
class ManualClock final : public Clock {
  public:
    explicit ManualClock(Instant start) : reading_{start, Duration{0}} {}
    [[nodiscard]] ClockReading read() const override { return reading_; }
    [[nodiscard]] std::string boot_id() const override { return "boot " + std::to_string(boots_); }
    [[nodiscard]] bool synchronized() const override { return synchronized_; }
    /// Time passes: wall and boot time together.
    void advance(Duration duration);
    void advance_to(Instant instant) { advance(instant - reading_.wall); }
    /// Somebody sets the wall clock: boot time stays.
    void step(Duration by) { reading_.wall += by; }
    /// Boot time begins anew.
    void reboot() {
        ++boots_;
        reading_.since_boot = Duration{0};
    }
    void synchronize() { synchronized_ = true; }

  private:
    ClockReading reading_;
    int boots_ = 1;
    bool synchronized_ = false;
};

}  // namespace cadence
