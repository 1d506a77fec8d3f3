// One sentence for each kind of event: the choices of narrate(), and the phrases that they share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "release/event.h"
#include "release/log_line.h"
#include "release/shown.h"

namespace cadence::chat {

using release::shortened;
using release::show_version;

// Dates, votes and deployments: narrate_release.cpp.
[[nodiscard]] std::string tell(release::TrainActivated const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::CalendarChanged const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::ReleasePlanned const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::SlotSkipped const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::PhaseFired const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::StateChanged const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::CandidateSet const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::VoteCast const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::VoteWithdrawn const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::VoteReminded const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::ReleasePostponed const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::ReleaseCancelled const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::CancelledPassed const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::DeploymentReported const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::IssueRecorded const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::PhasesMissed const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::BlackoutAdded const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::BlackoutEnded const& what, release::LogLine const& line);

// Checklists, releases on demand, merges and gates: narrate_process.cpp.
[[nodiscard]] std::string tell(release::ItemTicked const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::ItemAdded const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::CheckRequested const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::ChecksStarted const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::CheckFinished const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::MonitoringReminded const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::MonitoringOverdue const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::ReleaseRequested const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::ApprovalGiven const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::ApprovalVoided const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::MergeRecorded const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::MergesLeft const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::GateViolated const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::BranchMerged const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::NotesRecorded const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::FreezeAdded const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::FreezeBegan const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::FreezeEnded const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::ExemptionAdded const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::ExemptionEnded const& what, release::LogLine const& line);

// Rollbacks, records and promises: narrate_promises.cpp.
[[nodiscard]] std::string tell(release::RollbackStarted const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::RollbackVerified const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::RollbackCleared const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::RetrospectiveRecorded const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::PostMortemRecorded const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::ReviewRecorded const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::ReviewScheduled const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::QuarterEnded const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::DeadlineStarted const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::DeadlineWarned const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::DeadlineBreached const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::DeadlineMet const& what, release::LogLine const& line);
[[nodiscard]] std::string tell(release::DeadlineWithdrawn const& what, release::LogLine const& line);

/// A line that concerns the daemon, or one that cannot be read: narrate_daemon.cpp.
[[nodiscard]] std::string tell_of_daemon(release::LogLine const& line);
[[nodiscard]] std::vector<std::string_view> daemon_event_types();

/// ": double booking", or nothing.
[[nodiscard]] inline std::string because(std::string const& reason) {
    return reason.empty() ? "" : ": " + reason;
}

}  // namespace cadence::chat
