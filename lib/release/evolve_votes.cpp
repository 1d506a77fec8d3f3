#include "release/event.h"

namespace cadence::release {

void erase_vote(Release& release, std::string const& person) {
    std::erase_if(release.votes, [&](Vote const& vote) { return vote.person == person; });
}

void apply(Train& train, CandidateSet const& what, Event const& event) {
    auto& release = train.releases.edit(what.release);
    release.candidate = Candidate{what.version, what.commit, event.at, event.actor};
    for (auto const& person : what.voided) {
        erase_vote(release, person);
        erase_approval(release, person);
    }
    reset_items(release.checklist, what.reset);
}

void apply(Train& train, VoteCast const& what, Event const& event) {
    auto& release = train.releases.edit(what.release);
    erase_vote(release, what.person);
    release.votes.push_back({what.person, what.name, what.roles, what.vote, what.reason, event.at});
}

void apply(Train& train, VoteWithdrawn const& what, Event const&) {
    erase_vote(train.releases.edit(what.release), what.person);
}

void apply(Train& train, VoteReminded const& what, Event const&) {
    auto& release = train.releases.edit(what.release);
    release.reminded = release.attempt;
}

}  // namespace cadence::release
