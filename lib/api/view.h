// The data behind the answers, looked up and worked out in one place: a release wherever it stands, with
// where its slot would have put it; how the gates stand; which promises run.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/engine.h"
#include "release/agenda.h"
#include "release/decision.h"
#include "release/gates.h"

namespace cadence::api {

/// A release of the record, of the past or of the calendar. Errors: not_found `release-not-found`.
[[nodiscard]] Result<release::Upcoming> release_shown(engine::Engine& engine, std::string_view id);
/// The next release, with the checklist that will apply where nothing has touched it yet.
[[nodiscard]] std::optional<release::Upcoming> next_shown(release::Train const& train,
                                                          release::Policy const& policy);
/// A release that is in the record, beside where its slot would have put it.
[[nodiscard]] release::Upcoming shown(release::Release release, config::TrainConfig const* config);
/// The zone in which a train's times are shown; UTC for one that is no longer configured.
[[nodiscard]] Zone const& zone_of(config::Config const& config, std::string const& train);
[[nodiscard]] release::Gate gate_of(engine::Engine& engine, config::TrainConfig const& config,
                                    release::Action action, release::Subject const& subject = {});
/// Hotfixes and expedited releases that are not over, the first asked for first.
[[nodiscard]] std::vector<release::Release> live_off_calendar(release::Train const& train);
using Deadlines = std::vector<release::Deadline>;
inline constexpr std::size_t kFew = 5;  // of a list, in an answer about a whole train
struct RunningDeadlines {
    Deadlines first;  // soonest due first
    std::size_t all = 0;
};
/// The first `most` of those that still run; of one release, or of all.
[[nodiscard]] RunningDeadlines running_deadlines(release::Train const& train, std::string_view release = {},
                                                 std::size_t most = std::string::npos);

}  // namespace cadence::api
