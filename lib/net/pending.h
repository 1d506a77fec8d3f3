// The state that a connection and a handler share while an answer is owed: the handler's Exchange writes into
// it, the connection reads from it. It holds no socket. A stream's unsent bytes are bounded here.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "net/asio.h"
#include "net/http.h"

namespace cadence::net {

class Pending : public std::enable_shared_from_this<Pending> {
  public:
    enum class State {
        open,       // nothing yet
        answered,   // `answer` is there; null when it could not be made
        streaming,  // `answer` is the stream's head
        ended,      // the handler let go of its stream: what is queued still goes out
        closed,     // the client is gone, or was too slow
    };
    static constexpr std::size_t kUnsentLimit = 256 * 1024;

    explicit Pending(asio::io_context& loop) : loop_(loop) {}

    /// The handler's side of `pending`.
    [[nodiscard]] static std::shared_ptr<Exchange> exchange(std::shared_ptr<Pending> pending);

    void answer(std::shared_ptr<Prepared const> answer);
    void begin(std::shared_ptr<Prepared const> head);
    [[nodiscard]] bool push(std::string_view chunk);
    void notify(std::function<void()> callback);
    void waits(std::function<void()> give_way);
    /// The handler let go.
    void drop();

    [[nodiscard]] State state() const { return state_; }
    /// Whether the handler only waits for something to happen.
    [[nodiscard]] bool only_waits() const { return static_cast<bool>(give_way_); }
    /// Has the handler answer now.
    void give_way();
    [[nodiscard]] std::shared_ptr<Prepared const> const& answer() const { return answer_; }
    /// The chunks to write now; they count as unsent until the next call.
    [[nodiscard]] std::string take();
    /// Called, and never twice at once, whenever the handler's side has changed the state or queued a chunk.
    void on_change(std::function<void()> callback) { on_change_ = std::move(callback); }
    /// The connection is done with it; tells the handler unless it was answered.
    void close();
    /// As close, but nobody is told.
    void abandon();

  private:
    void changed();
    void tell_closed();

    asio::io_context& loop_;
    State state_ = State::open;
    std::shared_ptr<Prepared const> answer_;
    std::string queue_;
    std::size_t writing_ = 0;
    std::function<void()> on_change_;
    std::function<void()> on_close_;
    std::function<void()> give_way_;
};

}  // namespace cadence::net
