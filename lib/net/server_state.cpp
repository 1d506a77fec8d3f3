#include "net/server_state.h"

#include <algorithm>
#include <utility>

#include <boost/asio/post.hpp>

#include "net/session.h"

namespace cadence::net {

namespace {

/// At a few tens of microseconds a request, the timers wait for two milliseconds at the most.
constexpr std::size_t kRequestsPerTurn = 64;

}  // namespace

ServerState::ServerState(asio::io_context& loop, Handler handler, Server::Options options)
    : loop_(loop),
      handler_(std::move(handler)),
      options_(std::move(options)),
      stamper_(options_.clock ? *options_.clock : system_clock_),
      trusted_proxies_(networks_of(options_.trusted_proxies)),
      places_(limits().connections),
      timer_(loop) {}

void ServerState::report(std::string_view line) const {
    if (options_.report) options_.report(line);
}

bool ServerState::take_turn() {
    if (turns_taken_ == 0)
        asio::post(loop_, [weak = weak_from_this()] {
            if (auto const self = weak.lock()) self->turns_taken_ = 0;
        });
    return ++turns_taken_ <= kRequestsPerTurn;
}

bool ServerState::is_limited(asio::ip::address const& peer) const {
    return limits().loopback_is_a_peer || !peer.is_loopback();
}

bool ServerState::has_room_for(std::size_t bytes, asio::ip::address const& peer) const {
    std::size_t total = bytes;
    std::size_t of_peer = 0;
    for (auto const& session : sessions_) {
        total += session->reserved();
        if (session->peer() == peer) of_peer += session->reserved();
    }
    if (total > limits().large_bodies_bytes) return false;
    bool const first = of_peer == 0;
    return first || !is_limited(peer) || of_peer + bytes <= limits().large_bodies_bytes_per_peer;
}

void ServerState::admit(Socket socket) {
    error_code error;
    auto const peer = socket.remote_endpoint(error);
    if (error || stopping_) return;

    for (auto const place : {Place::arriving, Place::idle}) {
        if (!places_.is_full()) break;
        if (auto* const first = places_.first_to_go(place)) first->let_go();
    }
    auto session = std::make_shared<Session>(shared_from_this(), std::move(socket), peer, places_.is_full());
    sessions_.insert(session);
    session->start();
}

void ServerState::keep_budget(Place place) {
    if (places_.is_overfull(place)) places_.first_to_go(place)->let_go();
}

void ServerState::remove(std::shared_ptr<Session> const& session) {
    sessions_.erase(session);
    if (sessions_.empty()) {
        next_look_ = Monotonic::time_point::max();
        timer_.cancel();
        if (stopped_) asio::post(loop_, std::exchange(stopped_, nullptr));
    }
}

void ServerState::look_at(Monotonic::time_point deadline) {
    if (deadline >= next_look_) return;
    next_look_ = deadline;
    timer_.expires_at(deadline);
    timer_.async_wait([weak = weak_from_this()](error_code error) {
        auto const self = weak.lock();
        if (!error && self) self->sweep();
    });
}

void ServerState::sweep() {
    auto const now = Monotonic::now();
    auto next = Monotonic::time_point::max();
    for (auto const& session : sessions_) next = std::min(next, session->check_deadlines(now));
    next_look_ = Monotonic::time_point::max();
    look_at(next);
}

void ServerState::stop(std::function<void()> stopped) {
    stopping_ = true;
    if (sessions_.empty()) {
        asio::post(loop_, std::move(stopped));
        return;
    }
    stopped_ = std::move(stopped);
    for (auto const& session : sessions_) session->stop();
}

void ServerState::close_all() {
    for (auto const& session : sessions_) session->close();
}

void ServerState::abandon() {
    stopping_ = true;
    stopped_ = nullptr;
    timer_.cancel();
    for (auto const& session : std::exchange(sessions_, {})) session->abandon();
}

}  // namespace cadence::net
