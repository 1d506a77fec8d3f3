// The checks that ask a train's forge: how they are asked, and what its answers mean. Pure, and sure: a
// commit of which nothing is reported has not passed, it is pending.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "job/check.h"
#include "net/http_request.h"

namespace cadence::job {

/// Whether a check asks the train's forge, and so needs its token.
[[nodiscard]] bool asks_forge(Check const& check);

// Errors: conflict `check-not-ready`, `no-forge`; invalid `no-alerts`. `token` is the forge's.
/// All of them have to be asked, page by page.
[[nodiscard]] Result<std::vector<net::HttpRequest>> requests_of(CommitStatusCheck const& check,
                                                                CheckSubject const& subject,
                                                                std::string const& token);
[[nodiscard]] Result<net::HttpRequest> request_of(SecurityAlertsCheck const& check,
                                                  CheckSubject const& subject, std::string const& token);

/// The reports of all answers.
[[nodiscard]] Finding judge_commit_checks(forge::CommitChecks const& checks);
[[nodiscard]] Finding judge_alerts(SecurityAlertsCheck const& check, CheckSubject const& subject,
                                   net::HttpResponse const& response);

}  // namespace cadence::job
