#include "worker/outbox.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "engine/deliveries_for.h"
#include "engine/delivery_body.h"
#include "net/client.h"

namespace cadence::worker {

namespace {

using job::ActionRun;
using What = job::DeliveryResult::What;

constexpr Duration kStuck = std::chrono::seconds{1};
constexpr std::size_t kBegunAtOnce = 32;  // of each kind: others wait for the transaction

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
        under_way_[delivery.id] = {delivery.attempts, delivery.kind, delivery.lane};
        if (delivery.kind == store::DeliveryKind::announcement) {
            finish(delivery.id,
                   {What::again,
                    "interrupted: whether it arrived is not known, so it is sent again with the same id"});
        } else if (delivery.state == store::DeliveryState::following) {
            finish(delivery.id, {What::following, delivery.detail, delivery.reference, Duration{0}});
        } else {
            actions_.add(delivery.lane, {}, options_.engine.clock().now());
            act(delivery, ActionRun::Step::recover);
        }
    }
    wake();
}

store::DeliveryKinds Outbox::with_places() {
    auto const now = options_.engine.clock().now();
    auto except = announcements_.turned_away(now);
    std::ranges::move(actions_.turned_away(now), std::back_inserter(except));
    return {announcements_.any_free(), actions_.any_free() && !options_.engine.clock_held(),
            std::move(except)};
}

std::optional<Instant> Outbox::next_wake() {
    if (stuck_until_) return stuck_until_;
    if (asked_ || stopping_) return std::nullopt;
    auto next = options_.engine.store().next_delivery(with_places());
    for (auto const& change : {announcements_.next_change(), actions_.next_change()}) {
        if (change && (!next || *change < *next)) next = change;
    }
    return next;
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
    ask_for_more();
}

void Outbox::ask_for_more() {
    if (stopping_ || std::exchange(asked_, true)) return;
    auto kinds = with_places();
    engine::BeginDeliveries begin{.announcements = kinds.announcements ? kBegunAtOnce : 0,
                                  .actions = kinds.actions ? kBegunAtOnce : 0,
                                  .except = std::move(kinds.except),
                                  .turn = [this](auto const& delivery) { return turn(delivery); }};
    options_.engine.submit(
        {engine::reporter("outbox"), std::move(begin), {}, [this](Result<engine::Outcome> const& outcome) {
             asked_ = false;
             if (!outcome) stuck_until_ = options_.engine.clock().now() + kStuck;
             begun(outcome ? outcome->deliveries : std::vector<store::Delivery>{});
             wake();
         }});
}

/// By where it would go now: a channel may have got another address.
engine::DeliveryTurn Outbox::turn(store::Delivery const& delivery) {
    auto const now = options_.engine.clock().now();
    Way way{.kind = delivery.kind, .lane = delivery.lane};
    if (auto const* const channel = options_.engine.config().channel(engine::channel_in(delivery.lane))) {
        way.outgoing = written(*channel, delivery);
        auto const* const request = *way.outgoing ? std::get_if<net::HttpRequest>(&**way.outgoing) : nullptr;
        if (request != nullptr) way.host = host_of(request->url);
    }
    auto& taken = places(way.kind);
    if (!taken.take(way.lane, way.host, now)) return {engine::DeliveryTurn::What::stay};
    if (auto const until = circuits_.open_until(way.host, now)) {
        taken.give_back(way.lane);
        return {engine::DeliveryTurn::What::later, *until};
    }
    under_way_[delivery.id] = std::move(way);
    return {};
}

/// The engine may have ended, or put off, what could have gone.
void Outbox::begun(std::vector<store::Delivery> const& deliveries) {
    for (auto const& delivery : deliveries) under_way_.at(delivery.id).attempt = delivery.attempts;
    std::erase_if(under_way_, [this](auto const& each) {
        auto const& way = each.second;
        if (way.attempt == 0) places(way.kind).give_back(way.lane);
        return way.attempt == 0;
    });
    for (auto const& delivery : deliveries) go(delivery);
}

void Outbox::go(store::Delivery const& delivery) {
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
    auto outgoing = std::exchange(under_way_.at(delivery.id).outgoing, std::nullopt);
    if (channel == nullptr || !outgoing) return finish(delivery.id, {What::failed, "the channel is gone"});
    if (!*outgoing) return finish(delivery.id, no_answer(outgoing->error()));
    if (auto* const program = std::get_if<net::ProcessSpec>(&**outgoing)) {
        return options_.transport.run(std::move(*program), [this, channel = *channel, id = delivery.id](
                                                               Result<net::ProcessResult> const& ran) {
            finish(id, ran ? result_of(chat::judge(channel, *ran)) : no_answer(ran.error()));
        });
    }
    options_.transport.send(std::get<net::HttpRequest>(**std::move(outgoing)),
                            [this, channel = *channel, id = delivery.id](
                                Result<net::HttpResponse> const& response) { judge(channel, id, response); });
}

void Outbox::judge(chat::Channel const& channel, std::string const& id,
                   Result<net::HttpResponse> const& response) {
    auto const now = options_.engine.clock().now();
    auto const& host = under_way_.at(id).host;
    if (!response && net::nothing_was_sent(response.error())) {
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
    auto& way = found->second;
    places(way.kind).leave(way.lane, options_.engine.clock().now());
    way.result = std::move(result);
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
    ask_for_more();
}

}  // namespace cadence::worker
