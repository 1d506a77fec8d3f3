// Merges to the main branch.
#include <algorithm>

#include "base/text.h"
#include "chat/nouns.h"
#include "chat/phrases.h"

namespace cadence::chat {

using namespace release;

namespace {

/// Releases that would ship one of these.
std::vector<std::string> that_ship(std::vector<Merge> const& merges, Train const& train) {
    std::vector<std::string> releases;
    for (auto const& [id, release] : train.releases) {
        auto const ships = [&release = release](Merge const& merge) {
            return release.candidate && same_commit(release.candidate->commit, merge.commit);
        };
        if (!is_terminal(release.state) && std::ranges::any_of(merges, ships)) releases.push_back(id);
    }
    return releases;
}

std::string sentence(MergeRecorded const& what, LogLine const&) {
    auto const& merge = what.merge;
    return shortened(merge.commit) + " was merged" + only_if(!merge.branch.empty(), " from " + merge.branch) +
           only_if(!merge.author.empty(), " by " + merge.author) + because(merge.title);
}

std::string sentence(MergesLeft const& what, LogLine const&) {
    auto const commit = [](Merge const& merge) { return shortened(merge.commit); };
    return "the main branch was moved to " + shortened(what.head) + ": " +
           listed(each_of(what.merges, commit)) + (what.merges.size() == 1 ? " is" : " are") +
           " no longer on it";
}

Announcements announcements(MergesLeft const& what, EventContext const& context) {
    auto const ship = that_ship(what.merges, context.train);
    auto made = about_train({Topic::merges_left, Mood::alarm}, context,
                            {{"branch", context.policy.main_branch},
                             {"head", shortened(what.head)},
                             {"candidates", only_if(!ship.empty(), "Still the candidate of " + listed(ship) +
                                                                       ": is that intended?")}});
    made.points = few(each_of(what.merges, [](Merge const& merge) {
        return shortened(merge.commit) + only_if(!merge.title.empty(), " " + merge.title) +
               only_if(!merge.author.empty(), " by " + merge.author);
    }));
    return {made};
}

std::string sentence(BranchMerged const& what, LogLine const&) {
    return what.release + " has reached the main branch with merge " + std::to_string(what.merge);
}

}  // namespace

Noun const kMerges = noun_of<MergeEvents, Silent<MergeRecorded, BranchMerged>>(
    [](auto const& what, LogLine const& line) { return sentence(what, line); },
    [](auto const& what, EventContext const& context) { return announcements(what, context); });

}  // namespace cadence::chat
