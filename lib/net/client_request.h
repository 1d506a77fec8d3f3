// A request on the wire: the URL taken apart, and the bytes that are sent. Refuses everything that could be
// read in two ways: user information, control characters, names and values that would begin a line.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "net/client.h"

namespace cadence::net {

struct Url {
    bool tls = false;
    std::string host;  // "api.example.org", "192.0.2.1", "::1"
    std::uint16_t port = 0;
    std::string target;  // "/health?deep=1", never empty

    /// "api.example.org", "[::1]:8420": as the Host header has it, without the port the scheme implies.
    [[nodiscard]] std::string authority() const;
    /// "api.example.org:443": as CONNECT has it.
    [[nodiscard]] std::string host_and_port() const;
    [[nodiscard]] bool is_address() const;
    bool operator==(Url const&) const = default;
};

/// http and https, absolute; a fragment is left out. Errors: invalid `bad-url`.
[[nodiscard]] Result<Url> parse_url(std::string_view text);

/// A proxy is asked for the whole address, a server for what it has.
enum class TargetForm { origin, absolute };

/// Errors: invalid `bad-header`.
[[nodiscard]] Result<std::string> request_text(HttpRequest const& request, Url const& url,
                                               std::string_view user_agent,
                                               TargetForm form = TargetForm::origin);
/// The request to a proxy before TLS.
[[nodiscard]] std::string connect_text(Url const& url, std::string_view user_agent);

}  // namespace cadence::net
