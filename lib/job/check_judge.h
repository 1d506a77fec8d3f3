// The meaning of answers: from what came back to a Finding. Pure and strict: what cannot be read has failed.
#pragma once

#include <string_view>

#include "job/check.h"
#include "net/client.h"
#include "net/process.h"

namespace cadence::job {

[[nodiscard]] Finding judge_http(HttpCheck const& check, net::HttpResponse const& response);
[[nodiscard]] Finding judge_command(net::ProcessResult const& ran);
/// `ran` printed the file.
[[nodiscard]] Finding judge_changelog(ChangelogCheck const& check, CheckSubject const& subject,
                                      net::ProcessResult const& ran);
/// `ran` printed the tags. Those of the candidate's version and later ones are nothing to go back to.
[[nodiscard]] Finding judge_tags(std::string_view version, net::ProcessResult const& ran);

[[nodiscard]] Finding failed(std::string_view saw, Duration took = {});
/// It cannot be known yet.
[[nodiscard]] Finding pending(std::string_view saw);
/// That a request needs what is still to come. Problem `check-not-ready`.
[[nodiscard]] tl::unexpected<Error> not_ready(std::string detail);
/// Of a check that cannot be asked: pending where it is not ready, else failed.
[[nodiscard]] Finding finding_of(Error const& error);

}  // namespace cadence::job
