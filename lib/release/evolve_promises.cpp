// What checklists, freezes, exemptions, deadlines and records do to the state.
#include <algorithm>

#include "release/whens.h"

namespace cadence::release {

namespace {

Item& item_of(Train& train, std::string const& release, std::string const& id) {
    auto& items = train.releases.at(release).checklist;
    return *std::find_if(items.begin(), items.end(), [&](Item const& each) { return each.rule.id == id; });
}

template <class Named>
Named& by_id(std::vector<Named>& all, std::string const& id) {
    return *std::find_if(all.begin(), all.end(), [&](Named const& each) { return each.id == id; });
}

void end(Train& train, std::string const& id, DeadlineState state, Instant at) {
    auto& deadline = train.deadlines.at(id);
    deadline.state = state;
    deadline.ended_at = at;
}

}  // namespace

void when(Train& train, ItemTicked const& what, Event const& event) {
    auto& item = item_of(train, what.release, what.item);
    item.status = what.status;
    item.by = event.actor;
    item.reason = what.reason;
    item.at = event.at;
}

void when(Train& train, ItemAdded const& what, Event const&) {
    auto& items = train.releases.at(what.release).checklist;
    auto const known = std::find_if(items.begin(), items.end(),
                                    [&](Item const& each) { return each.rule.id == what.item.id; });
    if (known != items.end()) {
        *known = fresh(what.item);
    } else {
        items.push_back(fresh(what.item));
    }
}

void when(Train& train, CheckRequested const& what, Event const& event) {
    item_of(train, what.release, what.item).asked_at = event.at;
}

void when(Train& train, ChecksStarted const& what, Event const& event) {
    for (auto const& id : what.items) {
        auto& item = item_of(train, what.release, id);
        item.running_since = event.at;
        item.asked_at.reset();
    }
}

void when(Train& train, CheckFinished const& what, Event const& event) {
    auto& item = item_of(train, what.release, what.item);
    item.running_since.reset();
    item.checked_at = event.at;
    item.saw = what.saw;
    item.took = what.took;
    if (!what.tag.empty()) train.highest_tag = what.tag;
    if (item.status == ItemStatus::waived || item.status == ItemStatus::not_applicable) return;
    if (what.pending && item.status == ItemStatus::passed) return;  // it says nothing against it
    item.status = what.passed ? ItemStatus::passed : what.pending ? ItemStatus::pending : ItemStatus::failed;
    item.by = event.actor;
    item.reason = what.saw;
    item.at = event.at;
}

void when(Train& train, MonitoringReminded const& what, Event const&) {
    train.releases.at(what.release).monitoring_reminded = true;
}

void when(Train& train, MonitoringOverdue const& what, Event const&) {
    train.releases.at(what.release).monitoring_overdue = true;
}

void when(Train& train, NotesRecorded const& what, Event const&) {
    train.releases.at(what.release).notes = what.notes;
}

void when(Train& train, FreezeAdded const& what, Event const&) {
    train.freezes.push_back(what.freeze);
    ++train.sequence;
}

void when(Train& train, FreezeBegan const& what, Event const&) {
    by_id(train.freezes, what.freeze).begun = true;
}

void when(Train& train, FreezeEnded const& what, Event const&) {
    std::erase_if(train.freezes, [&](Freeze const& each) { return each.id == what.freeze; });
}

void when(Train& train, ExemptionAdded const& what, Event const&) {
    train.exemptions.push_back(what.exemption);
    ++train.sequence;
}

void when(Train& train, ExemptionEnded const& what, Event const&) {
    std::erase_if(train.exemptions, [&](Exemption const& each) { return each.id == what.exemption; });
}

void when(Train& train, RetrospectiveRecorded const& what, Event const& event) {
    train.releases.at(what.release).retrospective = Record{what.text, what.link, event.actor, event.at};
}

void when(Train& train, PostMortemRecorded const& what, Event const& event) {
    train.releases.at(what.release).post_mortem = Record{what.text, what.link, event.actor, event.at};
}

void when(Train&, ReviewRecorded const&, Event const&) {}

void when(Train& train, QuarterEnded const& what, Event const&) {
    train.next_review = what.next_review;
}

void when(Train& train, DeadlineStarted const& what, Event const&) {
    train.deadlines.insert_or_assign(what.deadline.id, what.deadline);
}

void when(Train& train, DeadlineWarned const& what, Event const&) {
    train.deadlines.at(what.deadline).warned = what.percent;
}

void when(Train& train, DeadlineBreached const& what, Event const&) {
    train.deadlines.at(what.deadline).state = DeadlineState::breached;
}

void when(Train& train, DeadlineMet const& what, Event const&) {
    end(train, what.deadline, what.late ? DeadlineState::met_late : DeadlineState::met, what.met_at);
}

void when(Train& train, DeadlineWithdrawn const& what, Event const& event) {
    end(train, what.deadline, DeadlineState::withdrawn, event.at);
    train.deadlines.at(what.deadline).reason = what.reason;
}

}  // namespace cadence::release
