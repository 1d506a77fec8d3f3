#include "engine/delivery_schedule.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

namespace cadence::engine {

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::array<seconds, 9> kAnnouncements{seconds{5}, minutes{5}, minutes{30}, hours{2}, hours{5},
                                                hours{10},  hours{14},  hours{20},   hours{24}};
constexpr std::array<seconds, 6> kActions{seconds{5}, seconds{15}, seconds{30},
                                          minutes{1}, minutes{2},  minutes{5}};

/// FNV-1a: the same on every machine.
std::uint64_t hash_of(std::string_view text, int salt) {
    std::uint64_t hash = 14695981039346656037U ^ static_cast<std::uint64_t>(salt);
    for (auto const c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
    return hash ^ (hash >> 29U);
}

}  // namespace

std::optional<Instant> next_attempt(Attempted const& attempted, Instant now, Instant give_up_at) {
    auto const steps = attempted.kind == store::DeliveryKind::action
                           ? std::span<seconds const>{kActions}
                           : std::span<seconds const>{kAnnouncements};
    auto const step = static_cast<std::size_t>(std::max(attempted.attempts, 1) - 1);
    Duration const full = steps[std::min(step, steps.size() - 1)];
    auto const shorter = static_cast<std::int64_t>(hash_of(attempted.id, attempted.attempts) % 201);
    auto delay = full - full / 1000 * shorter;
    if (attempted.wait) delay = std::max(delay, std::min(*attempted.wait, kLongestWait));
    if (now + delay > give_up_at) return std::nullopt;
    return now + delay;
}

}  // namespace cadence::engine
