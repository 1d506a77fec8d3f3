// The log and the rows are two ways to say the same: a train folded from its events, and as its rows hold it,
// with everything that is over.
#pragma once

#include "json/events.h"
#include "json/text.h"
#include "release/lifecycle.h"
#include "store/store.h"

namespace cadence::testing {

inline constexpr std::size_t kEverything = 1'000'000;

inline release::Train folded(store::Store const& store, std::string const& train) {
    release::Train state;
    state.id = train;
    for (auto const& line : store.events({.limit = kEverything, .train = train})) {
        if (line.type == "dates_changed") continue;  // tells what follows from the configuration
        auto body = json::event_body_from(line.type, json::parse(line.data).value()).value();
        state = release::evolve(std::move(state), {line.at, line.actor, line.via, std::move(body)});
    }
    return state;
}

inline release::Train from_rows(store::Store const& store, std::string const& train) {
    auto state = store.train(train).value_or(release::Train{});
    for (auto& release : store.releases({.train = train, .limit = kEverything}))
        state.releases.insert_or_assign(release.id, std::move(release));
    for (auto const live : {true, false})
        for (auto& each : store.deadlines({.train = train, .live = live, .limit = kEverything}))
            state.deadlines.put(std::move(each.deadline));
    state.merges = {};
    for (auto& each : store.merges({.train = train, .limit = kEverything})) state.merges.add(std::move(each));
    return state;
}

}  // namespace cadence::testing
