#include <algorithm>
#include <array>
#include <exception>
#include <stdexcept>
#include <utility>

#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

#include "net/server_state.h"
#include "net/session.h"

namespace cadence::net {

namespace {

using State = Pending::State;

/// After a refusal the client may still be sending, and closing at once would destroy the answer on its way.
constexpr std::chrono::milliseconds kLingerTime{1'000};
constexpr std::size_t kLingerBytes = 256 * 1024;

/// So much of a path tells where it went wrong; what follows may be a secret, as the name of a hook.
std::string beginning_of(std::string const& path) {
    auto const second = std::min(path.find('/', 1), path.size());
    return path.substr(0, path.find('/', second + 1));
}

Refusal internal_error() {
    return {500, "The request failed inside the server.", {}};
}

}  // namespace

Task<bool> Session::handle() {
    enter(Phase::busy);
    if (surplus_ && !claims_place())
        co_return refuse(
            {503, "There are too many connections. Try again in a moment.", {{"Retry-After", "2"}}});
    if (auto refusal = admission()) co_return co_await turn_away(std::move(refusal));
    auto const most = state_->limits().body_bytes;
    if (!state_->options().admit && head_.body_bytes > most) co_return refuse(body_too_large(most));
    if (head_.body_bytes != 0) {
        bool const waits = received().size() < head_.body_bytes;
        if (!co_await read_body()) co_return false;
        enter(Phase::busy);
        if (auto refusal = waits ? admission() : nullptr) {  // a right was lost meanwhile
            queue(std::move(refusal), !head_.keep_alive || last_);
            let_go_of_body();
            co_return !out_.back().close;
        }
    }
    while (!state_->take_turn())
        co_await asio::post(socket_.get_executor(), asio::use_awaitable_t<Executor>{});
    if (!socket_.is_open()) co_return false;

    dispatch();
    if (pending_->state() == State::open) co_await settle();
    let_go_of_body();
    if (pending_->state() == State::answered) co_return queue_answer();
    if (pending_->state() != State::open) co_await stream();
    pending_->close();
    co_return false;
}

Task<bool> Session::turn_away(std::shared_ptr<Prepared const> answer) {
    auto const taken = answer->head.starts_with("HTTP/1.1 2") && !head_.expects_continue;
    if (taken && head_.body_bytes != 0) {
        if (!co_await throw_away_body()) co_return false;
    }
    refused_ = !taken && head_.body_bytes != 0;
    queue(std::move(answer), refused_ || !head_.keep_alive || last_);
    co_return !out_.back().close;
}

/// The operator gets in, for one request at a time.
bool Session::claims_place() {
    surplus_ = !state_->options().is_operator || !state_->options().is_operator(head_.request);
    last_ = true;
    enter(Phase::busy);
    return !surplus_;
}

std::shared_ptr<Prepared const> Session::admission() {
    if (!state_->options().admit) return nullptr;
    try {
        if (auto reply = state_->options().admit(head_.request)) return prepare(*std::move(reply));
        return nullptr;
    } catch (std::exception const& failure) {
        state_->report("admission of " + beginning_of(head_.request.path) + " failed: " + failure.what());
        return error_answer(internal_error());
    }
}

void Session::dispatch() {
    pending_ = std::make_shared<Pending>(state_->loop());
    try {
        state_->handler()(head_.request, Pending::exchange(pending_));
    } catch (std::exception const& failure) {
        state_->report("the handler of " + beginning_of(head_.request.path) + " failed: " + failure.what());
        pending_->answer(nullptr);
    }
}

Task<> Session::settle() {
    if (!co_await flush()) co_return;
    enter(Phase::waiting);
    pending_->on_change([weak = weak_from_this()] {
        if (auto const self = weak.lock()) self->changed();
    });
    watch();
    while (pending_->state() == State::open && socket_.is_open()) {
        wake_.expires_at(Monotonic::time_point::max());
        co_await wake_.async_wait(kAwait);
    }
    ++watch_;
    error_code error;
    socket_.cancel(error);
    enter(Phase::busy);
}

Task<> Session::stream() {
    if (pending_->state() == State::closed) co_return;
    last_ = true;
    queue(pending_->answer(), true);
    bool const headers_only = head_.request.method == Method::head;
    pending_->on_change([weak = weak_from_this()] {
        if (auto const self = weak.lock()) self->changed();
    });
    watch();
    bool open = co_await flush();
    while (open && !headers_only && socket_.is_open()) {
        auto const chunks = pending_->take();
        if (!chunks.empty()) {
            open = co_await write(chunks);
        } else if (pending_->state() != State::streaming) {
            break;
        } else {
            enter(Phase::streaming);
            wake_.expires_at(Monotonic::time_point::max());
            co_await wake_.async_wait(kAwait);
        }
    }
    ++watch_;
}

void Session::changed() {
    if (pending_->state() == State::closed)
        close();
    else
        wake_.cancel();
}

bool Session::queue_answer() {
    queue(pending_->answer() ? pending_->answer() : error_answer(internal_error()),
          !head_.keep_alive || last_);
    served_ = true;
    return !out_.back().close;
}

void Session::queue(std::shared_ptr<Prepared const> answer, bool close) {
    bool const with_body = head_.request.method != Method::head;
    out_.push_back({std::move(answer), with_body, close});
}

std::shared_ptr<Prepared const> Session::error_answer(Refusal refusal) const {
    auto const status = refusal.status;
    try {
        auto const& make = state_->options().error_body;
        Reply reply = make ? make(status, refusal.detail) : Reply{status, {}, refusal.detail + "\n"};
        for (auto& header : refusal.headers) reply.headers.push_back(std::move(header));
        return prepare(std::move(reply));
    } catch (std::exception const& failure) {
        state_->report(std::string{"an error could not be rendered: "} + failure.what());
        return prepare(Reply{status, {}, {}});
    }
}

Task<bool> Session::flush() {
    if (out_.empty()) co_return socket_.is_open();
    auto const stamp = state_->stamp();
    pieces_.clear();
    for (auto const& [answer, with_body, close] : out_) {
        pieces_.push_back(asio::buffer(answer->head));
        pieces_.push_back(asio::buffer(close ? stamp->close : stamp->keep));
        if (with_body && !answer->body.empty()) pieces_.push_back(asio::buffer(answer->body));
    }
    bool written = write_now();
    if (!written) written = co_await write_later();
    out_.clear();
    co_return written;
}

bool Session::write_now() {
    error_code error;
    auto sent = socket_.write_some(pieces_, error);
    auto piece = pieces_.begin();
    for (; piece != pieces_.end() && sent >= piece->size(); ++piece) sent -= piece->size();
    pieces_.erase(pieces_.begin(), piece);
    if (!pieces_.empty()) pieces_.front() += sent;
    return !error && pieces_.empty();
}

Task<bool> Session::write_later() {
    enter(Phase::writing, state_->limits().write_time);
    auto const [error, count] = co_await asio::async_write(socket_, pieces_, kAwait);
    if (error) close();
    enter(Phase::busy);
    co_return !error;
}

Task<bool> Session::write(std::string_view bytes) {
    pieces_.assign(1, asio::buffer(bytes));
    if (write_now())
        co_return true;  // one condition at a time: g++ 12 runs the left of `a || co_await b` twice
    co_return co_await write_later();
}

Task<> Session::linger() {
    error_code error;
    socket_.shutdown(Socket::shutdown_send, error);
    enter(Phase::lingering, kLingerTime);
    for (std::size_t total = 0; !error && total < kLingerBytes;) {
        buffer_.clear();
        auto const [failure, count] = co_await socket_.async_read_some(buffer_.prepare(4096), kAwait);
        error = failure;
        total += count;
    }
}

}  // namespace cadence::net
