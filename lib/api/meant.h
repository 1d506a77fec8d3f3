// "meant" in the place of a release's id: the server finds the release that the request is meant for, by the
// rule of release/meant.h, among all trains or in the one that `train` names. The answer says which it was.
#pragma once

#include <string>
#include <string_view>

#include "api/routes.h"

namespace cadence::api {

inline constexpr std::string_view kMeant = "meant";

[[nodiscard]] bool names_none(Call const& call, Route const& route);
/// The call with an id in its path. Errors: those of release::meant_release; not_found `train-not-found`;
/// invalid `wrong-parameter` for a release of another train than the one named.
[[nodiscard]] Result<Call> with_release(Call call, Route const& route);
/// Of the release it was meant for: "/v1/releases/backend-2026-01-22/notes".
[[nodiscard]] std::pair<std::string, std::string> location_of(Call const& call);

}  // namespace cadence::api
