// Log sentences about checklists, on-demand releases, merges and gates.
#include <algorithm>
#include <cmath>

#include "base/describe.h"
#include "base/text.h"
#include "chat/narrate_parts.h"
#include "release/monitoring.h"

namespace cadence::chat {

using namespace release;

namespace {

std::string action_names(std::vector<release::Action> const& actions) {
    std::vector<std::string> names;
    names.reserve(actions.size());
    for (auto const action : actions) names.emplace_back(name_of(action));
    return listed(names);
}

/// "7.5"; a score has one digit after its point.
std::string score(double cvss) {
    auto const tenths = std::lround(cvss * 10);
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

}  // namespace

std::string tell(ItemTicked const& what, release::LogLine const& line) {
    return line.actor + " marks " + what.item + " of " + what.release + " as " +
           in_words(name_of(what.status)) + because(what.reason);
}

std::string tell(ItemAdded const& what, release::LogLine const&) {
    return what.release + " gets another checklist item, " + what.item.id + because(what.reason);
}

std::string tell(CheckRequested const& what, release::LogLine const& line) {
    if (!what.reason.empty())
        return "the check of " + what.item + " of " + what.release + " runs again" + because(what.reason);
    return line.actor + " asks for the check of " + what.item + " of " + what.release + " to run now";
}

std::string tell(ChecksStarted const& what, release::LogLine const&) {
    return "checks of " + what.release + " run: " + listed(what.items);
}

std::string tell(CheckFinished const& what, release::LogLine const&) {
    auto const* const ended = what.passed ? " passed" : what.pending ? " cannot tell yet" : " failed";
    return "check " + what.check + " of " + what.release + ended + " for " + what.item + because(what.saw);
}

std::string tell(MonitoringReminded const& what, release::LogLine const&) {
    return what.release + " is monitored until " + describe_instant(what.monitored_until) +
           "; still open: " + in_short(what.open, what.release);
}

std::string tell(MonitoringOverdue const& what, release::LogLine const&) {
    return what.release + " was monitored until " + describe_instant(what.monitored_until) +
           " and is not released; still open: " + in_short(what.open, what.release);
}

std::string tell(ReleaseRequested const& what, release::LogLine const& line) {
    auto const& request = what.on_demand;
    auto text = line.actor + " requests " +
                (what.kind == Kind::expedited ? "expedited release " : "hotfix ") + what.release;
    if (request.criterion) {
        text += " (" + in_words(name_of(*request.criterion)) +
                (request.cvss ? ", CVSS " + score(*request.cvss) : "") + ")";
    }
    return text + because(request.title) +
           (request.justification.empty() ? "" : " (" + request.justification + ")");
}

std::string tell(ApprovalGiven const& what, release::LogLine const&) {
    std::string as;
    for (auto const role : {Role::tech_lead, Role::product_owner}) {
        if (std::find(what.roles.begin(), what.roles.end(), role) == what.roles.end()) continue;
        as += (as.empty() ? " as " : " and ") + std::string{title_of(role)};
    }
    return what.person + " approves " + what.release + as;
}

std::string tell(ApprovalVoided const& what, release::LogLine const&) {
    return "the approval of " + what.release + " by " + what.person + " is void" + because(what.reason);
}

std::string tell(MergeRecorded const& what, release::LogLine const&) {
    auto const& merge = what.merge;
    auto text = shortened(merge.commit) + " was merged";
    if (!merge.branch.empty()) text += " from " + merge.branch;
    if (!merge.author.empty()) text += " by " + merge.author;
    return text + because(merge.title);
}

std::string tell(MergesLeft const& what, release::LogLine const&) {
    std::vector<std::string> commits;
    for (auto const& merge : what.merges) commits.push_back(shortened(merge.commit));
    return "the main branch was moved to " + shortened(what.head) + ": " + listed(commits) +
           (commits.size() == 1 ? " is" : " are") + " no longer on it";
}

std::string tell(GateViolated const& what, release::LogLine const&) {
    return shortened(what.commit) + " was merged against the gate" +
           (what.author.empty() ? "" : " by " + what.author) + because(first_listed(what.reasons, "; "));
}

std::string tell(BranchMerged const& what, release::LogLine const&) {
    return what.release + " has reached the main branch with merge " + std::to_string(what.merge);
}

std::string tell(NotesRecorded const& what, release::LogLine const&) {
    auto const& notes = what.notes;
    auto text = what.release + " has release notes" + (notes.version.empty() ? "" : " for " + notes.version) +
                " from " + notes.source;
    return notes.problems.empty() ? text : text + "; incomplete: " + listed(notes.problems, "; ");
}

std::string tell(FreezeAdded const& what, release::LogLine const& line) {
    auto const& freeze = what.freeze;
    auto text = line.actor + " freezes " + action_names(freeze.actions);
    if (!freeze.begun) text += " from " + describe_instant(freeze.from);
    text += freeze.until ? " until " + describe_instant(*freeze.until) : " until somebody ends it";
    return text + " (" + freeze.id + ")" + because(freeze.reason);
}

std::string tell(FreezeBegan const& what, release::LogLine const&) {
    return what.freeze + " begins" + because(what.reason);
}

std::string tell(FreezeEnded const& what, release::LogLine const& line) {
    return line.actor + " ended " + what.freeze + because(what.reason);
}

std::string tell(ExemptionAdded const& what, release::LogLine const& line) {
    auto const& exemption = what.exemption;
    return line.actor + " lets " + in_words(name_of(exemption.admits)) + " " + exemption.value +
           " through the gate until " + describe_instant(exemption.until) + " (" + exemption.id + ")" +
           because(exemption.reason);
}

std::string tell(ExemptionEnded const& what, release::LogLine const& line) {
    return line.actor + " ended " + what.exemption + because(what.reason);
}

}  // namespace cadence::chat
