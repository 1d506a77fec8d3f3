#include "net/prepared.h"

#include <algorithm>
#include <array>
#include <locale>
#include <stdexcept>
#include <string_view>

#include <boost/beast/http/status.hpp>
#include <date/date.h>

#include "base/text.h"

namespace cadence::net {

namespace {

struct Default {
    std::string_view name;
    std::string_view value;
};

constexpr std::array kDefaults{
    Default{"X-Content-Type-Options", "nosniff"},
    Default{"Referrer-Policy", "no-referrer"},
    Default{"Cross-Origin-Resource-Policy", "same-origin"},
    Default{"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"},
    Default{"Cache-Control", "no-store"},
};

constexpr std::array<std::string_view, 4> kServerAdds{"Date", "Content-Length", "Connection",
                                                      "Transfer-Encoding"};

bool is_token(std::string_view text) {
    constexpr std::string_view kTokenChars =
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    return !text.empty() && text.find_first_not_of(kTokenChars) == text.npos;
}

bool has_control(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return is_control(c) && c != '\t'; });
}

bool is_ours(std::string const& name) {
    return std::any_of(kServerAdds.begin(), kServerAdds.end(),
                       [&](auto ours) { return equals_ignoring_case(name, ours); });
}

void check(Headers const& headers) {
    for (auto const& [name, value] : headers) {
        if (!is_token(name)) throw std::invalid_argument("an answer has a header whose name is not a token");
        if (has_control(value))
            throw std::invalid_argument("the header " + name + " of an answer has a control character");
        if (is_ours(name)) throw std::invalid_argument("the header " + name + " is set by the server itself");
    }
}

bool is_bodiless(int status) {
    return status == 204 || status == 304;
}

std::string status_line(int status) {
    if (status < 200 || status > 599) throw std::invalid_argument("an answer has an invalid status");
    auto const reason =
        boost::beast::http::obsolete_reason(boost::beast::http::int_to_status(static_cast<unsigned>(status)));
    return "HTTP/1.1 " + std::to_string(status) + " " + std::string{reason.data(), reason.size()} + "\r\n";
}

}  // namespace

std::shared_ptr<Prepared const> prepare(Reply reply, Framing framing) {
    check(reply.headers);
    auto prepared = std::make_shared<Prepared>();
    auto& head = prepared->head;
    head = status_line(reply.status);
    for (auto const& [name, value] : reply.headers) add_field(head, name, value);
    for (auto const& [name, value] : kDefaults) {
        if (!has_field(reply.headers, name)) add_field(head, name, value);
    }
    if (is_bodiless(reply.status)) return prepared;
    if (framing == Framing::sized) add_field(head, "Content-Length", std::to_string(reply.body.size()));
    prepared->body = std::move(reply.body);
    return prepared;
}

std::shared_ptr<Prepared const> prepare(Reply reply) {
    return prepare(std::move(reply), Framing::sized);
}

std::shared_ptr<Stamp const> const& Stamper::now() {
    auto const second = std::chrono::floor<std::chrono::seconds>(clock_.now());
    if (!stamp_ || second != second_) {
        second_ = second;
        std::string date =
            "Date: " + date::format(std::locale::classic(), "%a, %d %b %Y %T GMT", second) + "\r\n";
        std::string const close = date + "Connection: close\r\n\r\n";
        stamp_ = std::make_shared<Stamp const>(Stamp{date + "\r\n", close});
    }
    return stamp_;
}

}  // namespace cadence::net
