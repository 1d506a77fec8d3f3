// Which names we answer to: against DNS rebinding a request must name one of ours as its Host, and a
// browser's Origin must be one of ours too. DESIGN section 9.
#pragma once

#include <string>
#include <string_view>

#include "config/config.h"

namespace cadence::net {
struct Address;
}

namespace cadence::api {

class Hosts {
  public:
    /// At first the configured address.
    explicit Hosts(config::ServerConfig const& config);
    void listens_on(net::Address const& address);

    /// "127.0.0.1:8420", with its port where that is not the usual one.
    [[nodiscard]] bool are_ours(std::string_view host, config::ServerConfig const& config) const;
    /// "http://127.0.0.1:8420".
    [[nodiscard]] bool is_our_origin(std::string_view origin, config::ServerConfig const& config) const;
    /// The first of our names, for messages.
    [[nodiscard]] std::string example() const;

  private:
    struct Name {
        std::string host;
        std::string port;  // empty: none was given
    };
    [[nodiscard]] static Name split(std::string_view text);
    [[nodiscard]] bool is_own_address(Name const& name) const;
    [[nodiscard]] bool is_usual_port(std::string_view port) const;

    std::string host_;
    std::string port_;
};

}  // namespace cadence::api
