// Limits of one client: bytes, counts, time. Times are of the monotonic clock; each is for the whole of its
// step, so that a byte now and then buys nothing.
#pragma once

#include <chrono>
#include <cstddef>

namespace cadence::net {

struct Limits {
    /// In all; net/places.h has the share of each kind.
    std::size_t connections = 4096;
    /// A reverse proxy on this machine is one peer for all its users, so loopback has only the totals.
    bool loopback_is_a_peer = false;
    std::size_t header_bytes = 8192;
    std::size_t header_count = 64;
    std::size_t body_bytes = 65536;
    /// With an `admit` that has looked at the Content-Length and let it pass.
    std::size_t admitted_body_bytes = 25 * 1024 * 1024;
    /// Of all bodies larger than body_bytes that are held at one moment, whoever sends them.
    std::size_t large_bodies_bytes = 64 * 1024 * 1024;
    /// Of one peer, which may have any one beyond it: nobody has to be verified to announce one.
    std::size_t large_bodies_bytes_per_peer = 16 * 1024 * 1024;
    std::chrono::milliseconds header_time{5'000};
    std::chrono::milliseconds body_time{10'000};
    std::chrono::milliseconds write_time{10'000};
    std::chrono::milliseconds idle_time{30'000};
    /// A stream ends after it; an exchange that began within it may finish, within as long again.
    std::chrono::milliseconds life_time{3'600'000};
};

}  // namespace cadence::net
