// The stored form of an announcement and of an action: JSON. One that cannot be read throws.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "chat/channel.h"
#include "chat/message.h"
#include "job/action.h"
#include "store/delivery.h"

namespace cadence::engine {

[[nodiscard]] std::string body_of(chat::Message const& message);
[[nodiscard]] std::string body_of(job::ActionOrder const& order);
[[nodiscard]] Result<chat::Message> message_in(std::string_view body);
[[nodiscard]] Result<job::ActionOrder> order_in(std::string_view body);
/// The announcement in `delivery`, as the channel sends it. Errors: those of chat::render.
[[nodiscard]] Result<chat::Outgoing> rendered(chat::Channel const& channel, store::Delivery const& delivery,
                                              chat::DeliveryAttempt const& attempt);

}  // namespace cadence::engine
