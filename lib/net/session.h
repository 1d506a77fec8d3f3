// One connection: reads requests, has them admitted and handled, writes the answers in order. Requests that
// came together are answered with one write. While an answer is owed the socket is watched, so that a client
// that leaves is noticed. Each step has a deadline, kept by the ServerState.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/beast/core/flat_buffer.hpp>

#include "net/asio.h"
#include "net/head.h"
#include "net/pending.h"
#include "net/prepared.h"

namespace cadence::net {

class ServerState;

class Session : public std::enable_shared_from_this<Session> {
  public:
    Session(std::shared_ptr<ServerState> state, Socket socket, tcp::endpoint const& peer, bool crowded);

    void start();
    /// Ends what is idle and every stream; an exchange under way is the last one.
    void stop();
    void close();
    void abandon();

    /// Ends a step that took too long. Returns when to look again.
    Monotonic::time_point check_deadlines(Monotonic::time_point now);
    [[nodiscard]] asio::ip::address const& peer() const { return peer_; }
    /// False for a connection that is as good as gone, or was never let in.
    [[nodiscard]] bool counts() const { return socket_.is_open() && !crowded_; }
    /// Of what the server has for large bodies.
    [[nodiscard]] std::size_t reserved() const { return reserved_; }
    [[nodiscard]] bool can_be_evicted() const;
    /// The lowest is evicted first: those that never finished a request, then by time of the last one.
    [[nodiscard]] std::pair<bool, Monotonic::time_point> rank() const { return {served_, since_}; }

  private:
    enum class Phase { idle, head, body, busy, waiting, writing, streaming, lingering };

    struct Outgoing {
        std::shared_ptr<Prepared const> answer;
        bool with_body = true;
        bool close = false;
    };

    Task<> run();
    Task<bool> serve_one();
    // Reading. False: no further request is taken; an answer that says why may be queued.
    Task<bool> read_head();
    Task<bool> receive();
    Task<bool> read_body();
    Task<bool> throw_away_body();
    bool reserve_body();
    void let_go_of_body();
    bool open_head(std::size_t length);
    bool refuse(Refusal refusal);
    // Answering
    Task<bool> handle();
    Task<> settle();
    Task<> stream();
    void dispatch();
    bool queue_answer();
    void queue(std::shared_ptr<Prepared const> answer, bool close);
    std::shared_ptr<Prepared const> admission() const;
    std::shared_ptr<Prepared const> error_answer(Refusal refusal) const;
    // Writing. False: the client is gone.
    Task<bool> flush();
    Task<bool> write(std::string_view bytes);
    Task<bool> write_later();
    bool write_now();
    Task<> linger();

    void watch();
    void on_readable();
    void changed();
    void enter(Phase phase, std::chrono::milliseconds limit);
    void enter(Phase phase);
    [[nodiscard]] std::string_view received() const;

    std::shared_ptr<ServerState> state_;
    Socket socket_;
    Timer wake_;
    asio::ip::address peer_;
    std::string peer_text_;
    boost::beast::flat_buffer buffer_;
    Head head_;
    std::shared_ptr<Pending> pending_;
    std::vector<Outgoing> out_;
    std::vector<asio::const_buffer> pieces_;
    Phase phase_ = Phase::idle;
    Monotonic::time_point since_;
    Monotonic::time_point deadline_ = Monotonic::time_point::max();
    Monotonic::time_point life_end_;
    std::size_t watch_ = 0;
    std::size_t reserved_ = 0;
    bool crowded_;
    bool served_ = false;
    bool last_ = false;     // no request after this one
    bool refused_ = false;  // the client may still be sending
    bool timed_out_ = false;
};

}  // namespace cadence::net
