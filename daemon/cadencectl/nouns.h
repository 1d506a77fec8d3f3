// What the nouns' files are written with, and what they give: each its rows of the table, some a
// part of the status.
#pragma once

#include <vector>

#include "cadencectl/answers.h"
#include "cadencectl/make_request.h"
#include "cadencectl/times.h"

namespace cadence::ctl {

using Subcommands = std::vector<Subcommand>;

[[nodiscard]] Subcommands calendar_subcommands();
[[nodiscard]] Subcommands checklist_subcommands();
[[nodiscard]] Subcommands clock_subcommands();
[[nodiscard]] Subcommands configuration_subcommands();
[[nodiscard]] Subcommands dates_subcommands();
[[nodiscard]] Subcommands deadlines_subcommands();
[[nodiscard]] Subcommands deliveries_subcommands();
[[nodiscard]] Subcommands deployments_subcommands();
[[nodiscard]] Subcommands events_subcommands();
[[nodiscard]] Subcommands forges_subcommands();
[[nodiscard]] Subcommands freezes_subcommands();
[[nodiscard]] Subcommands gates_subcommands();
[[nodiscard]] Subcommands hooks_subcommands();
[[nodiscard]] Subcommands merges_subcommands();
[[nodiscard]] Subcommands notes_subcommands();
[[nodiscard]] Subcommands records_subcommands();
[[nodiscard]] Subcommands releases_subcommands();
[[nodiscard]] Subcommands requests_subcommands();
[[nodiscard]] Subcommands rollbacks_subcommands();
[[nodiscard]] Subcommands status_subcommands();
[[nodiscard]] Subcommands tokens_subcommands();
[[nodiscard]] Subcommands trains_subcommands();
[[nodiscard]] Subcommands votes_subcommands();

// Beside the status: what needs a person, each a line; empty when all is well.

/// `page` is the answer to a look for those in `state`.
[[nodiscard]] std::string deliveries_to_look_at(Json const& page, std::string_view state, Style style);
[[nodiscard]] std::string forges_to_look_at(Json const& page, Style style, Instant now);
[[nodiscard]] std::string hooks_to_look_at(Json const& page, Style style, Instant now);

}  // namespace cadence::ctl
