// The deliveries of an event: the announcements that channels hear of it, and the actions that it sets off.
// Pure: rows for the outbox, to be written in the event's own transaction. DESIGN section 10.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/config.h"
#include "job/action.h"
#include "release/lifecycle.h"
#include "store/delivery.h"
#include "store/records.h"

namespace cadence::engine {

/// Of a train's events, with the train as it stood before them. `lines` are the events as logged.
[[nodiscard]] std::vector<store::Delivery> deliveries_for(config::Config const& config,
                                                          release::Train const& before,
                                                          release::Events const& events,
                                                          std::vector<release::LogLine> const& lines);
/// Of a line that is no event of a train's life: the clock, a failed action, a delivery that is given up
/// (which is not told to its own channel).
[[nodiscard]] std::vector<store::Delivery> deliveries_for(config::Config const& config,
                                                          release::LogLine const& line);

/// A message that somebody wants to see arrive.
[[nodiscard]] store::Delivery test_message(chat::Channel const& channel, std::string_view by, Instant now);

/// When it makes no sense to begin an action any more that was set off, or asked for again, at `at`.
[[nodiscard]] Instant expiry_of(job::Action const& action, release::Release const* release, Instant at);
/// The type of the line that tells of a train's dates changed by configuration or zone data.
inline constexpr std::string_view kDatesChanged = "dates_changed";

[[nodiscard]] std::string lane_of(chat::Channel const& channel);
[[nodiscard]] std::string lane_of(std::string_view train, job::Action const& action);
/// The channel that a lane is of, or empty.
[[nodiscard]] std::string_view channel_in(std::string_view lane);

}  // namespace cadence::engine
