// What the nouns' files are written with, and what they give: each its rows of the table, some a
// part of the status.
#pragma once

#include <vector>

#include "cadencectl/answers.h"
#include "cadencectl/times.h"

namespace cadence::ctl {

using Subcommands = std::vector<Subcommand>;

using SubcommandsOf = Subcommands();
SubcommandsOf calendar_subcommands, checklist_subcommands, clock_subcommands, configuration_subcommands,
    dates_subcommands, deadlines_subcommands, deliveries_subcommands, deployments_subcommands,
    events_subcommands, flags_subcommands, forges_subcommands, freezes_subcommands, gates_subcommands,
    hooks_subcommands, merges_subcommands, metrics_subcommands, notes_subcommands, records_subcommands,
    releases_subcommands, requests_subcommands, rollbacks_subcommands, status_subcommands, tokens_subcommands,
    trains_subcommands, votes_subcommands;

/// The figures of an answer, as a table; also those of a review.
[[nodiscard]] std::string metrics_shown(Json const& answer, Style style);

// Beside the status: what needs a person, each a line; empty when all is well.

/// `page` is the answer to a look for those in `state`.
[[nodiscard]] std::string deliveries_to_look_at(Json const& page, std::string_view state, Style style);
[[nodiscard]] std::string forges_to_look_at(Json const& page, Style style, Instant now);
[[nodiscard]] std::string hooks_to_look_at(Json const& page, Style style, Instant now);

}  // namespace cadence::ctl
