#include "engine/clock_watch.h"

#include "base/describe.h"

namespace cadence::engine {

namespace {

constexpr Duration kNoise = std::chrono::milliseconds{50};
constexpr Duration kBehind = std::chrono::seconds{1};

}  // namespace

Duration ClockWatch::step_at(ClockReading const& reading) {
    Duration step{0};
    if (last_) step = (reading.wall - last_->wall) - (reading.since_boot - last_->since_boot);
    last_ = reading;
    return std::chrono::abs(step) < kNoise ? Duration{0} : step;
}

std::optional<std::string> ClockWatch::absurd(Duration step) const {
    if (std::chrono::abs(step) <= tolerance_) return std::nullopt;
    return "the clock was set " + std::string{step > Duration{0} ? "forward" : "back"} + " by " +
           describe_duration(std::chrono::abs(step));
}

std::optional<std::string> ClockWatch::behind(Instant now, Instant high_water) {
    if (now >= high_water - kBehind) return std::nullopt;
    return "the clock says " + describe_instant(now) + ", but the record has seen " +
           describe_instant(high_water);
}

}  // namespace cadence::engine
