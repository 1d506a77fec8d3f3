// Whatever happens to a train, its rows are what it is: the live ones make the train, all of them its
// history.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "release/lifecycle.h"
#include "store/world.h"

namespace cadence::store {
namespace {

using release::DeadlineState;
using release::Train;

int upto(int most) {
    return *rc::gen::inRange(0, most);
}

void merge(Train& train) {
    release::Merge made;
    made.number = ++train.last_merge;
    made.merged_at = kStart + std::chrono::minutes{upto(100)};
    train.merges.add(made);
}

void deploy(Train& train) {
    auto const some = [&](release::Merge const& each) {
        return each.number <= upto(train.last_merge + 1) && !each.production_at;
    };
    train.merges.edit_if(some, [](release::Merge& each) { each.production_at = kStart; });
}

void start(Train& train) {
    release::Deadline made;
    made.id = "rollback:" + std::to_string(upto(6));
    made.due_at = kStart + std::chrono::minutes{upto(100)};
    train.deadlines.put(made);
}

void end(Train& train) {
    auto const before = train.deadlines;
    for (auto const& [id, deadline] : before)
        if (upto(2) == 0)
            train.deadlines.edit(id, [](auto& each) { each.state = static_cast<DeadlineState>(upto(5)); });
}

/// As the engine keeps it after a commit.
Train at_hand(Train train) {
    train.deadlines.forget_ended();
    train.merges.remove_if([&](auto const& each) { return !is_live(train, each); });
    return train;
}

RC_GTEST_PROP(Rows, are_the_train_and_its_history_after_any_changes, ()) {
    auto const store = opened(":memory:");
    Train train;
    train.id = "backend";
    std::map<int, release::Merge> merges;
    std::map<std::string, release::Deadline> deadlines;
    for (auto left = upto(30); left > 0; --left) {
        auto after = train;
        for (auto changes = 1 + upto(3); changes > 0; --changes)
            (*rc::gen::element(&merge, &merge, &deploy, &start, &start, &end))(after);
        commit(*store, train, after, {});
        for (auto const& each : after.merges) merges[each.number] = each;
        for (auto const& [id, each] : after.deadlines) deadlines[id] = each;
        train = at_hand(std::move(after));

        RC_ASSERT(store->train("backend") == train);
        auto const all = store->merges({.train = "backend", .limit = 1000});
        RC_ASSERT(std::equal(all.rbegin(), all.rend(), merges.begin(), merges.end(),
                             [](auto const& row, auto const& known) { return row == known.second; }));
        std::map<std::string, release::Deadline> rows;
        for (auto const live : {true, false})
            for (auto& row : store->deadlines({.live = live, .limit = 1000}))
                rows.emplace(row.deadline.id, row.deadline);
        RC_ASSERT(rows == deadlines);
    }
}

}  // namespace
}  // namespace cadence::store
