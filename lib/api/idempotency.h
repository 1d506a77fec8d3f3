// A write may carry an Idempotency-Key: the same caller, key and request then get the answer that was given
// before, for a day, and nothing is done twice. Only what was accepted is kept; no secret ever is.
#pragma once

#include <functional>

#include "api/call.h"
#include "api/problem.h"

namespace cadence::api {

/// Empty: none was sent. Errors: invalid `idempotency-key-wrong`.
[[nodiscard]] Result<std::string> idempotency_key(net::Request const& request);
/// Of everything that makes a request the same one: method, target and body.
[[nodiscard]] std::string fingerprint_of(net::Request const& request);
/// The reply to store under `head`'s caller, key and fingerprint.
[[nodiscard]] store::StoredReply reply_to_keep(std::function<Answer(engine::Outcome const&)> const& render,
                                               engine::Outcome outcome, store::StoredReply head);
[[nodiscard]] Problem key_reused();
[[nodiscard]] Problem key_in_use();

}  // namespace cadence::api
