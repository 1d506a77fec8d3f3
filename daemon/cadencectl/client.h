// The blocking HTTP client: one request, one answer, bounded in time and size. A connection lost on the way
// is tried once more; a write carries an idempotency key, so that it happens once all the same.
//
// Errors are those of the connection (unavailable `not-reachable`); a refusal of the daemon is an Answer.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/json/object.hpp>

#include "base/instant.h"
#include "base/result.h"

namespace cadence::ctl {

struct Limits {
    std::chrono::milliseconds connect{2'000};
    std::chrono::milliseconds total{10'000};
    std::chrono::milliseconds silence{60'000};  // on a stream, which says something every 15 s
    std::size_t bytes = 16U << 20U;
    std::chrono::milliseconds patience{30'000};  // for what comes of something, asked after each pause
    std::chrono::milliseconds pause{500};
};

enum class Method { get, post, put, remove };

[[nodiscard]] constexpr bool has_body(Method method) {
    return method == Method::post || method == Method::put;
}

using Query = std::vector<std::pair<std::string, std::string>>;

struct Request {
    Method method = Method::get;
    std::string path;  // each piece encoded by percent_encode()
    Query query{};
    boost::json::object body{};  // of a post or put
};

struct Answer {
    int status = 0;
    std::string type;
    std::string body;
    std::optional<Instant> date;  // the other side's clock, where it says so
};

struct Server {
    std::string url;    // "https://releases.example.org", maybe with a path
    std::string token;  // empty: asked without
};

class Client {
  public:
    Client(Server server, Limits limits) : server_{std::move(server)}, limits_{limits} {}

    [[nodiscard]] Result<Answer> send(Request const& request) const;
    /// A stream of server-sent events, piece by piece until `take` says false or it ends. An answer other
    /// than 200 comes back whole.
    [[nodiscard]] Result<Answer> stream(Request const& request, std::string const& last_event_id,
                                        std::function<bool(std::string_view)> const& take) const;
    [[nodiscard]] std::string const& url() const { return server_.url; }

  private:
    Server server_;
    Limits limits_;
};

struct Address {
    std::string origin;  // scheme, host and port as they are written
    std::string host;
    std::string port;    // that of the scheme where none is written
    std::string prefix;  // a path, without a slash at its end
};
/// Of what checked_url() has passed.
[[nodiscard]] Address address_of(std::string const& url);
/// Errors: invalid `not-a-url`.
[[nodiscard]] Result<std::string> checked_url(std::string url);

}  // namespace cadence::ctl
