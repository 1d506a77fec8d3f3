#include "release/permission.h"

#include <algorithm>

#include "release/agenda.h"
#include "release/gates.h"
#include "release/production.h"

namespace cadence::release {

namespace {

using Reasons = std::vector<Reason>;

/// A blackout shuts no gate, but nothing of ours goes out on a day of one, unless a person has moved the
/// release there.
void add_blackout(Reasons& reasons, Train const& train, Policy const& policy, Release const& release) {
    auto const by_hand = std::ranges::any_of(release.dates, [&](DateChange const& each) {
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

bool goes_along(Release const& release, Sending sending) {
    return sending == Sending::alongside && release.state == State::monitoring;
}

Reasons scheduled(Train const& train, Policy const& policy, Release const& release, Sending sending) {
    Reasons reasons;
    auto const ready =
        release.state == State::go || release.state == State::deploying || goes_along(release, sending);
    if (!release.window_open()) {
        reasons.push_back({"no_deploy_window", "The window of " + release.id + " is not open with GO"});
    } else if (!ready && !is_undecided(release.state)) {
        reasons.push_back({"state", release.id + " " + standing_of(release.state)});
    }
    if (auto const decision = decision_of(release); decision.verdict != Verdict::go)
        reasons.insert(reasons.end(), decision.reasons.begin(), decision.reasons.end());
    auto kept = keeps_from_deploying(train, release);
    reasons.insert(reasons.end(), kept.begin(), kept.end());
    add_blackout(reasons, train, policy, release);
    return reasons;
}

Reasons on_demand(Train const& train, Policy const& policy, Release const& release, bool clock_held,
                  Sending sending) {
    Reasons reasons;
    for (auto const& hold : holds_on_demand(train, policy, release, clock_held)) {
        auto const of_itself = hold.reason.code == "already_deployed";
        if (hold.locks && !(of_itself && goes_along(release, sending))) reasons.push_back(hold.reason);
    }
    if (auto const decision = decision_of(release); reasons.empty() && decision.verdict != Verdict::go)
        return decision.reasons;
    return reasons;
}

}  // namespace

std::vector<Reason> keeps_from_production(Train const& train, Policy const& policy, Release const& release,
                                          bool clock_held, Sending sending) {
    if (release.kind == Kind::unplanned)
        return {{"not_planned", "Nobody planned " + release.id + ": nothing permits it"}};
    if (release.is_on_demand()) return on_demand(train, policy, release, clock_held, sending);
    auto reasons = scheduled(train, policy, release, sending);
    if (clock_held) reasons.push_back({"clock_on_hold", "The time must be accepted first"});
    return reasons;
}

bool may_yet_be_permitted(Release const& release, Sending sending) {
    auto const underway = release.state == State::deploying || goes_along(release, sending);
    if (release.is_on_demand()) return release.state == State::approved || underway;
    return release.is_scheduled() && release.awaits(PhaseKind::deploy_window_close) &&
           (is_undecided(release.state) || underway);
}

std::optional<Instant> permission_ends_at(Release const& release, Policy const& policy) {
    if (release.state == State::rolling_back) {
        auto const p0 = release.rollback->severity == Severity::p0;
        return release.rollback->started_at + (p0 ? policy.clocks.rollback_p0 : policy.clocks.rollback_p1);
    }
    if (release.is_scheduled()) return release.window.closes_at;
    if (!release.on_demand || !release.on_demand->approved_at) return std::nullopt;
    return *release.on_demand->approved_at + policy.clocks.hotfix_deploy;
}

std::optional<Running> restored_with(Train const& train, Release const& release) {
    auto const& runs = train.production;
    if (!runs || !release.rollback || runs->since < release.rollback->started_at) return std::nullopt;
    auto const anothers = !runs->release.empty() && runs->release != release.id &&
                          !is_one_of(runs->version, runs->commit, left_by(release));
    return release.rollback->restored_at || anothers ? runs : std::nullopt;
}

}  // namespace cadence::release
