// The HTTP/1.1 server on the loop. Refuses by itself what Beast lets through (reference: every
// Transfer-Encoding, no or two Hosts, folded headers, bodies on GET ...), bounds every size, count and time,
// and knows nothing of releases. See Limits, and net/places.h for who makes room for whom; if all are busy,
// whoever comes gets a 503, unless it is the operator. A dropped Server closes everything at once and calls
// nobody back.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

/// "127.0.0.1", "10.0.0.0/8", "2001:db8::/32".
[[nodiscard]] bool is_network(std::string_view text);

class Server {
  public:
    /// Turns an error of the wire (bad request line, too large, time-out) into the body sent for it.
    using ErrorBody = std::function<Reply(int status, std::string detail)>;

    struct Options {
        Limits limits = {};
        /// Called with method, path and headers before the body is read, and once more if that had to be
        /// awaited; a reply ends the exchange there. It has the last word on bodies of up to
        /// Limits::admitted_body_bytes.
        std::function<std::optional<Reply>(Request&)> admit = {};
        /// The answer kept for these bytes, a Request::head that came before, to somebody at this address;
        /// null: there is none, and the request is read.
        std::function<std::shared_ptr<Prepared const>(std::string_view head, std::string const& peer)> kept =
            {};
        /// Whether it is the operator who asks, by the head; gets in however many there are.
        std::function<bool(Request const&)> is_operator = {};
        /// Who may say for whom they ask (X-Forwarded-For): addresses and networks, as is_network takes them.
        std::vector<std::string> trusted_proxies = {};
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
