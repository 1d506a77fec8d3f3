// The pieces of which several answers are made.
#pragma once

#include <string>
#include <string_view>

#include "cadencectl/columns.h"
#include "cadencectl/subcommand.h"

namespace cadence::ctl {

/// The items of a list and how to go on with it. An empty one is `none`; where not all of it was asked for,
/// `no_match`, if there is one.
[[nodiscard]] std::string listing(View const& view, Columns const& columns, std::string_view none,
                                  std::string_view no_match = {});

/// Those of a list that are meant: the one that is named, else all.
[[nodiscard]] boost::json::array named_trains(Json const& answer, Arguments const& arguments);

/// After a write: "backend-2026-01-08: <what>. State: frozen.", and the issues that came of it.
[[nodiscard]] std::string done(View const& view, std::string const& what);
/// The first line of it.
[[nodiscard]] std::string done_so(View const& view, std::string const& what);
/// The same with what votes, approvals and the checklist make of it now.
[[nodiscard]] std::string done_and_decided(View const& view, std::string const& what);
/// The issues that a write recorded beside what was asked, each a line; empty without any.
[[nodiscard]] std::string issues_recorded(Json const& answer, Style style);
/// The deadlines of the release, each a line; empty without any.
[[nodiscard]] std::string deadline_lines(View const& view);

}  // namespace cadence::ctl
