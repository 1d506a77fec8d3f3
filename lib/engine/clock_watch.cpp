#include "engine/clock_watch.h"

#include <utility>

#include "base/describe.h"
#include "engine/stamped.h"

namespace cadence::engine {

namespace {

constexpr Duration kNoise = std::chrono::milliseconds{50};
constexpr Duration kBehind = std::chrono::seconds{1};

}  // namespace

Boot boot_at(std::string id, ClockReading const& reading) {
    return {std::move(id), reading.wall - reading.since_boot};
}

std::string note_of(Boot const& boot) {
    return stamped(boot.began, boot.id);
}

std::optional<Boot> boot_from(std::optional<std::string> const& note) {
    auto stamp = stamp_in(note);
    if (!stamp || stamp->second.empty()) return std::nullopt;
    return Boot{std::move(stamp->second), stamp->first};
}

bool ClockWatch::same(Boot const& before, Boot const& now) {
    constexpr Duration kSlewed = std::chrono::seconds{1};
    return before.id == now.id && std::chrono::abs(now.began - before.began) < kSlewed;
}

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
