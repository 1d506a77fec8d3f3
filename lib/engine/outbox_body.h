// What the outbox keeps of an announcement and of an action: JSON. One that cannot be read is the broken
// world and throws.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "chat/message.h"
#include "engine/action.h"

namespace cadence::engine {

[[nodiscard]] std::string body_of(chat::Message const& message);
[[nodiscard]] std::string body_of(ActionOrder const& order);
[[nodiscard]] Result<chat::Message> message_in(std::string_view body);
[[nodiscard]] Result<ActionOrder> order_in(std::string_view body);

}  // namespace cadence::engine
