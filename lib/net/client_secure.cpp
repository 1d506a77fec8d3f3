// Between a connection and a request over https: the way through a proxy, and TLS.
#include "net/client_conversation.h"

namespace cadence::net {

namespace ssl = asio::ssl;

namespace {

std::string_view meaning_of(int status) {
    constexpr int kForbidden = 403;
    constexpr int kWantsName = 407;
    constexpr int kFirstServerError = 500;
    if (status == kForbidden) return "; let the proxy allow this host and port";
    if (status == kWantsName) return ": it requires a user name and a password, which cadenced does not send";
    return status >= kFirstServerError ? ": it cannot reach it" : "";
}

}  // namespace

Error RequestHandle::Conversation::refusal_of_proxy(int status) const {
    return unavailable("http-proxy", "The proxy " + client->proxy->host + " does not connect to " +
                                         url.host_and_port() + ": HTTP " + std::to_string(status) +
                                         std::string{meaning_of(status)} + ".");
}

/// Whatever a proxy says after its answer would be taken for the host's: it must say nothing.
Task<RequestHandle::Conversation::Failure> RequestHandle::Conversation::tunnel() {
    step = "waiting for the proxy to connect";
    HttpRequest const heads_only{.method = Method::head, .url = {}};
    AnswerReader reader{heads_only};
    auto problem = co_await exchange(connect_text(url, client->options.user_agent), reader);
    if (over) co_return std::nullopt;
    if (!problem && reader.done()) {
        bool const surplus = reader.surplus();
        auto const status = std::move(reader).response().status;
        if (status < 200 || status >= 300) co_return refusal_of_proxy(status);
        if (!surplus) co_return std::nullopt;
        problem = "it sends more than its answer";
    }
    co_return unavailable("http-proxy", "Connecting to " + url.host + " through the proxy " +
                                            client->proxy->host + " failed: " + *problem + ".");
}

Task<RequestHandle::Conversation::Failure> RequestHandle::Conversation::shake_hands() {
    step = "shaking hands (TLS)";
    tls.emplace(socket, client->context);
    auto* const handle = tls->native_handle();
    bool const named = url.is_address()
                           ? X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(handle), url.host.c_str()) == 1
                           : SSL_set1_host(handle, url.host.c_str()) == 1 &&
                                 SSL_ctrl(handle, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
                                          url.host.data()) == 1;
    error_code error = asio::error::no_memory;
    if (named) std::tie(error) = co_await tls->async_handshake(ssl::stream_base::client, kAwait);
    if (!error) co_return std::nullopt;
    auto const verdict = SSL_get_verify_result(handle);
    auto const reason = verdict == X509_V_OK ? error.message()
                                             : std::string{"certificate verify failed: "} +
                                                   X509_verify_cert_error_string(verdict);
    co_return unavailable("http-tls", "TLS handshake with " + host_name() + " failed: " + reason + ".");
}

}  // namespace cadence::net
