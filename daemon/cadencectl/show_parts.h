// What several answers are put together from.
#pragma once

#include <string>

#include "cadencectl/subcommand.h"

namespace cadence::ctl::show {

/// "backend-2026-01-08 (current release): <what>. State: frozen.", and the issues that came of it.
[[nodiscard]] std::string done(View const& view, std::string const& what);
/// Not all of a list was asked for.
[[nodiscard]] bool filtered(View const& view);
/// The first line of it.
[[nodiscard]] std::string done_so(View const& view, std::string const& what);
/// " --train backend", so that a command is whole where there are several.
[[nodiscard]] std::string on_train(std::string_view train);
/// The issues that a write recorded beside what was asked, each a line; empty without any.
[[nodiscard]] std::string issues_recorded(Json const& answer, Style style);
/// "cadencectl deployed ..." for what has these members; what is not known is left to be filled in.
[[nodiscard]] std::string report_deployment(std::string_view release, std::string_view version,
                                            std::string_view commit);
/// The same with what votes, approvals and the checklist make of it now.
[[nodiscard]] std::string done_and_decided(View const& view, std::string const& what);
/// The facts at the head of a release.
[[nodiscard]] Table facts_of(Json const& release);
/// "There are more: ...", or nothing.
[[nodiscard]] std::string more(View const& view);
/// What an on-demand release still lacks, each with the command that does it; empty when it lacks nothing.
[[nodiscard]] std::string needed_next(Json const& release, Style style);
/// The deadlines of a release, each a line; empty without any.
[[nodiscard]] std::string deadline_lines(View const& view, Json const& release);

}  // namespace cadence::ctl::show
