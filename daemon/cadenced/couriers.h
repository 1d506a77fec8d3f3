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

    void ask(net::HttpRequest ask, std::function<void(Result<net::HttpResponse>)> done);
    void run(net::ProcessSpec run, std::function<void(Result<net::ProcessResult>)> done);
    void act(worker::ActionRun const& run, std::function<void(job::ActionResult)> done);

  private:
    boost::asio::io_context& loop_;
    net::Client client_;
    job::ActionRunner actions_;
    std::map<std::uint64_t, net::RequestHandle> asking_;
    std::map<std::uint64_t, std::unique_ptr<net::Child>> children_;
    std::uint64_t last_ = 0;
};

}  // namespace cadence::daemon
