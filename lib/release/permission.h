// May something be sent towards production for a release, at this instant? Only votes, checklist, approvals
// and gates permit; whatever was reported never does. DESIGN section 5, "Facts and permission are two
// things". Asked in the transaction that begins to send, whatever happened since it was queued.
#pragma once

#include <optional>
#include <vector>

#include "release/decision.h"
#include "release/policy.h"
#include "release/trains.h"

namespace cadence::release {

/// The kind of thing to send.
enum class Sending {
    deployment,
    alongside,  // goes along with a deployment: that one runs or has succeeded does not keep it
};

/// Every reason why not; empty: it may. Scheduled: its window is open with GO standing. On demand: its
/// approvals stand. In both cases nothing keeps the train from deploying, and production has not got it.
[[nodiscard]] std::vector<Reason> keeps_from_production(Train const& train, Policy const& policy,
                                                        Release const& release, bool clock_held,
                                                        Sending sending = Sending::deployment);
/// Permission that is missing may still come, for the date that it has now.
[[nodiscard]] bool may_yet_be_permitted(Release const& release, Sending sending = Sending::deployment);
/// When waiting for it ends; nothing: not by the time.
[[nodiscard]] std::optional<Instant> permission_ends_at(Release const& release, Policy const& policy);

/// Why production need not be taken back any more for a release that is being rolled back: what it has got
/// since instead; nothing: it still has to be.
[[nodiscard]] std::optional<Running> restored_with(Train const& train, Release const& release);

}  // namespace cadence::release
