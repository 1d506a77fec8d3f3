// Events: what happened. They carry the facts they rest on (instants, phases, required roles, the voter's
// roles), so that a log folds to the same state after any change of configuration. Names are the log's
// `type`.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include <boost/mp11/list.hpp>

#include "release/checklist.h"
#include "release/dates.h"
#include "release/deadlines.h"
#include "release/deployments.h"
#include "release/gates.h"
#include "release/merges.h"
#include "release/records.h"
#include "release/requests.h"
#include "release/rollbacks.h"
#include "release/trains.h"
#include "release/votes.h"

namespace cadence::release {

using EventsByNoun = boost::mp11::mp_list<TrainEvents, PhaseEvents, DateEvents, VoteEvents, ChecklistEvents,
                                          RequestEvents, MergeEvents, GateEvents, DeploymentEvents,
                                          RollbackEvents, RecordEvents, DeadlineEvents>;
using AnyEvent =
    boost::mp11::mp_rename<boost::mp11::mp_apply<boost::mp11::mp_append, EventsByNoun>, std::variant>;

/// A type of its own, so that copying, moving and comparing so many alternatives is compiled once
/// (event.cpp).
struct EventBody : AnyEvent {
    using variant::variant;
    EventBody(EventBody const& other);
    EventBody(EventBody&& other) noexcept;
    EventBody& operator=(EventBody const& other);
    EventBody& operator=(EventBody&& other) noexcept;
    ~EventBody();
    bool operator==(EventBody const& other) const;
};

struct Event {
    Instant at;
    std::string actor;  // id
    std::string via;
    EventBody body;
    bool operator==(Event const&) const = default;
};

/// "vote_cast".
[[nodiscard]] std::string_view type_of(EventBody const& body);
/// The release an event is about, or empty.
[[nodiscard]] std::string_view release_of(EventBody const& body);

}  // namespace cadence::release
