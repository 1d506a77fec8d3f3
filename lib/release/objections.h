// What is out of order about a production deployment. It is recorded all the same, with these as its issues.
// DESIGN section 5, "Facts are recorded".
#pragma once

#include <string>
#include <vector>

#include "release/command.h"
#include "release/train.h"

namespace cadence::release {

/// Of one that has begun or ended well; `train` as it was before the report.
[[nodiscard]] std::vector<std::string> objections(Train const& train, Release const& release,
                                                  ReportDeployment const& command, Instant at);

}  // namespace cadence::release
