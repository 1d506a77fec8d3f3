// The dates ahead of many trains as one list, page by page: what a page costs depends on the page, and on the
// number of trains only by one look at each.
#pragma once

#include <vector>

#include "engine/engine.h"
#include "release/agenda.h"

namespace cadence::api {

using Place = std::pair<Instant, std::string>;  // opening and id
using Trains = std::vector<config::TrainConfig const*>;

struct DateShown {
    release::Upcoming item;
    config::TrainConfig const* train;
    std::vector<release::SkippedSlot> skipped;  // of this train, right before it
};

/// The first of all these trains, by opening and id.
[[nodiscard]] std::vector<DateShown> dates_ahead(engine::Engine& engine, Trains const& trains,
                                                 release::Ahead const& ahead);

}  // namespace cadence::api
