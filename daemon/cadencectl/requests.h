// Arguments to requests: one function a subcommand, in the order of the table.
#pragma once

#include "cadencectl/subcommand.h"

namespace cadence::ctl::requests {

Result<Request> status(Arguments const& arguments, Subject const&);
Result<Request> upcoming(Arguments const& arguments, Subject const&);
Result<Request> show(Arguments const&, Subject const& subject);
Result<Request> releases(Arguments const& arguments, Subject const&);
Result<Request> timeline(Arguments const& arguments, Subject const& subject);
Result<Request> vote(Arguments const& arguments, Subject const& subject);
Result<Request> unvote(Arguments const& arguments, Subject const& subject);
Result<Request> candidate(Arguments const& arguments, Subject const& subject);
Result<Request> postpone(Arguments const& arguments, Subject const& subject);
Result<Request> cancel(Arguments const& arguments, Subject const& subject);
Result<Request> deployed(Arguments const& arguments, Subject const& subject);
Result<Request> issue(Arguments const& arguments, Subject const& subject);
Result<Request> trains(Arguments const&, Subject const&);
Result<Request> train(Arguments const&, Subject const& subject);
Result<Request> blackout_add(Arguments const& arguments, Subject const& subject);
Result<Request> blackout_end(Arguments const& arguments, Subject const& subject);
Result<Request> tokens(Arguments const&, Subject const&);
Result<Request> token_create(Arguments const& arguments, Subject const&);
Result<Request> token_revoke(Arguments const& arguments, Subject const&);
Result<Request> rights(Arguments const&, Subject const&);
Result<Request> clock_accept(Arguments const& arguments, Subject const&);
Result<Request> plan(Arguments const& arguments, Subject const&);
Result<Request> reload(Arguments const&, Subject const&);

}  // namespace cadence::ctl::requests
