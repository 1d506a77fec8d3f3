// The HTTP/1.1 client on the loop: one connection per ask, http and https, no redirects, no cookies, no
// environment; through a proxy if one is stated. Whatever the other side does, an ask ends within its
// time-out, holds no more than max_body and a bounded head, and its failure is a value. Certificates and
// names are verified, always. A RequestHandle is the owner's hold on what is under way: letting go of it, or
// of the Client, closes the connection and `done` is not called any more. `done` is called once, by the loop,
// never from within `ask`. Names are looked up by net/resolver.h.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include <boost/asio/io_context.hpp>

#include "base/result.h"
#include "net/http_request.h"

namespace cadence::net {

class RequestHandle {
  public:
    RequestHandle() = default;
    RequestHandle(RequestHandle&& other) noexcept = default;
    RequestHandle& operator=(RequestHandle&& other) noexcept;
    ~RequestHandle() { cancel(); }
    void cancel();

  private:
    friend class Client;
    struct Conversation;
    explicit RequestHandle(std::shared_ptr<Conversation> conversation)
        : conversation_(std::move(conversation)) {}
    std::shared_ptr<Conversation> conversation_;
};

class Client {
  public:
    using Done = std::function<void(Result<HttpResponse>)>;

    struct Options {
        std::string ca_file = {};  // PEM; trusted besides the system's store
        std::string user_agent = "cadenced";
        /// "http://proxy.example.org:3128": asked for everything, by CONNECT for https; or empty.
        std::string proxy = {};
        /// "192.0.2.1:53,[2001:db8::1]:53": asked instead of the system's; or empty.
        std::string name_servers = {};
    };

    /// Throws if the CA file cannot be read, the proxy is no http:// address of a host, or the name servers
    /// are no addresses.
    explicit Client(boost::asio::io_context& loop, Options options);
    ~Client();
    Client(Client const&) = delete;
    Client& operator=(Client const&) = delete;

    /// Errors: invalid `bad-url`, `bad-header`; unavailable `http-resolve`, `http-connect`, `http-tls`,
    /// `http-proxy`, `http-timeout-connecting`, `http-timeout`, `http-protocol`. They name the host (and the
    /// proxy), never the path or the query, which may be secret.
    [[nodiscard]] RequestHandle ask(HttpRequest request, Done done);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Of an error of `ask`: not a byte of the request has left, so nothing can have come of it.
[[nodiscard]] bool nothing_was_sent(Error const& error);

}  // namespace cadence::net
