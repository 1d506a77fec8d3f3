// The log as the API tells it: pages, and lines of a stream.
#pragma once

#include "api/document.h"

namespace cadence::api {

void put_event(Object& into, release::LogLine const& line);
/// {items, next_after}: where to go on, past everything that has been looked at.
[[nodiscard]] Answer events_page(engine::Engine const& engine, store::EventQuery const& query);
/// One server-sent event.
[[nodiscard]] std::string stream_event(release::LogLine const& line);

}  // namespace cadence::api
