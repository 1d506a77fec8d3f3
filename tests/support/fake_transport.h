// A way out that does with each request, and each program, as the test says.
#pragma once

#include <functional>
#include <stdexcept>
#include <utility>

#include "net/transport.h"

namespace cadence::testing {

class FakeTransport final : public net::Transport {
  public:
    using Answered = std::function<void(Result<net::HttpResponse>)>;
    using Ended = std::function<void(Result<net::ProcessResult>)>;
    using Send = std::function<void(net::HttpRequest, Answered)>;
    using Run = std::function<void(net::ProcessSpec, Ended)>;

    explicit FakeTransport(
        Send send_in, Run run_in = [](auto const&...) { throw std::logic_error("no program is run here"); })
        : send_{std::move(send_in)}, run_{std::move(run_in)} {}

    void send(net::HttpRequest request, Answered done) override {
        send_(std::move(request), std::move(done));
    }
    void run(net::ProcessSpec program, Ended done) override { run_(std::move(program), std::move(done)); }

  private:
    Send send_;
    Run run_;
};

}  // namespace cadence::testing
