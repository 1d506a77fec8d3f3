// What deployments, merges and rollbacks do to the state: what runs where, and what that has in it.
#include <algorithm>
#include <span>

#include "release/claim.h"
#include "release/production.h"
#include "release/whens.h"

namespace cadence::release {

namespace {

constexpr std::size_t kRanKept = 20;

/// What production runs again is known by what it has run: of which release, of which commit.
void complete(Train const& train, Running& again) {
    again.release.clear();
    auto const* const ran = ran_as(train, again.version, again.commit);
    if (ran == nullptr) return;
    again.release = ran->what.release;
    if (again.version.empty()) again.version = ran->what.version;
    if (again.commit.empty()) again.commit = ran->what.commit;
}

/// By what was reported; what it leaves open is the candidate's, where it names that.
Running running_of(Release const* release, DeploymentReported const& what) {
    Running running{what.release, what.version, what.commit, what.deployed_at, what.merged_up_to};
    if (!what.merged_up_to && what.covers > 0) running.merged_up_to = what.covers;
    if (release == nullptr || !release->candidate) return running;
    auto const& candidate = *release->candidate;
    auto const nameless = what.version.empty() && what.commit.empty();
    auto const ships =
        same_software(what.version, what.commit, {{}, candidate.version, candidate.commit, {}});
    if (!ships && (!nameless || release->state == State::rolling_back)) return running;
    if (running.version.empty()) running.version = candidate.version;
    if (running.commit.empty()) running.commit = candidate.commit;
    return running;
}

void enter_history(Train& train, Release const* release, Running const& running) {
    Ran entry{running};
    if (release != nullptr && release->state == State::rolling_back) {  // what is left is still on its way
        entry.rolled_back = true;
        entry.rollback = release->id;
        entry.why = release->rollback->reason;
    }
    auto const later = std::find_if(train.ran.begin(), train.ran.end(),
                                    [&](Ran const& each) { return each.what.since > running.since; });
    train.ran.insert(later, std::move(entry));
    if (train.ran.size() > kRanKept) train.ran.erase(train.ran.begin());
}

/// What is in production is what runs there, not what once did.
void settle_merges(Train& train) {
    if (!train.production || !train.production->merged_up_to) return;
    for (auto& merge : train.merges) {
        if (merge.number > *train.production->merged_up_to) {
            merge.production_at.reset();
        } else if (!merge.production_at) {
            merge.production_at = train.production->since;
        }
    }
}

/// Approvers see what ships with what they approve, as it stands.
void settle_riders(Train& train, std::string_view deployed) {
    for (auto& [id, release] : train.releases) {
        auto const waits = release.state == State::requested || release.state == State::approved;
        if (!waits || id == deployed || release.on_demand->rides_up_to == 0) continue;
        release.on_demand->rides_along = riders_of(train, release.on_demand->rides_up_to);
    }
}

/// When production got this first, as far as is remembered: a place in its history, or its end.
auto first_run(Train const& train, std::string_view version, std::string_view commit) {
    return std::find_if(train.ran.begin(), train.ran.end(),
                        [&](Ran const& each) { return same_software(version, commit, each.what); });
}

/// What contained an on-demand release does not any more, if production went back to before that.
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

void runs(Train& train, Running running) {
    if (!running.merged_up_to && train.production) running.merged_up_to = train.production->merged_up_to;
    train.production = std::move(running);
    settle_merges(train);
    settle_contained(train);
}

/// Somebody has put back by hand what ran before: what came after it is taken back without a rollback.
void put_back(Train& train, DeploymentReported const& what) {
    auto const first = first_run(train, what.version, what.commit) - train.ran.cbegin();
    for (auto& each : std::span{train.ran}.subspan(static_cast<std::size_t>(first))) {
        auto const newer = each.what.release != what.release && !each.rolled_back &&
                           other_software(what.version, what.commit, each.what);
        if (!newer) continue;
        each.rolled_back = true;
        each.rollback = what.release;
        each.why = "put back by hand";
    }
}

/// What went out with a release that is left was contained, and is to be contained again.
void ask_again(Train& train, std::string_view release) {
    for (auto& each : train.unmerged) {
        if (each.contained_in == release) each.contained_in.clear();
    }
}

/// What was contained is remembered as long as that may be taken back.
void settle_unmerged(Train& train, DeploymentReported const& what) {
    auto const contains = [&](std::string const& id) {
        return std::find(what.contains.begin(), what.contains.end(), id) != what.contains.end();
    };
    for (auto& each : train.unmerged) {
        if (contains(each.release)) each.contained_in = what.release;
    }
    std::erase_if(train.unmerged, [&](Unmerged const& each) {
        if (each.contained_in.empty()) return contains(each.release);  // in a deployment of no release
        return std::none_of(train.ran.begin(), train.ran.end(),
                            [&](Ran const& ran) { return ran.what.release == each.contained_in; });
    });
}

/// It has been there before, or is on main: candidates to come have it or leave it by design.
bool is_known(Train const& train, DeploymentReported const& what) {
    auto const ran = std::count_if(train.ran.begin(), train.ran.end(), [&](Ran const& each) {
        return same_software(what.version, what.commit, each.what);
    });
    return ran > 1 || train.merge_of(what.commit) != nullptr;
}

/// What ships next must contain what production runs out of turn: else it would undo that.
void keep_unmerged(Train& train, Release const& release, DeploymentReported const& what) {
    if (release.is_scheduled() || (release.kind == Kind::unplanned && is_known(train, what))) return;
    auto const known = std::find_if(train.unmerged.begin(), train.unmerged.end(),
                                    [&](Unmerged const& each) { return each.release == release.id; });
    if (known != train.unmerged.end()) {
        known->contained_in.clear();
        return;
    }
    auto const branch = release.on_demand ? release.on_demand->branch : std::string{};
    auto const merged = std::find_if(train.merges.begin(), train.merges.end(), [&](Merge const& each) {
        return (!branch.empty() && each.branch == branch) || same_commit(each.commit, what.commit);
    });
    train.unmerged.push_back(
        {release.id, branch, what.commit, merged == train.merges.end() ? 0 : merged->number});
}

/// It runs on staging, whichever release it was reported for.
void stage_others(Train& train, DeploymentReported const& what, Deployment const& deployment) {
    for (auto& [id, release] : train.releases) {
        if (id != what.release && !is_terminal(release.state) &&
            is_candidate(release, what.version, what.commit))
            release.deployments.push_back(deployment);
    }
}

/// Each rollback that runs: is it what production runs now, or is it still to be restored?
void settle_rollbacks(Train& train) {
    auto const& now = *train.production;
    for (auto& [id, release] : train.releases) {
        if (release.state != State::rolling_back) continue;
        auto const restored = restores(release, now.version, now.commit, now.since);
        release.rollback->restored_at = restored ? std::optional{now.since} : std::nullopt;
    }
}

void reached_production(Train& train, Release* release, DeploymentReported const& what) {
    auto const again =
        release == nullptr && train.production && same_software(what.version, what.commit, *train.production);
    if (again) return;  // nothing has changed
    auto running = running_of(release, what);
    auto const restoring =
        release != nullptr && restores(*release, what.version, what.commit, what.deployed_at);
    if (restoring) complete(train, running);
    enter_history(train, restoring ? nullptr : release, running);
    auto const before = train.production;
    if (before && before->since > what.deployed_at) return;  // reported late
    if (release != nullptr && release->kind == Kind::unplanned) put_back(train, what);
    runs(train, std::move(running));
    settle_rollbacks(train);
    settle_riders(train, what.release);
    if (restoring) return;
    if (before && before->merged_up_to > train.production->merged_up_to) ask_again(train, before->release);
    settle_unmerged(train, what);
    if (release != nullptr && release->state != State::rolling_back) keep_unmerged(train, *release, what);
}

void reached_staging(Train& train, DeploymentReported const& what) {
    if (!train.staging || train.staging->since <= what.deployed_at)
        train.staging = Running{what.release, what.version, what.commit, what.deployed_at};
    for (auto& merge : train.merges) {
        if (merge.number > what.covers) break;
        if (!merge.production_at && !merge.staging_at) merge.staging_at = what.deployed_at;
    }
}

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

void when(Train& train, DeploymentReported const& what, Event const& event) {
    auto const found = train.releases.find(what.release);
    auto* const release = found == train.releases.end() ? nullptr : &found->second;
    Deployment const deployment{what.deployment, what.environment, what.status, what.version,
                                what.commit,     what.deployed_at, what.source, event.actor};
    if (release != nullptr) {
        release->deployments.push_back(deployment);
        if (what.monitored_until) release->monitored_until = what.monitored_until;
    } else {
        ++train.sequence;
    }
    if (what.status != DeploymentStatus::succeeded) return;
    if (what.environment == Environment::staging) stage_others(train, what, deployment);
    if (what.environment == Environment::production) {
        reached_production(train, release, what);
    } else {
        reached_staging(train, what);
    }
}

void when(Train& train, MergeRecorded const& what, Event const&) {
    train.merges.push_back(what.merge);
    train.last_merge = what.merge.number;
}

void when(Train& train, MergesLeft const& what, Event const&) {
    auto const left = [&](int number) {
        return std::ranges::find(what.merges, number, &Merge::number) != what.merges.end();
    };
    std::erase_if(train.merges, [&](Merge const& each) { return left(each.number); });
    for (auto& each : train.unmerged) {
        if (left(each.merge)) each.merge = 0;
    }
    settle_riders(train, {});
}

void when(Train& train, BranchMerged const& what, Event const&) {
    for (auto& each : train.unmerged) {
        if (each.release == what.release) each.merge = what.merge;
    }
}

void when(Train&, GateViolated const&, Event const&) {}

void when(Train& train, RollbackStarted const& what, Event const& event) {
    auto& release = train.releases.at(what.release);
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
                                .started_at = event.at,
                                .restored_at = {},
                                .verified_at = {},
                                .verified_by = {},
                                .restored = {},
                                .by_word = false,
                                .note = {}};
    if (train.blocked) train.blocked_besides.push_back(*train.blocked);
    train.blocked = Block{what.release, what.reason, event.at};
    mark_rolled_back(train, what, event.at);
    ask_again(train, what.release);
}

void when(Train& train, RollbackVerified const& what, Event const& event) {
    auto& rollback = *train.releases.at(what.release).rollback;
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

void when(Train& train, RollbackCleared const& what, Event const&) {
    auto& besides = train.blocked_besides;
    std::erase_if(besides, [&](Block const& each) { return each.release == what.release; });
    if (!train.blocked || train.blocked->release != what.release) return;
    train.blocked.reset();
    if (besides.empty()) return;
    train.blocked = besides.back();
    besides.pop_back();
}

}  // namespace cadence::release
