// The state that the connections of one server share: options, the Date stamp, the one timer behind all their
// deadlines, the share each gets of a turn of the loop, and their places.
#pragma once

#include <functional>
#include <memory>
#include <unordered_set>
#include <vector>

#include "net/asio.h"
#include "net/forwarded.h"
#include "net/places.h"
#include "net/prepared.h"
#include "net/server.h"

namespace cadence::net {

class Session;

class ServerState : public std::enable_shared_from_this<ServerState> {
  public:
    ServerState(asio::io_context& loop, Handler handler, Server::Options options);

    [[nodiscard]] asio::io_context& loop() { return loop_; }
    [[nodiscard]] Limits const& limits() const { return options_.limits; }
    [[nodiscard]] Handler const& handler() const { return handler_; }
    [[nodiscard]] Server::Options const& options() const { return options_; }
    [[nodiscard]] std::shared_ptr<Stamp const> stamp() { return stamper_.now(); }
    [[nodiscard]] bool stopping() const { return stopping_; }
    [[nodiscard]] std::size_t connections() const { return sessions_.size(); }
    [[nodiscard]] std::vector<Network> const& trusted_proxies() const { return trusted_proxies_; }
    [[nodiscard]] Places& places() { return places_; }
    /// Lets the first go where there is one too many.
    void keep_budget(Place place);
    void report(std::string_view line) const;

    /// False when enough requests were handled since the loop last looked at its timers and sockets: post
    /// yourself to the loop's end and ask again.
    [[nodiscard]] bool take_turn();

    /// Whether there is room now for a body larger than Limits::body_bytes, beside what sessions have
    /// reserved.
    [[nodiscard]] bool has_room_for(std::size_t bytes, asio::ip::address const& peer) const;

    /// Takes an accepted connection and makes room for it.
    void admit(Socket socket);
    void remove(std::shared_ptr<Session> const& session);
    /// Makes sure that deadlines are looked at by then.
    void look_at(Monotonic::time_point deadline);

    void stop(std::function<void()> stopped);
    void close_all();
    /// The server is gone: closes all, and nobody is called back.
    void abandon();

  private:
    [[nodiscard]] bool is_limited(asio::ip::address const& peer) const;
    void sweep();

    asio::io_context& loop_;
    Handler handler_;
    Server::Options options_;
    SystemClock system_clock_;
    Stamper stamper_;
    std::vector<Network> trusted_proxies_;
    Places places_;
    std::unordered_set<std::shared_ptr<Session>> sessions_;
    Timer timer_;
    Monotonic::time_point next_look_ = Monotonic::time_point::max();
    std::size_t turns_taken_ = 0;
    bool stopping_ = false;
    std::function<void()> stopped_;
};

}  // namespace cadence::net
