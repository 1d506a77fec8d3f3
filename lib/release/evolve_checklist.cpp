
#include "base/find.h"
#include "release/event.h"

namespace cadence::release {

namespace {

Item* find_item(std::vector<Item>& items, std::string const& id) {
    return first_where(items, [&](Item const& each) { return each.rule.id == id; });
}

Item& item_of(Train& train, std::string const& release, std::string const& id) {
    return *find_item(train.releases.edit(release).checklist, id);
}

}  // namespace

void apply(Train& train, ItemTicked const& what, Event const& event) {
    auto& item = item_of(train, what.release, what.item);
    item.status = what.status;
    item.by = event.actor;
    item.reason = what.reason;
    item.at = event.at;
}

void apply(Train& train, ItemAdded const& what, Event const&) {
    auto& items = train.releases.edit(what.release).checklist;
    if (auto* const known = find_item(items, what.item.id))
        *known = fresh(what.item);
    else
        items.push_back(fresh(what.item));
}

void apply(Train& train, CheckRequested const& what, Event const& event) {
    item_of(train, what.release, what.item).asked_at = event.at;
}

void apply(Train& train, ChecksStarted const& what, Event const& event) {
    for (auto const& id : what.items) {
        auto& item = item_of(train, what.release, id);
        item.running_since = event.at;
        item.asked_at.reset();
    }
}

void apply(Train& train, CheckFinished const& what, Event const& event) {
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

}  // namespace cadence::release
