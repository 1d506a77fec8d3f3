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
Result<Answer> get_notes(Call const& call);
Result<Answer> get_post_mortem(Call const& call);
Result<Answer> get_merges(Call const& call);
Result<Answer> get_deadlines(Call const& call);
Result<Answer> get_events(Call const& call);
Result<Following> follow_events(Call const& call);
Result<Answer> get_rights(Call const& call);
Result<Answer> get_tokens(Call const& call);
Result<Answer> plan_configuration(Call const& call);
Result<Answer> get_deliveries(Call const& call);
Result<Answer> get_delivery(Call const& call);
Result<Answer> get_channels(Call const& call);
Result<Answer> get_forges(Call const& call);
Result<Answer> get_hooks(Call const& call);

// What is to change.
Result<Change> cast_vote(Call const& call);
Result<Change> withdraw_vote(Call const& call);
Result<Change> set_candidate(Call const& call);
Result<Change> postpone(Call const& call);
Result<Change> cancel(Call const& call);
Result<Change> report_deployment(Call const& call);
Result<Change> record_issue(Call const& call);
Result<Change> tick_item(Call const& call);
Result<Change> request_check(Call const& call);
Result<Change> request_release(Call const& call);
Result<Change> approve(Call const& call);
Result<Change> reject(Call const& call);
Result<Change> start_rollback(Call const& call);
Result<Change> verify_rollback(Call const& call);
Result<Change> record_retrospective(Call const& call);
Result<Change> record_post_mortem(Call const& call);
Result<Change> record_notes(Call const& call);
Result<Change> add_freeze(Call const& call);
Result<Change> end_freeze(Call const& call);
Result<Change> add_exemption(Call const& call);
Result<Change> end_exemption(Call const& call);
Result<Change> record_merge(Call const& call);
Result<Change> report_train_deployment(Call const& call);
Result<Change> clear_rollback(Call const& call);
Result<Change> record_review(Call const& call);
Result<Change> add_blackout(Call const& call);
Result<Change> end_blackout(Call const& call);
Result<Change> create_token(Call const& call);
Result<Change> revoke_token(Call const& call);
Result<Change> accept_clock(Call const& call);
Result<Change> reload_configuration(Call const& call);
Result<Change> retry_delivery(Call const& call);
Result<Change> drop_delivery(Call const& call);
Result<Change> test_channel(Call const& call);

}  // namespace cadence::api
