// For whom a proxy asks. Only one that is trusted is believed, and of what it passes on only as much as
// others that are trusted have written: the last address in X-Forwarded-For that is none of theirs. RFC
// 7239's Forwarded is not read: a proxy that writes one of the two passes on the other as its client made it
// up.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/asio.h"
#include "net/http.h"

namespace cadence::net {

/// An address, or those that begin alike. An IPv4 address in IPv6's clothes is the IPv4 address.
class Network {
  public:
    [[nodiscard]] static std::optional<Network> parse(std::string_view text);
    [[nodiscard]] bool contains(asio::ip::address const& address) const;

  private:
    asio::ip::address_v6::bytes_type bytes_ = {};
    std::size_t bits_ = 0;  // in which they are alike
};

/// All of them that are networks.
[[nodiscard]] std::vector<Network> networks_of(std::vector<std::string> const& texts);

/// The client's address, where `peer` is who is connected.
[[nodiscard]] asio::ip::address client_of(Headers const& headers, asio::ip::address const& peer,
                                          std::vector<Network> const& trusted);

}  // namespace cadence::net
