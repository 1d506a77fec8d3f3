// What each event does to the state: one function per event; `evolve` dispatches to them.
#pragma once

#include "release/event.h"

namespace cadence::release {

void when(Train&, TrainActivated const&, Event const&);
void when(Train&, CalendarChanged const&, Event const&);
void when(Train&, ReleasePlanned const&, Event const&);
void when(Train&, SlotSkipped const&, Event const&);
void when(Train&, PhaseFired const&, Event const&);
void when(Train&, StateChanged const&, Event const&);
void when(Train&, CandidateSet const&, Event const&);
void when(Train&, VoteCast const&, Event const&);
void when(Train&, VoteWithdrawn const&, Event const&);
void when(Train&, VoteReminded const&, Event const&);
void when(Train&, ReleasePostponed const&, Event const&);
void when(Train&, ReleaseCancelled const&, Event const&);
void when(Train&, DeploymentReported const&, Event const&);
void when(Train&, IssueRecorded const&, Event const&);
void when(Train&, CancelledPassed const&, Event const&);
void when(Train&, PhasesMissed const&, Event const&);
void when(Train&, BlackoutAdded const&, Event const&);
void when(Train&, BlackoutEnded const&, Event const&);
void when(Train&, ReviewScheduled const&, Event const&);
void when(Train&, ItemTicked const&, Event const&);
void when(Train&, ItemAdded const&, Event const&);
void when(Train&, CheckRequested const&, Event const&);
void when(Train&, ChecksStarted const&, Event const&);
void when(Train&, CheckFinished const&, Event const&);
void when(Train&, MonitoringReminded const&, Event const&);
void when(Train&, MonitoringOverdue const&, Event const&);
void when(Train&, ReleaseRequested const&, Event const&);
void when(Train&, ApprovalGiven const&, Event const&);
void when(Train&, ApprovalVoided const&, Event const&);
void when(Train&, MergeRecorded const&, Event const&);
void when(Train&, MergesLeft const&, Event const&);
void when(Train&, GateViolated const&, Event const&);
void when(Train&, BranchMerged const&, Event const&);
void when(Train&, NotesRecorded const&, Event const&);
void when(Train&, FreezeAdded const&, Event const&);
void when(Train&, FreezeBegan const&, Event const&);
void when(Train&, FreezeEnded const&, Event const&);
void when(Train&, ExemptionAdded const&, Event const&);
void when(Train&, ExemptionEnded const&, Event const&);
void when(Train&, RollbackStarted const&, Event const&);
void when(Train&, RollbackVerified const&, Event const&);
void when(Train&, RollbackCleared const&, Event const&);
void when(Train&, RetrospectiveRecorded const&, Event const&);
void when(Train&, PostMortemRecorded const&, Event const&);
void when(Train&, ReviewRecorded const&, Event const&);
void when(Train&, QuarterEnded const&, Event const&);
void when(Train&, DeadlineStarted const&, Event const&);
void when(Train&, DeadlineWarned const&, Event const&);
void when(Train&, DeadlineBreached const&, Event const&);
void when(Train&, DeadlineMet const&, Event const&);
void when(Train&, DeadlineWithdrawn const&, Event const&);

}  // namespace cadence::release
