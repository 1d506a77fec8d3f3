// The one executor of checks and actions, on the loop. Of checks so many run at once and the others wait
// their turn, from which on their time counts; one that takes long makes room for the next, up to a bound, so
// that those that hang hold up no others. How many actions run at once is the outbox' business. `done`
// is called exactly once, by the loop and never from within `run`, unless the runner dies first. Keeps
// nothing: the record and the outbox do. What is under way when it dies ends with the transport.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "job/task.h"

namespace cadence::job {

struct CheckLimits {
    std::size_t max_at_once = 4;  // that have not taken long
    std::size_t max_long = 32;    // besides these
    std::chrono::milliseconds long_after = std::chrono::seconds{1};
    std::size_t max_waiting = 256;
};

class Runner {
  public:
    Runner(boost::asio::io_context& loop, Tools tools, CheckLimits limits = {})
        : loop_{loop}, tools_{std::move(tools)}, limits_{limits} {}
    Runner(Runner const&) = delete;
    Runner& operator=(Runner const&) = delete;

    /// With too many waiting already, the check is failed and says so.
    void run(Check check, CheckSubject subject, CheckTask::Done done);
    void run(ActionRun call, ActionTask::Done done);

    // Of checks.
    [[nodiscard]] std::size_t running() const { return checks_.size(); }
    [[nodiscard]] std::size_t waiting() const { return waiting_.size(); }

  private:
    using Id = std::uint64_t;
    using Tasks = std::map<Id, std::shared_ptr<Task>>;
    template <class Outcome>
    [[nodiscard]] std::function<void(Outcome)> ending(Id id, std::function<void(Outcome)> done);
    void start_next();
    [[nodiscard]] bool may_start() const;
    void watch(Id id);

    boost::asio::io_context& loop_;
    Tools tools_;
    CheckLimits limits_;
    std::deque<Tasks::value_type> waiting_;
    Tasks checks_;
    std::map<Id, boost::asio::steady_timer> short_;  // of the checks that run, until they have taken long
    Tasks actions_;
    Id last_ = 0;
    std::shared_ptr<void> alive_ = std::make_shared<int>();  // asked by what it has posted to the loop
};

}  // namespace cadence::job
