#include "cadencectl/client.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <ctime>
#include <mutex>
#include <random>
#include <thread>

#include <boost/json/serialize.hpp>
#include <fmt/format.h>
#include <httplib.h>

#include "base/encoding.h"
#include "base/text.h"

namespace cadence::ctl {

namespace {

std::string uuid() {
    std::random_device random;
    std::array<std::uint32_t, 4> words{};
    for (auto& word : words) word = random();
    return fmt::format("{:08x}-{:04x}-4{:03x}-{:04x}-{:04x}{:08x}", words[0], words[1] >> 16U,
                       words[1] & 0xFFFU, 0x8000U | (words[2] >> 18U), words[2] & 0xFFFFU, words[3]);
}

std::string target_at(Request const& request, std::string const& prefix) {
    auto target = prefix + request.path;
    char between = '?';
    for (auto const& [name, value] : request.query) {
        target += between + percent_encode(name) + "=" + percent_encode(value);
        between = '&';
    }
    return target;
}

httplib::Request plain(Request const& request, Server const& server) {
    httplib::Request sent;
    static constexpr std::array kVerbs{"GET", "POST", "PUT", "DELETE"};  // in the order of Method
    sent.method = kVerbs.at(static_cast<std::size_t>(request.method));
    sent.path = target_at(request, address_of(server.url).prefix);
    sent.headers = {{"Accept", "application/json, application/problem+json"},
                    {"User-Agent", "cadencectl/" CADENCE_VERSION}};
    if (!server.token.empty()) sent.set_header("Authorization", "Bearer " + server.token);
    if (request.method == Method::get) return sent;
    if (has_body(request.method)) sent.body = boost::json::serialize(request.body);
    if (request.method == Method::remove) sent.set_header("Content-Length", "0");
    sent.set_header("Content-Type", "application/json");
    sent.set_header("Idempotency-Key", uuid());
    return sent;
}

/// Ends a request whose time is over, however slowly the other side answers.
class Watchdog {
  public:
    Watchdog(httplib::Client& client, std::chrono::milliseconds limit)
        : thread_{[this, &client, limit](std::stop_token const& done) { watch(done, client, limit); }} {}
    [[nodiscard]] bool expired() const { return expired_; }

  private:
    void watch(std::stop_token const& done, httplib::Client& client, std::chrono::milliseconds wait) {
        std::mutex mutex;
        std::condition_variable_any wake;
        std::unique_lock lock{mutex};
        while (!wake.wait_for(lock, done, wait, [&] { return done.stop_requested(); })) {
            if (done.stop_requested()) return;
            expired_ = true;
            client.stop();
            wait = std::chrono::milliseconds{100};
        }
    }

    std::atomic<bool> expired_ = false;
    std::jthread thread_;
};

tl::unexpected<Error> unreachable(std::string detail) {
    return refuse(ErrorCode::unavailable, "not-reachable", std::move(detail));
}

std::string_view why(httplib::Error error) {
    if (error == httplib::Error::Connection) return "no connection";
    if (error == httplib::Error::ConnectionTimeout) return "connection timed out";
    if (error == httplib::Error::SSLServerVerification) return "its certificate is not trusted";
    return "no TLS handshake";
}

tl::unexpected<Error> nobody_there(std::string const& url, httplib::Error error) {
    return unreachable(
        fmt::format("nothing answers at {} ({}). Start the daemon with `systemctl start cadenced`, "
                    "or name its address with --url or CADENCE_URL.",
                    url, why(error)));
}

/// "Thu, 22 Jan 2026 10:00:00 GMT".
std::optional<Instant> date_in(std::string const& header) {
    std::tm date{};
    char const* const rest = strptime(header.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &date);
    if (rest == nullptr || *rest != '\0') return std::nullopt;
    return Instant{std::chrono::seconds{timegm(&date)}};
}

bool never_connected(httplib::Error error) {
    using httplib::Error;
    return error == Error::Connection || error == Error::ConnectionTimeout || error == Error::BindIPAddress ||
           error == Error::SSLConnection || error == Error::SSLLoadingCerts ||
           error == Error::SSLServerVerification;
}

httplib::Client connected_to(std::string const& url, Limits const& limits,
                             std::chrono::milliseconds silence) {
    httplib::Client client{address_of(url).origin};
    client.set_url_encode(false);
    client.set_connection_timeout(limits.connect);
    client.set_read_timeout(silence);
    client.set_write_timeout(silence);
    return client;
}

}  // namespace

Result<Answer> Client::send(Request const& request) const {
    auto message = plain(request, server_);
    Answer answer;
    bool too_large = false;
    message.content_receiver = [&](char const* data, std::size_t size, std::uint64_t, std::uint64_t) {
        too_large = answer.body.size() + size > limits_.bytes;
        if (!too_large) answer.body.append(data, size);
        return !too_large;
    };
    auto client = connected_to(server_.url, limits_, 2 * limits_.total);  // the watchdog is first
    Watchdog const watchdog{client, limits_.total};
    auto error = httplib::Error::Success;
    for (int attempt = 1; attempt <= 2; ++attempt) {
        answer.body.clear();
        auto const result = client.send(message);
        if (result) {
            answer.status = result->status;
            answer.type = result->get_header_value("Content-Type");
            answer.date = date_in(result->get_header_value("Date"));
            return answer;
        }
        error = result.error();
        if (too_large)
            return unreachable(fmt::format("{} answers with more than {} MiB.", url(), limits_.bytes >> 20U));
        if (watchdog.expired())
            return unreachable(
                fmt::format("{} did not answer within {} s.", url(), limits_.total.count() / 1000));
        if (never_connected(error)) return nobody_there(url(), error);
    }
    return unreachable(
        fmt::format("the connection to {} was lost twice ({}).", url(), httplib::to_string(error)));
}

Result<Answer> Client::stream(Request const& request, std::string const& last_event_id,
                              std::function<bool(std::string_view)> const& take) const {
    auto client = connected_to(server_.url, limits_, limits_.silence);
    auto message = plain(request, server_);
    message.headers.erase("Accept");
    message.set_header("Accept", "text/event-stream");
    if (!last_event_id.empty()) message.set_header("Last-Event-ID", last_event_id);
    Answer answer;
    message.response_handler = [&](httplib::Response const& response) {
        answer.status = response.status;
        answer.type = response.get_header_value("Content-Type");
        return true;
    };
    message.content_receiver = [&](char const* data, std::size_t size, std::uint64_t, std::uint64_t) {
        if (answer.status == 200) return take({data, size});
        if (answer.body.size() + size <= limits_.bytes) answer.body.append(data, size);
        return true;
    };
    auto const result = client.send(message);
    if (!result && never_connected(result.error())) return nobody_there(url(), result.error());
    if (!result && answer.status == 0) return unreachable(fmt::format("{} closed the connection.", url()));
    return answer;
}

Address address_of(std::string const& url) {
    auto const begin = url.find("://") + 3;
    auto const path = std::min(url.find('/', begin), url.size());
    auto const authority = url.substr(begin, path - begin);
    auto const end = authority.starts_with('[') ? authority.find(']') + 1 : authority.find(':');
    Address address{
        .origin = url.substr(0, path), .host = authority.substr(0, end), .prefix = url.substr(path)};
    if (end < authority.size()) address.port = authority.substr(end + 1);
    if (address.port.empty()) address.port = url.starts_with("https:") ? "443" : "80";
    while (address.prefix.ends_with('/')) address.prefix.pop_back();
    return address;
}

Result<std::string> checked_url(std::string url) {
    auto const scheme = url.starts_with("http://") ? 7U : url.starts_with("https://") ? 8U : 0U;
    auto const odd = [](char c) { return c <= ' ' || c == '\x7f' || c == '?' || c == '#' || c == '@'; };
    if (scheme == 0 || url.size() == scheme || url[scheme] == '/' || std::any_of(url.begin(), url.end(), odd))
        return refuse(
            ErrorCode::invalid, "not-a-url",
            "\"" + url +
                "\" is not an address. Write it as http://127.0.0.1:8420 or https://releases.example.org");
    return url;
}

}  // namespace cadence::ctl
