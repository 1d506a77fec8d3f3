#include <algorithm>
#include <span>

#include "base/find.h"
#include "release/claim.h"
#include "release/event.h"
#include "release/history.h"
#include "release/production.h"

namespace cadence::release {

namespace {

/// Software that production runs again is known by what it ran before: of which release, of which commit.
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
    if (!is_candidate(*release, what.version, what.commit) &&
        (!nameless || release->state == State::rolling_back))
        return running;
    if (running.version.empty()) running.version = candidate.version;
    if (running.commit.empty()) running.commit = candidate.commit;
    return running;
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

/// A contained on-demand release is remembered as long as that may be taken back.
void settle_unmerged(Train& train, DeploymentReported const& what) {
    for (auto& each : train.unmerged) {
        if (contains(what.contains, each.release)) each.contained_in = what.release;
    }
    std::erase_if(train.unmerged, [&](Unmerged const& each) {
        if (each.contained_in.empty())
            return contains(what.contains, each.release);  // in a deployment of no release
        return std::ranges::none_of(train.ran,
                                    [&](Ran const& ran) { return ran.what.release == each.contained_in; });
    });
}

/// It has been there before, or is on main: candidates to come have it or leave it by design.
bool is_known(Train const& train, DeploymentReported const& what) {
    auto const ran = std::ranges::count_if(
        train.ran, [&](Ran const& each) { return same_software(what.version, what.commit, each.what); });
    return ran > 1 || train.merges.of_commit(what.commit) != nullptr;
}

/// The next release must contain whatever production runs out of turn: else it would undo that.
void keep_unmerged(Train& train, Release const& release, DeploymentReported const& what) {
    if (release.is_scheduled() || (release.kind == Kind::unplanned && is_known(train, what))) return;
    if (auto* const known = first_with(train.unmerged, &Unmerged::release, release.id))
        return known->contained_in.clear();
    auto const branch = release.on_demand ? release.on_demand->branch : std::string{};
    auto const* const merged = first_where(train.merges, [&](Merge const& each) {
        return (!branch.empty() && each.branch == branch) || same_commit(each.commit, what.commit);
    });
    train.unmerged.push_back({release.id, branch, what.commit, merged == nullptr ? 0 : merged->number});
}

/// It runs on staging, whichever release it was reported for.
void stage_others(Train& train, DeploymentReported const& what, Deployment const& deployment) {
    auto const others = ids_where(train, [&](Release const& each) {
        return each.id != what.release && !is_terminal(each.state) &&
               is_candidate(each, what.version, what.commit);
    });
    for (auto const& id : others) train.releases.edit(id).deployments.push_back(deployment);
}

/// Each rollback that runs: is it what production runs now, or is it still to be restored?
void settle_rollbacks(Train& train) {
    auto const& now = *train.production;
    for (auto const& id :
         ids_where(train, [](Release const& each) { return each.state == State::rolling_back; })) {
        auto& release = train.releases.edit(id);
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
    train.merges.edit_if(
        [&](Merge const& each) {
            return each.number <= what.covers && !each.production_at && !each.staging_at;
        },
        [&](Merge& each) { each.staging_at = what.deployed_at; });
}

}  // namespace

void apply(Train& train, DeploymentReported const& what, Event const& event) {
    auto* const release =
        train.releases.contains(what.release) ? &train.releases.edit(what.release) : nullptr;
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

void apply(Train& train, MonitoringReminded const& what, Event const&) {
    train.releases.edit(what.release).monitoring_reminded = true;
}

void apply(Train& train, MonitoringOverdue const& what, Event const&) {
    train.releases.edit(what.release).monitoring_overdue = true;
}

}  // namespace cadence::release
