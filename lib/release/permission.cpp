#include "release/permission.h"

#include <algorithm>

#include "release/agenda.h"
#include "release/gate.h"

namespace cadence::release {

namespace {

using Reasons = std::vector<Reason>;

/// A blackout shuts no gate, but nothing of ours goes out on a day of one, unless a person has moved the
/// release there.
void add_blackout(Reasons& reasons, Train const& train, Policy const& policy, Release const& release) {
    auto const by_hand = std::any_of(release.dates.begin(), release.dates.end(), [&](DateChange const& each) {
        return each.to && each.to->opens_at == release.window.opens_at && each.by != "cadenced";
    });
    if (by_hand) return;
    auto const today = policy.rule.zone.day_of(release.window.opens_at);
    for (auto const& each : blackouts_of(train, policy)) {
        if (each.from > today || each.to < today) continue;
        reasons.push_back({"blackout", format_date(today) + " is in a blackout (" + each.reason +
                                           "); end it, or move the release by hand"});
    }
}

Reasons scheduled(Train const& train, Policy const& policy, Release const& release) {
    Reasons reasons;
    auto const state = std::string{name_of(release.state)};
    auto const ready = release.state == State::go || release.state == State::deploying;
    if (!release.window_open()) {
        reasons.push_back({"no_deploy_window", "The window of " + release.id + " is not open with GO"});
    } else if (!ready && !is_undecided(release.state)) {
        reasons.push_back({"state", release.id + " is " + state});
    }
    if (auto const decision = decision_of(release); decision.verdict != Verdict::go)
        reasons.insert(reasons.end(), decision.reasons.begin(), decision.reasons.end());
    auto kept = keeps_from_deploying(train, release);
    reasons.insert(reasons.end(), kept.begin(), kept.end());
    add_blackout(reasons, train, policy, release);
    return reasons;
}

Reasons on_demand(Train const& train, Policy const& policy, Release const& release, bool clock_held) {
    Reasons reasons;
    for (auto const& hold : holds_on_demand(train, policy, release, clock_held)) {
        if (hold.locks) reasons.push_back(hold.reason);
    }
    if (auto const decision = decision_of(release); reasons.empty() && decision.verdict != Verdict::go)
        return decision.reasons;
    return reasons;
}

}  // namespace

std::vector<Reason> keeps_from_production(Train const& train, Policy const& policy, Release const& release,
                                          bool clock_held) {
    if (release.kind == Kind::unplanned)
        return {{"not_planned", "Nobody planned " + release.id + ": nothing permits it"}};
    if (release.is_on_demand()) return on_demand(train, policy, release, clock_held);
    auto reasons = scheduled(train, policy, release);
    if (clock_held) reasons.push_back({"clock_on_hold", "The time must be accepted first"});
    return reasons;
}

bool may_yet_be_permitted(Release const& release) {
    if (release.is_on_demand()) return release.state == State::approved || release.state == State::deploying;
    auto const* const close = release.firing(calendar::PhaseKind::deploy_window_close);
    auto const ahead = close != nullptr && close->status == FiringStatus::pending;
    return release.is_scheduled() && ahead &&
           (is_undecided(release.state) || release.state == State::deploying);
}

}  // namespace cadence::release
