// The parts of announcements: one `tell` for each kind of event, and the phrases that they share. An event
// without a `tell` does not compile.
#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <vector>

#include "chat/tell.h"
#include "release/decision.h"
#include "release/shown.h"

namespace cadence::chat {

using release::shortened;
using release::show_version;

using Tellings = std::vector<Telling>;
using Words = decltype(Telling::words);

/// An event and what is around it.
struct Occasion {
    release::Event const& event;
    Scene const& scene;
};

// Phases, decisions, dates: tell_phases.cpp, tell_release.cpp.
[[nodiscard]] Tellings tell(release::PhaseFired const& what, Occasion const& occasion);
[[nodiscard]] Tellings tell(release::VoteReminded const& what, Occasion const& occasion);
[[nodiscard]] Tellings tell(release::PhasesMissed const& what, Occasion const& occasion);
[[nodiscard]] Tellings tell(release::StateChanged const& what, Occasion const& occasion);
[[nodiscard]] Tellings tell(release::ReleaseRequested const& what, Occasion const& occasion);
[[nodiscard]] Tellings tell(release::ReleasePostponed const& what, Occasion const& occasion);
[[nodiscard]] Tellings tell(release::ReleaseCancelled const& what, Occasion const& occasion);
[[nodiscard]] Tellings tell(release::SlotSkipped const& what, Occasion const& occasion);
[[nodiscard]] Tellings tell(release::BlackoutAdded const& what, Occasion const& occasion);
[[nodiscard]] Tellings tell(release::BlackoutEnded const& what, Occasion const& occasion);

// Deployments, checklists, gates: tell_process.cpp, tell_checklist.cpp.
[[nodiscard]] Tellings tell(release::DeploymentReported const& what, Occasion const& occasion);
[[nodiscard]] Tellings tell(release::ItemTicked const& what, Occasion const& occasion);
[[nodiscard]] Tellings tell(release::CheckFinished const& what, Occasion const& occasion);
[[nodiscard]] Tellings tell(release::MonitoringReminded const& what, Occasion const& occasion);
[[nodiscard]] Tellings tell(release::MonitoringOverdue const& what, Occasion const& occasion);
[[nodiscard]] Tellings tell(release::IssueRecorded const& what, Occasion const& occasion);
[[nodiscard]] Tellings tell(release::MergesLeft const& what, Occasion const& occasion);
[[nodiscard]] Tellings tell(release::GateViolated const& what, Occasion const& occasion);
[[nodiscard]] Tellings tell(release::FreezeAdded const& what, Occasion const& occasion);
[[nodiscard]] Tellings tell(release::FreezeBegan const& what, Occasion const& occasion);
[[nodiscard]] Tellings tell(release::FreezeEnded const& what, Occasion const& occasion);
[[nodiscard]] Tellings tell(release::ExemptionAdded const& what, Occasion const& occasion);

// Rollbacks, records, promises: tell_promises.cpp.
[[nodiscard]] Tellings tell(release::RollbackStarted const& what, Occasion const& occasion);
[[nodiscard]] Tellings tell(release::RollbackVerified const& what, Occasion const& occasion);
[[nodiscard]] Tellings tell(release::RollbackCleared const& what, Occasion const& occasion);
[[nodiscard]] Tellings tell(release::RetrospectiveRecorded const& what, Occasion const& occasion);
[[nodiscard]] Tellings tell(release::PostMortemRecorded const& what, Occasion const& occasion);
[[nodiscard]] Tellings tell(release::ReviewRecorded const& what, Occasion const& occasion);
[[nodiscard]] Tellings tell(release::NotesRecorded const& what, Occasion const& occasion);
[[nodiscard]] Tellings tell(release::QuarterEnded const& what, Occasion const& occasion);
[[nodiscard]] Tellings tell(release::DeadlineStarted const& what, Occasion const& occasion);
[[nodiscard]] Tellings tell(release::DeadlineWarned const& what, Occasion const& occasion);
[[nodiscard]] Tellings tell(release::DeadlineBreached const& what, Occasion const& occasion);

template <class Event, class... Any>
concept OneOf = (std::same_as<Event, Any> || ...);

/// For the record only. What it leads to speaks for itself: a vote by the decision that it makes, a candidate
/// by the GO that it takes back, a date by its phases.
template <class Event>
concept Silent =
    OneOf<Event, release::TrainActivated, release::CalendarChanged, release::ReleasePlanned,
          release::CandidateSet, release::VoteCast, release::VoteWithdrawn, release::ReviewScheduled,
          release::ItemAdded, release::CheckRequested, release::ChecksStarted, release::ApprovalGiven,
          release::ApprovalVoided, release::MergeRecorded, release::BranchMerged, release::ExemptionEnded,
          release::DeadlineMet, release::DeadlineWithdrawn, release::CancelledPassed>;

[[nodiscard]] Tellings tell(Silent auto const&, Occasion const&) {
    return {};
}

/// GO, or not, or not any more.
[[nodiscard]] Tellings decision(release::StateChanged const& what, Occasion const& occasion);

struct Key {
    Topic topic;
    Mood mood = Mood::neutral;
};
/// With the words that every telling of a train has: train, by, at.
[[nodiscard]] Telling about_train(Key key, Occasion const& occasion, Words own);
/// And with those of its release: release, version, commit, candidate; and its link.
[[nodiscard]] Telling about_release(Key key, Occasion const& occasion, std::string const& release, Words own);
[[nodiscard]] release::Release const* release_in(Occasion const& occasion, std::string const& id);

/// "Thu 2026-01-22 11:00 CET (10:00 UTC)".
[[nodiscard]] std::string show_time(Zone const& zone, Instant instant);
[[nodiscard]] std::string show_time(Occasion const& occasion, Instant instant);
/// For people: no more exact than anybody wants to know.
[[nodiscard]] std::string show_duration(Duration duration);
/// As a list below a text: not too many, "and 7 more".
[[nodiscard]] std::vector<std::string> few(std::vector<std::string> points);
[[nodiscard]] std::vector<std::string> texts_of(std::vector<release::Reason> const& reasons);
[[nodiscard]] std::vector<std::string> texts_of(std::vector<release::Issue> const& issues);
/// What is required and open, with who may tick it.
[[nodiscard]] std::vector<std::string> open_points(std::vector<release::OpenItem> const& open);
/// The sentence, if there is what it speaks of; else nothing.
[[nodiscard]] std::string only_if(bool there, std::string sentence);

}  // namespace cadence::chat
