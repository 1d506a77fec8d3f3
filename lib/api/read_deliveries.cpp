// What goes out, and where to. Neither bodies nor addresses are answered: the one may be long, the other a
// secret.
#include <algorithm>

#include "api/handlers.h"
#include "api/page.h"
#include "base/text.h"
#include "engine/outgoing.h"

namespace cadence::api {

namespace {

constexpr std::string_view kDeliveryCursor = "o1.";  // o1.<place>

/// One of the configuration's, or one that something of the record goes out in.
Result<void> check_lane(Call const& call, std::string const& lane) {
    if (lane.empty()) return {};
    std::vector<std::string> lanes;
    for (auto const& channel : call.engine.config().channels) lanes.push_back(engine::lane_of(channel));
    for (auto const& train : call.engine.config().trains)
        for (auto const& action : train.actions) lanes.push_back(engine::lane_of(train.id, action));
    if (std::ranges::find(lanes, lane) != lanes.end()) return {};
    store::DeliveryQuery known;
    known.lane = lane;
    known.limit = 1;
    if (!call.engine.store().deliveries(known).empty()) return {};
    if (lanes.empty())
        return wrong_parameter("lane", "is \"" + one_line(lane) +
                                           "\", and there is no lane: the configuration has no channel and "
                                           "no action.");
    return unknown_parameter_value("lane", lane, {lanes.begin(), lanes.end()});
}

Result<store::DeliveryQuery> delivery_query(Call const& call) {
    store::DeliveryQuery query;
    auto const train = call.train();
    if (!train) return tl::unexpected{train.error()};
    auto const kind = name_in<store::DeliveryKind>(call, "kind");
    if (!kind) return tl::unexpected{kind.error()};
    auto const state = name_in<store::DeliveryState>(call, "state");
    if (!state) return tl::unexpected{state.error()};
    auto const limit = call.count("limit", kPageDefault, kPageMost);
    if (!limit) return tl::unexpected{limit.error()};
    auto const after = cursor_of(call, kDeliveryCursor);
    if (!after) return tl::unexpected{after.error()};
    if (*train != nullptr) query.train = (*train)->id;
    query.lane = call.query("lane").value_or("");
    if (auto checked = check_lane(call, query.lane); !checked) return tl::unexpected{checked.error()};
    query.kind = *kind;
    query.state = *state;
    query.limit = *limit;
    if (!*after) return query;
    query.after = whole_number(**after);
    if (!query.after || *query.after < 0) return wrong_cursor();
    return query;
}

/// All the trains that a channel hears of.
std::vector<std::string> trains_of(config::Config const& config, chat::Channel const& channel) {
    if (!channel.trains.empty()) return channel.trains;
    std::vector<std::string> all;
    for (auto const& train : config.trains) all.push_back(train.id);
    return all;
}

}  // namespace

Result<Answer> get_deliveries(Call const& call) {
    auto query = delivery_query(call);
    if (!query) return tl::unexpected{query.error()};
    auto const limit = query->limit++;
    auto deliveries = call.engine.store().deliveries(*query);
    auto const more = deliveries.size() > limit;
    if (more) deliveries.resize(limit);
    auto const cursor =
        more ? std::string{kDeliveryCursor} + std::to_string(deliveries.back().place) : std::string{};
    Answer answer{.scope = query->train};
    link_to_next(answer, call, cursor);
    answer.body = document([&](Object& page) {
        put_all(page, "items", deliveries, put_delivery);
        put_cursor(page, cursor);
    });
    return answer;
}

Result<Answer> get_delivery(Call const& call) {
    auto const delivery = call.engine.store().delivery(call.path[0]);
    if (!delivery)
        return refuse(
            ErrorCode::not_found, "delivery-not-found",
            "There is no delivery " + call.path[0] + ". What has been over for a month is forgotten.");
    return Answer{.body = document([&](Object& into) { put_delivery(into, *delivery); })};
}

Result<Answer> get_channels(Call const& call) {
    auto const& config = call.engine.config();
    return Answer{.body = document([&](Object& page) {
                      auto& items = array_in(page, "items");
                      for (auto const& channel : config.channels) {
                          auto& object = object_in(items);
                          put(object, "name", channel.name);
                          put(object, "kind", chat::kind_of(channel));
                          put_texts(object, "trains", trains_of(config, channel));
                          put_names(object, "topics",
                                    channel.topics.empty() ? chat::usual_topics() : channel.topics);
                      }
                  })};
}

}  // namespace cadence::api
