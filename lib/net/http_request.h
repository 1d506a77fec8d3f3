// One question over HTTP and what came back, as data: whoever renders a request or judges an answer needs no
// socket for it. Client (net/client.h) asks.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "net/http.h"

namespace cadence::net {

struct HttpRequest {
    Method method = Method::get;
    std::string url;
    Headers headers = {};  // without Host, Connection, Accept-Encoding and the framing: the client adds them
    std::string body = {};
    Duration timeout = std::chrono::seconds{20};  // for all of it, looking up the name included
    std::size_t max_body = 65536;
};

struct HttpResponse {
    int status = 0;
    Headers headers;  // names in lower case
    std::string body;
    Duration took{0};
    bool body_cut = false;  // there was more than max_body: reading stopped there

    /// The value of a header (lower-case name), or "".
    [[nodiscard]] std::string_view header(std::string_view name) const;
};

}  // namespace cadence::net
