// The same answers as a few lines fit for a chat message. One line never becomes two, whatever people wrote.
#pragma once

#include <string>
#include <vector>

#include "api/upcoming.h"
#include "api/view.h"

namespace cadence::api {

/// With the deadlines of its train that still run; null for a train that is no longer there.
[[nodiscard]] std::string release_text(release::Upcoming const& item, Zone const& zone,
                                       release::Train const* train);
[[nodiscard]] std::string upcoming_text(std::vector<DateShown> const& dates);
[[nodiscard]] std::string gates_text(engine::Engine& engine, config::TrainConfig const& config,
                                     release::Subject const& subject = {});
[[nodiscard]] std::string status_text(engine::Engine& engine,
                                      std::vector<config::TrainConfig const*> const& trains);

}  // namespace cadence::api
