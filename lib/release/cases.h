// One case per command; `decide` dispatches to them. They never share its name: a forgotten case must not
// compile.
#pragma once

#include "release/lifecycle.h"

namespace cadence::release {

Result<Events> on(Train const&, CastVote const&, Context const&);
Result<Events> on(Train const&, WithdrawVote const&, Context const&);
Result<Events> on(Train const&, SetCandidate const&, Context const&);
Result<Events> on(Train const&, Postpone const&, Context const&);
Result<Events> on(Train const&, Cancel const&, Context const&);
Result<Events> on(Train const&, ReportDeployment const&, Context const&);
Result<Events> on(Train const&, RecordIssue const&, Context const&);
Result<Events> on(Train const&, AddBlackout const&, Context const&);
Result<Events> on(Train const&, EndBlackout const&, Context const&);
Result<Events> on(Train const&, ActivateTrain const&, Context const&);
Result<Events> on(Train const&, ForgetPeople const&, Context const&);
Result<Events> on(Train const&, AdoptPolicy const&, Context const&);
Result<Events> on(Train const&, PlanRelease const&, Context const&);
Result<Events> on(Train const&, FirePhase const&, Context const&);
Result<Events> on(Train const&, FinishMonitoring const&, Context const&);
Result<Events> on(Train const&, ReportMissed const&, Context const&);

}  // namespace cadence::release
