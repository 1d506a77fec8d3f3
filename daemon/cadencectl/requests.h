// Arguments to requests: one function a subcommand, in the order of the table.
#pragma once

#include "cadencectl/subcommand.h"

namespace cadence::ctl::requests {

Result<Request> status(Arguments const& arguments, Subject const&);
Result<Request> show(Arguments const&, Subject const& subject);
Result<Request> releases(Arguments const& arguments, Subject const&);
Result<Request> timeline(Arguments const& arguments, Subject const& subject);
Result<Request> deadlines(Arguments const& arguments, Subject const&);
Result<Request> vote(Arguments const& arguments, Subject const& subject);
Result<Request> unvote(Arguments const& arguments, Subject const& subject);
Result<void> check_candidate(Arguments const& arguments);
Result<Request> candidate(Arguments const& arguments, Subject const& subject);
Result<Request> check(Arguments const& arguments, Subject const& subject);
Result<Request> postpone(Arguments const& arguments, Subject const& subject);
Result<Request> cancel(Arguments const& arguments, Subject const& subject);
Result<Request> hotfix(Arguments const& arguments, Subject const&);
Result<Request> expedite(Arguments const& arguments, Subject const&);
Result<Request> approve(Arguments const&, Subject const& subject);
Result<Request> reject(Arguments const& arguments, Subject const& subject);
Result<Request> rollback(Arguments const& arguments, Subject const& subject);
Result<Request> rollback_verify(Arguments const& arguments, Subject const& subject);
Result<Request> rollback_clear(Arguments const& arguments, Subject const& subject);
Result<Request> freeze(Arguments const& arguments, Subject const& subject);
Result<Request> unfreeze(Arguments const& arguments, Subject const& subject);
Result<void> check_exempt(Arguments const& arguments);
Result<Request> exempt(Arguments const& arguments, Subject const& subject);
Result<Request> unexempt(Arguments const& arguments, Subject const& subject);
/// On a release, or on a train where no release is meant.
Result<Request> deployed(Arguments const& arguments, Subject const& subject);
Result<Request> merged(Arguments const& arguments, Subject const& subject);
Result<Request> merges(Arguments const& arguments, Subject const& subject);
Result<Request> issue(Arguments const& arguments, Subject const& subject);
Result<Request> retro(Arguments const& arguments, Subject const& subject);
Result<Request> review(Arguments const& arguments, Subject const&);
Result<Request> trains(Arguments const&, Subject const&);
Result<Request> train(Arguments const&, Subject const& subject);
Result<Request> blackout_add(Arguments const& arguments, Subject const& subject);
Result<Request> blackout_end(Arguments const& arguments, Subject const& subject);
Result<Request> tokens(Arguments const&, Subject const&);
Result<Request> token_create(Arguments const& arguments, Subject const&);
Result<Request> token_revoke(Arguments const& arguments, Subject const&);
Result<Request> rights(Arguments const&, Subject const&);
Result<Request> clock_accept(Arguments const& arguments, Subject const&);
Result<Request> reload(Arguments const&, Subject const&);
Result<Request> forges(Arguments const& arguments, Subject const&);
Result<Request> hooks(Arguments const& arguments, Subject const&);
Result<Request> deliveries(Arguments const& arguments, Subject const&);
Result<Request> delivery(Arguments const& arguments, Subject const&);
Result<Request> delivery_retry(Arguments const& arguments, Subject const&);
Result<Request> delivery_drop(Arguments const& arguments, Subject const&);
Result<Request> channels(Arguments const&, Subject const&);

}  // namespace cadence::ctl::requests
