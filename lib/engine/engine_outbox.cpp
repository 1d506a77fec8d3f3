// The engine's work on the outbox: what is due is recorded before it goes out, and what came of it after. An
// action's course becomes a deployment or an issue in the same transaction.
#include <algorithm>

#include <boost/json.hpp>

#include "engine/outbox_body.h"
#include "engine/outbox_schedule.h"
#include "engine/turn.h"
#include "json/text.h"

namespace cadence::engine {

namespace {

using store::Delivery;
using store::DeliveryKind;
using store::DeliveryState;

constexpr Duration kKept = std::chrono::hours{24 * 30};  // of what is over
constexpr std::size_t kLookedAt = 256;                   // due at once, of as many lanes
constexpr Duration kAskedAgain = std::chrono::seconds{10};
constexpr std::string_view kGone = "it is not in the configuration any more";

release::Actor courier(std::string via) {
    return {"cadenced", "cadenced", {release::Role::bot}, std::move(via)};
}

/// Chats take about one message a second from one sender.
Duration pace_of(Config const& config, Delivery const& delivery) {
    auto const* const channel = config.channel(channel_in(delivery.lane));
    if (channel == nullptr) return Duration{0};
    auto const own = std::holds_alternative<chat::WebhookChannel>(channel->where) ||
                     std::holds_alternative<chat::EmailChannel>(channel->where);
    return own ? Duration{0} : std::chrono::seconds{1};
}

bool is_readable(Delivery const& delivery) {
    return delivery.kind == DeliveryKind::announcement ? message_in(delivery.body).has_value()
                                                       : order_in(delivery.body).has_value();
}

Action const* action_of(Config const& config, ActionOrder const& order) {
    auto const* const train = config.train(order.train);
    return train == nullptr ? nullptr : train->action(order.action);
}

tl::unexpected<Error> no_delivery(std::string const& id) {
    return refuse(ErrorCode::not_found, "delivery-not-found", "There is no delivery " + id + ".");
}

}  // namespace

void Engine::end_delivery(Turn& turn, Delivery delivery, DeliveryState state, std::string detail,
                          std::string const& commit) {
    delivery.state = state;
    delivery.detail = std::move(detail);
    delivery.next_at.reset();
    delivery.ended_at = turn.now;
    turn.batch.put_delivery(delivery, turn.now + pace_of(*turn.config, delivery));
    turn.batch.forget_deliveries_before(turn.now - kKept);
    turn.wrote = true;
    if (delivery.kind == DeliveryKind::action && is_readable(delivery))
        return tell_of_action(turn, delivery, commit);
    if (state != DeliveryState::dead) return;
    turn.log_of(delivery.train, delivery.release, the_clock(), "delivery_dead",
                json::dump(boost::json::object{{"delivery", delivery.id},
                                               {"lane", delivery.lane},
                                               {"topic", delivery.topic},
                                               {"detail", delivery.detail}}));
}

/// What came of an action, for the log, the channels and the release.
void Engine::tell_of_action(Turn& turn, Delivery const& delivery, std::string const& commit) {
    auto order = order_in(delivery.body).value();
    if (!commit.empty()) order.commit = commit;
    auto const* const action = action_of(*turn.config, order);
    auto const failed = delivery.state == DeliveryState::dead;
    auto const type = std::string_view{delivery.state == DeliveryState::delivered ? "action_done"
                                       : delivery.state == DeliveryState::unknown ? "action_unknown"
                                       : failed                                   ? "action_failed"
                                                                                  : "action_skipped"};
    turn.log_of(order.train, order.release, courier("action " + order.action), type,
                json::dump(boost::json::object{
                    {"delivery", delivery.id}, {"action", order.action}, {"detail", delivery.detail}}));
    if (action == nullptr) return;
    if (action->environment && delivery.attempts > 0) {
        if (delivery.state == DeliveryState::delivered)
            report_deployment(turn, order, *action, release::DeploymentStatus::succeeded);
        if (failed) report_deployment(turn, order, *action, release::DeploymentStatus::failed);
    } else if (failed && !order.release.empty()) {
        release::RecordIssue issue{
            order.release, "Action " + order.action + " failed: " + delivery.detail, {}};
        (void)apply(turn, courier("action " + order.action), TrainCommand{order.train, std::move(issue)});
    }
}

void Engine::report_deployment(Turn& turn, ActionOrder const& order, Action const& action,
                               release::DeploymentStatus status) {
    release::ReportDeployment report;
    report.release = order.release;
    report.environment = *action.environment;
    report.status = status;
    report.version = order.version;
    report.commit = order.commit;
    report.source = "action " + action.name;
    auto const reported =
        apply(turn, courier(report.source), TrainCommand{order.train, release::Command{std::move(report)}});
    if (!reported)
        turn.log_of(
            order.train, order.release, courier("action " + action.name), "action_report_refused",
            json::dump(boost::json::object{{"action", action.name}, {"detail", reported.error().detail}}));
}

/// Why an action that is due does not go out, in the state that it then takes; or nothing.
std::optional<std::pair<DeliveryState, std::string>> Engine::kept_from(Turn& turn, Delivery const& delivery) {
    if (!is_readable(delivery))
        return std::pair{DeliveryState::dead, std::string{"what is kept of it cannot be read"}};
    if (delivery.kind == DeliveryKind::announcement) {
        if (turn.config->channel(channel_in(delivery.lane)) != nullptr) return std::nullopt;
        return std::pair{DeliveryState::dead, std::string{kGone}};
    }
    auto const order = order_in(delivery.body).value();
    auto const* const action = action_of(*turn.config, order);
    if (action == nullptr) return std::pair{DeliveryState::dead, std::string{kGone}};
    if (delivery.state == DeliveryState::following) {
        if (turn.now - delivery.attempted_at.value_or(turn.now) <= action->timeout) return std::nullopt;
        return std::pair{DeliveryState::unknown, "it did not end within " +
                                                     describe_duration(action->timeout) +
                                                     "; last seen: " + delivery.detail};
    }
    if (auto why = moot(order, *action, working(turn, order.train)))
        return std::pair{DeliveryState::expired, std::move(*why)};
    if (delivery.expires_at && *delivery.expires_at <= turn.now)
        return std::pair{DeliveryState::dead, std::string{"its moment has passed"}};
    return std::nullopt;
}

Result<Outcome> Engine::apply(Turn& turn, release::Actor const&, BeginDeliveries const& work) {
    Outcome outcome;
    auto room = work.limit;
    for (auto& delivery : options_.store.due_deliveries(turn.now, kLookedAt, !turn.hold)) {
        if (room == 0) break;
        auto const later = work.put_off ? work.put_off(delivery.lane) : std::nullopt;
        if (later && *later > turn.now) {
            delivery.next_at = later;
            turn.batch.put_delivery(delivery, turn.now);
            turn.wrote = true;
            continue;
        }
        if (auto const kept = kept_from(turn, delivery)) {
            end_delivery(turn, delivery, kept->first, kept->second);
            continue;
        }
        begin_delivery(turn, delivery);
        outcome.deliveries.push_back(std::move(delivery));
        --room;
    }
    return outcome;
}

void Engine::begin_delivery(Turn& turn, Delivery& delivery) {
    delivery.next_at.reset();
    if (delivery.state == DeliveryState::pending) {
        delivery.state = DeliveryState::sending;
        delivery.attempted_at = turn.now;
        ++delivery.attempts;
    }
    turn.batch.put_delivery(delivery, turn.now);
    turn.wrote = true;
    auto const first = delivery.state == DeliveryState::sending && delivery.attempts == 1;
    if (delivery.kind != DeliveryKind::action || !first) return;
    auto const order = order_in(delivery.body).value();
    auto const* const action = action_of(*turn.config, order);
    if (action->environment) report_deployment(turn, order, *action, release::DeploymentStatus::started);
}

Result<Outcome> Engine::apply(Turn& turn, release::Actor const&, FinishDelivery const& work) {
    using What = DeliveryReport::What;
    Outcome outcome;
    auto delivery = options_.store.delivery(work.delivery);
    if (!delivery || !is_live(delivery->state) || delivery->attempts != work.attempt) return outcome;
    auto const& report = work.report;
    switch (report.what) {
        case What::delivered:
            end_delivery(turn, *delivery, DeliveryState::delivered, report.detail, report.commit);
            break;
        case What::refused:
            end_delivery(turn, *delivery, DeliveryState::dead, report.detail);
            break;
        case What::unknown:
            end_delivery(turn, *delivery, DeliveryState::unknown, report.detail);
            break;
        case What::following:
            delivery->state = DeliveryState::following;
            delivery->reference = report.reference;
            delivery->detail = report.detail;
            delivery->next_at = turn.now + report.wait.value_or(kAskedAgain);
            turn.batch.put_delivery(*delivery, turn.now);
            break;
        case What::again:
            try_again(turn, *delivery, report);
            break;
    }
    turn.wrote = true;
    outcome.deliveries = {*options_.store.delivery(work.delivery)};
    return outcome;
}

void Engine::try_again(Turn& turn, Delivery delivery, DeliveryReport const& report) {
    auto const give_up_at = delivery.kind == DeliveryKind::action && delivery.expires_at
                                ? *delivery.expires_at
                                : delivery.queued_at + turn.config->outbound.give_up_after;
    auto const next = next_attempt(
        {.kind = delivery.kind, .id = delivery.id, .attempts = delivery.attempts, .wait = report.wait},
        turn.now, give_up_at);
    if (!next)
        return end_delivery(
            turn, delivery, DeliveryState::dead,
            "given up after " + std::to_string(delivery.attempts) + " attempts; the last: " + report.detail);
    delivery.state = DeliveryState::pending;
    delivery.next_at = next;
    delivery.detail = report.detail;
    turn.batch.put_delivery(delivery, turn.now);
}

Result<Outcome> Engine::apply(Turn& turn, release::Actor const& actor, RetryDelivery const& work) {
    if (auto allowed = release::require(actor, release::Right::manage_deliveries); !allowed)
        return tl::unexpected{allowed.error()};
    auto delivery = options_.store.delivery(work.delivery);
    if (!delivery) return no_delivery(work.delivery);
    if (delivery->state != DeliveryState::dead && delivery->state != DeliveryState::unknown)
        return refuse(ErrorCode::conflict, "delivery-not-over",
                      "Only what is dead or unknown is sent again; " + delivery->id + " is " +
                          std::string{name_of(delivery->state)} + ".");
    if (auto const order = order_in(delivery->body); order && delivery->kind == DeliveryKind::action) {
        auto const* const action = action_of(*turn.config, *order);
        if (action != nullptr) delivery->expires_at = turn.now + action->expires_after;
    }
    delivery->attempts = 0;
    delivery->attempted_at.reset();
    delivery->detail = "sent again by " + actor.id + "; before: " + delivery->detail;
    turn.batch.requeue_delivery(*delivery, turn.now);
    turn.log_of(delivery->train, delivery->release, actor, "delivery_retried",
                json::dump(boost::json::object{{"delivery", delivery->id}, {"lane", delivery->lane}}));
    Outcome outcome;
    outcome.lines = {turn.lines.back()};
    outcome.deliveries = {*options_.store.delivery(work.delivery)};
    return outcome;
}

Result<Outcome> Engine::apply(Turn& turn, release::Actor const& actor, DropDelivery const& work) {
    if (auto allowed = release::require(actor, release::Right::manage_deliveries); !allowed)
        return tl::unexpected{allowed.error()};
    auto delivery = options_.store.delivery(work.delivery);
    if (!delivery) return no_delivery(work.delivery);
    auto const idle = delivery->state == DeliveryState::dead || delivery->state == DeliveryState::unknown ||
                      delivery->state == DeliveryState::pending;
    if (!idle)
        return refuse(ErrorCode::conflict, "delivery-not-waiting",
                      "Only what waits, is dead or is unknown can be dropped; " + delivery->id + " is " +
                          std::string{name_of(delivery->state)} + ".");
    delivery->state = DeliveryState::dropped;
    delivery->next_at.reset();
    delivery->ended_at = turn.now;
    delivery->detail =
        "dropped by " + actor.id + (delivery->detail.empty() ? "" : "; before: " + delivery->detail);
    turn.batch.put_delivery(*delivery, turn.now);
    turn.log_of(delivery->train, delivery->release, actor, "delivery_dropped",
                json::dump(boost::json::object{{"delivery", delivery->id}, {"lane", delivery->lane}}));
    Outcome outcome;
    outcome.lines = {turn.lines.back()};
    outcome.deliveries = {std::move(*delivery)};
    return outcome;
}

Result<Outcome> Engine::apply(Turn& turn, release::Actor const& actor, TestChannel const& work) {
    if (auto allowed = release::require(actor, release::Right::manage_deliveries); !allowed)
        return tl::unexpected{allowed.error()};
    auto const* const channel = turn.config->channel(work.channel);
    if (channel == nullptr)
        return refuse(ErrorCode::not_found, "channel-not-found", "There is no channel " + work.channel + ".");
    auto const delivery = test_message(*channel, actor.id, turn.now);
    turn.batch.add_delivery(delivery);
    turn.log(actor, "channel_tested",
             json::dump(boost::json::object{{"channel", channel->name}, {"delivery", delivery.id}}));
    Outcome outcome;
    outcome.lines = {turn.lines.back()};
    outcome.deliveries = {*options_.store.delivery(delivery.id)};
    return outcome;
}

}  // namespace cadence::engine
