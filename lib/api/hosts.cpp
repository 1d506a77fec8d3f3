#include "api/hosts.h"

#include <algorithm>

#include "base/text.h"
#include "net/server.h"

namespace cadence::api {

namespace {

bool is_ip_literal(std::string_view host) {
    if (host.starts_with('[') && host.ends_with(']')) return true;
    return !host.empty() && std::ranges::all_of(host, [](char c) { return is_digit(c) || c == '.'; });
}

bool is_this_machine(std::string_view host) {
    return equals_ignoring_case(host, "localhost") || host == "127.0.0.1" || host == "[::1]";
}

std::string_view without_scheme(std::string_view url) {
    auto const colon = url.find("://");
    if (colon != url.npos) url.remove_prefix(colon + 3);
    return url.substr(0, url.find('/'));
}

std::string bracketed(std::string const& host) {
    return host.find(':') == std::string::npos ? host : "[" + host + "]";
}

}  // namespace

Hosts::Hosts(config::ServerConfig const& config) {
    if (auto const address = net::Address::parse(config.listen)) listens_on(*address);
}

void Hosts::listens_on(net::Address const& address) {
    host_ = bracketed(address.host);
    port_ = std::to_string(address.port);
}

Hosts::Name Hosts::split(std::string_view text) {
    auto const colon = text.rfind(':');
    if (colon == text.npos || text.ends_with(']')) return {std::string{text}, {}};
    return {std::string{text.substr(0, colon)}, std::string{text.substr(colon + 1)}};
}

bool Hosts::is_usual_port(std::string_view port) const {
    return port.empty() || port == "443" || port == "80" || port == port_;
}

bool Hosts::is_own_address(Name const& name) const {
    if (name.port != port_ && !(name.port.empty() && port_ == "80")) return false;
    auto const everywhere = host_ == "0.0.0.0" || host_ == "[::]";
    auto const here = everywhere || is_this_machine(host_);
    return equals_ignoring_case(name.host, host_) || (here && is_this_machine(name.host)) ||
           (everywhere && is_ip_literal(name.host));
}

bool Hosts::are_ours(std::string_view host, config::ServerConfig const& config) const {
    auto const name = split(host);
    if (is_own_address(name)) return true;
    auto const accepts = [&](std::string_view text) {
        auto const known = split(text);
        if (known.host.empty() || !equals_ignoring_case(name.host, known.host)) return false;
        return known.port == name.port || (known.port.empty() && is_usual_port(name.port));
    };
    return accepts(without_scheme(config.public_url)) || std::ranges::any_of(config.hosts, accepts);
}

bool Hosts::is_our_origin(std::string_view origin, config::ServerConfig const& config) const {
    auto const web = origin.starts_with("http://") || origin.starts_with("https://");
    return web && are_ours(origin.substr(origin.find("://") + 3), config);
}

std::string Hosts::example() const {
    return host_ + ":" + port_;
}

}  // namespace cadence::api
