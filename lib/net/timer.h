// A timer of the wall clock: it fires at an instant, whatever the clock does until then, and says so when
// somebody sets the clock. Nothing due is no wake-up, and the clock is watched all the same. It never fires
// early, and never keeps the wake-ups it was not asked for: look at what is due on each.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>

#include <boost/asio/io_context.hpp>
#include <sys/types.h>

#include "base/instant.h"

namespace cadence::net {

enum class Wake { due, clock_set };

class WallTimer {
  public:
    /// As read(2); a test gives one that reports a step of the clock.
    using Read = std::function<ssize_t(int descriptor, void* buffer, std::size_t size)>;

    WallTimer(boost::asio::io_context& loop, std::function<void(Wake)> on_wake, Read read = {});
    ~WallTimer();
    WallTimer(WallTimer const&) = delete;
    WallTimer& operator=(WallTimer const&) = delete;

    /// Replaces the instant armed before. One that has passed fires at once; none fires never.
    void arm(std::optional<Instant> at);

  private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace cadence::net
