#include "net/client_conversation.h"

#include <algorithm>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <fcntl.h>

namespace cadence::net {

namespace {

/// Of the addresses of one name; each gets its share of the time that is left.
constexpr std::size_t kMostAddresses = 8;

}  // namespace

Error unavailable(std::string problem, std::string detail) {
    return {ErrorCode::unavailable, std::move(problem), std::move(detail), {}, {}};
}

RequestHandle::Conversation::Conversation(std::shared_ptr<ClientState> client_in, HttpRequest request_in,
                                          Client::Done done_in)
    : client(std::move(client_in)),
      executor(client->loop.get_executor()),
      request(std::move(request_in)),
      done(std::move(done_in)),
      socket(client->loop),
      deadline(client->loop),
      attempt(client->loop) {}

std::string RequestHandle::Conversation::peer_name() const {
    return client->proxy ? "the proxy " + client->proxy->host : url.host;
}

std::string RequestHandle::Conversation::host_name() const {
    return client->proxy ? url.host + " through " + peer_name() : url.host;
}

void RequestHandle::Conversation::start(Result<Url> parsed) {
    if (!parsed) return finish(error_of(parsed));
    url = *std::move(parsed);
    auto text = request_text(request, url, client->options.user_agent,
                             plain_by_proxy() ? TargetForm::absolute : TargetForm::origin);
    if (!text) return finish(error_of(text));
    bytes = *std::move(text);
    if (client->proxy) step = "looking up the proxy's name";
    deadline.expires_at(began + request.timeout);
    deadline.async_wait([weak = weak_from_this()](error_code error) {
        auto const self = weak.lock();
        if (!error && self) self->on_deadline();
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

void RequestHandle::Conversation::on_deadline() {
    finish(tl::unexpected{unavailable(sending ? "http-timeout" : "http-timeout-connecting",
                                      host_name() + " did not answer within " +
                                          describe_duration(request.timeout) + ": it was still " +
                                          std::string{step} + ".")});
}

/// Posted, so that a coroutine does not swallow what the owner throws.
void RequestHandle::Conversation::finish(Result<HttpResponse> result) {
    if (over) return;
    close();
    asio::post(executor, [self = shared_from_this(), result = std::move(result)]() mutable {
        if (auto const tell = std::exchange(self->done, nullptr)) tell(std::move(result));
    });
}

void RequestHandle::Conversation::close() {
    over = true;
    error_code ignored;
    socket.close(ignored);
    deadline.cancel();
    attempt.cancel();
}

void RequestHandle::Conversation::abandon() {
    done = nullptr;
    close();
}

Task<> RequestHandle::Conversation::converse() {
    auto const self = shared_from_this();
    if (auto failure = co_await prepare(); failure) co_return finish(tl::unexpected{*std::move(failure)});
    if (over) co_return;
    sending = true;
    AnswerReader reader{request};
    auto const problem = co_await exchange(bytes, reader);
    if (over) co_return;
    if (problem)
        co_return finish(tl::unexpected{
            unavailable("http-protocol", "Asking " + host_name() + " failed: " + *problem + ".")});
    auto response = std::move(reader).response();
    response.took = std::chrono::floor<Duration>(Monotonic::now() - began);
    constexpr int kProxyWantsName = 407;
    if (plain_by_proxy() && response.status == kProxyWantsName)
        co_return finish(tl::unexpected{refusal_of_proxy(response.status)});
    finish(std::move(response));
}

/// All that comes before the request.
Task<RequestHandle::Conversation::Failure> RequestHandle::Conversation::prepare() {
    auto const endpoints = co_await resolve();
    if (over) co_return std::nullopt;
    if (!endpoints) co_return endpoints.error();
    auto failure = co_await connect(*endpoints);
    if (!failure && !over && url.tls && client->proxy) failure = co_await tunnel();
    if (!failure && !over && url.tls) failure = co_await shake_hands();
    co_return failure;
}

Task<Result<std::vector<tcp::endpoint>>> RequestHandle::Conversation::resolve() {
    error_code error;
    auto const& whose = peer();
    auto const address = asio::ip::make_address(whose.host, error);
    if (!error) co_return std::vector{tcp::endpoint{address, whose.port}};
    client->resolver.look_up(whose.host, [weak = weak_from_this()](Resolver::Answer const& answer) {
        auto const self = weak.lock();
        if (!self || self->over) return;
        self->found = answer;
        self->attempt.cancel();
    });
    attempt.expires_at(Monotonic::time_point::max());
    co_await attempt.async_wait(kAwait);
    std::vector<tcp::endpoint> endpoints;
    if (over) co_return endpoints;
    if (found->error)
        co_return tl::unexpected{unavailable("http-resolve", "Cannot find the address of " + peer_name() +
                                                                 ": " + found->error.message() + ".")};
    found->addresses.resize(std::min(found->addresses.size(), kMostAddresses));
    endpoints.reserve(found->addresses.size());
    for (auto const& each : found->addresses) endpoints.emplace_back(each, whose.port);
    co_return endpoints;
}

Task<RequestHandle::Conversation::Failure> RequestHandle::Conversation::connect(
    std::vector<tcp::endpoint> const& endpoints) {
    step = client->proxy ? "connecting to the proxy" : "connecting";
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
    co_return unavailable("http-connect", "Cannot connect to " + peer_name() + " port " +
                                              std::to_string(peer().port) + ": " + last.message() + ".");
}

void RequestHandle::Conversation::limit_attempt(std::size_t addresses_left) {
    if (addresses_left == 1) return;  // the deadline of the whole is enough
    attempt.expires_after((deadline.expiry() - Monotonic::now()) / static_cast<int>(addresses_left));
    attempt.async_wait([weak = weak_from_this(), number = attempts](error_code error) {
        auto const self = weak.lock();
        if (error || !self || self->attempts != number) return;
        self->socket.cancel(error);
    });
}

/// A receiver may answer, and close, before it has read everything: a failed write is no end yet.
Task<std::optional<std::string>> RequestHandle::Conversation::exchange(std::string_view text,
                                                                       AnswerReader& reader) {
    if (sending) step = "taking the request";
    auto const [write_error, sent] = co_await send(text);
    if (sending) step = "silent";
    while (!reader.done() && !over) {
        auto const [error, count] = co_await receive(reader.space());
        if (sending && count != 0) step = "sending its answer";
        auto problem = count == 0 ? std::nullopt : reader.take(count);
        if (!problem && error == asio::error::eof) problem = reader.take_end();
        if (!problem && error && error != asio::error::eof)
            problem =
                "the connection broke: " + (reader.began() || !write_error ? error : write_error).message();
        if (problem) co_return problem;
        if (error) break;
    }
    co_return std::nullopt;
}

Task<RequestHandle::Conversation::Outcome> RequestHandle::Conversation::send(std::string_view text) {
    auto const buffer = asio::buffer(text.data(), text.size());
    if (tls) {
        auto const result = co_await asio::async_write(*tls, buffer, kAwait);
        co_return result;
    }
    auto const result = co_await asio::async_write(socket, buffer, kAwait);
    co_return result;
}

Task<RequestHandle::Conversation::Outcome> RequestHandle::Conversation::receive(asio::mutable_buffer space) {
    if (tls) {
        auto const result = co_await tls->async_read_some(space, kAwait);
        co_return result;
    }
    auto const result = co_await socket.async_read_some(space, kAwait);
    co_return result;
}

}  // namespace cadence::net
