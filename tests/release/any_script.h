// Random weeks in the life of a train: commands by everybody, and time in steps, naps and jumps.
#pragma once

#include <array>
#include <tuple>
#include <vector>

#include <rapidcheck/gtest.h>

#include "support/story.h"

namespace cadence::testing {

/// What, by whom, to which release, and how much of it.
using Step = std::tuple<int, int, int, int>;
using Script = std::vector<Step>;

inline constexpr int kKinds = 45;
inline constexpr int kAsksForHotfix = 24;

inline Script any_script() {
    auto const step = rc::gen::tuple(rc::gen::inRange(0, kKinds), rc::gen::inRange(0, 6),
                                     rc::gen::inRange(0, 4), rc::gen::inRange(0, 7));
    return *rc::gen::container<Script>(step).as("script");
}

inline Policy any_policy() {
    auto policy = *rc::gen::arbitrary<bool>().as("weekly") ? weekly_policy() : policy_of_spec();
    if (*rc::gen::arbitrary<bool>().as("with a checklist"))
        policy.checklist = policy_with_checklist().checklist;
    policy.monitoring = std::chrono::hours{*rc::gen::element(1, 2, 24 * 15).as("monitoring, hours")};
    policy.clocks.vote_reminder =
        std::chrono::hours{*rc::gen::element(0, 4, 30, 24 * 5).as("reminder, hours")};
    policy.clocks.monitoring_reminder =
        std::chrono::minutes{*rc::gen::element(0, 30, 60 * 26).as("reminder of what is open, minutes")};
    if (*rc::gen::arbitrary<bool>().as("skip in blackouts")) {
        policy.rule.on_blackout = calendar::BlackoutPolicy::skip;
    }
    return policy;
}

inline Duration some_time(int amount) {
    using std::chrono::minutes;
    constexpr std::array<minutes, 7> kTimes{minutes{1},       minutes{20},      minutes{61},
                                            minutes{60 * 12}, minutes{60 * 48}, minutes{60 * 110},
                                            minutes{60 * 700}};
    return kTimes[static_cast<std::size_t>(amount)];
}

/// The release `ahead` slots after the one now in the calendar, or before it.
inline std::string some_release(World const& world, int ahead) {
    auto const& rule = world.policy().rule;
    auto const days = date::days{rule.every_weeks * 7 * (ahead - 1)};
    return release::release_id(kTrain, slot_from(rule, rule.zone.day_of(world.now()) + days));
}

inline void pass_time(World& world, int kind, int amount) {
    switch (kind) {
        case 0:
            world.sleep_until(world.now() + some_time(amount));
            break;
        case 1:
            world.hold_clock(amount < 2);
            break;
        default:
            world.advance(some_time(amount));
            break;
    }
}

inline std::string commit_of(int amount) {
    return std::string(8, static_cast<char>('1' + amount));
}

/// A live release on demand, or one that does not exist.
inline std::string some_hotfix(World const& world) {
    for (auto const& [id, release] : world.train().releases) {
        if (release.is_on_demand() && is_live(world.train(), release)) return id;
    }
    return "backend-hotfix-2026-01-01-none";
}

inline std::string some_item(int amount) {
    constexpr std::array<char const*, 4> kItems{"smoke", "docs", "health", "flows"};
    return kItems[static_cast<std::size_t>(amount) % kItems.size()];
}

/// The rest of the process: on demand, checklists, merges, freezes, rollbacks.
inline Result<Events> ask_more(World& world, int kind, As someone, std::string const& scheduled, int amount) {
    auto const hotfix = some_hotfix(world);
    auto const id = amount % 2 == 0 ? scheduled : hotfix;
    auto const status = static_cast<release::ItemStatus>(amount % 5);
    auto const then = world.now() + some_time(amount);
    switch (kind) {
        case 0:
            return someone.tick(id, some_item(amount), status, "reason");
        case 1:
            return someone.tick(id, "smoke");
        case 2:
            return someone.hotfix("fix " + std::to_string(amount % 3), commit_of(amount));
        case 3:
            return someone.staged(hotfix, commit_of(amount % 3));
        case 4:
        case 5:
            return someone.approve(hotfix);
        case 6:
            return someone.deployed(hotfix, static_cast<DeploymentStatus>(amount % 3));
        case 7:
            return someone.merge(commit_of(amount), amount == 3 ? "hotfix/2026-01-14-fix-0" : "feature/x");
        case 8:
            return someone.freeze({static_cast<release::Action>(amount % 3)},
                                  amount < 3 ? std::nullopt : std::optional{then});
        case 9:
            return someone.end_freeze("freeze-" + std::to_string(amount));
        case 10:
            return someone.exempt(release::ExemptionKind::branch, "feature/x", then);
        case 11:
            return someone.roll_back(id, static_cast<release::Severity>(amount % 3),
                                     amount < 2 ? "" : "1." + std::to_string(amount - 2) + ".0");
        case 12:
            return someone.verify(id, amount < 3 ? "1.0.0" : "");
        case 13:
            return someone.run(release::ClearRollback{"cleared"});
        case 14:
            return someone.check_ended(id, "health", amount % 3 != 0, "HTTP 200");
        case 15:
            return someone.run(release::RequestCheck{id, "health"});
        case 16:
            return someone.run(release::Reject{hotfix, "no"});
        case 17:
            return someone.deployed_version(id, "1." + std::to_string(amount / 2) + ".0", commit_of(amount));
        case 18:
            return someone.deployed_version({}, "1." + std::to_string(amount / 2) + ".0", commit_of(amount));
        case 19:
            return someone.deployed_version(id, "1." + std::to_string(amount) + ".0");
        default:
            return someone.run(release::RecordRetrospective{id, "text", {}});
    }
}

inline Result<Events> ask(World& world, int kind, As someone, std::string const& id, int amount) {
    auto const text = amount == 0 ? std::string{} : "reason " + std::to_string(amount);
    auto const then = world.now() + some_time(amount);
    auto const status = static_cast<DeploymentStatus>(amount % 3);
    auto const today = world.policy().rule.zone.day_of(world.now());
    switch (kind) {
        case 0:
            return someone.vote(id, Choice::no_go, text);
        case 1:
            return someone.withdraw(id, amount < 3 ? "anna" : "", text);
        case 2:
            return someone.candidate(id, "1." + std::to_string(amount) + ".0", commit_of(amount));
        case 3:
            return someone.postpone(id, text);
        case 4:
            return someone.postpone(id, text, then);
        case 5:
            return someone.cancel(id, text);
        case 6:
            return someone.deployed(id, status);
        case 7:
            return someone.deployed(id, status, world.now() - some_time(amount));
        case 8:
            return someone.issue(id, text);
        case 9:
            return someone.run(release::AddBlackout{today, today + date::days{amount * 3}, text});
        case 10:
            return someone.end_blackout("blackout-" + std::to_string(amount));
        case 11:
            return world.run(release::ForgetPeople{{"paul"}}, the_clock());
        case 12:
            return someone.vote(id, Choice::go);
        default:
            return ask_more(world, kind - 13, someone, id, amount);
    }
}

/// One step; with nothing due after it.
inline void take(World& world, Step const& step) {
    auto const [kind, who, which, amount] = step;
    std::array<Actor, 6> const people{anna(), paul(), quinn(), olga(), eve(), bob()};
    auto const id = some_release(world, which);
    if (kind < 8) {
        pass_time(world, kind, amount);
    } else if (kind == 8) {
        for (auto const& each : {anna(), paul()}) {
            (void)world.as(each).candidate(id, "2." + std::to_string(world.log().size()) + ".0");
            (void)world.as(each).tick(id, "smoke");
            (void)world.as(each).vote(id, Choice::go);
        }
    } else {
        (void)ask(world, kind - 9, world.as(people[static_cast<std::size_t>(who)]), id, amount);
    }
    world.tick();
}

}  // namespace cadence::testing
