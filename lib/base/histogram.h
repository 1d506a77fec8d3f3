// How often a value was how large: by buckets with fixed upper bounds, each counting what fits in it and in
// none before.
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

#include "base/instant.h"

namespace cadence {

template <std::size_t N>
class Histogram {
  public:
    /// In seconds, ascending.
    constexpr explicit Histogram(std::array<double, N> bounds) : bounds_{bounds} {}

    void add(Duration duration) {
        auto const seconds = std::chrono::duration<double>{duration}.count();
        auto const bucket = std::ranges::lower_bound(bounds_, seconds) - bounds_.begin();
        ++counts_[static_cast<std::size_t>(bucket)];
        sum_ += seconds;
    }

    [[nodiscard]] std::array<double, N> const& bounds() const { return bounds_; }
    /// Of each bucket, and last what is above them all.
    [[nodiscard]] std::array<std::uint64_t, N + 1> const& counts() const { return counts_; }
    [[nodiscard]] double sum() const { return sum_; }

  private:
    std::array<double, N> bounds_;
    std::array<std::uint64_t, N + 1> counts_{};
    double sum_ = 0;
};

}  // namespace cadence
