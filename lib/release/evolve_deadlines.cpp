#include "release/event.h"

namespace cadence::release {

void apply(Train& train, DeadlineStarted const& what, Event const&) {
    train.deadlines.put(what.deadline);
}

void apply(Train& train, DeadlineWarned const& what, Event const&) {
    train.deadlines.edit(what.deadline, [&](Deadline& deadline) { deadline.warned = what.percent; });
}

void apply(Train& train, DeadlineBreached const& what, Event const&) {
    train.deadlines.edit(what.deadline, [](Deadline& deadline) { deadline.state = DeadlineState::breached; });
}

void apply(Train& train, DeadlineMet const& what, Event const&) {
    train.deadlines.edit(what.deadline, [&](Deadline& deadline) {
        deadline.state = what.late ? DeadlineState::met_late : DeadlineState::met;
        deadline.ended_at = what.met_at;
    });
}

void apply(Train& train, DeadlineWithdrawn const& what, Event const& event) {
    train.deadlines.edit(what.deadline, [&](Deadline& deadline) {
        deadline.state = DeadlineState::withdrawn;
        deadline.ended_at = event.at;
        deadline.reason = what.reason;
    });
}

}  // namespace cadence::release
