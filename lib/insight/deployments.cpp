#include "insight/deployments.h"

#include <algorithm>
#include <unordered_map>

#include "release/release.h"

namespace cadence::insight {

namespace {

using release::DeploymentStatus;

/// When rollbacks began, by the release that they take back; oldest first.
using Rollbacks = std::unordered_map<std::string_view, std::vector<Instant>>;

Rollbacks by_release(Facts const& facts) {
    Rollbacks rollbacks;
    for (auto const& each : facts.rollbacks) rollbacks[each.release].push_back(each.started_at);
    return rollbacks;
}

/// Somebody began to take back the release of this, not before `from` and not after `until`.
bool was_taken_back(Rollbacks const& rollbacks, Deployed const& what, Instant from, Instant until) {
    auto const found = rollbacks.find(what.release);
    return found != rollbacks.end() &&
           std::ranges::any_of(found->second, [&](Instant began) { return began >= from && began <= until; });
}

Standing standing_of(Rollbacks const& rollbacks, Deployed const& what, Deployed const* running) {
    if (what.status == DeploymentStatus::failed) return Standing::failed;
    if (what.status == DeploymentStatus::abandoned) return Standing::abandoned;
    if (what.release.empty()) return running == nullptr ? Standing::baseline : Standing::repeats;
    if (was_taken_back(rollbacks, what, Instant::min(), what.at)) return Standing::restores;
    if (running == nullptr || was_taken_back(rollbacks, *running, running->at, what.at))
        return Standing::counts;
    auto const same = release::compared(what.version, what.commit, running->version, running->commit);
    return same.value_or(false) ? Standing::repeats : Standing::counts;
}

/// A rollback takes back the last that its release has put there.
void mark_rolled_back(std::vector<Judged>& all, Rollbacks rollbacks) {
    for (auto each = all.rbegin(); each != all.rend(); ++each) {
        auto const found = rollbacks.find(each->what.release);
        if (each->standing != Standing::counts || found == rollbacks.end()) continue;
        for (auto& began = found->second; !began.empty() && began.back() >= each->what.at; began.pop_back())
            each->rolled_back = true;
    }
}

}  // namespace

std::string_view why_left_out(Standing standing) {
    switch (standing) {
        case Standing::counts:
            return {};
        case Standing::restores:
            return "part of a rollback: it recovers, and delivers nothing";
        case Standing::repeats:
            return "production ran it already";
        case Standing::baseline:
            return "what production ran before cadenced knew of it";
        case Standing::failed:
            return "failed: it did not reach production";
        case Standing::abandoned:
            return "abandoned: its end was never reported";
    }
    return {};
}

std::vector<Judged> judged(Facts const& facts) {
    auto const rollbacks = by_release(facts);
    std::vector<Judged> all;
    all.reserve(facts.deployments.size());
    auto const* running = facts.before ? &*facts.before : nullptr;
    for (auto const& each : facts.deployments) {
        all.push_back({each, standing_of(rollbacks, each, running)});
        if (each.status == DeploymentStatus::succeeded) running = &each;
    }
    mark_rolled_back(all, rollbacks);
    return all;
}

}  // namespace cadence::insight
