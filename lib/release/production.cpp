#include "release/production.h"

#include <algorithm>
#include <ranges>

#include "artifact/version.h"
#include "base/find.h"
#include "release/claim.h"

namespace cadence::release {

namespace {

bool is_named(std::string_view version, std::string_view commit) {
    return !version.empty() || !commit.empty();
}

/// And what production has run of the same, or for the same release.
std::vector<Running> with_history(Train const& train, std::string_view release, std::vector<Running> names) {
    auto const known = names;
    for (auto each = train.ran.rbegin(); each != train.ran.rend(); ++each) {
        auto const& what = each->what;
        auto const of_release = !release.empty() && what.release == release;
        if (of_release || is_one_of(what.version, what.commit, known)) names.push_back(what);
    }
    return names;
}

std::optional<int> number_of(Train const& train, std::string_view commit) {
    auto const* const merge = commit.empty() ? nullptr : train.merges.of_commit(commit);
    return merge == nullptr ? std::nullopt : std::optional{merge->number};
}

/// Rows from before this was kept say it by the instant.
std::optional<int> merges_in(Train const& train, Running const& ran) {
    if (ran.merged_up_to) return ran.merged_up_to;
    if (auto const number = number_of(train, ran.commit)) return number;
    std::optional<int> newest;
    for (auto const& merge : train.merges) {
        if (merge.production_at && *merge.production_at <= ran.since) newest = merge.number;
    }
    return newest;
}

/// One that leaves open what it was may be about the candidate.
bool ships_candidate(Release const& release, ReportDeployment const& command) {
    return release.candidate && (!is_named(command.version, command.commit) ||
                                 is_candidate(release, command.version, command.commit));
}

std::optional<int> newest_merge_at(Train const& train, Instant at) {
    std::optional<int> newest;
    for (auto const& merge : train.merges) {
        if (merge.merged_at <= at) newest = merge.number;
    }
    return newest;
}

/// Its branch has what main had when it was asked for, and what production runs.
std::optional<int> merges_on_demand(Train const& train, OnDemand const& request) {
    auto const running = train.production ? train.production->merged_up_to : std::nullopt;
    if (request.rides_up_to == 0) return running;
    return std::max(request.rides_up_to, running.value_or(0));
}

}  // namespace

std::string software_of(Running const& running) {
    return running.version.empty() ? running.commit : running.version;
}

bool same_software(std::string_view version, std::string_view commit, Running const& other) {
    return compared(version, commit, other.version, other.commit).value_or(false);
}

bool other_software(std::string_view version, std::string_view commit, Running const& other) {
    return !compared(version, commit, other.version, other.commit).value_or(true);
}

bool is_one_of(std::string_view version, std::string_view commit, std::vector<Running> const& several) {
    return std::ranges::any_of(several,
                               [&](Running const& each) { return same_software(version, commit, each); });
}

std::vector<Running> names_of(Train const& train, Running const& running) {
    auto const* const release = train.find(running.release);
    if (release != nullptr) return names_of(train, *release);
    return with_history(train, running.release, {running});
}

std::vector<Running> names_of(Train const& train, Release const& release) {
    std::vector<Running> names;
    if (train.production && train.production->release == release.id) names.push_back(*train.production);
    if (release.candidate) {
        auto const& candidate = *release.candidate;
        names.push_back({release.id, candidate.version, candidate.commit, candidate.set_at,
                         number_of(train, candidate.commit)});
    }
    for (auto const& each : release.deployments) {
        auto const there =
            each.environment == Environment::production && each.status != DeploymentStatus::failed;
        if (there && is_named(each.version, each.commit))
            names.push_back({release.id, each.version, each.commit, each.at, number_of(train, each.commit)});
    }
    return with_history(train, release.id, std::move(names));
}

Ran const* ran_as(Train const& train, std::string_view version, std::string_view commit) {
    return last_where(train.ran, [&](Ran const& each) { return same_software(version, commit, each.what); });
}

std::optional<Running> ran_well_before(Train const& train, std::vector<Running> const& leaves) {
    for (auto each = train.ran.rbegin(); each != train.ran.rend(); ++each) {
        auto const& what = each->what;
        auto const way_back = is_named(what.version, what.commit) && !each->rolled_back;
        if (way_back && !is_one_of(what.version, what.commit, leaves)) return what;
    }
    if (train.highest_tag.empty() || is_one_of(train.highest_tag, {}, leaves)) return std::nullopt;
    return Running{{}, artifact::plain_version(train.highest_tag), {}, {}};
}

std::vector<Running> left_by(Release const& rolling_back) {
    auto const& rollback = *rolling_back.rollback;
    if (!rollback.leaves.empty()) return rollback.leaves;
    auto const commit = rolling_back.candidate ? rolling_back.candidate->commit : std::string{};
    return {{rolling_back.id, rollback.from_version, commit, rollback.started_at}};
}

bool restores(Release const& release, std::string_view version, std::string_view commit, Instant at) {
    if (release.state != State::rolling_back || at < release.rollback->started_at) return false;
    auto const leaves = left_by(release);
    if (is_one_of(version, commit, leaves)) return false;
    auto const& rollback = *release.rollback;
    if (same_software(version, commit, {{}, rollback.to_version, rollback.to_commit, at})) return true;
    return is_named(version, commit) && std::ranges::all_of(leaves, [&](Running const& each) {
               return other_software(version, commit, each);
           });
}

std::optional<int> merged_up_to(Train const& train, std::string_view version, std::string_view commit,
                                std::vector<Running> const& leaves) {
    if (auto const number = number_of(train, commit)) return number;
    if (auto const* const ran = ran_as(train, version, commit)) return merges_in(train, ran->what);
    if (is_one_of(version, commit, leaves)) return std::nullopt;
    auto const before = ran_well_before(train, leaves);  // an unknown version has no more than that
    return before ? merges_in(train, *before).value_or(0) : 0;
}

std::optional<int> merged_up_to(Train const& train, Release const* release, ReportDeployment const& command,
                                Instant at) {
    auto const& version = command.version;
    auto const& commit = command.commit;
    if (release != nullptr && release->state == State::rolling_back) {
        if (!is_named(version, commit)) return std::nullopt;
        return merged_up_to(train, version, commit, left_by(*release));
    }
    auto const ships = release != nullptr && ships_candidate(*release, command);
    if (auto const number = number_of(train, ships ? release->candidate->commit : commit)) return number;
    if (auto const* const ran = ran_as(train, version, commit)) return merges_in(train, ran->what);
    if (release != nullptr && release->on_demand) return merges_on_demand(train, *release->on_demand);
    auto const nobodys = release == nullptr || release->kind == Kind::unplanned;
    if (nobodys || !commit.empty()) return std::nullopt;
    if (!release->candidate) return newest_merge_at(train, at);
    return ships && release->candidate->commit.empty() ? newest_merge_at(train, at) : std::nullopt;
}

std::vector<std::string> contained_in(Train const& train, Release const* release,
                                      ReportDeployment const& command, std::optional<int> merged_up_to) {
    std::vector<std::string> contained;
    if (release != nullptr && release->state == State::rolling_back) return contained;
    for (auto const& each : train.unmerged) {
        auto const itself = release != nullptr && release->id == each.release;
        if (itself || !each.contained_in.empty()) continue;
        auto const merged = each.merge > 0 && merged_up_to && *merged_up_to >= each.merge;
        auto const* const item = release == nullptr ? nullptr : release->item(contains_item(each.release));
        auto const said =
            item != nullptr && item->status == ItemStatus::passed && ships_candidate(*release, command);
        if (merged || said || same_commit(command.commit, each.commit)) contained.push_back(each.release);
    }
    return contained;
}

std::vector<RideAlong> riders_of(Train const& train, int up_to) {
    std::vector<RideAlong> riders;
    for (auto const& merge : train.merges) {
        if (!merge.production_at && merge.number <= up_to)
            riders.push_back({merge.commit, merge.title, merge.author});
    }
    return riders;
}

Ran const* taken_back(Train const& train, std::string_view version, std::string_view commit) {
    auto const* const ran = ran_as(train, version, commit);
    return ran != nullptr && ran->rolled_back ? ran : nullptr;
}

std::vector<Ran> unreleased_again(Train const& train) {
    std::vector<Ran> found;
    auto const running = train.production ? train.production->merged_up_to : std::nullopt;
    if (!running) return found;
    for (auto const& each : train.ran) {
        auto const known = first_with(found, &Ran::rollback, each.rollback) != nullptr;
        if (each.rolled_back && !known && each.what.merged_up_to && *each.what.merged_up_to > *running)
            found.push_back(each);
    }
    return found;
}

std::vector<Merge> merges_taken_back(Train const& train, Rollback const& rollback) {
    int newest = 0;
    for (auto const& each : rollback.leaves) newest = std::max(newest, each.merged_up_to.value_or(0));
    std::vector<Merge> found;
    std::ranges::copy_if(train.merges, std::back_inserter(found),
                         [&](Merge const& each) { return !each.production_at && each.number <= newest; });
    return found;
}

}  // namespace cadence::release
