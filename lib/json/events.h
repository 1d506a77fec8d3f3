// Event bodies by type name: the log's `type` and `data`.
#pragma once

#include <string_view>

#include "json/codec.h"
#include "release/event.h"

namespace cadence::json {

/// The data object, without the type.
[[nodiscard]] Value to_json(release::EventBody const& body);
/// Reads leniently. Errors: invalid `unknown-event`, and those of `from_json`.
[[nodiscard]] Result<release::EventBody> event_body_from(std::string_view type, Value const& value);

/// Every type of event that a train's log can have.
[[nodiscard]] std::vector<std::string_view> event_types();

}  // namespace cadence::json
