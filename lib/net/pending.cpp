#include "net/pending.h"

#include <stdexcept>
#include <utility>

#include <boost/asio/post.hpp>

#include "net/prepared.h"

namespace cadence::net {

namespace {

std::shared_ptr<Prepared const> try_prepare(Reply reply, Framing framing) {
    try {
        return prepare(std::move(reply), framing);
    } catch (std::invalid_argument const&) {
        return nullptr;
    }
}

class PendingExchange final : public Exchange {
  public:
    explicit PendingExchange(std::shared_ptr<Pending> pending) : pending_(std::move(pending)) {}
    PendingExchange(PendingExchange const&) = delete;
    PendingExchange& operator=(PendingExchange const&) = delete;
    ~PendingExchange() override { pending_->drop(); }

    void reply(Reply reply) override { pending_->answer(try_prepare(std::move(reply), Framing::sized)); }
    void reply(std::shared_ptr<Prepared const> prepared) override { pending_->answer(std::move(prepared)); }
    void begin_stream(Reply head) override {
        if (auto prepared = try_prepare(std::move(head), Framing::until_close))
            pending_->begin(std::move(prepared));
        else
            pending_->answer(nullptr);
    }
    bool send(std::string_view chunk) override { return pending_->push(chunk); }
    void on_close(std::function<void()> callback) override { pending_->notify(std::move(callback)); }
    void waits(std::function<void()> give_way) override { pending_->waits(std::move(give_way)); }

  private:
    std::shared_ptr<Pending> pending_;
};

}  // namespace

std::shared_ptr<Exchange> Pending::exchange(std::shared_ptr<Pending> pending) {
    return std::make_shared<PendingExchange>(std::move(pending));
}

void Pending::answer(std::shared_ptr<Prepared const> answer) {
    if (state_ != State::open) return;
    answer_ = std::move(answer);
    state_ = State::answered;
    auto const unused = std::pair{std::exchange(on_close_, nullptr), std::exchange(give_way_, nullptr)};
    changed();
}

void Pending::begin(std::shared_ptr<Prepared const> head) {
    if (state_ != State::open) return;
    answer_ = std::move(head);
    state_ = State::streaming;
    changed();
}

bool Pending::push(std::string_view chunk) {
    if (state_ != State::streaming) return false;
    if (queue_.size() + writing_ + chunk.size() > kUnsentLimit) {
        state_ = State::closed;
        queue_.clear();
        tell_closed();
        changed();
        return false;
    }
    queue_ += chunk;
    changed();
    return true;
}

void Pending::notify(std::function<void()> callback) {
    if (state_ == State::answered) return;
    on_close_ = std::move(callback);
    if (state_ == State::closed) tell_closed();
}

void Pending::waits(std::function<void()> give_way) {
    if (state_ == State::open) give_way_ = std::move(give_way);
}

void Pending::give_way() {
    if (auto const callback = std::exchange(give_way_, nullptr)) callback();
}

void Pending::drop() {
    if (state_ == State::open) {
        answer(nullptr);
    } else if (state_ == State::streaming) {
        state_ = State::ended;
        changed();
    }
}

std::string Pending::take() {
    writing_ = queue_.size();
    return std::exchange(queue_, {});
}

void Pending::close() {
    on_change_ = nullptr;
    give_way_ = nullptr;
    if (state_ != State::answered) state_ = State::closed;
    queue_.clear();
    tell_closed();
}

void Pending::abandon() {
    state_ = State::closed;
    on_change_ = nullptr;
    give_way_ = nullptr;
    auto const unused = std::exchange(on_close_, nullptr);
}

void Pending::changed() {
    if (on_change_) on_change_();
}

void Pending::tell_closed() {
    if (!on_close_) return;
    asio::post(loop_, [self = shared_from_this()] {
        if (auto const callback = std::exchange(self->on_close_, nullptr)) callback();
    });
}

}  // namespace cadence::net
