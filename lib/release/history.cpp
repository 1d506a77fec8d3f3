#include "release/history.h"

#include <algorithm>

#include "release/production.h"

namespace cadence::release {

namespace {

/// Merges in production are those that run there, not those that once did.
void settle_merges(Train& train) {
    if (!train.production || !train.production->merged_up_to) return;
    auto const& running = *train.production;
    auto const there = [&](Merge const& each) { return each.number <= *running.merged_up_to; };
    train.merges.edit_if(
        [&](Merge const& each) { return there(each) != each.production_at.has_value(); },
        [&](Merge& each) { each.production_at = there(each) ? std::optional{running.since} : std::nullopt; });
}

/// A release no longer counts as containing an on-demand release once production went back to before it.
void settle_contained(Train& train) {
    auto const& now = *train.production;
    auto const lacks = [&](Unmerged const& each) {
        if (each.merge > 0 && now.merged_up_to) return *now.merged_up_to < each.merge;
        auto const contains = std::find_if(train.ran.rbegin(), train.ran.rend(), [&](Ran const& ran) {
            return ran.what.release == each.contained_in;
        });
        auto const first = first_run(train, now.version, now.commit);
        return contains != train.ran.rend() && first < contains.base() - 1;
    };
    for (auto& each : train.unmerged) {
        if (!each.contained_in.empty() && lacks(each)) each.contained_in.clear();
    }
}

}  // namespace

void enter_history(Train& train, Release const* release, Running const& running) {
    Ran entry{running};
    if (release != nullptr && release->state == State::rolling_back) {  // what is left is still on its way
        entry.rolled_back = true;
        entry.rollback = release->id;
        entry.why = release->rollback->reason;
    }
    auto const later =
        std::ranges::find_if(train.ran, [&](Ran const& each) { return each.what.since > running.since; });
    train.ran.insert(later, std::move(entry));
    if (train.ran.size() > kRanKept) train.ran.erase(train.ran.begin());
}

void settle_riders(Train& train, std::string_view deployed) {
    auto const riding = ids_where(train, [&](Release const& each) {
        return each.is_open_request() && each.id != deployed && each.on_demand->rides_up_to != 0;
    });
    for (auto const& id : riding) {
        auto& request = *train.releases.edit(id).on_demand;
        request.rides_along = riders_of(train, request.rides_up_to);
    }
}

std::vector<Ran>::const_iterator first_run(Train const& train, std::string_view version,
                                           std::string_view commit) {
    return std::ranges::find_if(train.ran,
                                [&](Ran const& each) { return same_software(version, commit, each.what); });
}

void runs(Train& train, Running running) {
    if (!running.merged_up_to && train.production) running.merged_up_to = train.production->merged_up_to;
    train.production = std::move(running);
    settle_merges(train);
    settle_contained(train);
}

void ask_again(Train& train, std::string_view release) {
    for (auto& each : train.unmerged) {
        if (each.contained_in == release) each.contained_in.clear();
    }
}

}  // namespace cadence::release
