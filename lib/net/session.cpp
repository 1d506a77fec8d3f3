#include "net/session.h"

#include <algorithm>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>

#include "net/forwarded.h"
#include "net/server_state.h"

namespace cadence::net {

namespace {

constexpr std::size_t kRequestPiece = 4096;
constexpr std::size_t kBufferBytes = 16384;
/// So many answers, each of at most three pieces, fit into one system call.
constexpr std::size_t kGatheredAnswers = 16;

}  // namespace

Session::Session(std::shared_ptr<ServerState> state, Socket socket, tcp::endpoint const& peer, bool surplus)
    : state_(std::move(state)),
      socket_(std::move(socket)),
      wake_(socket_.get_executor()),
      remote_(peer),
      peer_(holder_of(peer.address())),
      peer_text_(Address{peer.address().to_string(), peer.port()}.text()),
      buffer_(std::max(kBufferBytes, 2 * state_->limits().header_bytes)),
      life_end_(Monotonic::now() + state_->limits().life_time),
      surplus_(surplus) {}

void Session::start() {
    error_code error;
    socket_.non_blocking(true, error);
    seat_ = state_->places().take(*this, peer_, place());
    state_->keep_budget(seat_.place);
    auto finished = [self = shared_from_this()](std::exception_ptr const& failure) {
        self->close();
        if (self->pending_) self->pending_->close();
        self->let_go_of_body();
        self->state_->remove(self);
        if (failure) self->state_->report("a connection ended with an exception");
    };
    asio::co_spawn(socket_.get_executor(), run(), std::move(finished));
}

void Session::stop() {
    last_ = true;
    if (phase_ == Phase::idle || phase_ == Phase::lingering || streams()) close();
}

void Session::close() {
    error_code error;
    socket_.close(error);
    wake_.cancel();
    state_->places().leave(seat_);
}

void Session::abandon() {
    if (pending_) pending_->abandon();
    close();
}

void Session::let_go() {
    if (place() != Place::long_poll) return close();
    state_->places().move(seat_, Place::request);
    pending_->give_way();
}

bool Session::streams() const {
    return pending_ && pending_->state() == Pending::State::streaming;
}

Place Session::place() const {
    if (surplus_) return Place::surplus;
    if (streams()) return Place::stream;
    switch (phase_) {
        case Phase::idle:
            return served_ ? Place::idle : Place::arriving;
        case Phase::head:
        case Phase::lingering:
            return Place::arriving;
        case Phase::body:
        case Phase::writing:
            return Place::transfer;
        case Phase::waiting:
            return pending_->only_waits() ? Place::long_poll : Place::request;
        case Phase::busy:
        case Phase::streaming:
            return Place::request;
    }
    return Place::request;
}

void Session::enter(Phase phase, std::chrono::milliseconds limit) {
    enter(phase);
    deadline_ = Monotonic::now() + limit;
    state_->look_at(std::min(deadline_, life_end_));
}

void Session::enter(Phase phase) {
    phase_ = phase;
    deadline_ = Monotonic::time_point::max();
    state_->places().move(seat_, place());
    state_->keep_budget(seat_.place);
}

void Session::asks_for(asio::ip::address const& client) {
    peer_ = holder_of(client);
    state_->places().hand_over(seat_, peer_);
    head_.request.peer = client == remote_.address() ? peer_text_ : Address{client.to_string(), 0}.text();
}

Monotonic::time_point Session::check_deadlines(Monotonic::time_point now) {
    if (!socket_.is_open()) return Monotonic::time_point::max();
    if (life_end_ <= now) {
        life_end_ = Monotonic::time_point::max();
        stop();
        if (phase_ == Phase::waiting) deadline_ = now + state_->limits().life_time;
    }
    if (deadline_ <= now) {
        deadline_ = Monotonic::time_point::max();
        timed_out_ = phase_ == Phase::head || phase_ == Phase::body;
        error_code error;
        if (timed_out_)
            socket_.cancel(error);
        else
            close();
    }
    return std::min(deadline_, life_end_);
}

Task<> Session::run() {
    while (co_await serve_one()) {
    }
    bool const written = co_await flush();
    if (written && refused_) co_await linger();
    close();
}

Task<bool> Session::serve_one() {
    if (buffer_.size() == 0) {
        if (!co_await flush()) co_return false;
        if (!co_await receive()) co_return false;
    }
    bool more = co_await answer_as_kept();
    if (!more) {
        if (!co_await read_head()) co_return false;
        more = co_await handle();
    }
    if (!more || out_.size() < kGatheredAnswers) co_return more;
    co_return co_await flush();
}

/// The length of the head that has come, or 0.
std::size_t Session::head_length() const {
    constexpr std::string_view kEnd = "\r\n\r\n";
    auto const end = received().find(kEnd);
    return end == std::string_view::npos ? 0 : end + kEnd.size();
}

std::shared_ptr<Prepared const> Session::kept_answer(std::size_t length) const {
    auto const& kept = state_->options().kept;
    return kept && length != 0 && !surplus_ && !last_ ? kept(received().substr(0, length), peer_text_)
                                                      : nullptr;
}

/// What comes again byte for byte is not read again.
Task<bool> Session::answer_as_kept() {
    auto const length = head_length();
    while (auto answer = kept_answer(length)) {
        if (state_->take_turn()) {
            buffer_.consume(length);
            out_.push_back({std::move(answer), true, false});
            served_ = true;
            co_return true;
        }
        co_await asio::post(socket_.get_executor(), asio::use_awaitable_t<Executor>{});
        if (!socket_.is_open()) break;
    }
    co_return false;
}

std::string_view Session::received() const {
    auto const data = buffer_.cdata();
    return {static_cast<char const*>(data.data()), data.size()};
}

Task<bool> Session::read_head() {
    HeadScan scan{state_->limits()};
    while (true) {
        auto length = scan.look(received());
        if (!length) co_return refuse(std::move(length.error()));
        if (*length) co_return open_head(**length);
        if (!co_await flush()) co_return false;
        if (!co_await receive()) co_return false;
    }
}

bool Session::open_head(std::size_t length) {
    auto head = parse_head(received().substr(0, length), state_->limits());
    if (!head) return refuse(std::move(head.error()));
    head_ = *std::move(head);
    auto const client = client_of(head_.request.headers, remote_.address(), state_->trusted_proxies());
    asks_for(client);
    if (head_.keep_alive && head_.body_bytes == 0 && client == remote_.address())
        head_.request.head = received().substr(0, length);
    buffer_.consume(length);  // the bytes stay until more are read
    return true;
}

Task<bool> Session::receive() {
    auto const& limits = state_->limits();
    if (buffer_.size() == 0) {
        if (last_) co_return false;
        asks_for(remote_.address());
        enter(Phase::idle, served_ ? limits.idle_time : limits.header_time);
    } else if (phase_ != Phase::head) {
        enter(Phase::head, limits.header_time);
    }
    auto const room = std::min(kRequestPiece, buffer_.max_size() - buffer_.size());
    auto const [error, count] = co_await socket_.async_read_some(buffer_.prepare(room), kAwait);
    if (!error) {
        buffer_.commit(count);
        co_return true;
    }
    if (timed_out_) co_return refuse({408, "The request did not arrive completely in time.", {}});
    if (error == asio::error::eof && buffer_.size() != 0)
        co_return refuse({400, "The request ended in the middle of its head.", {}});
    co_return false;
}

/// Large bodies share what the server has for them: what is announced takes memory before it has come.
bool Session::reserve_body() {
    if (head_.body_bytes <= state_->limits().body_bytes) return true;
    if (!state_->has_room_for(head_.body_bytes, peer_)) return false;
    reserved_ = head_.body_bytes;
    return true;
}

void Session::let_go_of_body() {
    if (reserved_ == 0) return;
    head_.request.body = {};
    reserved_ = 0;
}

Task<bool> Session::read_body() {
    if (!reserve_body())
        co_return refuse(
            {503, "There are too many large bodies. Try again in a moment.", {{"Retry-After", "5"}}});
    auto& body = head_.request.body;
    body = received().substr(0, head_.body_bytes);
    buffer_.consume(body.size());
    if (body.size() == head_.body_bytes) co_return true;

    if (!co_await flush()) co_return false;
    if (head_.expects_continue && body.empty()) {
        if (!co_await write("HTTP/1.1 100 Continue\r\n\r\n")) co_return false;
    }
    enter(Phase::body, state_->limits().body_time);
    co_return co_await receive_body();
}

/// Takes memory as the bytes come, not as they are announced.
Task<bool> Session::receive_body() {
    auto& body = head_.request.body;
    while (body.size() < head_.body_bytes) {
        auto const have = body.size();
        body.resize(std::min(head_.body_bytes, 2 * std::max(have, kRequestPiece)));
        auto const rest = asio::buffer(body) + have;
        auto const [error, count] = co_await asio::async_read(socket_, rest, kAwait);
        if (!error) continue;
        if (timed_out_) co_return refuse({408, "The body did not arrive completely in time.", {}});
        if (error == asio::error::eof)
            co_return refuse({400, "The body is shorter than its Content-Length.", {}});
        co_return false;
    }
    co_return true;
}

/// Drains a body that was refused unread: a client that is cut off while it sends may never read its answer.
Task<bool> Session::throw_away_body() {
    if (!co_await flush()) co_return false;
    auto left = head_.body_bytes;
    enter(Phase::body, state_->limits().body_time);
    while (true) {
        auto const have = std::min(left, buffer_.size());
        buffer_.consume(have);
        left -= have;
        if (left == 0) break;
        auto const room = std::min({kRequestPiece, left, buffer_.max_size() - buffer_.size()});
        auto const [error, count] = co_await socket_.async_read_some(buffer_.prepare(room), kAwait);
        if (error) co_return false;
        buffer_.commit(count);
    }
    enter(Phase::busy);
    co_return true;
}

bool Session::refuse(Refusal refusal) {
    refused_ = true;
    queue(error_answer(std::move(refusal)), true);
    return false;
}

void Session::watch() {
    if (buffer_.size() == buffer_.max_size()) return;
    auto readable = [self = shared_from_this(), ticket = ++watch_](error_code error) {
        if (!error && ticket == self->watch_) self->on_readable();
    };
    socket_.async_wait(Socket::wait_read, std::move(readable));
}

void Session::on_readable() {
    error_code error;
    auto const room = std::min(kRequestPiece, buffer_.max_size() - buffer_.size());
    auto const count = socket_.read_some(buffer_.prepare(room), error);
    if (error && error != asio::error::would_block) {
        close();
        return;
    }
    buffer_.commit(count);
    watch();
}

}  // namespace cadence::net
