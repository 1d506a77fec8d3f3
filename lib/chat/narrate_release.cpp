// Log sentences about dates, votes and deployments.
#include "base/describe.h"
#include "base/text.h"
#include "chat/narrate_parts.h"

namespace cadence::chat {

using namespace release;

namespace {

std::string window_text(Window const& window) {
    return describe_instant(window.opens_at);
}

}  // namespace

std::string tell(TrainActivated const& what, release::LogLine const& line) {
    return "train " + line.train + " runs from now on; its first slot is " + format_date(what.next_slot);
}

std::string tell(CalendarChanged const& what, release::LogLine const& line) {
    return "the calendar of " + line.train + " changed; its next slot is " + format_date(what.next_slot);
}

std::string tell(ReleasePlanned const& what, release::LogLine const&) {
    if (what.kind == Kind::unplanned) return what.release + " is on record: somebody deployed it unplanned";
    auto text = what.release + " is on record: it opens at " + window_text(what.window);
    if (what.shifted_from) {
        text += ", shifted from " + window_text(*what.shifted_from) + " for a blackout" +
                because(what.shifted_by);
    }
    return text;
}

std::string tell(SlotSkipped const& what, release::LogLine const&) {
    return "slot " + format_date(what.slot) + " is skipped for a blackout" + because(what.reason);
}

std::string tell(PhaseFired const& what, release::LogLine const& line) {
    auto text = what.release + ": " + in_words(what.phase) + " " + std::string{name_of(what.status)};
    if (what.status == FiringStatus::late) text += " by " + describe_duration(line.at - what.due_at);
    return text + because(what.reason);
}

std::string tell(StateChanged const& what, release::LogLine const&) {
    auto const told = what.to == State::cancelled || what.reason == "GO";  // why, by the line before
    return what.release + " " + standing_of(what.to) + (told ? "" : because(what.reason));
}

std::string tell(CandidateSet const& what, release::LogLine const& line) {
    auto text =
        line.actor + " set the candidate of " + what.release + ": " + show_version(what.version, what.commit);
    if (!what.voided.empty()) text += "; to decide again: " + listed(what.voided);
    if (!what.reset.empty()) text += "; pending again: " + listed(what.reset);
    return text;
}

std::string tell(VoteCast const& what, release::LogLine const&) {
    return what.person + " says " + in_words(name_of(what.vote)) + " for " + what.release +
           because(what.reason);
}

std::string tell(VoteWithdrawn const& what, release::LogLine const& line) {
    return "the vote of " + what.person + " on " + what.release + " is withdrawn by " + line.actor +
           because(what.reason);
}

std::string tell(VoteReminded const& what, release::LogLine const&) {
    auto text = "go or no-go for " + what.release + " is due at " + describe_instant(what.decision_at);
    std::vector<std::string> silent;
    for (auto const role : what.waiting_for) silent.emplace_back(title_of(role));
    if (!silent.empty()) text += "; not voted: " + listed(silent);
    return what.missing.empty() ? text
                                : text + "; missing: " + first_listed(what.missing, "; ") +
                                      " (cadencectl checklist " + what.release + ")";
}

std::string tell(ReleasePostponed const& what, release::LogLine const& line) {
    return line.actor + " moved " + what.release + " from " + window_text(what.from) + " to " +
           window_text(what.to) + because(what.reason);
}

std::string tell(ReleaseCancelled const& what, release::LogLine const& line) {
    auto const was = what.release + ", planned to open at " + window_text(what.from);
    if (!what.superseded_by.empty()) return what.superseded_by + " supersedes " + was;
    return line.actor + " cancels " + was + because(what.reason);
}

std::string tell(DeploymentReported const& what, release::LogLine const& line) {
    auto const version = show_version(what.version, what.commit);
    return "deployment of " + (version.empty() ? "an unnamed version" : version) + " to " +
           std::string{name_of(what.environment)} + " " + std::string{name_of(what.status)} + " (" +
           (what.release.empty() ? "no known release" : what.release) + ", reported by " + line.actor + ")";
}

std::string tell(IssueRecorded const& what, release::LogLine const&) {
    auto const severity = what.severity ? std::string{name_of(*what.severity)} + " " : "";
    return (what.proposed ? "proposed " : "") + severity + "issue " + what.issue + " on " + what.release +
           because(what.text);
}

std::string tell(CancelledPassed const& what, release::LogLine const&) {
    return "the window that cancelled " + what.release + " would have had is over";
}

std::string tell(PhasesMissed const& what, release::LogLine const&) {
    auto text = std::to_string(what.phases.size()) +
                (what.phases.size() == 1 ? " phase was missed" : " phases were missed") +
                " while cadenced was away";
    constexpr std::size_t kNamed = 6;
    for (std::size_t i = 0; i < what.phases.size() && i < kNamed; ++i) {
        text += (i == 0 ? ": " : ", ") + what.phases[i].release + " " + what.phases[i].phase;
    }
    return what.phases.size() > kNamed ? text + " ..." : text;
}

std::string tell(BlackoutAdded const& what, release::LogLine const& line) {
    return line.actor + " added " + what.blackout.id + ", " + format_date(what.blackout.from) + " to " +
           format_date(what.blackout.to) + because(what.blackout.reason);
}

std::string tell(BlackoutEnded const& what, release::LogLine const& line) {
    return line.actor + " ended " + what.blackout;
}

}  // namespace cadence::chat
