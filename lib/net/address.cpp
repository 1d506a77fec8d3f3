#include <boost/asio/ip/address.hpp>

#include "base/text.h"
#include "net/server.h"

namespace cadence::net {

namespace {

auto not_an_address(std::string_view text) {
    return refuse(ErrorCode::invalid, "not-an-address",
                  "\"" + std::string{text} +
                      "\" is not an address with a port. Write 127.0.0.1:8420 or [::1]:8420, without names.");
}

}  // namespace

Result<Address> Address::parse(std::string_view text) {
    auto const colon = text.rfind(':');
    if (colon == text.npos) return not_an_address(text);
    auto host = text.substr(0, colon);
    bool const bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
    if (bracketed) host = host.substr(1, host.size() - 2);

    boost::system::error_code error;
    auto const address = boost::asio::ip::make_address(std::string{host}, error);
    if (error || address.is_v6() != bracketed) return not_an_address(text);

    auto const port = parse_number<std::uint16_t>(text.substr(colon + 1));
    if (!port) return not_an_address(text);
    return Address{address.to_string(), *port};
}

std::string Address::text() const {
    bool const v6 = host.find(':') != host.npos;
    return (v6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

bool Address::is_loopback() const {
    boost::system::error_code error;
    auto const address = boost::asio::ip::make_address(host, error);
    if (error) return false;
    auto const mapped = address.is_v6() && address.to_v6().is_v4_mapped();  // ::ffff:127.0.0.1
    return mapped
               ? boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, address.to_v6()).is_loopback()
               : address.is_loopback();
}

}  // namespace cadence::net
