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
BOOST_DESCRIBE_STRUCT(Candidate, (), (version, commit, set_at, by))
BOOST_DESCRIBE_STRUCT(Vote, (), (person, name, roles, vote, reason, at))
BOOST_DESCRIBE_STRUCT(Firing, (), (phase, attempt, status, fired_at, reason))
BOOST_DESCRIBE_STRUCT(Deployment, (), (id, environment, status, version, commit, at, source, by))
BOOST_DESCRIBE_STRUCT(Issue, (), (id, text, severity, at, by))
BOOST_DESCRIBE_STRUCT(DateChange, (), (at, by, from, to, reason))
BOOST_DESCRIBE_STRUCT(Release, (),
                      (id, train, kind, slot, attempt, state, window, firings, required_roles, candidate,
                       votes, deployments, issues, dates, monitored_until))
BOOST_DESCRIBE_STRUCT(Running, (), (release, version, commit, since))
BOOST_DESCRIBE_STRUCT(MissedPhase, (), (release, phase, due_at, noticed_at))
BOOST_DESCRIBE_STRUCT(Train, (),
                      (id, activated_at, next_slot, releases, blackouts, staging, production, missed,
                       sequence))

// Answers.
BOOST_DESCRIBE_STRUCT(Reason, (), (code, text))
BOOST_DESCRIBE_STRUCT(Decision, (), (verdict, reasons))
BOOST_DESCRIBE_STRUCT(Gate, (), (open, advisory, reasons, changes_at))

// Events.
BOOST_DESCRIBE_STRUCT(TrainActivated, (), (next_slot))
BOOST_DESCRIBE_STRUCT(CalendarChanged, (), (next_slot))
BOOST_DESCRIBE_STRUCT(ReleasePlanned, (),
                      (release, kind, slot, window, phases, required_roles, shifted_by, shifted_from,
                       next_slot))
BOOST_DESCRIBE_STRUCT(SlotSkipped, (), (slot, reason, next_slot))
BOOST_DESCRIBE_STRUCT(PhaseFired, (), (release, phase, kind, attempt, due_at, status, reason))
BOOST_DESCRIBE_STRUCT(StateChanged, (), (release, from, to, reason))
BOOST_DESCRIBE_STRUCT(CandidateSet, (), (release, version, commit, voided))
BOOST_DESCRIBE_STRUCT(VoteCast, (), (release, person, name, roles, vote, reason))
BOOST_DESCRIBE_STRUCT(VoteWithdrawn, (), (release, person, reason))
BOOST_DESCRIBE_STRUCT(ReleasePostponed, (), (release, attempt, from, to, phases, voided, reason))
BOOST_DESCRIBE_STRUCT(ReleaseCancelled, (), (release, from, reason, superseded_by))
BOOST_DESCRIBE_STRUCT(DeploymentReported, (),
                      (release, deployment, environment, status, version, commit, deployed_at, source,
                       monitored_until))
BOOST_DESCRIBE_STRUCT(IssueRecorded, (), (release, issue, text, severity))
BOOST_DESCRIBE_STRUCT(PhasesMissed, (), (phases))
BOOST_DESCRIBE_STRUCT(BlackoutAdded, (), (blackout))
BOOST_DESCRIBE_STRUCT(BlackoutEnded, (), (blackout))

}  // namespace cadence::release
