#include "api/render.h"

namespace cadence::api {

namespace {

/// "team-chat", of "channel:team-chat"; "deploy_production", of "action:backend:deploy_production".
std::string_view addressee(std::string_view lane) {
    return lane.substr(lane.rfind(':') + 1);
}

/// Of what is to be sent, these members and nothing else.
void put_from_body(Object& into, store::Delivery const& delivery,
                   std::initializer_list<std::string_view> names) {
    auto const body = json::parse(delivery.body);
    auto const* const object = body ? body->if_object() : nullptr;
    if (object == nullptr) return;
    for (auto const name : names) {
        auto const* const member = object->if_contains(boost::json::string_view{name});
        auto const* const text = member == nullptr ? nullptr : member->if_string();
        if (text != nullptr) put_known(into, name, std::string_view{text->data(), text->size()});
    }
}

}  // namespace

void put_delivery(Object& into, store::Delivery const& delivery) {
    auto const announcement = delivery.kind == store::DeliveryKind::announcement;
    put(into, "id", delivery.id);
    put(into, "kind", name_of(delivery.kind));
    put(into, announcement ? "channel" : "action", addressee(delivery.lane));
    put(into, "lane", delivery.lane);
    put_known(into, "train", delivery.train);
    put_known(into, "release", delivery.release);
    put(into, "topic", delivery.topic);
    if (delivery.event > 0) put(into, "event", delivery.event);
    put(into, "state", name_of(delivery.state));
    put(into, "created_at", delivery.created_at);
    put_known(into, "next_at", delivery.next_at);
    put_known(into, "expires_at", delivery.expires_at);
    put(into, "attempts", std::int64_t{delivery.attempts});
    put_known(into, "attempted_at", delivery.attempted_at);
    put_known(into, "ended_at", delivery.ended_at);
    put_known(into, "detail", delivery.detail);
    put_known(into, "reference", delivery.reference);
    if (announcement)
        put_from_body(into, delivery, {"title"});
    else
        put_from_body(into, delivery, {"version", "commit"});
}

}  // namespace cadence::api
