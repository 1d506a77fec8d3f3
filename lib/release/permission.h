// May something be sent towards production for a release, at this instant? Only votes, checklist, approvals
// and gates permit; whatever was reported never does. DESIGN section 5, "Facts and permission are two
// things". Asked in the transaction that begins to send, whatever happened since it was queued.
#pragma once

#include <vector>

#include "release/decision.h"
#include "release/policy.h"
#include "release/train.h"

namespace cadence::release {

/// Every reason why not; empty: it may. Scheduled: its window is open with GO standing. On demand: its
/// approvals stand. In both cases nothing keeps the train from deploying and production has not got it.
[[nodiscard]] std::vector<Reason> keeps_from_production(Train const& train, Policy const& policy,
                                                        Release const& release, bool clock_held);
/// Permission that is missing may still come, for the date that it has now.
[[nodiscard]] bool may_yet_be_permitted(Release const& release);

}  // namespace cadence::release
