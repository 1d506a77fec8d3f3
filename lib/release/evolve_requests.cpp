#include "release/event.h"

namespace cadence::release {

void erase_approval(Release& release, std::string const& person) {
    if (!release.on_demand) return;
    std::erase_if(release.on_demand->approvals,
                  [&](Approval const& approval) { return approval.person == person; });
}

void apply(Train& train, ReleaseRequested const& what, Event const&) {
    Release release;
    release.id = what.release;
    release.train = train.id;
    release.kind = what.kind;
    release.slot = what.slot;
    release.state = State::requested;
    release.window = {what.on_demand.requested_at, what.on_demand.requested_at};
    release.checklist = fresh(what.checklist);
    release.on_demand = what.on_demand;
    train.releases.insert_or_assign(what.release, std::move(release));
}

void apply(Train& train, ApprovalGiven const& what, Event const& event) {
    train.releases.edit(what.release)
        .on_demand->approvals.push_back({what.person, what.name, what.roles, event.via, event.at});
}

void apply(Train& train, ApprovalVoided const& what, Event const&) {
    erase_approval(train.releases.edit(what.release), what.person);
}

}  // namespace cadence::release
