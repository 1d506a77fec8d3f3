// What deployments, merges and rollbacks do to the state: what runs where, and what that has in it.
#include <algorithm>

#include "release/claim.h"
#include "release/whens.h"

namespace cadence::release {

namespace {

constexpr std::size_t kRanKept = 20;

/// What is in production is final: the aggregate may have forgotten it.
void cover(Train& train, DeploymentReported const& what) {
    for (auto& merge : train.merges) {
        if (merge.number > what.covers) break;
        if (merge.production_at) continue;
        auto& reached = what.environment == Environment::production ? merge.production_at : merge.staging_at;
        if (!reached) reached = what.deployed_at;
    }
}

/// The release whose version production runs again, by what it has run.
std::string release_that_ran(Train const& train, std::string_view version) {
    for (auto each = train.ran.rbegin(); each != train.ran.rend(); ++each) {
        if (without_v(each->what.version) == without_v(version)) return each->what.release;
    }
    return {};
}

void enter_history(Train& train, Running const& running, bool rolled_back = false) {
    auto const later = std::find_if(train.ran.begin(), train.ran.end(),
                                    [&](Ran const& each) { return each.what.since > running.since; });
    train.ran.insert(later, Ran{running, rolled_back});
    if (train.ran.size() > kRanKept) train.ran.erase(train.ran.begin());
}

/// What never got there whole belongs to the history as well: its version is spent.
void mark_rolled_back(Train& train, Release const& release) {
    auto known = false;
    for (auto& each : train.ran) {
        if (each.what.release != release.id) continue;
        each.rolled_back = known = true;
    }
    auto const& rollback = *release.rollback;
    if (known || rollback.from_version.empty()) return;
    auto const commit = release.candidate ? release.candidate->commit : std::string{};
    enter_history(train, {release.id, rollback.from_version, commit, rollback.started_at}, true);
}

/// What ships next must contain an on-demand release that production runs; what ships on schedule settles it.
void keep_unmerged(Train& train, Release const& release, DeploymentReported const& what) {
    if (release.is_scheduled()) {
        train.unmerged.clear();
        return;
    }
    auto const known = [&](Unmerged const& each) { return each.release == release.id; };
    if (std::any_of(train.unmerged.begin(), train.unmerged.end(), known)) return;
    auto const branch = release.on_demand ? release.on_demand->branch : std::string{};
    auto const merged = std::find_if(train.merges.begin(), train.merges.end(), [&](Merge const& each) {
        return !branch.empty() && each.branch == branch && !each.production_at;
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

/// While a release is rolled back: another version than its own, whose deployment may still be on its way.
bool restores(Release const& release, DeploymentReported const& what) {
    if (release.state != State::rolling_back) return false;
    auto const& from = release.rollback->from_version;
    if (!what.version.empty() && !from.empty()) return without_v(what.version) != without_v(from);
    return !release.candidate || !same_commit(what.commit, release.candidate->commit);
}

void reached_production(Train& train, Release* release, DeploymentReported const& what) {
    Running running{what.release, what.version, what.commit, what.deployed_at};
    auto const restoring = release != nullptr && restores(*release, what);
    if (restoring) {
        release->rollback->restored_at = what.deployed_at;
        running.release = release_that_ran(train, what.version);
    } else {
        enter_history(train, running);
    }
    if (train.production && train.production->since > what.deployed_at) return;  // reported late
    train.production = running;
    if (release != nullptr && !restoring) keep_unmerged(train, *release, what);
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
    } else if (!train.staging || train.staging->since <= what.deployed_at) {
        train.staging = Running{what.release, what.version, what.commit, what.deployed_at};
    }
    cover(train, what);
}

void when(Train& train, MergeRecorded const& what, Event const&) {
    train.merges.push_back(what.merge);
    train.last_merge = what.merge.number;
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
                                .note = {}};
    train.blocked = Block{what.release, what.reason, event.at};
}

void when(Train& train, RollbackVerified const& what, Event const& event) {
    auto& rollback = *train.releases.at(what.release).rollback;
    rollback.verified_at = event.at;
    rollback.verified_by = event.actor;
    rollback.note = what.note;
    mark_rolled_back(train, train.releases.at(what.release));
    std::erase_if(train.unmerged, [&](Unmerged const& each) { return each.release == what.release; });
    if (what.restored) train.production = what.restored;
}

void when(Train& train, RollbackCleared const&, Event const&) {
    train.blocked.reset();
}

}  // namespace cadence::release
