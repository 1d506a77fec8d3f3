// The engine's work on the outbox: what is due is recorded before it goes out, and what came of it after. An
// action's course becomes a deployment or an issue in the same transaction.
#include <algorithm>

#include "engine/clearance.h"
#include "engine/delivery_body.h"
#include "engine/delivery_schedule.h"
#include "engine/unit_of_work.h"
#include "release/monitoring.h"

namespace cadence::engine {

namespace {

using store::Delivery;
using store::DeliveryKind;
using store::DeliveryState;

constexpr Duration kKept = std::chrono::hours{24 * 30};  // of what is over
constexpr std::size_t kLookedAt = 64;                    // due at once, of as many lanes
constexpr Duration kAskedAgain = std::chrono::seconds{10};
constexpr std::string_view kPassed = "its moment has passed";
constexpr std::string_view kWaits = "waits: ";
constexpr std::string_view kGone = "it is no longer in the configuration";

/// Chats take about one message a second from one sender.
Duration pace_of(config::Config const& config, Delivery const& delivery) {
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

job::Action const* action_of(config::Config const& config, job::ActionOrder const& order) {
    auto const* const train = config.train(order.train);
    return train == nullptr ? nullptr : train->action(order.action);
}

/// The reason it has waited until now, to be told with why it did not go.
std::string waited_for(Delivery const& delivery) {
    if (!delivery.detail.starts_with(kWaits)) return {};
    return "; it waited: " + delivery.detail.substr(kWaits.size());
}

/// How long what is under way elsewhere is followed.
Duration timeout_of(config::Config const& config, Delivery const& delivery) {
    auto const order = order_in(delivery.body);
    auto const* const action = order ? action_of(config, *order) : nullptr;
    return action == nullptr ? Duration{0} : action->timeout;
}

/// By what the other side says. What it does not say keeps no promise of staging, where nobody approves.
void name_what_runs(job::ActionOrder& order, std::string commit) {
    order.commit = std::move(commit);
    if (!order.commit.empty() || order.environment != release::Environment::staging) return;
    order.release.clear();
    order.version.clear();
}

}  // namespace

void Engine::end_delivery(UnitOfWork& unit, Delivery delivery, DeliveryState state, std::string detail,
                          job::DeliveryResult const* result) {
    delivery.state = state;
    delivery.detail = std::move(detail);
    delivery.next_at.reset();
    delivery.ended_at = unit.now;
    unit.transaction.put_delivery(delivery, unit.now + pace_of(*unit.config, delivery));
    unit.transaction.forget_deliveries_before(unit.now - kKept);
    unit.ended.push_back(delivery);
    unit.wrote = true;
    if (delivery.kind == DeliveryKind::action && is_readable(delivery))
        return tell_of_action(unit, delivery, result);
    if (state == DeliveryState::delivered) return tick_announced(unit, delivery);
    if (state != DeliveryState::dead) return;
    unit.log_of(delivery.train, delivery.release, the_clock(), "delivery_dead",
                {{"delivery", delivery.id},
                 {"lane", delivery.lane},
                 {"topic", delivery.topic},
                 {"detail", delivery.detail}});
}

/// A delivered announcement ticks the checklist items that say so.
void Engine::tick_announced(UnitOfWork& unit, Delivery const& delivery) {
    if (delivery.release.empty()) return;
    auto const& id = delivery.train;
    auto const known = unit.trains.find(id);
    auto const& now = known != unit.trains.end() ? known->second.now : train(id);
    auto const* const release = now.find(delivery.release);
    if (release == nullptr || !release::waits_for_announcement(*release, delivery.topic)) return;
    auto const channel = std::string{channel_in(delivery.lane)};
    release::TickAnnounced told{release->id, delivery.topic, channel, delivery.created_at};
    (void)apply(unit, reporter("channel " + channel), TrainCommand{id, std::move(told)});
}

/// The outcome of an action, for the log, the channels and the release.
void Engine::tell_of_action(UnitOfWork& unit, Delivery const& delivery, job::DeliveryResult const* result) {
    auto order = order_in(delivery.body).value();
    auto const ends_elsewhere = result != nullptr && result->what == job::DeliveryResult::What::begun;
    auto const begun = delivery.attempts > 0;
    auto const missed = delivery.state == DeliveryState::expired && delivery.detail.starts_with(kPassed);
    auto const failed = delivery.state == DeliveryState::dead || missed;
    auto const type = std::string_view{ends_elsewhere                               ? "action_begun"
                                       : delivery.state == DeliveryState::delivered ? "action_done"
                                       : delivery.state == DeliveryState::unknown   ? "action_unknown"
                                       : failed                                     ? "action_failed"
                                                                                    : "action_skipped"};
    unit.log_of(order.train, order.release, reporter(source_of(order)), type,
                {{"delivery", delivery.id},
                 {"action", order.action},
                 {"subject", order.release.empty() ? order.train : order.release},
                 {"detail", delivery.detail}});
    auto const ended = failed || delivery.state == DeliveryState::expired;
    if (order.environment && delivery.state == DeliveryState::delivered) {
        if (ends_elsewhere) return;
        if (result != nullptr && result->commit) name_what_runs(order, *result->commit);
        return report_deployment(unit, order, release::DeploymentStatus::succeeded);
    }
    if (ended && runs_by(unit, order, begun))
        return report_deployment(unit, order, release::DeploymentStatus::failed);
    if (!failed || order.release.empty()) return;
    release::RecordIssue issue{order.release, "Action " + order.action + " failed: " + delivery.detail, {}};
    (void)apply(unit, reporter(source_of(order)), TrainCommand{order.train, std::move(issue)});
}

/// Whether what it began stands as begun and not ended; where somebody else has begun the same since, that is
/// theirs. Of staging nobody keeps that: what was begun, was.
bool Engine::runs_by(UnitOfWork& unit, job::ActionOrder const& order, bool begun) {
    if (order.environment != release::Environment::production) return order.environment && begun;
    auto const* const release = standing(unit, order.train).now.find(order.release);
    auto const* const running = release == nullptr ? nullptr : release->running_deployment();
    if (running == nullptr || running->source == source_of(order)) return running != nullptr;
    auto const last = std::ranges::find(release->deployments.rbegin(), release->deployments.rend(),
                                        source_of(order), &release::Deployment::source);
    return last != release->deployments.rend() && last->status == release::DeploymentStatus::started &&
           !release::may_be_the_same(*running, last->version, last->commit);
}

/// What is to be tried again has not begun anything that stands: its release is where votes and dates have
/// it.
void Engine::take_back(UnitOfWork& unit, job::ActionOrder const& order) {
    if (order.environment == release::Environment::production && runs_by(unit, order, true))
        report_deployment(unit, order, release::DeploymentStatus::abandoned);
}

void Engine::report_deployment(UnitOfWork& unit, job::ActionOrder const& order,
                               release::DeploymentStatus status) {
    release::ReportDeployment report{.release = order.release,
                                     .environment = *order.environment,
                                     .status = status,
                                     .version = order.version,
                                     .commit = order.commit,
                                     .source = source_of(order)};
    auto const who = reporter(report.source);
    auto const reported = apply(unit, who, TrainCommand{order.train, release::Command{std::move(report)}});
    if (!reported)
        unit.log_of(order.train, order.release, who, "action_report_refused",
                    {{"action", order.action}, {"detail", reported.error().detail}});
}

/// Why an action that is due does not go out, in the state that it then takes; or nothing.
std::optional<std::pair<DeliveryState, std::string>> Engine::kept_from(UnitOfWork& unit,
                                                                       Delivery const& delivery) {
    if (!is_readable(delivery))
        return std::pair{DeliveryState::dead, std::string{"its stored content cannot be read"}};
    if (delivery.kind == DeliveryKind::announcement) {
        if (unit.config->channel(channel_in(delivery.lane)) != nullptr) return std::nullopt;
        return std::pair{DeliveryState::dead, std::string{kGone}};
    }
    auto const order = order_in(delivery.body).value();
    auto const* const action = action_of(*unit.config, order);
    auto const following = delivery.state == DeliveryState::following;
    if (action == nullptr)
        return std::pair{following ? DeliveryState::unknown : DeliveryState::dead, std::string{kGone}};
    if (following) return std::nullopt;
    auto cleared = clearance_of(order, *action, {delivery.created_at, delivery.attempts},
                                standing(unit, order.train).now, unit.config->train(order.train)->policy);
    auto const waited = waited_for(delivery);
    auto const passed = delivery.expires_at && *delivery.expires_at <= unit.now;
    if (cleared.what == Clearance::What::moot && !(passed && !waited.empty()))
        return std::pair{DeliveryState::expired, std::move(cleared.why)};
    if (passed) return std::pair{DeliveryState::expired, std::string{kPassed} + waited};
    return std::nullopt;
}

/// An action that has not begun ships the current candidate.
void Engine::name_candidate(UnitOfWork& unit, Delivery& delivery) {
    if (delivery.kind != DeliveryKind::action || delivery.attempts > 0) return;
    auto const order = order_in(delivery.body);
    auto const* const action = order ? action_of(*unit.config, *order) : nullptr;
    if (action == nullptr) return;
    auto now_named = with_candidate_of(*order, *action, standing(unit, order->train).now);
    if (now_named == *order) return;
    delivery.body = body_of(now_named);
    unit.transaction.put_delivery_body(delivery);
    unit.wrote = true;
}

/// Until when an action that is due has to wait, and that it is not its fault.
std::optional<Instant> Engine::waits_until(UnitOfWork& unit, Delivery& delivery) {
    auto const order = order_in(delivery.body);
    auto const* const action =
        delivery.kind == DeliveryKind::action && order ? action_of(*unit.config, *order) : nullptr;
    if (action == nullptr || delivery.state != DeliveryState::pending) return std::nullopt;
    if (delivery.expires_at && *delivery.expires_at <= unit.now) return std::nullopt;
    auto const& train = standing(unit, order->train).now;
    auto const& policy = unit.config->train(order->train)->policy;
    auto const cleared =
        clearance_of(*order, *action, {delivery.created_at, delivery.attempts}, train, policy);
    if (cleared.what != Clearance::What::waits) return std::nullopt;
    delivery.detail = std::string{kWaits} + cleared.why;
    auto const next = unit.now + kAskedAgain;
    auto const expires_at = expires_after_waiting(*order, *action, next, train, policy);
    delivery.expires_at = std::max(delivery.expires_at.value_or(expires_at), expires_at);
    return next;
}

Result<Outcome> Engine::apply(UnitOfWork& unit, release::Actor const&, BeginDeliveries const& work) {
    Outcome outcome;
    auto announcements = work.announcements;
    auto actions = unit.hold ? 0 : work.actions;
    auto const kinds = store::DeliveryKinds{announcements > 0, actions > 0, work.except};
    for (auto& delivery : options_.store.due_deliveries(unit.now, kLookedAt, kinds)) {
        auto& room = delivery.kind == DeliveryKind::action ? actions : announcements;
        if (room == 0) continue;
        auto const turn = work.turn ? work.turn(delivery) : DeliveryTurn{};
        if (turn.what == DeliveryTurn::What::stay) continue;
        name_candidate(unit, delivery);
        auto const later = turn.what == DeliveryTurn::What::later ? turn.until : waits_until(unit, delivery);
        if (later) {
            delivery.next_at = later;
            unit.transaction.put_delivery(delivery, unit.now);
            unit.wrote = true;
            continue;
        }
        if (auto const kept = kept_from(unit, delivery)) {
            end_delivery(unit, delivery, kept->first, kept->second);
            continue;
        }
        begin_delivery(unit, delivery);
        outcome.deliveries.push_back(std::move(delivery));
        --room;
    }
    return outcome;
}

void Engine::begin_delivery(UnitOfWork& unit, Delivery& delivery) {
    delivery.next_at.reset();
    if (delivery.state == DeliveryState::pending) {
        delivery.state = DeliveryState::sending;
        delivery.attempted_at = unit.now;
        ++delivery.attempts;
    }
    unit.transaction.put_delivery(delivery, unit.now);
    unit.wrote = true;
    if (delivery.kind != DeliveryKind::action || delivery.state != DeliveryState::sending) return;
    auto const order = order_in(delivery.body).value();
    auto const begins = delivery.attempts == 1 || order.environment == release::Environment::production;
    if (order.environment && begins) report_deployment(unit, order, release::DeploymentStatus::started);
}

Result<Outcome> Engine::apply(UnitOfWork& unit, release::Actor const&, FinishDelivery const& work) {
    using What = job::DeliveryResult::What;
    Outcome outcome;
    auto delivery = options_.store.delivery(work.delivery);
    if (!delivery || !is_live(delivery->state) || delivery->attempts != work.attempt) return outcome;
    auto const& result = work.result;
    switch (result.what) {
        case What::done:
        case What::begun:
            end_delivery(unit, *delivery, DeliveryState::delivered, result.detail, &result);
            break;
        case What::failed:
            end_delivery(unit, *delivery, DeliveryState::dead, result.detail);
            break;
        case What::unknown:
            delivery->reference = result.reference;
            end_delivery(unit, *delivery, DeliveryState::unknown, result.detail);
            break;
        case What::following:
            delivery->reference = result.reference;
            if (auto const limit = timeout_of(*unit.config, *delivery);
                unit.now - delivery->attempted_at.value_or(unit.now) > limit) {
                end_delivery(
                    unit, *delivery, DeliveryState::unknown,
                    "it did not end within " + describe_duration(limit) + "; last seen: " + result.detail);
                break;
            }
            delivery->state = DeliveryState::following;
            delivery->detail = result.detail;
            delivery->next_at = unit.now + result.wait.value_or(kAskedAgain);
            unit.transaction.put_delivery(*delivery, unit.now);
            break;
        case What::again:
            try_again(unit, *delivery, result);
            break;
    }
    unit.wrote = true;
    outcome.deliveries = {*options_.store.delivery(work.delivery)};
    return outcome;
}

void Engine::try_again(UnitOfWork& unit, Delivery delivery, job::DeliveryResult const& result) {
    auto const give_up_at = delivery.kind == DeliveryKind::action && delivery.expires_at
                                ? *delivery.expires_at
                                : delivery.queued_at + unit.config->outbound.give_up_after;
    auto const next = next_attempt(
        {.kind = delivery.kind, .id = delivery.id, .attempts = delivery.attempts, .wait = result.wait},
        unit.now, give_up_at);
    if (!next)
        return end_delivery(
            unit, delivery, DeliveryState::dead,
            "given up after " + std::to_string(delivery.attempts) + " attempts; the last: " + result.detail);
    delivery.state = DeliveryState::pending;
    delivery.next_at = next;
    delivery.detail = result.detail;
    unit.transaction.put_delivery(delivery, unit.now);
    if (delivery.kind != DeliveryKind::action) return;
    if (auto const order = order_in(delivery.body)) take_back(unit, *order);
}

}  // namespace cadence::engine
