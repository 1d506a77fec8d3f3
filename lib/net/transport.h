// The way out: all that the daemon asks of the world, over HTTP or of a program, goes through one of these.
// The daemon has one LoopTransport (net/loop_transport.h); a test answers in its stead.
#pragma once

#include <functional>

#include "base/result.h"
#include "net/http_request.h"
#include "net/process_spec.h"

namespace cadence::net {

class Transport {
  public:
    Transport() = default;
    virtual ~Transport() = default;
    Transport(Transport const&) = delete;
    Transport& operator=(Transport const&) = delete;

    // Each calls back once, at once or later, unless the transport dies before.
    virtual void send(HttpRequest request, std::function<void(Result<HttpResponse>)> done) = 0;
    virtual void run(ProcessSpec program, std::function<void(Result<ProcessResult>)> done) = 0;
};

}  // namespace cadence::net
