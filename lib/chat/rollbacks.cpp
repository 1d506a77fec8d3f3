// Rollbacks: started, verified, cleared.
#include "base/text.h"
#include "chat/nouns.h"
#include "chat/phrases.h"
#include "release/production.h"

namespace cadence::chat {

using namespace release;

namespace {

/// "reverting 4f1c9a7 on revert/search".
std::string reverting(RollbackStarted const& what) {
    return "reverting" + only_if(!what.commits.empty(), " " + listed(each_of(what.commits, shortened))) +
           only_if(!what.branch.empty(), " on " + what.branch);
}

/// The effect of a rollback: "From 1.2.0 back to 1.1.0 (4f1c9a7)."
std::string plan_of(RollbackStarted const& what) {
    if (what.option == RollbackOption::revert) return "By " + reverting(what) + ".";
    return (what.from_version.empty() ? "Back to " : "From " + what.from_version + " back to ") +
           show_version(what.to_version, what.to_commit) + ".";
}

/// Merges that are on main and no longer in production: "Unreleased again: "Bulk upload" (4f1c9a2)."
std::string unreleased(Train const& train, std::string const& id) {
    auto const* const release = train.find(id);
    if (release == nullptr || !release->rollback) return {};
    auto merges = each_of(merges_taken_back(train, *release->rollback), [](Merge const& each) {
        return each.title.empty() ? shortened(each.commit) : each.title + " (" + shortened(each.commit) + ")";
    });
    if (merges.empty()) return {};
    return "Unreleased again, and part of any branch cut from main: " + listed(few(std::move(merges)), "; ") +
           ".";
}

std::string sentence(RollbackStarted const& what, LogLine const& line) {
    return line.actor + " rolls " + what.release + " back (" + std::string{name_of(what.severity)} +
           (what.forced ? ", forced)" : ")") +
           only_if(!what.from_version.empty(), " from " + what.from_version) +
           (what.option == RollbackOption::revert ? " by " + reverting(what)
                                                  : " to " + show_version(what.to_version, what.to_commit)) +
           because(what.reason);
}

Announcements announcements(RollbackStarted const& what, EventContext const& context) {
    auto const& clocks = context.policy.clocks;
    auto const within = what.severity == Severity::p0 ? clocks.rollback_p0 : clocks.rollback_p1;
    return {
        about_release({Topic::rollback, Mood::alarm}, context, what.release,
                      {{"severity", std::string{name_of(what.severity)}},
                       {"plan", plan_of(what)},
                       {"from_version", what.from_version},
                       {"to_version", what.to_version},
                       {"due_at", show_time(context, context.event.at + within)},
                       {"forced", only_if(what.forced, "A P2 is fixed forward; this rollback is forced.")},
                       {"reason", what.reason}})};
}

std::string sentence(RollbackVerified const& what, LogLine const& line) {
    auto text = line.actor + " verified the rollback of " + what.release;
    if (what.restored) {
        auto const runs = show_version(what.restored->version, what.restored->commit);
        text += what.by_word ? " and says that production runs " + runs + ", which no deployment reported"
                             : "; production runs " + runs + " again";
    }
    return text + because(what.note);
}

Announcements announcements(RollbackVerified const& what, EventContext const& context) {
    auto const& blocked = context.train.blocked;
    auto const version = what.restored ? show_version(what.restored->version, what.restored->commit) : "";
    auto const restored = what.by_word ? "No deployment was reported; that production runs " + version +
                                             " is the verifier's word."
                                       : only_if(!version.empty(), "Production runs " + version + " again.");
    return {about_release(
        {Topic::rollback_verified, Mood::good}, context, what.release,
        {{"restored", restored},
         {"note", what.note},
         {"unreleased", unreleased(context.train, what.release)},
         {"blocked", only_if(blocked && blocked->release == what.release,
                             "No scheduled release is deployed until a Tech Lead clears the rollback.")}})};
}

std::string sentence(RollbackCleared const& what, LogLine const& line) {
    return line.actor + " cleared the rollback of " + what.release +
           ", scheduled releases may be deployed again" + because(what.reason);
}

Announcements announcements(RollbackCleared const& what, EventContext const& context) {
    return {about_release({Topic::rollback_cleared}, context, what.release, {{"reason", what.reason}})};
}

}  // namespace

Noun const kRollbacks = noun_of<RollbackEvents>(
    [](auto const& what, LogLine const& line) { return sentence(what, line); },
    [](auto const& what, EventContext const& context) { return announcements(what, context); });

}  // namespace cadence::chat
