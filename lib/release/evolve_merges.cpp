
#include "base/find.h"
#include "release/event.h"
#include "release/history.h"

namespace cadence::release {

void apply(Train& train, MergeRecorded const& what, Event const&) {
    train.merges.add(what.merge);
    train.last_merge = what.merge.number;
}

void apply(Train& train, MergesLeft const& what, Event const&) {
    auto const left = [&](int number) { return first_with(what.merges, &Merge::number, number) != nullptr; };
    train.merges.remove_if([&](Merge const& each) { return left(each.number); });
    for (auto& each : train.unmerged) {
        if (left(each.merge)) each.merge = 0;
    }
    settle_riders(train, {});
}

void apply(Train& train, BranchMerged const& what, Event const&) {
    for (auto& each : train.unmerged) {
        if (each.release == what.release) each.merge = what.merge;
    }
}

}  // namespace cadence::release
