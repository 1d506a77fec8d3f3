// Requests of the daemon to the outside world, other than its checks: questions over HTTP, programs, actions.
// Owns what is under way; dropping the Couriers ends it, without a callback.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>

#include <boost/asio/io_context.hpp>

#include "job/action_runner.h"
#include "net/client.h"
#include "net/process.h"
#include "worker/outbox.h"

namespace cadence::daemon {

class Couriers {
  public:
    /// Throws as net::Client does.
    Couriers(boost::asio::io_context& loop, Clock const& clock, job::Secrets const& secrets,
             job::ActionRunner::Options options);

    void ask(net::Ask ask, std::function<void(Result<net::Got>)> done);
    void run(net::Run run, std::function<void(Result<net::Ran>)> done);
    void act(worker::Errand const& errand, std::function<void(job::ActionResult)> done);

  private:
    boost::asio::io_context& loop_;
    net::Client client_;
    job::ActionRunner actions_;
    std::map<std::uint64_t, net::Asking> asking_;
    std::map<std::uint64_t, std::unique_ptr<net::Child>> children_;
    std::uint64_t last_ = 0;
};

}  // namespace cadence::daemon
