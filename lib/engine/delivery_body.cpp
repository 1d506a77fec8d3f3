#include "engine/delivery_body.h"

#include <boost/describe/class.hpp>

#include "artifact/version.h"
#include "json/codec.h"
#include "json/text.h"

namespace cadence::chat {

BOOST_DESCRIBE_STRUCT(Message, (),
                      (topic, mood, title, text, points, link, at, local_time, train, release, event_type,
                       event, data))

}  // namespace cadence::chat

namespace cadence::job {

BOOST_DESCRIBE_STRUCT(job::ActionOrder, (),
                      (action, train, release, attempt, version, commit, branch, environment))

}  // namespace cadence::job

namespace cadence::engine {

namespace {

template <class T>
Result<T> read(std::string_view body) {
    return json::parse(body).and_then([](json::Value const& parsed) { return json::from_json<T>(parsed); });
}

}  // namespace

std::string body_of(chat::Message const& message) {
    return json::dump(json::to_json(message));
}

std::string body_of(job::ActionOrder const& order) {
    return json::dump(json::to_json(order));
}

Result<chat::Message> message_in(std::string_view body) {
    return read<chat::Message>(body);
}

Result<job::ActionOrder> order_in(std::string_view body) {
    return read<job::ActionOrder>(body).map([](job::ActionOrder order) {
        order.version = artifact::plain_version(order.version);  // older ones may have "v1.2.0"
        return order;
    });
}

Result<chat::Outgoing> rendered(chat::Channel const& channel, store::Delivery const& delivery,
                                chat::DeliveryAttempt const& attempt) {
    return message_in(delivery.body).and_then([&](chat::Message const& message) {
        return chat::render(channel, message, attempt);
    });
}

}  // namespace cadence::engine
