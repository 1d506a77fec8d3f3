// How fast one forge is asked: a write a second, a few reads at once, and not at all while it says that it
// has had enough. And how long to leave alone what fails.
#pragma once

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>

#include "base/instant.h"

namespace cadence::worker {

struct ForgeLane {
    static constexpr Duration kBetweenWrites = std::chrono::seconds{1};
    static constexpr int kMostReads = 4;

    int reading = 0;
    bool writing = false;
    Instant next_write{};
    std::optional<Instant> limited_until = {};

    [[nodiscard]] bool limited(Instant now) const { return limited_until && now < *limited_until; }
    [[nodiscard]] bool may_read(Instant now) const { return reading < kMostReads && !limited(now); }
    [[nodiscard]] bool may_write(Instant now) const { return !writing && now >= next_write && !limited(now); }
    /// From when on time does not stand in the way.
    [[nodiscard]] Instant read_from() const { return limited_until.value_or(Instant{}); }
    [[nodiscard]] Instant write_from() const { return std::max(next_write, read_from()); }
    void limit(Instant until) { limited_until = std::max(until, read_from()); }
};

/// Exponential, up to ten minutes.
struct ForgeRetry {
    static constexpr Duration kFirst = std::chrono::seconds{10};
    static constexpr Duration kLongest = std::chrono::minutes{10};

    int failures = 0;
    Instant not_before{};
    std::optional<Instant> since = {};
    std::string why = {};

    void failed(Instant now, std::string reason) {
        constexpr int kMostDoublings = 6;
        if (!since) since = now;
        not_before = now + std::min<Duration>(kFirst * (1 << std::min(failures++, kMostDoublings)), kLongest);
        why = std::move(reason);
    }
    void succeeded() { *this = {}; }
};

}  // namespace cadence::worker
