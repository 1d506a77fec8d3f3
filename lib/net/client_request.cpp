#include "net/client_request.h"

#include <algorithm>
#include <array>
#include <optional>

#include <boost/asio/ip/address.hpp>

#include "base/plain_text.h"
#include "base/text.h"

namespace cadence::net {

namespace {

constexpr std::array<std::string_view, 10> kClientAdds{
    "host",    "connection", "content-length",  "te",     "transfer-encoding",
    "trailer", "upgrade",    "accept-encoding", "expect", "keep-alive"};
constexpr std::array<std::string_view, 5> kMethodNames{"GET", "HEAD", "POST", "PUT", "DELETE"};
constexpr std::size_t kLongestHost = 253;

auto bad_url(std::string_view reason) {
    return refuse(ErrorCode::invalid, "bad-url", "The URL " + std::string{reason} + ".");
}

auto bad_header(std::string_view name, std::string_view reason) {
    return refuse(ErrorCode::invalid, "bad-header",
                  "The header \"" + one_line(std::string{name}) + "\" " + std::string{reason} + ".");
}

bool is_host_character(char c) {
    return is_alnum(c) || c == '-' || c == '.' || c == '_';
}

bool is_token_character(char c) {
    return is_alnum(c) || std::string_view{"!#$%&'*+-.^_`|~"}.find(c) != std::string_view::npos;
}

bool is_forbidden(char c) {
    return is_control(c) && c != '\t';
}

bool is_address(std::string const& host) {
    boost::system::error_code error;
    boost::asio::ip::make_address(host, error);
    return !error;
}

std::string bracketed(std::string const& host) {
    return host.find(':') == host.npos ? host : "[" + host + "]";
}

std::optional<std::uint16_t> parse_port(std::string_view digits) {
    auto const port = parse_number<std::uint16_t>(digits);
    return port == 0 ? std::nullopt : port;
}

/// "host", "host:port", "[v6]:port" into `url`.
Result<Url> with_authority(Url url, std::string_view authority) {
    bool const bracketed = authority.starts_with('[');
    auto const end = bracketed ? authority.find(']') : authority.find(':');
    auto const host =
        authority.substr(bracketed ? 1 : 0, end == authority.npos ? end : end - (bracketed ? 1 : 0));
    auto const rest =
        end == authority.npos ? std::string_view{} : authority.substr(end + (bracketed ? 1 : 0));
    url.host = host;
    if (bracketed) {
        bool const known = end != authority.npos && host.find('%') == host.npos && is_address(url.host) &&
                           host.find(':') != host.npos;
        if (!known) return bad_url("has no IPv6 address between its brackets");
    } else if (host.empty() || host.size() > kLongestHost || !std::ranges::all_of(host, is_host_character)) {
        return bad_url("has no host that could be looked up (write names in ASCII)");
    }
    if (rest.empty()) return url;
    auto const port = rest.starts_with(':') ? parse_port(rest.substr(1)) : std::nullopt;
    if (!port) return bad_url("has an invalid port");
    url.port = *port;
    return url;
}

std::optional<Error> problem_of(std::string const& name, std::string const& value) {
    if (name.empty() || !std::ranges::all_of(name, is_token_character))
        return bad_header(name, "has a name that is not a token").value();
    if (std::ranges::any_of(value, is_forbidden))
        return bad_header(name, "has a control character in its value").value();
    auto const same = [&](std::string_view ours) { return equals_ignoring_case(ours, name); };
    if (std::ranges::any_of(kClientAdds, same))
        return bad_header(name, "is set by the client itself").value();
    return std::nullopt;
}

}  // namespace

std::string Url::authority() const {
    return port == (tls ? 443 : 80) ? bracketed(host) : host_and_port();
}

std::string Url::host_and_port() const {
    return bracketed(host) + ":" + std::to_string(port);
}

bool Url::is_address() const {
    return net::is_address(host);
}

Result<Url> parse_url(std::string_view text) {
    auto const plain = [](char c) { return c > 0x20 && c < 0x7f; };
    if (!std::ranges::all_of(text, plain))
        return bad_url("has a space, a control character or a letter beyond ASCII; percent-encode it");
    auto const colon = text.find("://");
    auto const scheme = text.substr(0, colon == text.npos ? 0 : colon);
    bool const tls = equals_ignoring_case(scheme, "https");
    if (!tls && !equals_ignoring_case(scheme, "http"))
        return bad_url("begins with neither http:// nor https://");

    text.remove_prefix(colon + 3);
    text = text.substr(0, text.find('#'));
    auto const slash = std::min(text.find_first_of("/?"), text.size());
    auto const authority = text.substr(0, slash);
    if (authority.find('@') != authority.npos)
        return bad_url("has a user name or password in it; use a header");
    std::string target{text.substr(slash)};
    if (!target.starts_with('/')) target.insert(0, 1, '/');
    return with_authority({tls, {}, static_cast<std::uint16_t>(tls ? 443 : 80), std::move(target)},
                          authority);
}

Result<std::string> request_text(HttpRequest const& request, Url const& url, std::string_view user_agent,
                                 TargetForm form) {
    for (auto const& [name, value] : request.headers)
        if (auto problem = problem_of(name, value)) return tl::unexpected{*std::move(problem)};

    std::string text{kMethodNames[static_cast<std::size_t>(request.method)]};
    text += ' ';
    if (form == TargetForm::absolute)
        text.append(url.tls ? "https" : "http").append("://").append(url.authority());
    text.append(url.target).append(" HTTP/1.1\r\n");
    add_field(text, "Host", url.authority());
    add_field(text, "Connection", "close");
    add_field(text, "Accept-Encoding", "identity");
    if (!has_field(request.headers, "User-Agent")) add_field(text, "User-Agent", user_agent);
    if (!has_field(request.headers, "Accept")) add_field(text, "Accept", "*/*");
    for (auto const& [name, value] : request.headers) add_field(text, name, value);
    bool const carries =
        request.method == Method::post || request.method == Method::put || !request.body.empty();
    if (carries) add_field(text, "Content-Length", std::to_string(request.body.size()));
    return text.append("\r\n").append(request.body);
}

std::string connect_text(Url const& url, std::string_view user_agent) {
    auto text = "CONNECT " + url.host_and_port() + " HTTP/1.1\r\n";
    add_field(text, "Host", url.host_and_port());
    add_field(text, "User-Agent", user_agent);
    return text.append("\r\n");
}

}  // namespace cadence::net
