#include "api/traffic.h"

#include <charconv>
#include <optional>
#include <utility>

#include "net/prepared.h"

namespace cadence::api {

namespace {

int status_of(net::Prepared const& answer) {
    constexpr std::size_t kStatus = std::string_view{"HTTP/1.1 "}.size();
    int status = 0;
    std::from_chars(answer.head.data() + kStatus, answer.head.data() + kStatus + 3, status);
    return status;
}

/// Passes everything on; counts the first answer.
class CountedExchange final : public net::Exchange {
  public:
    CountedExchange(std::shared_ptr<net::Exchange> exchange, Traffic::Tally& tally, Clock const& clock,
                    bool timed)
        : exchange_{std::move(exchange)}, tally_{tally}, clock_{clock} {
        if (timed) begun_ = clock_.read().since_boot;
    }
    void reply(net::Reply reply) override {
        count(reply.status, reply.body.size());
        exchange_->reply(std::move(reply));
    }
    void reply(std::shared_ptr<net::Prepared const> prepared) override {
        count(status_of(*prepared), prepared->head.size() + prepared->body.size());
        exchange_->reply(std::move(prepared));
    }
    void begin_stream(net::Reply head) override {
        count(head.status, 0);
        exchange_->begin_stream(std::move(head));
    }
    bool send(std::string_view chunk) override {
        tally_.bytes += chunk.size();
        return exchange_->send(chunk);
    }
    void on_close(std::function<void()> callback) override { exchange_->on_close(std::move(callback)); }
    void waits(std::function<void()> give_way) override { exchange_->waits(std::move(give_way)); }

  private:
    void count(int status, std::size_t bytes) {
        if (std::exchange(answered_, true)) return;
        Traffic::count(tally_, status, bytes);
        if (begun_) tally_.seconds.add(clock_.read().since_boot - *begun_);
    }

    std::shared_ptr<net::Exchange> exchange_;
    Traffic::Tally& tally_;
    Clock const& clock_;
    std::optional<Duration> begun_;  // if it is timed
    bool answered_ = false;
};

}  // namespace

Traffic::Traffic(engine::Engine const& engine) : engine_{engine}, tallies_(routes().size() + 1) {}

Traffic::Tally& Traffic::of(Route const& route) {
    return tallies_.at(static_cast<std::size_t>(&route - routes().data()));
}

void Traffic::count(Tally& tally, int status, std::size_t bytes) {
    auto const hundreds = static_cast<std::size_t>(status / 100);
    ++tally.answers.at(hundreds - 1);
    tally.bytes += bytes;
}

Traffic::Counter Traffic::counter(Route const& route, net::Prepared const& answer) {
    auto& tally = of(route);
    auto const hundreds = static_cast<std::size_t>(status_of(answer) / 100);
    return {&tally.answers.at(hundreds - 1), &tally.bytes, answer.head.size() + answer.body.size()};
}

std::shared_ptr<net::Exchange> Traffic::counted(Route const& route, std::shared_ptr<net::Exchange> exchange) {
    auto const waits = std::holds_alternative<FollowHandler>(route.handler);
    return std::make_shared<CountedExchange>(std::move(exchange), of(route), engine_.clock(), !waits);
}

}  // namespace cadence::api
