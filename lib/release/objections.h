// Objections to a production deployment. It is recorded all the same, with these as its issues. DESIGN
// section 5, "Facts and permission are two things".
#pragma once

#include <string>
#include <vector>

#include "release/command.h"
#include "release/trains.h"

namespace cadence::release {

/// Of one that has begun or ended well, each with its own reason; `train` as it was before the report, with
/// the release that it belongs to. What was objected to at its beginning is not repeated at its end.
[[nodiscard]] std::vector<std::string> objections(Train const& train, Release const& release,
                                                  ReportDeployment const& command, Instant at,
                                                  Context const& context);

}  // namespace cadence::release
