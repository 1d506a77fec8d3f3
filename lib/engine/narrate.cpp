#include "engine/narrate.h"

#include "base/text.h"
#include "json/events.h"
#include "json/text.h"
#include "release/event.h"

namespace cadence::engine {

namespace {

using namespace release;

std::string because(std::string const& reason) {
    return reason.empty() ? "" : ": " + reason;
}

std::string window_text(Window const& window) {
    return format_instant(window.opens_at);
}

std::string what_runs(std::string const& version, std::string const& commit) {
    if (version.empty()) return commit;
    return commit.empty() ? version : version + " (" + commit + ")";
}

std::string tell(TrainActivated const& what, store::LogLine const& line) {
    return "train " + line.train + " runs from now on; its first slot is " + format_date(what.next_slot);
}

std::string tell(CalendarChanged const& what, store::LogLine const& line) {
    return "the calendar of " + line.train + " changed; its next slot is " + format_date(what.next_slot);
}

std::string tell(ReleasePlanned const& what, store::LogLine const&) {
    auto text = what.release + " is on record: it opens at " + window_text(what.window);
    if (what.shifted_from) {
        text += ", shifted from " + window_text(*what.shifted_from) + " for a blackout" +
                because(what.shifted_by);
    }
    return text;
}

std::string tell(SlotSkipped const& what, store::LogLine const&) {
    return "slot " + format_date(what.slot) + " is skipped for a blackout" + because(what.reason);
}

std::string tell(PhaseFired const& what, store::LogLine const& line) {
    auto text = what.release + " " + what.phase + " " + std::string{name_of(what.status)};
    if (what.status == FiringStatus::late) text += " by " + describe_duration(line.at - what.due_at);
    return text + because(what.reason);
}

std::string tell(StateChanged const& what, store::LogLine const&) {
    return what.release + " is " + std::string{name_of(what.to)} + because(what.reason);
}

std::string tell(CandidateSet const& what, store::LogLine const& line) {
    auto text =
        line.actor + " set the candidate of " + what.release + ": " + what_runs(what.version, what.commit);
    for (auto const& person : what.voided)
        text += (&person == what.voided.data() ? "; void: the vote of " : ", ") + person;
    return text;
}

std::string tell(VoteCast const& what, store::LogLine const&) {
    return what.person + " says " + std::string{name_of(what.vote)} + " for " + what.release +
           because(what.reason);
}

std::string tell(VoteWithdrawn const& what, store::LogLine const& line) {
    return "the vote of " + what.person + " on " + what.release + " is withdrawn by " + line.actor +
           because(what.reason);
}

std::string tell(ReleasePostponed const& what, store::LogLine const& line) {
    return line.actor + " moved " + what.release + " from " + window_text(what.from) + " to " +
           window_text(what.to) + because(what.reason);
}

std::string tell(ReleaseCancelled const& what, store::LogLine const&) {
    return what.release + " is cancelled" + because(what.reason);
}

std::string tell(DeploymentReported const& what, store::LogLine const& line) {
    return "deployment of " + what_runs(what.version, what.commit) + " to " +
           std::string{name_of(what.environment)} + " " + std::string{name_of(what.status)} + " (" +
           what.release + ", reported by " + line.actor + ")";
}

std::string tell(IssueRecorded const& what, store::LogLine const&) {
    auto const severity = what.severity ? std::string{name_of(*what.severity)} + " " : "";
    return severity + "issue " + what.issue + " on " + what.release + because(what.text);
}

std::string tell(PhasesMissed const& what, store::LogLine const&) {
    auto text = std::to_string(what.phases.size()) +
                (what.phases.size() == 1 ? " phase was missed" : " phases were missed") +
                " while cadenced was away";
    constexpr std::size_t kNamed = 6;
    for (std::size_t i = 0; i < what.phases.size() && i < kNamed; ++i) {
        text += (i == 0 ? ": " : ", ") + what.phases[i].release + " " + what.phases[i].phase;
    }
    return what.phases.size() > kNamed ? text + " ..." : text;
}

std::string tell(BlackoutAdded const& what, store::LogLine const& line) {
    return line.actor + " added " + what.blackout.id + ", " + format_date(what.blackout.from) + " to " +
           format_date(what.blackout.to) + because(what.blackout.reason);
}

std::string tell(BlackoutEnded const& what, store::LogLine const& line) {
    return line.actor + " ended " + what.blackout;
}

/// Lines that concern the daemon: their type in words, their data beside it.
std::string tell_plainly(store::LogLine const& line) {
    auto text = line.type;
    for (auto& letter : text) {
        if (letter == '_') letter = ' ';
    }
    return line.data == "{}" ? text : text + " " + line.data;
}

}  // namespace

std::string narrate(store::LogLine const& line) {
    auto const data = json::parse(line.data);
    if (!data) return one_line(tell_plainly(line));
    auto const body = json::event_body_from(line.type, *data);
    if (!body) return one_line(tell_plainly(line));
    return one_line(std::visit([&](auto const& what) { return tell(what, line); }, *body));
}

}  // namespace cadence::engine
