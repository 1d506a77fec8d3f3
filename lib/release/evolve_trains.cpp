#include "release/event.h"

namespace cadence::release {

void apply(Train& train, TrainActivated const& what, Event const& event) {
    train.activated_at = event.at;
    train.next_slot = what.next_slot;
    train.next_review = what.next_review;
}

void apply(Train& train, CalendarChanged const& what, Event const&) {
    train.next_slot = what.next_slot;
}

void apply(Train& train, ReleasePlanned const& what, Event const& event) {
    Release release;
    release.id = what.release;
    release.train = train.id;
    release.kind = what.kind;
    release.slot = what.slot;
    release.window = what.window;
    release.firings = pending_firings(what.phases, 1);
    release.required_roles = what.required_roles;
    release.checklist = fresh(what.checklist);
    if (what.shifted_from) {
        release.dates.push_back({event.at, event.actor, what.shifted_from, what.window, what.shifted_by});
    }
    train.next_slot = what.next_slot;
    if (what.kind == Kind::unplanned) train.last_unplanned = what.release;
    train.releases.insert_or_assign(what.release, std::move(release));
}

void apply(Train& train, SlotSkipped const& what, Event const&) {
    train.next_slot = what.next_slot;
}

}  // namespace cadence::release
