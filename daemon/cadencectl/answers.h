// The pieces of which several answers are made: phrases, and whole parts of what is shown.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "cadencectl/columns.h"
#include "cadencectl/subcommand.h"

namespace cadence::ctl {

/// A sentence, and the command in brackets at its end, which gets a line of its own.
struct Apart {
    std::string words;
    std::string command;  // "cadencectl checklist backend-2026-01-08", or empty
};
[[nodiscard]] Apart apart(std::string const& text);
/// "Undecided: Product Owner has not said go", "GO".
[[nodiscard]] std::string decision_of(Json const& decision);
[[nodiscard]] Paint paint_of_gate(Json const& gate);
/// The window of a release, or of any object with opens_at and closes_at; or an instant as it stands.
[[nodiscard]] std::string window_of(Json const& value, std::string_view timezone);
/// "1.2.0 (4f1c9a2b)".
[[nodiscard]] std::string what_ships(Json const& value);
/// "backend-2026-12-24: Thu ... -> Thu ...", "... -> dropped", "... appears at ...".
[[nodiscard]] std::string date_change(Json const& change);
/// "staging deploy of 4f1c9a2b7d".
[[nodiscard]] std::string promise_of(Json const& deadline);
[[nodiscard]] Cell state_of_deadline(Json const& deadline);
/// "due Thu 2026-01-14 14:00 UTC, in 3 h 12 min", "breached: was due ..., 5 min ago", "met late, was due
/// ...".
[[nodiscard]] std::string due_of(Json const& deadline, std::string_view timezone, Instant now);
/// "freeze-3: merge, deploy until Thu ...: database is being moved (anna)".
[[nodiscard]] std::string freeze_of(Json const& freeze, std::string_view timezone);
/// "after the rollback of backend-2026-01-08 since Thu ...: bookings are lost".
[[nodiscard]] std::string block_of(Json const& blocked, std::string_view timezone);
/// Of releases among others.
[[nodiscard]] Columns release_columns();
[[nodiscard]] Table table_of_blackouts(boost::json::array const& trains);
/// Slots without a release, each a line.
[[nodiscard]] std::string left_out(boost::json::array const& slots);
/// " --train backend", so that a command is whole where there are several.
[[nodiscard]] std::string on_train(std::string_view train);
/// "cadencectl deployed ..." for what has these members; what is not known is left to be filled in.
[[nodiscard]] std::string report_deployment(std::string_view release, std::string_view version,
                                            std::string_view commit);
/// "a, b": without those that are empty.
[[nodiscard]] std::string in_a_row(std::initializer_list<std::string_view> parts,
                                   std::string_view between = ", ");
/// With a full stop at its end, where there is something to say.
[[nodiscard]] std::string sentence(std::string_view words);

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
