#include "net/forwarded.h"

#include <algorithm>

#include "base/text.h"
#include "net/server.h"

namespace cadence::net {

namespace {

constexpr std::size_t kAllBits = 128;
constexpr std::size_t kBitsBeforeV4 = 96;

asio::ip::address_v6::bytes_type as_v6(asio::ip::address const& address) {
    auto const v6 =
        address.is_v6() ? address.to_v6() : asio::ip::make_address_v6(asio::ip::v4_mapped, address.to_v4());
    return v6.to_bytes();
}

/// One of the list: "203.0.113.7", "203.0.113.7:4711", "2001:db8::7", "[2001:db8::7]:4711".
std::optional<asio::ip::address> hop_of(std::string_view text) {
    bool const bracketed = text.starts_with('[');
    if (bracketed)
        text = text.substr(1, text.find(']') - 1);
    else if (std::ranges::count(text, ':') == 1)
        text = text.substr(0, text.find(':'));
    error_code error;
    auto const address = asio::ip::make_address(std::string{text}, error);
    if (error) return std::nullopt;
    return address;
}

}  // namespace

std::optional<Network> Network::parse(std::string_view text) {
    auto const slash = text.find('/');
    error_code error;
    auto const address = asio::ip::make_address(std::string{text.substr(0, slash)}, error);
    if (error) return std::nullopt;
    Network network;
    network.bytes_ = as_v6(address);
    network.bits_ = kAllBits;
    if (slash == text.npos) return network;
    auto const before = address.is_v4() ? kBitsBeforeV4 : 0;
    auto const bits = parse_number<std::size_t>(text.substr(slash + 1));
    if (!bits || *bits > kAllBits - before) return std::nullopt;
    network.bits_ = before + *bits;
    return network;
}

bool Network::contains(asio::ip::address const& address) const {
    auto const bytes = as_v6(address);
    auto const whole = bits_ / 8;
    auto const rest = 8 - bits_ % 8;
    return std::equal(bytes.begin(), bytes.begin() + whole, bytes_.begin()) &&
           (rest == 8 || bytes.at(whole) >> rest == bytes_.at(whole) >> rest);
}

std::vector<Network> networks_of(std::vector<std::string> const& texts) {
    std::vector<Network> networks;
    networks.reserve(texts.size());
    for (auto const& text : texts)
        if (auto const network = Network::parse(text)) networks.push_back(*network);
    return networks;
}

bool is_network(std::string_view text) {
    return Network::parse(text).has_value();
}

asio::ip::address client_of(Headers const& headers, asio::ip::address const& peer,
                            std::vector<Network> const& trusted) {
    auto client = peer;
    auto const is_trusted = [&] {
        return std::ranges::any_of(trusted, [&](auto const& network) { return network.contains(client); });
    };
    for (auto field = headers.rbegin(); field != headers.rend(); ++field) {
        if (field->first != "x-forwarded-for") continue;
        std::string_view rest = field->second;
        while (is_trusted()) {
            auto const comma = rest.rfind(',');
            auto const hop = hop_of(trimmed(rest.substr(comma == rest.npos ? 0 : comma + 1)));
            if (!hop) return client;
            client = *hop;
            if (comma == rest.npos) break;
            rest = rest.substr(0, comma);
        }
    }
    return client;
}

}  // namespace cadence::net
