#include "base/clock.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>

#include <sys/stat.h>

#include "base/file.h"
#include "base/text.h"

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

Duration SystemClock::steady() {
    return read_clock(CLOCK_MONOTONIC);
}

Duration SystemClock::busy() {
    return read_clock(CLOCK_THREAD_CPUTIME_ID);
}

std::string SystemClock::boot_id() const {
    static auto const id = [] {
        constexpr std::size_t kLargest = 64;
        auto const* const given = std::getenv("CADENCE_BOOT_ID");  // by systemd, without dashes
        auto text = given != nullptr ? std::string{given}
                                     : contents_of("/proc/sys/kernel/random/boot_id", kLargest).value_or("");
        std::erase(text, '-');
        return std::string{trimmed(text)};
    }();
    return id;
}

/// systemd-timesyncd touches it at each answer of a time server, at least every 35 minutes. The kernel knows
/// better, and may not be asked from within a hardened unit.
bool SystemClock::synchronized() const {
    constexpr Duration kSoon = std::chrono::hours{24};
    struct stat touched {};
    if (::stat("/run/systemd/timesync/synchronized", &touched) != 0) return false;
    return std::chrono::abs(now() - Instant{std::chrono::seconds{touched.st_mtim.tv_sec}}) < kSoon;
}

void ManualClock::advance(Duration duration) {
    auto const passed = std::max(duration, Duration{0});
    reading_.wall += passed;
    reading_.since_boot += passed;
}

}  // namespace cadence
