// One connection: reads requests, has them admitted and handled, writes the answers in order. Requests that
// came together are answered with one write. While an answer is owed the socket is watched, so that a client
// that leaves is noticed. Each step has a deadline, kept by the ServerState.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <boost/beast/core/flat_buffer.hpp>

#include "net/asio.h"
#include "net/head.h"
#include "net/pending.h"
#include "net/places.h"
#include "net/prepared.h"

namespace cadence::net {

class ServerState;

class Session : public std::enable_shared_from_this<Session> {
  public:
    /// `surplus`: there is no place for it, unless it is the operator's.
    Session(std::shared_ptr<ServerState> state, Socket socket, tcp::endpoint const& peer, bool surplus);

    void start();
    /// Ends what is idle and every stream; an exchange under way is the last one.
    void stop();
    void close();
    void abandon();
    /// Its place is needed: a long poll is answered as at its end, everything else is closed.
    void let_go();

    /// Ends a step that took too long. Returns when to look again.
    Monotonic::time_point check_deadlines(Monotonic::time_point now);
    /// Whom it counts for, as holder_of gives it.
    [[nodiscard]] asio::ip::address const& peer() const { return peer_; }
    /// Of what the server has for large bodies.
    [[nodiscard]] std::size_t reserved() const { return reserved_; }

  private:
    enum class Phase { idle, head, body, busy, waiting, writing, streaming, lingering };

    struct Outgoing {
        std::shared_ptr<Prepared const> answer;
        bool with_body = true;
        bool close = false;
    };

    Task<> run();
    Task<bool> serve_one();
    Task<bool> answer_as_kept();
    [[nodiscard]] std::shared_ptr<Prepared const> kept_answer(std::size_t length) const;
    [[nodiscard]] std::size_t head_length() const;
    // Reading. False: no further request is taken; an answer that says why may be queued.
    Task<bool> read_head();
    Task<bool> receive();
    Task<bool> read_body();
    Task<bool> receive_body();
    Task<bool> throw_away_body();
    bool reserve_body();
    void let_go_of_body();
    bool open_head(std::size_t length);
    bool refuse(Refusal refusal);
    // Answering
    Task<bool> handle();
    Task<> settle();
    Task<> stream();
    Task<bool> turn_away(std::shared_ptr<Prepared const> answer);
    void dispatch();
    bool queue_answer();
    void queue(std::shared_ptr<Prepared const> answer, bool close);
    std::shared_ptr<Prepared const> admission();
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
    [[nodiscard]] Place place() const;
    [[nodiscard]] bool streams() const;
    [[nodiscard]] bool claims_place();
    void asks_for(asio::ip::address const& client);
    [[nodiscard]] std::string_view received() const;

    std::shared_ptr<ServerState> state_;
    Socket socket_;
    Timer wake_;
    tcp::endpoint const remote_;
    asio::ip::address peer_;
    std::string peer_text_;
    Places::Seat seat_;
    boost::beast::flat_buffer buffer_;
    Head head_;
    std::shared_ptr<Pending> pending_;
    std::vector<Outgoing> out_;
    std::vector<asio::const_buffer> pieces_;
    Phase phase_ = Phase::idle;
    Monotonic::time_point deadline_ = Monotonic::time_point::max();
    Monotonic::time_point life_end_;
    std::size_t watch_ = 0;
    std::size_t reserved_ = 0;
    bool surplus_;
    bool served_ = false;
    bool last_ = false;     // no request after this one
    bool refused_ = false;  // the client may still be sending
    bool timed_out_ = false;
};

}  // namespace cadence::net
