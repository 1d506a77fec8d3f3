// What would come of a request about a train, before somebody makes it: what would happen, who would be told,
// which dates would move. The request is judged as if it came; nothing is changed.
#pragma once

#include "api/call.h"

namespace cadence::api {

/// The request that the body of this one describes, with the sender and the origin of this one. Errors: those
/// of a body.
[[nodiscard]] Result<net::Request> request_previewed(Call const& call);
/// It changes no train. Invalid `not-previewed`.
[[nodiscard]] tl::unexpected<Error> not_previewed(net::Request const& request);
[[nodiscard]] Answer preview_of(engine::Outcome const& outcome, release::Train const& before);

}  // namespace cadence::api
