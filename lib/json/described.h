// The members of our plain structs, for the codec; kept here so that the pure headers stay free of Boost.
// A test counts them: a member that is missing here fails it. A name in a stored struct is for ever: a new
// one is read as its default from rows that are older than it.
#pragma once

#include <boost/describe/class.hpp>

#include "release/event.h"
#include "release/gate.h"

namespace cadence::calendar {

BOOST_DESCRIBE_STRUCT(Blackout, (), (id, from, to, reason))
BOOST_DESCRIBE_STRUCT(PhaseTime, (), (name, kind, gate, at))
BOOST_DESCRIBE_STRUCT(Window, (), (opens_at, closes_at))

}  // namespace cadence::calendar

namespace cadence::release {

// State.
BOOST_DESCRIBE_STRUCT(ItemRule, (),
                      (id, group, text, stage, required, kinds, roles, resets, check, every, severity,
                       announced, known))
BOOST_DESCRIBE_STRUCT(Item, (),
                      (rule, status, by, reason, at, running_since, asked_at, checked_at, saw, took))
BOOST_DESCRIBE_STRUCT(Candidate, (), (version, commit, set_at, by))
BOOST_DESCRIBE_STRUCT(Vote, (), (person, name, roles, vote, reason, at))
BOOST_DESCRIBE_STRUCT(Firing, (), (phase, attempt, status, fired_at, reason))
BOOST_DESCRIBE_STRUCT(Deployment, (), (id, environment, status, version, commit, at, source, by))
BOOST_DESCRIBE_STRUCT(Issue, (), (id, text, severity, proposed, at, by))
BOOST_DESCRIBE_STRUCT(DateChange, (), (at, by, from, to, reason))
BOOST_DESCRIBE_STRUCT(Approval, (), (person, name, roles, via, at))
BOOST_DESCRIBE_STRUCT(RideAlong, (), (commit, title, author))
BOOST_DESCRIBE_STRUCT(OnDemand, (),
                      (title, criterion, cvss, justification, branch, base, rides_up_to, rides_along,
                       requested_by, requested_at, expires_at, approvals, approved_at))
BOOST_DESCRIBE_STRUCT(Running, (), (release, version, commit, since, merged_up_to))
BOOST_DESCRIBE_STRUCT(Rollback, (),
                      (severity, option, from_version, leaves, to_version, to_commit, commits, branch, reason,
                       by, started_at, restored_at, verified_at, verified_by, restored, by_word, note))
BOOST_DESCRIBE_STRUCT(Record, (), (text, link, by, at))
BOOST_DESCRIBE_STRUCT(Notes, (), (version, markdown, problems, source, at))
BOOST_DESCRIBE_STRUCT(Release, (),
                      (id, train, kind, slot, attempt, state, window, firings, required_roles, checklist,
                       on_demand, candidate, votes, reminded, deployments, issues, dates, monitored_until,
                       monitoring_reminded, monitoring_overdue, rollback, retrospective, post_mortem, notes))
BOOST_DESCRIBE_STRUCT(Deadline, (),
                      (id, kind, release, subject, started_at, due_at, state, warned, ended_at, reason))
BOOST_DESCRIBE_STRUCT(Ran, (), (what, rolled_back, rollback, why))
BOOST_DESCRIBE_STRUCT(MissedPhase, (), (release, phase, due_at, noticed_at))
BOOST_DESCRIBE_STRUCT(Merge, (),
                      (number, commit, author, title, branch, pull_request, committed_at, merged_at,
                       received_at, against, staging_at, production_at))
BOOST_DESCRIBE_STRUCT(Freeze, (), (id, actions, from, until, begun, reason, by))
BOOST_DESCRIBE_STRUCT(Exemption, (), (id, admits, value, until, reason, by))
BOOST_DESCRIBE_STRUCT(Block, (), (release, reason, since, verified_by))
BOOST_DESCRIBE_STRUCT(Unmerged, (), (release, branch, commit, merge, contained_in))
BOOST_DESCRIBE_STRUCT(Train, (),
                      (id, activated_at, next_slot, releases, merges, deadlines, blackouts, freezes,
                       exemptions, staging, production, ran, unmerged, blocked, blocked_besides, highest_tag,
                       missed, sequence, last_merge, cancelled, next_review, last_unplanned))

// Answers.
BOOST_DESCRIBE_STRUCT(Reason, (), (code, text, item))
BOOST_DESCRIBE_STRUCT(Decision, (), (verdict, reasons))
BOOST_DESCRIBE_STRUCT(Gate, (), (open, advisory, reasons, changes_at))

// Events.
BOOST_DESCRIBE_STRUCT(TrainActivated, (), (next_slot, next_review))
BOOST_DESCRIBE_STRUCT(CalendarChanged, (), (next_slot))
BOOST_DESCRIBE_STRUCT(ReleasePlanned, (),
                      (release, kind, slot, window, phases, required_roles, checklist, shifted_by,
                       shifted_from, next_slot))
BOOST_DESCRIBE_STRUCT(SlotSkipped, (), (slot, reason, next_slot))
BOOST_DESCRIBE_STRUCT(PhaseFired, (), (release, phase, kind, attempt, due_at, status, reason))
BOOST_DESCRIBE_STRUCT(StateChanged, (), (release, from, to, reason))
BOOST_DESCRIBE_STRUCT(CandidateSet, (), (release, version, commit, voided, reset))
BOOST_DESCRIBE_STRUCT(VoteCast, (), (release, person, name, roles, vote, reason))
BOOST_DESCRIBE_STRUCT(VoteWithdrawn, (), (release, person, reason))
BOOST_DESCRIBE_STRUCT(VoteReminded, (), (release, decision_at, missing, waiting_for))
BOOST_DESCRIBE_STRUCT(ReleasePostponed, (), (release, attempt, from, to, phases, voided, reset, reason))
BOOST_DESCRIBE_STRUCT(ReleaseCancelled, (), (release, from, reason, superseded_by))
BOOST_DESCRIBE_STRUCT(CancelledPassed, (), (release))
BOOST_DESCRIBE_STRUCT(DeploymentReported, (),
                      (release, deployment, environment, status, version, commit, deployed_at, source,
                       monitored_until, covers, merged_up_to, contains))
BOOST_DESCRIBE_STRUCT(IssueRecorded, (), (release, issue, text, severity, proposed))
BOOST_DESCRIBE_STRUCT(PhasesMissed, (), (phases))
BOOST_DESCRIBE_STRUCT(BlackoutAdded, (), (blackout))
BOOST_DESCRIBE_STRUCT(BlackoutEnded, (), (blackout))
BOOST_DESCRIBE_STRUCT(ReviewScheduled, (), (next_review))
BOOST_DESCRIBE_STRUCT(ItemTicked, (), (release, item, status, reason))
BOOST_DESCRIBE_STRUCT(ItemAdded, (), (release, item, reason))
BOOST_DESCRIBE_STRUCT(CheckRequested, (), (release, item, reason))
BOOST_DESCRIBE_STRUCT(ChecksStarted, (), (release, items))
BOOST_DESCRIBE_STRUCT(CheckFinished, (), (release, item, check, passed, saw, took, tag, pending))
BOOST_DESCRIBE_STRUCT(OpenItem, (), (item, text, status, reason, check, roles))
BOOST_DESCRIBE_STRUCT(MonitoringReminded, (), (release, monitored_until, open))
BOOST_DESCRIBE_STRUCT(MonitoringOverdue, (), (release, monitored_until, open))
BOOST_DESCRIBE_STRUCT(ReleaseRequested, (), (release, kind, slot, on_demand, checklist))
BOOST_DESCRIBE_STRUCT(ApprovalGiven, (), (release, person, name, roles))
BOOST_DESCRIBE_STRUCT(ApprovalVoided, (), (release, person, reason))
BOOST_DESCRIBE_STRUCT(MergeRecorded, (), (merge))
BOOST_DESCRIBE_STRUCT(MergesLeft, (), (head, merges))
BOOST_DESCRIBE_STRUCT(GateViolated, (), (release, commit, author, reasons))
BOOST_DESCRIBE_STRUCT(BranchMerged, (), (release, merge))
BOOST_DESCRIBE_STRUCT(NotesRecorded, (), (release, notes))
BOOST_DESCRIBE_STRUCT(FreezeAdded, (), (freeze))
BOOST_DESCRIBE_STRUCT(FreezeBegan, (), (freeze, reason))
BOOST_DESCRIBE_STRUCT(FreezeEnded, (), (freeze, reason))
BOOST_DESCRIBE_STRUCT(ExemptionAdded, (), (exemption))
BOOST_DESCRIBE_STRUCT(ExemptionEnded, (), (exemption, reason))
BOOST_DESCRIBE_STRUCT(RollbackStarted, (),
                      (release, severity, option, from_version, to_version, to_commit, commits, branch,
                       reason, forced, leaves))
BOOST_DESCRIBE_STRUCT(RollbackVerified, (), (release, restored, note, by_word))
BOOST_DESCRIBE_STRUCT(RollbackCleared, (), (release, reason))
BOOST_DESCRIBE_STRUCT(RetrospectiveRecorded, (), (release, text, link))
BOOST_DESCRIBE_STRUCT(PostMortemRecorded, (), (release, text, link))
BOOST_DESCRIBE_STRUCT(ReviewRecorded, (), (review, text, link))
BOOST_DESCRIBE_STRUCT(QuarterEnded, (), (review, skipped, next_review))
BOOST_DESCRIBE_STRUCT(DeadlineStarted, (), (release, deadline))
BOOST_DESCRIBE_STRUCT(DeadlineWarned, (), (release, deadline, kind, due_at, percent))
BOOST_DESCRIBE_STRUCT(DeadlineBreached, (), (release, deadline, kind, due_at))
BOOST_DESCRIBE_STRUCT(DeadlineMet, (), (release, deadline, kind, due_at, met_at, late))
BOOST_DESCRIBE_STRUCT(DeadlineWithdrawn, (), (release, deadline, kind, due_at, reason))

}  // namespace cadence::release
