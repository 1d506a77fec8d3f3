// The one executor of checks, on the loop: so many at once, the others wait their turn, and each ends within
// its own time limit, counted from its turn. `done` is called exactly once, by the loop and never from within
// `run`, unless the runner dies first. Keeps nothing: storing what was found is its owner's.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <boost/asio/io_context.hpp>

#include "job/check.h"
#include "net/client.h"

namespace cadence::job {

class CheckRunner {
  public:
    using Done = std::function<void(Finding)>;

    struct Options {
        std::size_t max_at_once = 4;
        std::size_t max_waiting = 256;
        net::Client::Options client = {};
        /// Reads the secret that is kept there (job/secrets.h).
        std::function<Result<std::string>(std::string_view)> secret = {};
    };

    /// Throws as net::Client does.
    CheckRunner(boost::asio::io_context& loop, Options options);
    ~CheckRunner();
    CheckRunner(CheckRunner const&) = delete;
    CheckRunner& operator=(CheckRunner const&) = delete;

    /// With too many waiting already, the check is failed and says so.
    void run(Check check, CheckSubject subject, Done done);
    [[nodiscard]] std::size_t running() const;
    [[nodiscard]] std::size_t waiting() const;

  private:
    struct Impl;
    std::shared_ptr<Impl> impl_;  // shared with what it has posted to the loop, weakly
};

}  // namespace cadence::job
