#include "net/client.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>
#include <vector>

#include "net/client_conversation.h"

namespace cadence::net {

namespace {

namespace ssl = asio::ssl;

std::optional<Url> proxy_of(std::string const& text) {
    if (text.empty()) return std::nullopt;
    auto url = parse_url(text);
    if (!url) throw std::invalid_argument{"The proxy cannot be used. " + url.error().detail};
    if (url->tls || url->target != "/")
        throw std::invalid_argument{"The proxy must be like http://proxy.example.org:3128, without a path."};
    return *std::move(url);
}

}  // namespace

ClientState::ClientState(asio::io_context& loop_in, Client::Options options_in)
    : loop(loop_in),
      options(std::move(options_in)),
      resolver(loop, options.name_servers),
      proxy(proxy_of(options.proxy)) {
    context.set_options(ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1 | SSL_OP_NO_RENEGOTIATION);
    context.set_verify_mode(ssl::verify_peer);
    context.add_verify_path(X509_get_default_cert_dir());  // read as needed: all of it takes 20 ms
    if (!options.ca_file.empty()) context.load_verify_file(options.ca_file);
}

RequestHandle& RequestHandle::operator=(RequestHandle&& other) noexcept {
    if (this != &other) {
        cancel();
        conversation_ = std::move(other.conversation_);
    }
    return *this;
}

void RequestHandle::cancel() {
    if (auto const conversation = std::exchange(conversation_, nullptr)) conversation->abandon();
}

struct Client::Impl {
    std::shared_ptr<ClientState> state;
    std::vector<std::weak_ptr<RequestHandle::Conversation>> conversations = {};
};

Client::Client(asio::io_context& loop, Options options)
    : impl_(std::make_unique<Impl>(Impl{std::make_shared<ClientState>(loop, std::move(options))})) {}

Client::~Client() {
    for (auto const& weak : impl_->conversations)
        if (auto const conversation = weak.lock()) conversation->abandon();
}

RequestHandle Client::ask(HttpRequest request, Done done) {
    std::erase_if(impl_->conversations, [](auto const& weak) { return weak.expired(); });
    auto url = parse_url(request.url);
    auto conversation =
        std::make_shared<RequestHandle::Conversation>(impl_->state, std::move(request), std::move(done));
    impl_->conversations.push_back(conversation);
    conversation->start(std::move(url));
    return RequestHandle{std::move(conversation)};
}

bool nothing_was_sent(Error const& error) {
    static constexpr std::array<std::string_view, 7> kBefore{
        "bad-url",  "bad-header", "http-resolve",           "http-connect",
        "http-tls", "http-proxy", "http-timeout-connecting"};
    return std::ranges::find(kBefore, error.problem) != kBefore.end();
}

}  // namespace cadence::net
