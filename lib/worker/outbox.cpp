#include "worker/outbox.h"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/deliveries_for.h"
#include "engine/delivery_body.h"

namespace cadence::worker {

namespace {

using job::ActionRun;
using What = job::DeliveryResult::What;

constexpr Duration kStuck = std::chrono::seconds{1};

/// Who we are to those who are told of events.
std::string source_of(config::Config const& config) {
    return config.server.public_url.empty() ? "/cadenced" : config.server.public_url;
}

job::DeliveryResult result_of(net::Receipt receipt) {
    static constexpr std::array kWhat{What::done, What::again, What::failed};  // by arrival
    return {.what = kWhat[static_cast<std::size_t>(receipt.arrival)],
            .detail = std::move(receipt.detail),
            .wait = receipt.wait};
}

job::DeliveryResult no_answer(Error const& error) {
    return {What::again, error.detail};
}

}  // namespace

void Outbox::start() {
    for (auto const& delivery : options_.engine.store().interrupted_deliveries()) {
        under_way_[delivery.id] = {delivery.attempts, delivery.kind, {}};
        if (delivery.kind == store::DeliveryKind::announcement) {
            finish(delivery.id,
                   {What::again,
                    "interrupted: whether it arrived is not known, so it is sent again with the same id"});
        } else if (delivery.state == store::DeliveryState::following) {
            finish(delivery.id, {What::following, delivery.detail, delivery.reference, Duration{0}});
        } else {
            act(delivery, ActionRun::Step::recover);
        }
    }
    wake();
}

std::size_t Outbox::room(store::DeliveryKind kind, std::size_t ending) const {
    auto const same =
        std::ranges::count_if(under_way_, [&](auto const& way) { return way.second.kind == kind; });
    auto const taken = static_cast<std::size_t>(same) - std::min(ending, static_cast<std::size_t>(same));
    return options_.at_once - std::min(taken, options_.at_once);
}

std::optional<Instant> Outbox::next_wake() const {
    if (stuck_until_) return stuck_until_;
    if (asked_ || stopping_) return std::nullopt;
    auto const actions = room(store::DeliveryKind::action) > 0 && !options_.engine.clock_held();
    return options_.engine.store().next_delivery({room(store::DeliveryKind::announcement) > 0, actions});
}

void Outbox::wake() {
    auto const now = options_.engine.clock().now();
    auto const next = next_wake();
    if (!next || *next > now) return options_.arm(next);
    if (std::exchange(stuck_until_, std::nullopt)) {
        for (auto const& [id, way] : under_way_) {
            if (way.result) record(id);
        }
    }
    ask_for_more(std::nullopt);
}

/// By where it would go now: a channel may have got another address.
std::optional<Instant> Outbox::put_off(store::Delivery const& delivery) {
    if (circuits_.none_failed()) return std::nullopt;
    auto const* const channel = options_.engine.config().channel(engine::channel_in(delivery.lane));
    if (channel == nullptr) return std::nullopt;
    auto const outgoing = written(*channel, delivery);
    auto const* const request = outgoing ? std::get_if<net::HttpRequest>(&*outgoing) : nullptr;
    if (request == nullptr) return std::nullopt;
    return circuits_.open_until(host_of(request->url), options_.engine.clock().now());
}

void Outbox::ask_for_more(std::optional<store::DeliveryKind> ending) {
    if (stopping_ || std::exchange(asked_, true)) return;
    auto const room_for = [&](store::DeliveryKind kind) { return room(kind, ending == kind ? 1 : 0); };
    engine::BeginDeliveries begin{.announcements = room_for(store::DeliveryKind::announcement),
                                  .actions = room_for(store::DeliveryKind::action),
                                  .put_off = [this](auto const& delivery) { return put_off(delivery); }};
    options_.engine.submit(
        {engine::reporter("outbox"), std::move(begin), {}, [this](Result<engine::Outcome> const& outcome) {
             asked_ = false;
             if (!outcome) stuck_until_ = options_.engine.clock().now() + kStuck;
             if (outcome) {
                 for (auto const& delivery : outcome->deliveries) go(delivery);
             }
             wake();
         }});
}

void Outbox::go(store::Delivery const& delivery) {
    under_way_[delivery.id] = {delivery.attempts, delivery.kind, {}};
    if (delivery.kind == store::DeliveryKind::announcement) return announce(delivery);
    act(delivery,
        delivery.state == store::DeliveryState::following ? ActionRun::Step::follow : ActionRun::Step::carry);
}

Result<chat::Outgoing> Outbox::written(chat::Channel const& channel, store::Delivery const& delivery) const {
    chat::DeliveryAttempt const attempt{
        delivery.id, options_.engine.clock().now(), source_of(options_.engine.config()),
        [this](std::string_view from) { return options_.secrets.read(from); }};
    return engine::rendered(channel, delivery, attempt);
}

void Outbox::announce(store::Delivery const& delivery) {
    auto const* const channel = options_.engine.config().channel(engine::channel_in(delivery.lane));
    if (channel == nullptr) return finish(delivery.id, {What::failed, "the channel is gone"});
    auto outgoing = written(*channel, delivery);
    if (!outgoing) return finish(delivery.id, no_answer(outgoing.error()));
    if (auto* const program = std::get_if<net::ProcessSpec>(&*outgoing)) {
        return options_.transport.run(std::move(*program), [this, channel = *channel, id = delivery.id](
                                                               Result<net::ProcessResult> const& ran) {
            finish(id, ran ? result_of(chat::judge(channel, *ran)) : no_answer(ran.error()));
        });
    }
    auto& request = std::get<net::HttpRequest>(*outgoing);
    under_way_[delivery.id].host = host_of(request.url);
    options_.transport.send(std::move(request),
                            [this, channel = *channel, id = delivery.id](
                                Result<net::HttpResponse> const& response) { judge(channel, id, response); });
}

void Outbox::judge(chat::Channel const& channel, std::string const& id,
                   Result<net::HttpResponse> const& response) {
    auto const now = options_.engine.clock().now();
    auto const& host = under_way_[id].host;
    if (!response || response->status >= 500) {
        circuits_.failed(host, now);
    } else {
        circuits_.succeeded(host);
    }
    finish(id, response ? result_of(chat::judge(channel, *response, now)) : no_answer(response.error()));
}

void Outbox::act(store::Delivery const& delivery, ActionRun::Step step) {
    auto order = engine::order_in(delivery.body)
                     .value_or(job::ActionOrder{});  // the engine begins none that cannot be read
    auto const* const train = options_.engine.config().train(order.train);
    auto const* const action = train == nullptr ? nullptr : train->action(order.action);
    if (action == nullptr)
        return finish(delivery.id, {step == ActionRun::Step::carry ? What::failed : What::unknown,
                                    "the action is no longer in the configuration", delivery.reference});
    options_.act({.step = step,
                  .delivery = delivery.id,
                  .action = *action,
                  .order = std::move(order),
                  .reference = delivery.reference,
                  .attempted_at = delivery.attempted_at.value_or(delivery.created_at),
                  .staging_url = train->staging_url,
                  .production_url = train->production_url},
                 [this, id = delivery.id](job::DeliveryResult result) { finish(id, std::move(result)); });
}

void Outbox::finish(std::string const& id, job::DeliveryResult result) {
    auto const found = under_way_.find(id);
    if (found == under_way_.end()) return;
    found->second.result = std::move(result);
    record(id);
}

/// The next delivery in the lane begins in the same transaction.
void Outbox::record(std::string const& id) {
    auto const& way = under_way_.at(id);
    options_.engine.submit({engine::reporter("outbox"),
                            engine::FinishDelivery{id, way.attempt, *way.result},
                            {},
                            [this, id](Result<engine::Outcome> const& outcome) {
                                if (outcome) {
                                    under_way_.erase(id);
                                } else {
                                    stuck_until_ = options_.engine.clock().now() + kStuck;
                                }
                                wake();
                            }});
    ask_for_more(way.kind);
}

}  // namespace cadence::worker
