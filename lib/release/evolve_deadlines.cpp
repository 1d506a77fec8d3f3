#include "release/event.h"

namespace cadence::release {

namespace {

void end(Train& train, std::string const& id, DeadlineState state, Instant at) {
    auto& deadline = train.deadlines.edit(id);
    deadline.state = state;
    deadline.ended_at = at;
}

}  // namespace

void apply(Train& train, DeadlineStarted const& what, Event const&) {
    train.deadlines.insert_or_assign(what.deadline.id, what.deadline);
}

void apply(Train& train, DeadlineWarned const& what, Event const&) {
    train.deadlines.edit(what.deadline).warned = what.percent;
}

void apply(Train& train, DeadlineBreached const& what, Event const&) {
    train.deadlines.edit(what.deadline).state = DeadlineState::breached;
}

void apply(Train& train, DeadlineMet const& what, Event const&) {
    end(train, what.deadline, what.late ? DeadlineState::met_late : DeadlineState::met, what.met_at);
}

void apply(Train& train, DeadlineWithdrawn const& what, Event const& event) {
    end(train, what.deadline, DeadlineState::withdrawn, event.at);
    train.deadlines.edit(what.deadline).reason = what.reason;
}

}  // namespace cadence::release
