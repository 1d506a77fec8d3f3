// What goes out, and the channels it goes to. Neither bodies nor addresses are answered: the one may be long,
// the other a secret.
#include <algorithm>

#include "api/change.h"
#include "api/page.h"
#include "api/routes.h"
#include "base/plain_text.h"
#include "base/text.h"
#include "engine/deliveries_for.h"
#include "json/lenient.h"

namespace cadence::api {

namespace {

constexpr std::string_view kDeliveryCursor = "o1.";  // o1.<place>

/// "team-chat", of "channel:team-chat"; "deploy_production", of "action:backend:deploy_production".
std::string_view addressee(std::string_view lane) {
    return lane.substr(lane.rfind(':') + 1);
}

/// Of what is to be sent, these members and nothing else.
void put_from_body(Object& into, store::Delivery const& delivery,
                   std::initializer_list<std::string_view> names) {
    auto const body = json::parse(delivery.body);
    for (auto const name : names)
        if (body) put_known(into, name, json::text_in(*body, name));
}

void put_delivery(Object& into, store::Delivery const& delivery) {
    auto const announcement = delivery.kind == store::DeliveryKind::announcement;
    put_only(into, delivery, {"id", "kind"});
    put(into, announcement ? "channel" : "action", addressee(delivery.lane));
    put_only(into, delivery, {"lane", "train", "release", "topic"});
    if (delivery.event > 0) put(into, "event", delivery.event);
    put_only(into, delivery,
             {"state", "created_at", "next_at", "expires_at", "attempts", "attempted_at", "ended_at",
              "detail", "reference"});
    if (announcement)
        put_from_body(into, delivery, {"title"});
    else
        put_from_body(into, delivery, {"version", "commit"});
}

/// One of the configuration's, or one that something of the record goes out in.
Result<std::string> lane_in(Call const& call) {
    auto const lane = call.query("lane").value_or("");
    if (lane.empty()) return lane;
    std::vector<std::string> lanes;
    for (auto const& channel : call.engine.config().channels) lanes.push_back(engine::lane_of(channel));
    for (auto const& train : call.engine.config().trains)
        for (auto const& action : train.actions) lanes.push_back(engine::lane_of(train.id, action));
    if (std::ranges::find(lanes, lane) != lanes.end()) return lane;
    store::DeliveryQuery known;
    known.lane = lane;
    known.limit = 1;
    if (!call.engine.store().deliveries(known).empty()) return lane;
    if (lanes.empty())
        return wrong_parameter(
            "lane", "is \"" + one_line(lane) +
                        "\", but there are no lanes: the configuration has no channels and no actions.");
    return unknown_parameter_value("lane", lane, {lanes.begin(), lanes.end()});
}

Result<store::DeliveryQuery> delivery_query(Call const& call) {
    Taking take;
    store::DeliveryQuery query;
    query.train = take(call.train_id());
    query.kind = take(name_in<store::DeliveryKind>(call, "kind"));
    query.state = take(name_in<store::DeliveryState>(call, "state"));
    query.limit = take(limit_of(call));
    query.after = take(number_after(call, kDeliveryCursor));
    query.lane = take(lane_in(call));
    return take.done(std::move(query));
}

Result<Answer> get_deliveries(Call const& call) {
    return page_of(
        call, delivery_query(call), &store::Store::deliveries,
        [](auto const& last) { return cursor_to(kDeliveryCursor, last.place); }, put_delivery);
}

Result<Answer> get_delivery(Call const& call) {
    auto const delivery = call.engine.store().delivery(call.path[0]);
    if (!delivery)
        return refuse(
            ErrorCode::not_found, "delivery-not-found",
            "There is no delivery " + call.path[0] + ". Finished deliveries are forgotten after a month.");
    return answer_with([&](Object& into) { put_delivery(into, *delivery); });
}

/// All the trains that a channel hears of.
std::vector<std::string> trains_of(config::Config const& config, chat::Channel const& channel) {
    if (!channel.trains.empty()) return channel.trains;
    std::vector<std::string> all;
    for (auto const& train : config.trains) all.push_back(train.id);
    return all;
}

void put_channel(Object& into, config::Config const& config, chat::Channel const& channel) {
    put(into, "name", channel.name);
    put(into, "kind", chat::kind_of(channel));
    put(into, "trains", trains_of(config, channel));
    put(into, "topics", channel.topics.empty() ? chat::usual_topics() : channel.topics);
}

Result<Answer> get_channels(Call const& call) {
    auto const& config = call.engine.config();
    return answer_with([&](Object& page) {
        put_all(page, "items", config.channels,
                [&](Object& into, auto const& channel) { put_channel(into, config, channel); });
    });
}

/// Work that ends in one delivery, answered as it then stands.
template <class Work, int kStatus = 200>
Result<Change> about_delivery(Call const& call) {
    return body_of<EmptyBody>(call).map([&](EmptyBody const&) {
        return change_to(
            Work{call.path[0]},
            [](Object& into, engine::Outcome const& outcome) {
                put_delivery(into, outcome.deliveries.front());
            },
            kStatus);
    });
}

}  // namespace

Routes deliveries_routes() {
    using enum Right;
    return {
        fresh_each_time(get("/v1/deliveries", "Deliveries, newest first", get_deliveries,
                            {"train", "lane", "kind", "state", "limit", "cursor"})),
        fresh_each_time(
            get("/v1/deliveries/{delivery}", "One delivery: an announcement or an action", get_delivery)),
        post("/v1/deliveries/{delivery}/retry", "Retry a delivery", about_delivery<engine::RetryDelivery>,
             manage_deliveries),
        post("/v1/deliveries/{delivery}/drop", "Drop a delivery", about_delivery<engine::DropDelivery>,
             manage_deliveries),
        get("/v1/channels", "The channels that announcements go to", get_channels),
        post("/v1/channels/{channel}/test", "Send a test message", about_delivery<engine::TestChannel, 202>,
             manage_deliveries),
    };
}

}  // namespace cadence::api
