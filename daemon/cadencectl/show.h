// Answers as text for people, one function a subcommand. Every function ends its last line.
#pragma once

#include <string>

#include "cadencectl/subcommand.h"

namespace cadence::ctl::show {

std::string status(View const& view);
std::string upcoming(View const& view);
std::string release(View const& view);
std::string releases(View const& view);
std::string timeline(View const& view);
std::string deadlines(View const& view);
std::string checklist(View const& view);
std::string gates(View const& view);
std::string freezes(View const& view);
std::string merges(View const& view);
std::string trains(View const& view);
std::string train(View const& view);
std::string blackouts(View const& view);
std::string tokens(View const& view);
std::string rights(View const& view);
/// What a configuration changes, or would.
std::string dates_changed(View const& view);

// After a write: what was recorded and how things stand now.
std::string voted(View const& view);
std::string vote_withdrawn(View const& view);
std::string candidate_set(View const& view);
std::string checked(View const& view);
std::string postponed(View const& view);
std::string cancelled(View const& view);
std::string requested(View const& view);
std::string approved(View const& view);
std::string rejected(View const& view);
std::string rolled_back(View const& view);
std::string rollback_verified(View const& view);
std::string rollback_cleared(View const& view);
std::string frozen(View const& view);
std::string unfrozen(View const& view);
std::string exempted(View const& view);
std::string unexempted(View const& view);
std::string deployment_recorded(View const& view);
std::string merge_recorded(View const& view);
std::string issue_recorded(View const& view);
std::string notes_recorded(View const& view);
std::string post_mortem_recorded(View const& view);
std::string retrospective_recorded(View const& view);
std::string review_recorded(View const& view);
std::string blackout_added(View const& view);
std::string blackout_ended(View const& view);
std::string token_created(View const& view);
std::string token_revoked(View const& view);
std::string clock_accepted(View const& view);
std::string reloaded(View const& view);

// What goes out.
std::string deliveries(View const& view);
std::string delivery(View const& view);
std::string delivery_retried(View const& view);
std::string delivery_dropped(View const& view);
std::string channels(View const& view);
/// "Test message dlv_3f0c is on its way to team-chat."
std::string channel_tested(View const& view);
/// What came of it: "team-chat: delivered.", or what it waits for.
std::string channel_test_ended(View const& view);
/// Beside the status: how many deliveries a person must look at. `page` is the answer to a look for those in
/// `state`; empty when there are none.
std::string deliveries_to_look_at(Json const& page, std::string_view state, Style style);

// The merge gates at their forges.
std::string forges(View const& view);
/// Beside the status too: what is wrong with them; empty when all is well.
std::string forges_to_look_at(Json const& page, Style style, Instant now);

// The endpoints of hooks.
std::string hooks(View const& view);
/// Beside the status too: those that fail; empty when all is well.
std::string hooks_to_look_at(Json const& page, Style style, Instant now);

/// A remark beside the report: by when it is due. Empty when it is recorded or nothing is due.
std::string due_post_mortem(View const& view);

}  // namespace cadence::ctl::show
