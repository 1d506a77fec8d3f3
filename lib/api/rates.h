// How often one caller may ask: a mistake in a bot's loop runs into it before it hurts anybody. Each token
// has a bucket for its writes, one for its reads and one for the flags that it evaluates, an address for what
// it reads and one for what it evaluates without a token; a bucket holds ten seconds' worth. The operator has
// far more, so that nobody locks them out, and so has who evaluates: a page may ask for many flags. Hooks
// have limits of their own, and this machine without a token has none: a reverse proxy asks for everybody.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>

#include "api/route.h"

namespace cadence::api {

class Rates {
  public:
    static constexpr std::size_t kMostBuckets = 10'000;

    /// Counts the request, or says how long to wait. Route and caller were admitted.
    [[nodiscard]] std::optional<Duration> wait_for(Call const& call, Route const& route);
    /// The same for one who reads without a token.
    [[nodiscard]] std::optional<Duration> wait_for_reader(std::string const& peer,
                                                          engine::Engine const& engine);

    /// How many buckets there are.
    [[nodiscard]] std::size_t size() const { return full_at_.size(); }

  private:
    [[nodiscard]] std::optional<Duration> wait_for_evaluation(Call const& call);
    [[nodiscard]] std::optional<Duration> take(std::string const& bucket, int each_second, Duration now);
    void make_room(Duration now);

    /// When a bucket will be full again, since boot.
    std::unordered_map<std::string, Duration> full_at_;
};

}  // namespace cadence::api
