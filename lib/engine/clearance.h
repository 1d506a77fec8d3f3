// Whether an action that is due may begin, as its train stands in the very transaction that begins it: what
// set it off, perhaps long ago, permits nothing. DESIGN section 5, "Facts and permission are two things".
#pragma once

#include <string>

#include "job/action.h"
#include "release/policy.h"
#include "release/trains.h"

namespace cadence::engine {

struct Clearance {
    enum class What {
        goes,
        waits,  // permission may still come
        moot,   // it will not make sense any more
    };
    What what = What::goes;
    std::string why = {};
};

/// Where it is in the outbox.
struct Queued {
    Instant since;     // when it was set off
    int attempts = 0;  // that have begun
};

[[nodiscard]] Clearance clearance_of(job::ActionOrder const& order, job::Action const& action,
                                     Queued const& queued, release::Train const& train,
                                     release::Policy const& policy);

/// Until when what waits now may still begin: its time counts from when it may go, and the waiting ends with
/// the window or, of an approval and of a rollback, with its clock.
[[nodiscard]] Instant expires_after_waiting(job::ActionOrder const& order, job::Action const& action,
                                            Instant now, release::Train const& train,
                                            release::Policy const& policy);

/// The actor that reports a deployment that it began.
[[nodiscard]] std::string source_of(job::ActionOrder const& order);

/// The order with the candidate as it stands: what has not begun ships what people said GO to.
[[nodiscard]] job::ActionOrder with_candidate_of(job::ActionOrder order, job::Action const& action,
                                                 release::Train const& train);

}  // namespace cadence::engine
