// One request under way: a connection from looking up the name to the last byte of the answer. Private to
// Client.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include "net/asio.h"
#include "net/client.h"
#include "net/client_answer.h"
#include "net/client_request.h"
#include "net/resolver.h"

namespace cadence::net {

/// The state that all conversations of one client share.
struct ClientState {
    ClientState(asio::io_context& loop_in, Client::Options options_in);

    asio::io_context& loop;
    Client::Options options;
    Resolver resolver;
    asio::ssl::context context{asio::ssl::context::tls_client};
    std::optional<Url> proxy;
};

struct RequestHandle::Conversation : std::enable_shared_from_this<Conversation> {
    using Failure = std::optional<Error>;
    using Outcome = std::tuple<error_code, std::size_t>;

    Conversation(std::shared_ptr<ClientState> client_in, HttpRequest request_in, Client::Done done_in);

    void start(Result<Url> parsed);
    /// Ends it. The owner hears of it from the loop.
    void finish(Result<HttpResponse> result);
    void close();
    void abandon();

    Task<> converse();
    Task<Failure> prepare();
    Task<Result<std::vector<tcp::endpoint>>> resolve();
    Task<Failure> connect(std::vector<tcp::endpoint> const& endpoints);
    void limit_attempt(std::size_t addresses_left);
    [[nodiscard]] Error refusal_of_proxy(int status) const;
    /// Makes the proxy connect us to the host.
    Task<Failure> tunnel();
    Task<Failure> shake_hands();
    /// Sends the request and reads its answer: an error is what went wrong, in words.
    Task<std::optional<std::string>> exchange(std::string_view text, AnswerReader& reader);
    Task<Outcome> send(std::string_view text);
    Task<Outcome> receive(asio::mutable_buffer space);

    void on_deadline();
    [[nodiscard]] bool plain_by_proxy() const { return client->proxy && !url.tls; }
    [[nodiscard]] Url const& peer() const { return client->proxy ? *client->proxy : url; }
    /// "the proxy proxy.example.org", or the host.
    [[nodiscard]] std::string peer_name() const;
    /// "api.example.org", and through which proxy.
    [[nodiscard]] std::string host_name() const;

    std::shared_ptr<ClientState> client;
    Executor executor;
    HttpRequest request;
    Client::Done done;
    Url url;
    std::string bytes;
    Socket socket;
    std::optional<asio::ssl::stream<Socket&>> tls;
    Timer deadline;  // of the whole
    Timer attempt;   // at one address; while its name is looked up, cancelled by the answer
    std::optional<Resolver::Answer> found;
    Monotonic::time_point began = Monotonic::now();
    std::string_view step = "looking up its name";
    std::size_t attempts = 0;
    bool sending = false;  // some of the request may have left
    bool over = false;
};

[[nodiscard]] Error unavailable(std::string problem, std::string detail);

}  // namespace cadence::net
