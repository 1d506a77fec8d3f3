#include "net/head.h"

#include <algorithm>
#include <array>
#include <utility>

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>

#include "base/text.h"
#include "net/target.h"

namespace cadence::net {

namespace {

namespace http = boost::beast::http;
using RequestParser = http::request_parser<http::empty_body>;
using Check = std::optional<Refusal>;

constexpr std::array<std::pair<http::verb, Method>, 5> kMethods{{{http::verb::get, Method::get},
                                                                 {http::verb::head, Method::head},
                                                                 {http::verb::post, Method::post},
                                                                 {http::verb::put, Method::put},
                                                                 {http::verb::delete_, Method::del}}};

/// Two of one of these could be read two ways.
constexpr std::array kOnlyOnce{http::field::authorization, http::field::content_type, http::field::expect};

std::string_view view(boost::beast::string_view text) {
    return {text.data(), text.size()};
}

std::optional<Method> find_method(http::verb verb) {
    auto const* const found =
        std::find_if(kMethods.begin(), kMethods.end(), [&](auto const& row) { return row.first == verb; });
    if (found == kMethods.end()) return std::nullopt;
    return found->second;
}

Check check_method(std::string_view text) {
    auto const verb = http::string_to_verb({text.data(), text.size()});
    if (find_method(verb)) return std::nullopt;
    Headers allow{{"Allow", "GET, HEAD, POST, PUT, DELETE"}};
    if (verb == http::verb::unknown)
        return Refusal{501, "The method is unknown. Use GET, HEAD, POST, PUT or DELETE.", {}};
    return Refusal{405, "The method is not supported. Use GET, HEAD, POST, PUT or DELETE.", std::move(allow)};
}

/// "http://x/a": the absolute form (RFC 9112, 3.2.2).
bool names_authority(std::string_view target) {
    auto const scheme = lower(target.substr(0, target.find("://")));
    return target.size() > scheme.size() && (scheme == "http" || scheme == "https");
}

/// Takes the authority off a target in absolute form.
std::string_view take_authority(std::string_view& target) {
    target.remove_prefix(target.find("://") + 3);
    auto const authority = target.substr(0, target.find_first_of("/?"));
    target.remove_prefix(authority.size());
    return authority;
}

Check check_target(std::string_view target) {
    if (!target.starts_with('/') && !names_authority(target))
        return Refusal{400, "The request target must be a path that begins with '/', or a whole URL.", {}};
    auto const plain = [](char c) { return c > 0x20 && c < 0x7f && c != '#'; };
    if (!std::all_of(target.begin(), target.end(), plain))
        return Refusal{400, "The request target has a character that must be percent-encoded.", {}};
    return std::nullopt;
}

Check check_request_line(std::string_view line) {
    auto const first = line.find(' ');
    auto const last = line.rfind(' ');
    if (first == line.npos || first == last || first == 0)
        return Refusal{400, "The request line must be METHOD, target and HTTP/1.1, one space apart.", {}};
    auto const version = line.substr(last + 1);
    if (!version.starts_with("HTTP/")) return Refusal{400, "The request line does not end in HTTP/1.1.", {}};
    if (version != "HTTP/1.1" && version != "HTTP/1.0")
        return Refusal{505, "Only HTTP/1.1 and HTTP/1.0 are supported.", {}};
    if (auto refusal = check_method(line.substr(0, first))) return refusal;
    return check_target(line.substr(first + 1, last - first - 1));
}

Check check_fields(RequestParser::value_type const& message) {
    if (message.count(http::field::transfer_encoding) != 0)
        return Refusal{411, "Transfer-Encoding is not accepted. Send the body with a Content-Length.", {}};
    if (message.count(http::field::host) != 1)
        return Refusal{400, "A request needs exactly one Host header.", {}};
    if (message.count(http::field::upgrade) != 0)
        return Refusal{
            400, "This server does not upgrade to another protocol. Leave the Upgrade header out.", {}};
    for (auto const field : kOnlyOnce)
        if (message.count(field) > 1)
            return Refusal{400, "The header " + std::string{view(to_string(field))} + " was sent twice.", {}};
    return std::nullopt;
}

Check check_body(RequestParser const& parser, Limits const& limits) {
    auto const& message = parser.get();
    auto const lengths = message.count(http::field::content_length);
    if (lengths == 0) return std::nullopt;
    auto const text = view(message[http::field::content_length]);
    auto const digit = [](char c) { return c >= '0' && c <= '9'; };
    if (lengths != 1 || !std::all_of(text.begin(), text.end(), digit))
        return Refusal{400, "A request has at most one Content-Length, and it is one number.", {}};

    auto const length = parser.content_length().value_or(0);
    bool const reads = message.method() == http::verb::get || message.method() == http::verb::head;
    if (reads && length != 0) return Refusal{400, "A GET or HEAD request has no body.", {}};
    auto const most = std::max(limits.body_bytes, limits.admitted_body_bytes);
    if (length > most) return body_too_large(most);
    return std::nullopt;
}

Check check_expect(RequestParser::value_type const& message) {
    auto const expect = message.find(http::field::expect);
    if (expect == message.end() || boost::beast::iequals(expect->value(), "100-continue"))
        return std::nullopt;
    return Refusal{417, "The only supported expectation is 100-continue.", {}};
}

Headers copy_fields(RequestParser::value_type const& message) {
    Headers headers;
    headers.reserve(8);
    for (auto const& field : message) {
        headers.emplace_back(lower(view(field.name_string())), view(field.value()));
    }
    return headers;
}

tl::expected<Head, Refusal> make_head(RequestParser const& parser) {
    auto const& message = parser.get();
    Head head;
    head.request.method = *find_method(message.method());
    auto sent = view(message.target());
    if (names_authority(sent) &&
        !equals_ignoring_case(take_authority(sent), view(message[http::field::host])))
        return tl::unexpected{
            Refusal{400, "The request target names another host than the Host header.", {}}};
    head.request.target = sent.starts_with('/') ? std::string{sent} : "/" + std::string{sent};
    auto target = parse_target(head.request.target);
    if (!target) return tl::unexpected{Refusal{400, std::move(target.error().detail), {}}};

    head.request.path = std::move(target->path);
    head.request.query = std::move(target->query);
    head.request.headers = copy_fields(message);
    head.body_bytes = static_cast<std::size_t>(parser.content_length().value_or(0));
    head.keep_alive = message.version() == 11 && message.keep_alive();
    head.expects_continue = message.version() == 11 && message.count(http::field::expect) != 0;
    return head;
}

}  // namespace

tl::expected<std::optional<std::size_t>, Refusal> HeadScan::look(std::string_view bytes) {
    for (; seen_ < bytes.size(); ++seen_) {
        if (seen_ == limits_.header_bytes) return tl::unexpected{too_large()};
        if (auto refusal = check_byte(bytes)) return tl::unexpected{*std::move(refusal)};
        if (bytes[seen_] != '\n') continue;

        auto const line = bytes.substr(line_start_, seen_ - 1 - line_start_);
        if (line.empty() && lines_ != 0) return ++seen_;
        if (auto refusal = check_line(line)) return tl::unexpected{*std::move(refusal)};
        if (lines_ == 0) first_line_ = line.size();
        ++lines_;
        line_start_ = seen_ + 1;
    }
    return std::nullopt;
}

Refusal HeadScan::too_large() const {
    auto const most = std::to_string(limits_.header_bytes);
    auto const first = lines_ == 0 ? seen_ : first_line_;
    if (2 * first < limits_.header_bytes) return {431, "The headers are larger than " + most + " bytes.", {}};
    return {414, "The request target is too long: all of the head may have " + most + " bytes.", {}};
}

std::optional<Refusal> HeadScan::check_byte(std::string_view bytes) const {
    char const c = bytes[seen_];
    bool const after_cr = seen_ > 0 && bytes[seen_ - 1] == '\r';
    if (after_cr != (c == '\n'))
        return Refusal{400, "A line must end in CR LF, and neither may appear elsewhere.", {}};
    if (is_control(c) && c != '\r' && c != '\n' && (c != '\t' || lines_ == 0))
        return Refusal{400, "There is a control character in the request line or a header.", {}};
    return std::nullopt;
}

std::optional<Refusal> HeadScan::check_line(std::string_view line) const {
    if (lines_ == 0) return check_request_line(line);
    if (line.front() == ' ' || line.front() == '\t')
        return Refusal{400, "A header must not be folded over two lines.", {}};
    if (lines_ > limits_.header_count)
        return Refusal{431, "There are more than " + std::to_string(limits_.header_count) + " headers.", {}};
    return std::nullopt;
}

Refusal body_too_large(std::size_t most) {
    return {413, "The body is larger than " + std::to_string(most) + " bytes.", {}};
}

tl::expected<Head, Refusal> parse_head(std::string_view bytes, Limits const& limits) {
    RequestParser parser;
    parser.header_limit(static_cast<std::uint32_t>(limits.header_bytes) + 1);
    parser.body_limit(boost::none);
    boost::beast::error_code error;
    parser.put(boost::asio::buffer(bytes.data(), bytes.size()), error);
    if (error || !parser.is_header_done())
        return tl::unexpected{Refusal{400, "The request is malformed: " + error.message() + ".", {}}};

    if (auto refusal = check_fields(parser.get())) return tl::unexpected{*std::move(refusal)};
    if (auto refusal = check_body(parser, limits)) return tl::unexpected{*std::move(refusal)};
    if (auto refusal = check_expect(parser.get())) return tl::unexpected{*std::move(refusal)};
    return make_head(parser);
}

}  // namespace cadence::net
