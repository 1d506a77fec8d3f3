// What must not go out to production, as a person would see it: from votes, items, approvals, dates and
// reports themselves, and not by asking the code that decides.
#pragma once

#include <algorithm>
#include <string>

#include "job/action.h"
#include "release/policy.h"
#include "release/trains.h"

namespace cadence::engine::oracle {

using release::DeploymentStatus;
using release::Environment;
using release::Role;
using release::State;

inline bool has_role(std::vector<Role> const& roles, Role role) {
    return std::ranges::find(roles, role) != roles.end();
}

inline bool checklist_is_done(release::Release const& release) {
    return std::ranges::none_of(release.checklist, [](release::Item const& item) {
        return item.rule.stage == release::Stage::pre && item.rule.required &&
               (item.status == release::ItemStatus::pending || item.status == release::ItemStatus::failed);
    });
}

inline bool everybody_says_go(release::Release const& release) {
    auto const veto = std::ranges::any_of(
        release.votes, [](release::Vote const& vote) { return vote.vote == release::Choice::no_go; });
    return !veto && std::ranges::all_of(release.required_roles, [&](Role role) {
        return std::ranges::any_of(release.votes,
                                   [&](release::Vote const& vote) { return has_role(vote.roles, role); });
    });
}

inline bool two_have_approved(release::Release const& release) {
    for (auto const& lead : release.on_demand->approvals) {
        for (auto const& owner : release.on_demand->approvals) {
            if (lead.person != owner.person && has_role(lead.roles, Role::tech_lead) &&
                has_role(owner.roles, Role::product_owner))
                return true;
        }
    }
    return false;
}

inline bool window_is_open_at(release::Release const& release, Instant now) {
    return std::ranges::any_of(release.firings, [&](release::Firing const& firing) {
        auto const opened =
            firing.status == release::FiringStatus::fired || firing.status == release::FiringStatus::late;
        return firing.attempt == release.attempt && opened &&
               firing.phase.kind == calendar::PhaseKind::deploy_window_open && firing.phase.at <= now &&
               now < release.window.closes_at;
    });
}

inline bool frozen_at(release::Train const& train, Instant now) {
    return std::ranges::any_of(train.freezes, [&](release::Freeze const& freeze) {
        return freeze.from <= now && (!freeze.until || now < *freeze.until) &&
               std::ranges::find(freeze.actions, release::Action::deploy) != freeze.actions.end();
    });
}

/// On the day of its window, unless somebody has put it there.
inline bool in_a_blackout(release::Train const& train, release::Policy const& policy,
                          release::Release const& release) {
    auto const by_hand = std::ranges::any_of(release.dates, [&](release::DateChange const& each) {
        return each.to && each.to->opens_at == release.window.opens_at && each.by != "cadenced";
    });
    auto const day = policy.rule.zone.day_of(release.window.opens_at);
    auto const covers = [&](calendar::Blackout const& each) { return each.from <= day && day <= each.to; };
    return !by_hand &&
           (std::ranges::any_of(train.blackouts, covers) || std::ranges::any_of(policy.blackouts, covers));
}

/// From an instant on, and before another.
struct Begun {
    Instant since = Instant::min();
    Instant before = Instant::max();
};

/// The last that somebody else has begun in production, within that time, and that has not ended.
inline bool another_runs(release::Release const& release, std::string const& action, Begun begun) {
    release::Deployment const* last = nullptr;
    for (auto const& each : release.deployments) {
        auto const mine = each.source == "action " + action && each.status == DeploymentStatus::started;
        if (each.environment != Environment::production || mine) continue;
        if (last == nullptr || each.at >= last->at) last = &each;
    }
    if (last == nullptr || last->status != DeploymentStatus::started) return false;
    if (last->at < begun.since || last->at >= begun.before) return false;
    return std::ranges::none_of(release.deployments, [&](release::Deployment const& each) {
        auto const same = each.commit == last->commit && each.version == last->version;
        return each.environment == Environment::production && each.status == DeploymentStatus::succeeded &&
               (same || each.at >= last->at);
    });
}

inline bool another_release_runs(release::Train const& train, job::ActionOrder const& order, Instant before) {
    return std::ranges::any_of(train.releases, [&](auto const& each) {
        return each.first != order.release && another_runs(each.second, {}, {.before = before});
    });
}

/// Production has got another commit since the rollback began.
inline bool is_restored(release::Train const& train, release::Rollback const& rollback) {
    auto const& runs = train.production;
    if (!runs || runs->commit.empty() || runs->since < rollback.started_at) return false;
    return std::ranges::none_of(rollback.leaves, [&](release::Running const& left) {
        return left.commit.empty() || left.commit == runs->commit;
    });
}

inline std::string forbidden_back(release::Train const& train, release::Release const& release,
                                  job::ActionOrder const& order, Instant before) {
    if (release.state != State::rolling_back) return "nothing is being rolled back";
    auto const& rollback = *release.rollback;
    auto const restored = is_restored(train, rollback);
    if (!order.environment)
        return restored && train.production->commit != order.commit ? "production is mended" : "";
    if (restored) return "production is restored";
    if (another_runs(release, order.action, {rollback.started_at, before}))
        return "somebody else restores it";
    return another_release_runs(train, order, before) ? "another release is deployed" : "";
}

/// Why this must not go out now; empty: it may. What others began counts if it was before `before`.
inline std::string forbidden(release::Train const& train, release::Policy const& policy,
                             job::ActionOrder const& order, job::Action const& action, Instant now,
                             Instant before) {
    auto const* const release = train.find(order.release);
    if (release == nullptr) return "of no release";
    if (action.on == job::Trigger::rollback) return forbidden_back(train, *release, order, before);
    if (!release->candidate || release->candidate->commit != order.commit ||
        release->candidate->version != order.version)
        return "not the candidate";
    if (!checklist_is_done(*release)) return "checklist open";
    if (frozen_at(train, now)) return "frozen";
    if (another_release_runs(train, order, before)) return "another release is deployed";
    if (release::is_terminal(release->state) || release->state == State::rolling_back)
        return std::string{name_of(release->state)};
    if (order.environment && release->in_production()) return "in production";
    if (order.environment && another_runs(*release, order.action, {.before = before}))
        return "somebody else deploys it";
    if (release->on_demand) return two_have_approved(*release) ? "" : "not approved";
    if (train.blocked) return "blocked by a rollback";
    if (in_a_blackout(train, policy, *release)) return "in a blackout";
    if (!window_is_open_at(*release, now)) return "window shut";
    return everybody_says_go(*release) ? "" : "no GO";
}

}  // namespace cadence::engine::oracle
