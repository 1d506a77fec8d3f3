// Notices a wall clock that was set: compares wall time with boot time between two readings. Slewing and
// suspend are no steps. DESIGN section 4, "Firing".
#pragma once

#include <optional>
#include <string>

#include "base/clock.h"

namespace cadence::engine {

/// Why the calendar waits until somebody accepts the time.
struct Hold {
    Instant since;
    std::string reason;
    bool operator==(Hold const&) const = default;
};

/// When the machine booted, by a wall clock that was not in doubt: with it the boot clock tells the time.
struct Boot {
    std::string id;
    Instant began;
    bool operator==(Boot const&) const = default;
};
[[nodiscard]] Boot boot_at(std::string id, ClockReading const& reading);
/// "<instant> <id>", as it is recorded.
[[nodiscard]] std::string note_of(Boot const& boot);
[[nodiscard]] std::optional<Boot> boot_from(std::optional<std::string> const& note);

class ClockWatch {
  public:
    explicit ClockWatch(Duration tolerance) : tolerance_{tolerance} {}

    /// How far the wall clock was set since the last reading; zero below 50 ms.
    [[nodiscard]] Duration step_at(ClockReading const& reading);
    /// The wall clock was not set since then, and slewed by less than what is worth recording.
    [[nodiscard]] static bool same(Boot const& before, Boot const& now);
    /// A reason to hold, for a step larger than the tolerance.
    [[nodiscard]] std::optional<std::string> absurd(Duration step) const;
    /// A reason to hold at start: the clock is behind what the record has seen.
    [[nodiscard]] static std::optional<std::string> behind(Instant now, Instant high_water);
    void tolerate(Duration tolerance) { tolerance_ = tolerance; }

  private:
    Duration tolerance_;
    std::optional<ClockReading> last_;
};

}  // namespace cadence::engine
