// Sentences about rollbacks, records and deadlines.
#include "base/describe.h"
#include "base/text.h"
#include "chat/narrate_parts.h"

namespace cadence::chat {

using namespace release;

namespace {

std::string recorded(std::string const& who, std::string const& what, std::string const& link) {
    return who + " recorded " + what + (link.empty() ? "" : " at " + link);
}

/// "staging_deploy of 4f1c9a2", of the id "staging_deploy:4f1c9a2".
std::string promise(std::string const& deadline) {
    auto const colon = deadline.find(':');
    if (colon == std::string::npos) return deadline;
    return in_words(deadline.substr(0, colon)) + " of " + shortened(deadline.substr(colon + 1));
}

}  // namespace

std::string tell(RollbackStarted const& what, release::LogLine const& line) {
    auto text = line.actor + " rolls " + what.release + " back (" + std::string{name_of(what.severity)} +
                (what.forced ? ", forced)" : ")");
    if (!what.from_version.empty()) text += " from " + what.from_version;
    if (what.option == RollbackOption::previous_version) {
        text += " to " + show_version(what.to_version, what.to_commit);
    } else {
        std::vector<std::string> commits;
        for (auto const& commit : what.commits) commits.push_back(shortened(commit));
        text += " by reverting" + (commits.empty() ? "" : " " + listed(commits)) +
                (what.branch.empty() ? "" : " on " + what.branch);
    }
    return text + because(what.reason);
}

std::string tell(RollbackVerified const& what, release::LogLine const& line) {
    auto text = line.actor + " verified the rollback of " + what.release;
    if (what.restored) {
        auto const runs = show_version(what.restored->version, what.restored->commit);
        text += what.by_word ? " and says that production runs " + runs + ", which no deployment reported"
                             : "; production runs " + runs + " again";
    }
    return text + because(what.note);
}

std::string tell(RollbackCleared const& what, release::LogLine const& line) {
    return line.actor + " cleared the rollback of " + what.release +
           ", scheduled releases may be deployed again" + because(what.reason);
}

std::string tell(RetrospectiveRecorded const& what, release::LogLine const& line) {
    return recorded(line.actor, "the retrospective of " + what.release, what.link);
}

std::string tell(PostMortemRecorded const& what, release::LogLine const& line) {
    return recorded(line.actor, "the post-mortem of " + what.release, what.link);
}

std::string tell(ReviewRecorded const& what, release::LogLine const& line) {
    return recorded(line.actor, "review " + what.review, what.link);
}

std::string tell(ReviewScheduled const& what, release::LogLine const& line) {
    return "the cadence of " + line.train + " is up for review from " + format_date(what.next_review) + " on";
}

std::string tell(QuarterEnded const& what, release::LogLine const& line) {
    auto text = "a quarter of " + line.train + " is over: review " + what.review + " is due";
    return what.skipped.empty() ? text : text + "; missed while cadenced was away: " + listed(what.skipped);
}

std::string tell(DeadlineStarted const& what, release::LogLine const&) {
    return promise(what.deadline.id) + " is due at " + describe_instant(what.deadline.due_at);
}

std::string tell(DeadlineWarned const& what, release::LogLine const&) {
    return promise(what.deadline) + " is due at " + describe_instant(what.due_at) + ": " +
           std::to_string(what.percent) + " % of its time is over";
}

std::string tell(DeadlineBreached const& what, release::LogLine const&) {
    return promise(what.deadline) + " is breached: it was due at " + describe_instant(what.due_at);
}

std::string tell(DeadlineMet const& what, release::LogLine const&) {
    auto const text = promise(what.deadline) + " is met";
    return what.late ? text + " late, by " + describe_duration(what.met_at - what.due_at) : text;
}

std::string tell(DeadlineWithdrawn const& what, release::LogLine const&) {
    return promise(what.deadline) + " is withdrawn" + because(what.reason);
}

}  // namespace cadence::chat
