// Commands to the outbox: retry, drop, and test a channel.
#include "base/nearest.h"
#include "engine/delivery_body.h"
#include "engine/unit_of_work.h"

namespace cadence::engine {

namespace {

using store::Delivery;
using store::DeliveryKind;
using store::DeliveryState;

tl::unexpected<Error> no_delivery(std::string const& id) {
    return refuse(ErrorCode::not_found, "delivery-not-found", "There is no delivery " + id + ".");
}

}  // namespace

Result<Outcome> Engine::apply(UnitOfWork& unit, release::Actor const& actor, RetryDelivery const& work) {
    if (auto allowed = release::require(actor, release::Right::manage_deliveries); !allowed)
        return error_of(allowed);
    auto delivery = options_.store.delivery(work.delivery);
    if (!delivery) return no_delivery(work.delivery);
    if (delivery->state == DeliveryState::pending && delivery->next_at) return hurry(unit, actor, *delivery);
    auto const over = delivery->state == DeliveryState::dead || delivery->state == DeliveryState::unknown ||
                      delivery->state == DeliveryState::expired;
    if (!over)
        return refuse(ErrorCode::conflict, "delivery-not-over",
                      "Only a dead, unknown or expired delivery, or the first one waiting in its lane, can "
                      "be sent again; " +
                          delivery->id + " is " + std::string{name_of(delivery->state)} + ".");
    if (delivery->state == DeliveryState::unknown && !delivery->reference.empty())
        return ask_again(unit, actor, *delivery);
    if (auto const order = order_in(delivery->body); order && delivery->kind == DeliveryKind::action) {
        auto const* const train = unit.config->train(order->train);
        auto const* const action = train == nullptr ? nullptr : train->action(order->action);
        if (action != nullptr)
            delivery->expires_at =
                expiry_of(*action, standing(unit, order->train).now.find(order->release), unit.now);
        if (!delivery->expires_at || *delivery->expires_at > unit.now) take_back(unit, *order);
    }
    delivery->attempts = 0;
    delivery->attempted_at.reset();
    delivery->detail = "sent again by " + actor.id + "; before: " + delivery->detail;
    unit.transaction.requeue_delivery(*delivery, unit.now);
    return told_of(unit, actor, "delivery_retried", *options_.store.delivery(work.delivery));
}

/// A delivery that waits for its next attempt goes now, and with it all that wait behind it.
Result<Outcome> Engine::hurry(UnitOfWork& unit, release::Actor const& actor, Delivery delivery) {
    delivery.next_at = unit.now;
    unit.transaction.put_delivery(delivery, unit.now);
    return told_of(unit, actor, "delivery_retried", std::move(delivery));
}

/// What it has begun elsewhere may have ended since, and is not begun twice.
Result<Outcome> Engine::ask_again(UnitOfWork& unit, release::Actor const& actor, Delivery delivery) {
    delivery.state = DeliveryState::following;
    delivery.attempted_at = unit.now;
    delivery.ended_at.reset();
    delivery.detail = "asked about again by " + actor.id + "; before: " + delivery.detail;
    return hurry(unit, actor, std::move(delivery));
}

Result<Outcome> Engine::told_of(UnitOfWork& unit, release::Actor const& actor, std::string_view type,
                                Delivery delivery) {
    auto outcome =
        unit.log_of(delivery.train, delivery.release, actor, type,
                    {{"delivery", delivery.id}, {"lane", delivery.lane}, {"state", name_of(delivery.state)}});
    outcome.deliveries = {std::move(delivery)};
    return outcome;
}

Result<Outcome> Engine::apply(UnitOfWork& unit, release::Actor const& actor, DropDelivery const& work) {
    if (auto allowed = release::require(actor, release::Right::manage_deliveries); !allowed)
        return error_of(allowed);
    auto delivery = options_.store.delivery(work.delivery);
    if (!delivery) return no_delivery(work.delivery);
    auto const idle = delivery->state == DeliveryState::dead || delivery->state == DeliveryState::unknown ||
                      delivery->state == DeliveryState::pending;
    if (!idle)
        return refuse(ErrorCode::conflict, "delivery-not-waiting",
                      "Only a waiting, dead or unknown delivery can be dropped; " + delivery->id + " is " +
                          std::string{name_of(delivery->state)} + ".");
    delivery->state = DeliveryState::dropped;
    delivery->next_at.reset();
    delivery->ended_at = unit.now;
    delivery->detail =
        "dropped by " + actor.id + (delivery->detail.empty() ? "" : "; before: " + delivery->detail);
    unit.transaction.put_delivery(*delivery, unit.now);
    return told_of(unit, actor, "delivery_dropped", std::move(*delivery));
}

Result<Outcome> Engine::apply(UnitOfWork& unit, release::Actor const& actor, TellOfForge const& work) {
    return unit.log_of(work.train, {}, actor, "status_refused",
                       {{"repository", work.repository}, {"detail", work.detail}});
}

Result<Outcome> Engine::apply(UnitOfWork& unit, release::Actor const& actor, TestChannel const& work) {
    if (auto allowed = release::require(actor, release::Right::manage_deliveries); !allowed)
        return error_of(allowed);
    auto const* const channel = unit.config->channel(work.channel);
    if (channel == nullptr)
        return tl::unexpected{
            unknown_name("channel", work.channel, unit.config->channels, &chat::Channel::name)};
    auto const delivery = test_message(*channel, actor.id, unit.now);
    unit.transaction.add_delivery(delivery);
    auto outcome = unit.log(actor, "channel_tested", {{"channel", channel->name}, {"delivery", delivery.id}});
    outcome.deliveries = {*options_.store.delivery(delivery.id)};
    return outcome;
}

}  // namespace cadence::engine
