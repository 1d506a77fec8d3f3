// The HTTP/1.1 server on the loop. Refuses by itself what Beast lets through (reference: every
// Transfer-Encoding, no or two Hosts, folded headers, absolute-form, bodies on GET ...), bounds every size,
// count and time, and knows nothing of releases. See Limits. At the cap of connections the one that has been
// idle longest makes room; if all are busy, the new one gets a 503. A dropped Server closes everything at
// once and calls nobody back.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/io_context.hpp>

#include "base/clock.h"
#include "base/result.h"
#include "net/http.h"
#include "net/limits.h"

namespace cadence::net {

struct Address {
    std::string host;  // "127.0.0.1", "::1"
    std::uint16_t port = 0;
    /// "127.0.0.1:8420", "[::1]:8420". Errors: invalid `not-an-address`.
    [[nodiscard]] static Result<Address> parse(std::string_view text);
    [[nodiscard]] std::string text() const;
    [[nodiscard]] bool is_loopback() const;
    bool operator==(Address const&) const = default;
};

class Server {
  public:
    /// Turns an error of the wire (bad request line, too large, time-out) into the body sent for it.
    using ErrorBody = std::function<Reply(int status, std::string detail)>;

    struct Options {
        Limits limits = {};
        /// Called with method, path and headers before the body is read; a reply ends the exchange there. It
        /// has the last word on bodies of up to Limits::admitted_body_bytes.
        std::function<std::optional<Reply>(Request const&)> admit = {};
        ErrorBody error_body = {};
        /// Stamps the Date header; must outlive the server. Without one: the system's.
        Clock const* clock = nullptr;
        /// Told, in a line, what the operator should know: a failed accept, a handler's exception.
        std::function<void(std::string_view)> report = {};
    };

    Server(boost::asio::io_context& loop, Handler handler, Options options);
    ~Server();
    Server(Server const&) = delete;
    Server& operator=(Server const&) = delete;

    /// Binds and listens. Errors: unavailable `cannot-listen`, naming address and reason.
    [[nodiscard]] Result<Address> listen(Address const& address);
    /// Takes a listening socket that somebody else opened (socket activation).
    [[nodiscard]] Result<Address> adopt(int descriptor);
    /// Stops accepting, lets running exchanges finish for `grace`, then closes everything.
    void stop(std::chrono::milliseconds grace, std::function<void()> stopped);
    [[nodiscard]] std::size_t connections() const;

  private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace cadence::net
