// The handlers that the table of routes names.
#pragma once

#include "api/call.h"

namespace cadence::api {

// What is.
Result<Answer> get_health(Call const& call);
Result<Answer> get_ready(Call const& call);
Result<Answer> get_openapi(Call const& call);
Result<Answer> get_status(Call const& call);
Result<Answer> get_upcoming(Call const& call);
Result<Answer> get_gates(Call const& call);
Result<Answer> check_gate(Call const& call);
Result<Answer> get_trains(Call const& call);
Result<Answer> get_train(Call const& call);
Result<Answer> get_releases(Call const& call);
Result<Answer> get_release(Call const& call);
Result<Answer> get_timeline(Call const& call);
Result<Answer> get_events(Call const& call);
Result<Following> follow_events(Call const& call);
Result<Answer> get_rights(Call const& call);
Result<Answer> get_tokens(Call const& call);
Result<Answer> plan_configuration(Call const& call);

// What is to change.
Result<Change> cast_vote(Call const& call);
Result<Change> withdraw_vote(Call const& call);
Result<Change> set_candidate(Call const& call);
Result<Change> postpone(Call const& call);
Result<Change> cancel(Call const& call);
Result<Change> report_deployment(Call const& call);
Result<Change> record_issue(Call const& call);
Result<Change> add_blackout(Call const& call);
Result<Change> end_blackout(Call const& call);
Result<Change> create_token(Call const& call);
Result<Change> revoke_token(Call const& call);
Result<Change> accept_clock(Call const& call);
Result<Change> reload_configuration(Call const& call);

}  // namespace cadence::api
