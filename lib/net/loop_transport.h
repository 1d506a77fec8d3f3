// The transport of the loop: one client, and the child processes. It owns what is under way: dropping it
// closes the connections and ends the programs, without a callback. It calls back by the loop, never from
// within a call.
#pragma once

#include <cstdint>
#include <map>

#include "net/client.h"
#include "net/process.h"
#include "net/transport.h"

namespace cadence::net {

class LoopTransport final : public Transport {
  public:
    /// Throws as Client does.
    LoopTransport(boost::asio::io_context& loop, Client::Options options)
        : loop_{loop}, client_{loop, std::move(options)} {}

    void send(HttpRequest request, std::function<void(Result<HttpResponse>)> done) override;
    void run(ProcessSpec program, std::function<void(Result<ProcessResult>)> done) override;

  private:
    boost::asio::io_context& loop_;
    Client client_;
    std::map<std::uint64_t, RequestHandle> requests_;
    std::map<std::uint64_t, Child> children_;
    std::uint64_t last_ = 0;
};

}  // namespace cadence::net
