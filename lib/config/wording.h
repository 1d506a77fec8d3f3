// The wording of a topic in the team's own words.
#pragma once

#include <optional>
#include <string>

#include "chat/topic.h"
#include "config/fields.h"

namespace cadence::config {

/// A template: its first line is the title, the rest the text.
[[nodiscard]] std::optional<std::string> wording_of(chat::Topic topic, Value const& value);

}  // namespace cadence::config
