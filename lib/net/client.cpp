#include "net/client.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/basic_resolver.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <fcntl.h>

#include "net/asio.h"
#include "net/client_answer.h"
#include "net/client_request.h"

namespace cadence::net {

namespace {

namespace ssl = asio::ssl;
using Resolver = asio::ip::basic_resolver<tcp, Executor>;
using Failure = std::optional<Error>;

/// Of the addresses of one name; each gets its share of the time that is left.
constexpr std::size_t kMostAddresses = 8;

Error unavailable(std::string problem, std::string detail) {
    return {ErrorCode::unavailable, std::move(problem), std::move(detail), {}, {}};
}

}  // namespace

struct Asking::Conversation : std::enable_shared_from_this<Conversation> {
    Conversation(asio::io_context& loop, std::shared_ptr<ssl::context> tls_context, Ask ask_in,
                 Client::Done done_in)
        : executor(loop.get_executor()),
          context(std::move(tls_context)),
          ask(std::move(ask_in)),
          done(std::move(done_in)),
          resolver(loop),
          socket(loop),
          deadline(loop),
          attempt(loop) {}

    void start(Result<Url> parsed, std::string_view user_agent);
    void finish(Result<Got> result);
    void close();
    void abandon();

    Task<> converse();
    Task<Result<std::vector<tcp::endpoint>>> resolve();
    Task<Failure> connect(std::vector<tcp::endpoint> const& endpoints);
    void limit_attempt(std::size_t addresses_left);
    Task<Failure> shake_hands();
    Task<Failure> exchange(AnswerReader& reader);
    Task<std::tuple<error_code, std::size_t>> send();
    Task<std::tuple<error_code, std::size_t>> receive(asio::mutable_buffer space);

    Executor executor;
    std::shared_ptr<ssl::context> context;
    Ask ask;
    Client::Done done;
    Url url;
    std::string request;
    Resolver resolver;
    Socket socket;
    std::optional<ssl::stream<Socket&>> tls;
    Timer deadline;  // of the whole
    Timer attempt;   // at one address
    Monotonic::time_point began = Monotonic::now();
    std::string_view step = "looking up its name";
    std::size_t attempts = 0;
    bool over = false;
};

void Asking::Conversation::start(Result<Url> parsed, std::string_view user_agent) {
    if (!parsed) return finish(tl::unexpected{parsed.error()});
    url = *std::move(parsed);
    auto text = request_text(ask, url, user_agent);
    if (!text) return finish(tl::unexpected{text.error()});
    request = *std::move(text);
    deadline.expires_at(began + ask.timeout);
    deadline.async_wait([weak = weak_from_this()](error_code error) {
        auto const self = weak.lock();
        if (error || !self) return;
        self->finish(tl::unexpected{unavailable("http-timeout", self->url.host + " did not answer within " +
                                                                    describe_duration(self->ask.timeout) +
                                                                    ": it was still " +
                                                                    std::string{self->step} + ".")});
    });
    auto ended = [self = shared_from_this()](std::exception_ptr const& failure) {
        if (failure)
            self->finish(tl::unexpected{Error{ErrorCode::internal,
                                              "http-failed",
                                              "Asking " + self->url.host + " failed on this side.",
                                              {},
                                              {}}});
    };
    asio::co_spawn(executor, converse(), std::move(ended));
}

/// The owner hears of it from the loop, not from within a coroutine that would swallow what it throws.
void Asking::Conversation::finish(Result<Got> result) {
    if (over) return;
    close();
    asio::post(executor, [self = shared_from_this(), result = std::move(result)]() mutable {
        if (auto const tell = std::exchange(self->done, nullptr)) tell(std::move(result));
    });
}

void Asking::Conversation::close() {
    over = true;
    error_code ignored;
    resolver.cancel();
    socket.close(ignored);
    deadline.cancel();
    attempt.cancel();
}

void Asking::Conversation::abandon() {
    done = nullptr;
    close();
}

Task<> Asking::Conversation::converse() {
    auto const self = shared_from_this();
    auto const endpoints = co_await resolve();
    if (over) co_return;
    if (!endpoints) co_return finish(tl::unexpected{endpoints.error()});
    auto failure = co_await connect(*endpoints);
    if (!failure && !over && url.tls) failure = co_await shake_hands();
    AnswerReader reader{ask};
    if (!failure && !over) failure = co_await exchange(reader);
    if (over) co_return;
    if (failure) co_return finish(tl::unexpected{*std::move(failure)});
    auto got = std::move(reader).got();
    got.took = std::chrono::floor<Duration>(Monotonic::now() - began);
    finish(std::move(got));
}

Task<Result<std::vector<tcp::endpoint>>> Asking::Conversation::resolve() {
    error_code error;
    auto const address = asio::ip::make_address(url.host, error);
    if (!error) co_return std::vector{tcp::endpoint{address, url.port}};
    auto const [failure, found] = co_await resolver.async_resolve(url.host, std::to_string(url.port),
                                                                  tcp::resolver::numeric_service, kAwait);
    if (failure)
        co_return tl::unexpected{unavailable(
            "http-resolve", "Cannot find the address of " + url.host + ": " + failure.message() + ".")};
    std::vector<tcp::endpoint> endpoints;
    for (auto const& entry : found)
        if (endpoints.size() < kMostAddresses) endpoints.push_back(entry.endpoint());
    co_return endpoints;
}

Task<Failure> Asking::Conversation::connect(std::vector<tcp::endpoint> const& endpoints) {
    step = "connecting";
    error_code last = asio::error::host_not_found;
    for (std::size_t i = 0; i != endpoints.size() && !over; ++i) {
        error_code error;
        socket.close(error);
        socket.open(endpoints[i].protocol(), error);
        if (!error) {
            ::fcntl(socket.native_handle(), F_SETFD, FD_CLOEXEC);
            socket.set_option(tcp::no_delay{true}, error);
            limit_attempt(endpoints.size() - i);
            std::tie(error) = co_await socket.async_connect(endpoints[i], kAwait);
            ++attempts;
            attempt.cancel();
        }
        if (!error) co_return std::nullopt;
        last = error == asio::error::operation_aborted ? asio::error::timed_out : error;
    }
    co_return unavailable("http-connect", "Cannot connect to " + url.host + " port " +
                                              std::to_string(url.port) + ": " + last.message() + ".");
}

void Asking::Conversation::limit_attempt(std::size_t addresses_left) {
    if (addresses_left == 1) return;  // the deadline of the whole is enough
    attempt.expires_after((deadline.expiry() - Monotonic::now()) / static_cast<int>(addresses_left));
    attempt.async_wait([weak = weak_from_this(), number = attempts](error_code error) {
        auto const self = weak.lock();
        if (error || !self || self->attempts != number) return;
        self->socket.cancel(error);
    });
}

Task<Failure> Asking::Conversation::shake_hands() {
    step = "shaking hands (TLS)";
    tls.emplace(socket, *context);
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
    co_return unavailable("http-tls", "TLS handshake with " + url.host + " failed: " + reason + ".");
}

/// A receiver may answer, and close, before it has read everything: a failed write is no end yet.
Task<Failure> Asking::Conversation::exchange(AnswerReader& reader) {
    auto const failed = [this](std::string const& how) {
        return unavailable("http-protocol", "Asking " + url.host + " failed: " + how + ".");
    };
    step = "taking the request";
    auto const [write_error, sent] = co_await send();
    step = "silent";
    while (!reader.done() && !over) {
        auto const [error, count] = co_await receive(reader.space());
        if (count != 0) step = "sending its answer";
        auto problem = count == 0 ? std::nullopt : reader.take(count);
        if (!problem && error == asio::error::eof) problem = reader.take_end();
        if (!problem && error && error != asio::error::eof)
            problem =
                "the connection broke: " + (reader.began() || !write_error ? error : write_error).message();
        if (problem) co_return failed(*problem);
        if (error) break;
    }
    co_return std::nullopt;
}

Task<std::tuple<error_code, std::size_t>> Asking::Conversation::send() {
    if (tls) {
        auto const result = co_await asio::async_write(*tls, asio::buffer(request), kAwait);
        co_return result;
    }
    auto const result = co_await asio::async_write(socket, asio::buffer(request), kAwait);
    co_return result;
}

Task<std::tuple<error_code, std::size_t>> Asking::Conversation::receive(asio::mutable_buffer space) {
    if (tls) {
        auto const result = co_await tls->async_read_some(space, kAwait);
        co_return result;
    }
    auto const result = co_await socket.async_read_some(space, kAwait);
    co_return result;
}

Asking& Asking::operator=(Asking&& other) noexcept {
    if (this != &other) {
        cancel();
        conversation_ = std::move(other.conversation_);
    }
    return *this;
}

void Asking::cancel() {
    if (auto const conversation = std::exchange(conversation_, nullptr)) conversation->abandon();
}

struct Client::Impl {
    asio::io_context& loop;
    Options options;
    std::shared_ptr<ssl::context> context = std::make_shared<ssl::context>(ssl::context::tls_client);
    std::vector<std::weak_ptr<Asking::Conversation>> conversations = {};
};

Client::Client(asio::io_context& loop, Options options)
    : impl_(std::make_unique<Impl>(Impl{loop, std::move(options)})) {
    auto& context = *impl_->context;
    context.set_options(ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1 | SSL_OP_NO_RENEGOTIATION);
    context.set_verify_mode(ssl::verify_peer);
    context.add_verify_path(X509_get_default_cert_dir());  // read as needed: all of it takes 20 ms
    if (!impl_->options.ca_file.empty()) context.load_verify_file(impl_->options.ca_file);
}

Client::~Client() {
    for (auto const& weak : impl_->conversations)
        if (auto const conversation = weak.lock()) conversation->abandon();
}

Asking Client::ask(Ask ask, Done done) {
    std::erase_if(impl_->conversations, [](auto const& weak) { return weak.expired(); });
    auto url = parse_url(ask.url);
    auto conversation =
        std::make_shared<Asking::Conversation>(impl_->loop, impl_->context, std::move(ask), std::move(done));
    impl_->conversations.push_back(conversation);
    conversation->start(std::move(url), impl_->options.user_agent);
    return Asking{std::move(conversation)};
}

std::string_view Got::header(std::string_view name) const {
    auto const found = std::ranges::find(headers, name, [](auto const& field) { return field.first; });
    return found == headers.end() ? std::string_view{} : std::string_view{found->second};
}

}  // namespace cadence::net
