// How each check is asked: from the check and its subject to an HTTP request or a program to run. Pure.
#pragma once

#include "base/result.h"
#include "job/check.h"
#include "net/client.h"
#include "net/process.h"

namespace cadence::job {

inline constexpr std::size_t kMaxTags = 1024 * 1024;  // bytes
inline constexpr std::size_t kMaxPrometheusAnswer = 256 * 1024;

// Time limits are the runner's to set. Errors: conflict `check-word-empty`, `not-a-commit`; `check-not-ready`
// where what it needs is still to come.
[[nodiscard]] Result<net::HttpRequest> request_of(HttpCheck const& check, CheckSubject const& subject);
[[nodiscard]] Result<net::ProcessSpec> request_of(CommandCheck const& check, CheckSubject const& subject);
[[nodiscard]] Result<net::ProcessSpec> request_of(ChangelogCheck const& check, CheckSubject const& subject);
[[nodiscard]] Result<net::ProcessSpec> request_of(PreviousTagCheck const& check, CheckSubject const& subject);
[[nodiscard]] Result<net::HttpRequest> request_of(PrometheusCheck const& check, CheckSubject const& subject,
                                                  Instant at);

}  // namespace cadence::job
