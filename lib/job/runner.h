// The one executor of checks and actions, on the loop. Of checks so many run at once and the others wait
// their turn, from which on their time counts; how many actions run at once is the outbox' business. `done`
// is called exactly once, by the loop and never from within `run`, unless the runner dies first. Keeps
// nothing: the record and the outbox do. What is under way when it dies ends with the transport.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

#include <boost/asio/io_context.hpp>

#include "job/task.h"

namespace cadence::job {

struct CheckLimits {
    std::size_t max_at_once = 4;
    std::size_t max_waiting = 256;
};

class Runner {
  public:
    Runner(boost::asio::io_context& loop, Tools tools, CheckLimits limits = {});
    ~Runner();
    Runner(Runner const&) = delete;
    Runner& operator=(Runner const&) = delete;

    /// With too many waiting already, the check is failed and says so.
    void run(Check check, CheckSubject subject, CheckTask::Done done);
    void run(ActionRun call, ActionTask::Done done);

    // Of checks.
    [[nodiscard]] std::size_t running() const;
    [[nodiscard]] std::size_t waiting() const;

  private:
    struct Impl;
    std::shared_ptr<Impl> impl_;  // shared with what it has posted to the loop, weakly
};

}  // namespace cadence::job
