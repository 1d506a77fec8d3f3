#include "engine/deliveries_for.h"

#include <algorithm>

#include "base/digest.h"
#include "chat/announcement.h"
#include "engine/delivery_body.h"

namespace cadence::engine {

namespace {

constexpr std::string_view kChannelLane = "channel:";
constexpr std::size_t kDeliveryIdBytes = 12;

store::Delivery fresh(store::DeliveryKind kind, std::string lane, release::LogLine const& line) {
    return {.id = "dlv_" + to_hex(random_bytes(kDeliveryIdBytes)),
            .kind = kind,
            .lane = std::move(lane),
            .train = line.train,
            .release = line.release,
            .event = line.seq,
            .created_at = line.at,
            .queued_at = line.at};
}

std::string_view wording_of(chat::Channel const& channel, chat::Topic topic) {
    auto const own = channel.wording.find(topic);
    return own == channel.wording.end() ? chat::usual_wording(topic) : own->second;
}

store::Delivery announcement_to(chat::Channel const& channel, chat::Announcement const& announcement,
                                release::LogLine const& line) {
    auto message = chat::worded(announcement, wording_of(channel, announcement.topic));
    message.train = line.train;
    message.release = line.release;
    message.event_type = line.type;
    message.event = line.seq;
    message.data = line.data;
    auto delivery = fresh(store::DeliveryKind::announcement, lane_of(channel), line);
    delivery.topic = name_of(announcement.topic);
    delivery.body = body_of(message);
    return delivery;
}

/// To every channel that subscribes to it; of a lane that failed, not to itself, and of such news that
/// failed, to nobody: two dead channels would announce each other for ever.
void announce(std::vector<store::Delivery>& all, config::Config const& config,
              chat::Announcements const& announcements, release::LogLine const& line) {
    for (auto const& each : announcements) {
        auto const failed = each.words.find("lane");
        auto const about = each.words.find("topic");
        if (about != each.words.end() && about->second == name_of(chat::Topic::delivery_dead)) continue;
        for (auto const& channel : config.channels) {
            auto const itself = failed != each.words.end() && failed->second == lane_of(channel);
            if (!itself && channel.subscribes_to(each.topic, line.train))
                all.push_back(announcement_to(channel, each, line));
        }
    }
}

/// The release that an event is about, as it stands, or null.
release::Release const* release_of_line(release::Train const& train, release::LogLine const& line) {
    return line.release.empty() ? nullptr : train.find(line.release);
}

bool sets_off(job::Trigger on, release::EventBody const& body) {
    using namespace release;
    auto const went_off = [](PhaseFired const& fired) {
        return fired.status == FiringStatus::fired || fired.status == FiringStatus::late;
    };
    switch (on) {
        case job::Trigger::merge:
            return std::holds_alternative<MergeRecorded>(body);
        case job::Trigger::window: {
            auto const* const fired = std::get_if<PhaseFired>(&body);
            return fired != nullptr && fired->kind == PhaseKind::deploy_window_open && went_off(*fired);
        }
        case job::Trigger::phase: {
            auto const* const fired = std::get_if<PhaseFired>(&body);
            return fired != nullptr && went_off(*fired);
        }
        case job::Trigger::approved: {
            auto const* const changed = std::get_if<StateChanged>(&body);
            return changed != nullptr && changed->to == State::approved && changed->from == State::requested;
        }
        case job::Trigger::rollback: {
            auto const* const started = std::get_if<RollbackStarted>(&body);
            return started != nullptr && started->option == RollbackOption::previous_version;
        }
        case job::Trigger::deployed: {
            auto const* const reported = std::get_if<DeploymentReported>(&body);
            return reported != nullptr && reported->environment == Environment::production &&
                   reported->status == DeploymentStatus::succeeded && reported->monitored_until.has_value();
        }
    }
    return false;
}

bool is_for(job::Action const& action, release::Event const& event, release::Release const* release) {
    if (!sets_off(action.on, event.body)) return false;
    if (action.on == job::Trigger::phase && std::get<release::PhaseFired>(event.body).phase != action.phase)
        return false;
    return action.kinds.empty() ||
           (release != nullptr && std::ranges::find(action.kinds, release->kind) != action.kinds.end());
}

job::ActionOrder order_of(job::Action const& action, release::Event const& event,
                          release::Release const* release, config::TrainConfig const& train) {
    job::ActionOrder order{.action = action.name, .train = train.id};
    order.branch = train.policy.main_branch;
    order.environment = action.environment;
    if (release != nullptr) {
        order.release = release->id;
        order.attempt = release->attempt;
        if (release->on_demand) order.branch = release->on_demand->branch;
        if (release->candidate) {
            order.version = release->candidate->version;
            order.commit = release->candidate->commit;
        }
    }
    if (auto const* const merged = std::get_if<release::MergeRecorded>(&event.body))
        order.commit = merged->merge.commit;
    if (auto const* const back = std::get_if<release::RollbackStarted>(&event.body)) {
        order.version = back->to_version;
        order.commit = back->to_commit;
    }
    return order;
}

void add_actions(std::vector<store::Delivery>& all, config::TrainConfig const& train,
                 release::Train const& after, release::Event const& event, release::LogLine const& line) {
    auto const* const release = release_of_line(after, line);
    for (auto const& action : train.actions) {
        if (!is_for(action, event, release)) continue;
        auto delivery = fresh(store::DeliveryKind::action, lane_of(train.id, action), line);
        delivery.topic = name_of(action.on);
        delivery.expires_at = expiry_of(action, release, line.at);
        delivery.body = body_of(order_of(action, event, release, train));
        all.push_back(std::move(delivery));
    }
}

}  // namespace

Instant expiry_of(job::Action const& action, release::Release const* release, Instant at) {
    auto const expires_at = at + action.expires_after;
    auto const bound = action.on == job::Trigger::window && release != nullptr;
    return bound ? std::min(expires_at, release->window.closes_at) : expires_at;
}

std::vector<store::Delivery> deliveries_for(config::Config const& config, release::Train const& before,
                                            release::Events const& events,
                                            std::vector<release::LogLine> const& lines) {
    std::vector<store::Delivery> all;
    auto const* const train = config.train(before.id);
    if (train == nullptr || (config.channels.empty() && train->actions.empty())) return all;
    auto standing = before;
    for (std::size_t i = 0; i < events.size(); ++i) {
        auto next = release::evolve(standing, events[i]);
        if (!config.channels.empty()) {
            chat::EventContext const context{
                events[i], next, train->policy, train->name, config.server.public_url, &standing};
            announce(all, config, chat::announcements_of(context), lines[i]);
        }
        add_actions(all, *train, next, events[i], lines[i]);
        standing = std::move(next);
    }
    return all;
}

std::vector<store::Delivery> deliveries_for(config::Config const& config, release::LogLine const& line) {
    std::vector<store::Delivery> all;
    if (config.channels.empty()) return all;
    auto const* const train = config.train(line.train);
    auto const dates = line.type == kDatesChanged && train != nullptr;
    announce(
        all, config,
        dates ? chat::Announcements{chat::announcement_of_dates(line, train->name, train->policy.rule.zone)}
              : chat::announcements_of_daemon(line),
        line);
    return all;
}

store::Delivery test_message(chat::Channel const& channel, std::string_view by, Instant now) {
    release::LogLine const line{.at = now, .type = "channel_tested", .data = "{}"};
    return announcement_to(channel, chat::announcement_of_test(channel.name, by, now), line);
}

std::string lane_of(chat::Channel const& channel) {
    return std::string{kChannelLane} + channel.name;
}

std::string lane_of(std::string_view train, job::Action const& action) {
    return "action:" + std::string{train} + ":" + action.name;
}

std::string_view channel_in(std::string_view lane) {
    return lane.starts_with(kChannelLane) ? lane.substr(kChannelLane.size()) : std::string_view{};
}

}  // namespace cadence::engine
