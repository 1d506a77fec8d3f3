#include <algorithm>

#include "release/event.h"
#include "release/history.h"
#include "release/production.h"

namespace cadence::release {

namespace {

/// Under every name that it has run by; and what has only begun to run is rolled back, too.
void mark_rolled_back(Train& train, RollbackStarted const& what, Instant at) {
    for (auto& each : train.ran) {
        auto const& ran = each.what;
        if (ran.release != what.release && !is_one_of(ran.version, ran.commit, what.leaves)) continue;
        each.rolled_back = true;
        each.rollback = what.release;
        each.why = what.reason;
    }
    for (auto left : what.leaves) {
        auto const known = std::ranges::any_of(train.ran, [&](Ran const& each) {
            return each.rolled_back && left.version == each.what.version && left.commit == each.what.commit;
        });
        if (known) continue;
        left.since = at;
        train.ran.push_back({std::move(left), true, what.release, what.reason});
        if (train.ran.size() > kRanKept) train.ran.erase(train.ran.begin());
    }
}

}  // namespace

void apply(Train& train, RollbackStarted const& what, Event const& event) {
    auto& release = train.releases.edit(what.release);
    release.rollback = Rollback{.severity = what.severity,
                                .option = what.option,
                                .from_version = what.from_version,
                                .leaves = what.leaves,
                                .to_version = what.to_version,
                                .to_commit = what.to_commit,
                                .commits = what.commits,
                                .branch = what.branch,
                                .reason = what.reason,
                                .by = event.actor,
                                .started_at = event.at};
    if (train.blocked) train.blocked_besides.push_back(*train.blocked);
    train.blocked = Block{what.release, what.reason, event.at};
    mark_rolled_back(train, what, event.at);
    ask_again(train, what.release);
}

void apply(Train& train, RollbackVerified const& what, Event const& event) {
    auto& rollback = *train.releases.edit(what.release).rollback;
    rollback.verified_at = event.at;
    rollback.verified_by = event.actor;
    rollback.restored = what.restored;
    rollback.by_word = what.by_word;
    rollback.note = what.note;
    auto const verify = [&](Block& block) {
        if (block.release == what.release) block.verified_by = event.actor;
    };
    if (train.blocked) verify(*train.blocked);
    std::ranges::for_each(train.blocked_besides, verify);
    for (auto& each : train.ran) {
        if (each.what.release == what.release) each.rolled_back = true;
    }
    std::erase_if(train.unmerged, [&](Unmerged const& each) { return each.release == what.release; });
    if (!what.restored || what.restored == train.production) return;
    enter_history(train, nullptr, *what.restored);
    runs(train, *what.restored);
    settle_riders(train, {});
}

void apply(Train& train, RollbackCleared const& what, Event const&) {
    auto& besides = train.blocked_besides;
    std::erase_if(besides, [&](Block const& each) { return each.release == what.release; });
    if (!train.blocked || train.blocked->release != what.release) return;
    train.blocked.reset();
    if (besides.empty()) return;
    train.blocked = besides.back();
    besides.pop_back();
}

}  // namespace cadence::release
