// How much is asked and answered, by route: for monitoring. What is answered from bytes kept ready is only
// counted; what is worked on is timed as well, from its admission to its answer.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "api/routes.h"
#include "base/histogram.h"

namespace cadence::api {

class Traffic {
  public:
    /// "1xx" to "5xx".
    static constexpr std::size_t kClasses = 5;
    struct Tally {
        std::array<std::uint64_t, kClasses> answers{};
        std::uint64_t bytes = 0;  // of heads and bodies
        Histogram<8> seconds{{0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1}};
    };

    /// Of one answer that is given again and again.
    struct Counter {
        std::uint64_t* answers = nullptr;
        std::uint64_t* bytes = nullptr;
        std::size_t size = 0;
        void count() const {
            ++*answers;
            *bytes += size;
        }
    };

    explicit Traffic(engine::Engine const& engine);

    /// Of what was refused before a route was found or entered.
    [[nodiscard]] Tally& refused() { return tallies_.back(); }
    /// In the order of the routes, and last of what was refused.
    [[nodiscard]] std::vector<Tally> const& tallies() const { return tallies_; }

    static void count(Tally& tally, int status, std::size_t bytes);
    [[nodiscard]] Counter counter(Route const& route, net::Prepared const& answer);
    /// The same exchange; its answer is counted. What only waits is not timed.
    [[nodiscard]] std::shared_ptr<net::Exchange> counted(Route const& route,
                                                         std::shared_ptr<net::Exchange> exchange);

  private:
    [[nodiscard]] Tally& of(Route const& route);

    engine::Engine const& engine_;
    std::vector<Tally> tallies_;
};

}  // namespace cadence::api
