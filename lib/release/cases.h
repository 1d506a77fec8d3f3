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
Result<Events> on(Train const&, PassCancelled const&, Context const&);
Result<Events> on(Train const&, ReportMissed const&, Context const&);
Result<Events> on(Train const&, TickItem const&, Context const&);
Result<Events> on(Train const&, RequestCheck const&, Context const&);
Result<Events> on(Train const&, RequestRelease const&, Context const&);
Result<Events> on(Train const&, Approve const&, Context const&);
Result<Events> on(Train const&, Reject const&, Context const&);
Result<Events> on(Train const&, RecordMerge const&, Context const&);
Result<Events> on(Train const&, RecordNotes const&, Context const&);
Result<Events> on(Train const&, AddFreeze const&, Context const&);
Result<Events> on(Train const&, EndFreeze const&, Context const&);
Result<Events> on(Train const&, AddExemption const&, Context const&);
Result<Events> on(Train const&, EndExemption const&, Context const&);
Result<Events> on(Train const&, StartRollback const&, Context const&);
Result<Events> on(Train const&, VerifyRollback const&, Context const&);
Result<Events> on(Train const&, ClearRollback const&, Context const&);
Result<Events> on(Train const&, RecordRetrospective const&, Context const&);
Result<Events> on(Train const&, RecordPostMortem const&, Context const&);
Result<Events> on(Train const&, RecordReview const&, Context const&);
Result<Events> on(Train const&, ExpireRequest const&, Context const&);
Result<Events> on(Train const&, StartChecks const&, Context const&);
Result<Events> on(Train const&, FinishCheck const&, Context const&);
Result<Events> on(Train const&, MoveDeadline const&, Context const&);
Result<Events> on(Train const&, MoveFreeze const&, Context const&);
Result<Events> on(Train const&, ExpireExemption const&, Context const&);
Result<Events> on(Train const&, EndQuarter const&, Context const&);
Result<Events> on(Train const&, RemindVoters const&, Context const&);
Result<Events> on(Train const&, RemindMonitoring const&, Context const&);
Result<Events> on(Train const&, TickAnnounced const&, Context const&);
Result<Events> on(Train const&, TickKnown const&, Context const&);

}  // namespace cadence::release
