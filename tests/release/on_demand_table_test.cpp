// The decision table of releases on demand.
#include <gtest/gtest.h>

#include "decision_table.h"

namespace cadence::testing {
namespace {

std::string const kHotfix = "backend-hotfix-2026-01-02-double-booking";

World requested() {
    auto world = running_train();
    release::RequestRelease request;
    request.title = "Double booking";
    request.criterion = release::Criterion::data_integrity;
    request.version = kVersion;
    request.commit = kCommit;
    (void)world.as(eve()).run(request).value();
    world.advance(std::chrono::minutes{30});
    return world;
}

World staged() {
    auto world = requested();
    (void)world.as(bob()).staged(kHotfix, kCommit).value();
    world.tick();
    return world;
}

World tested() {
    auto world = staged();
    (void)world.as(bob()).tick(kHotfix, "smoke").value();
    return world;
}

World half_approved() {
    auto world = tested();
    (void)world.as(anna()).approve(kHotfix).value();
    return world;
}

World approved() {
    auto world = half_approved();
    (void)world.as(paul()).approve(kHotfix).value();
    return world;
}

World being_deployed(World world) {
    (void)world.as(bob()).run(report(kHotfix, DeploymentStatus::started)).value();
    world.advance(std::chrono::minutes{5});
    return world;
}

World monitored() {
    auto world = being_deployed(approved());
    (void)world.as(bob()).run(report(kHotfix, DeploymentStatus::succeeded)).value();
    world.advance(std::chrono::minutes{30});
    return world;
}

World released() {
    auto world = monitored();
    live_until(world, world.now() + std::chrono::hours{2});
    return world;
}

World replaced() {
    auto world = released();
    (void)world.as(bob()).deployed_version("", "1.3.0").value();
    return world;
}

World rejected() {
    auto world = staged();
    (void)world.as(paul()).run(release::Reject{kHotfix, "Too risky"}).value();
    return world;
}

/// Not approved, and deployed all the same.
World defied() {
    auto world = tested();
    (void)world.as(bob()).run(report(kHotfix, DeploymentStatus::succeeded)).value();
    world.tick();
    return world;
}

World expired() {
    auto world = tested();
    world.advance(std::chrono::hours{25});
    return world;
}

World cancelled() {
    auto world = approved();
    (void)world.as(anna()).cancel(kHotfix, "Not needed").value();
    return world;
}

World rolling_back() {
    auto world = monitored();
    (void)world.as(olga()).roll_back(kHotfix).value();
    return world;
}

World rolled_back() {
    auto world = rolling_back();
    (void)world.as(quinn()).verify(kHotfix, "1.1.0").value();
    return world;
}

constexpr auto kDeciding = R"(
             | go | veto | withdraw | lifted  | candidate | postpone        | cancel    | reject
requested    | no | no   | no-vote  | no-vote | requested | no-date-to-move | cancelled | rejected
staged       | no | no   | no-vote  | no-vote | requested | no-date-to-move | cancelled | rejected
tested       | no | no   | no-vote  | no-vote | requested | no-date-to-move | cancelled | rejected
half         | no | no   | no-vote  | no-vote | requested | no-date-to-move | cancelled | rejected
approved     | no | no   | no-vote  | no-vote | requested | no-date-to-move | cancelled | rejected
deploying    | no | no   | no-vote  | no-vote | deploying | no              | no        | no
unapproved   | no | no   | no-vote  | no-vote | deploying | no              | no        | no
monitoring   | no | no   | no-vote  | no-vote | no        | no              | no        | no
released     | no | no   | no-vote  | no-vote | no        | no              | no        | no
replaced     | no | no   | no-vote  | no-vote | no        | no              | no        | no
rejected     | no | no   | no-vote  | no-vote | no        | no              | no        | no
defied       | no | no   | no-vote  | no-vote | no        | no              | no        | no
expired      | no | no   | no-vote  | no-vote | no        | no              | no        | no
cancelled    | no | no   | no-vote  | no-vote | no        | no              | no        | no
rolling back | no | no   | no-vote  | no-vote | no        | no              | no        | no
rolled back  | no | no   | no-vote  | no-vote | no        | no              | no        | no
)";

constexpr auto kApproving = R"(
             | approve                 | approve too             | verify           | post-mortem
requested    | approval-before-staging | approval-before-staging | not-rolling-back | not-rolled-back
staged       | checklist-open          | checklist-open          | not-rolling-back | not-rolled-back
tested       | requested               | requested               | not-rolling-back | not-rolled-back
half         | approved                | approved-twice          | not-rolling-back | not-rolled-back
approved     | already-approved        | already-approved        | not-rolling-back | not-rolled-back
deploying    | already-approved        | already-approved        | not-rolling-back | not-rolled-back
unapproved   | no                      | no                      | not-rolling-back | not-rolled-back
monitoring   | already-approved        | already-approved        | not-rolling-back | not-rolled-back
released     | no                      | no                      | not-rolling-back | not-rolled-back
replaced     | no                      | no                      | not-rolling-back | not-rolled-back
rejected     | no                      | no                      | not-rolling-back | not-rolled-back
defied       | no                      | no                      | not-rolling-back | not-rolled-back
expired      | no                      | no                      | not-rolling-back | not-rolled-back
cancelled    | no                      | no                      | not-rolling-back | not-rolled-back
rolling back | no                      | no                      | rolled_back      | rolling_back
rolled back  | no                      | no                      | not-rolling-back | rolled_back
)";

constexpr auto kDeploying = R"(
             | started      | succeeded    | other commit | failed       | staged       | other staged
requested    | deploying    | monitoring   | monitoring   | requested    | requested    | requested
staged       | deploying    | monitoring   | monitoring   | requested    | requested    | requested
tested       | deploying    | monitoring   | monitoring   | requested    | requested    | requested
half         | deploying    | monitoring   | monitoring   | requested    | requested    | requested
approved     | deploying    | monitoring   | monitoring   | approved     | approved     | requested
deploying    | deploying    | monitoring   | monitoring   | approved     | deploying    | deploying
unapproved   | deploying    | monitoring   | monitoring   | requested    | deploying    | deploying
monitoring   | monitoring   | monitoring   | monitoring   | monitoring   | monitoring   | monitoring
released     | released     | released     | released     | released     | released     | released
replaced     | released     | released     | released     | released     | released     | released
rejected     | rejected     | rejected     | rejected     | rejected     | rejected     | rejected
defied       | monitoring   | monitoring   | monitoring   | monitoring   | monitoring   | monitoring
expired      | expired      | expired      | expired      | expired      | expired      | expired
cancelled    | cancelled    | cancelled    | cancelled    | cancelled    | cancelled    | cancelled
rolling back | rolling_back | rolling_back | rolling_back | rolling_back | rolling_back | rolling_back
rolled back  | rolled_back  | rolled_back  | rolled_back  | rolled_back  | rolled_back  | rolled_back
)";

constexpr auto kRollingBack = R"(
             | P1                  | P2                  | revert              | clear
requested    | not-deployed        | not-deployed        | not-deployed        | nothing-to-clear
staged       | not-deployed        | not-deployed        | not-deployed        | nothing-to-clear
tested       | not-deployed        | not-deployed        | not-deployed        | nothing-to-clear
half         | not-deployed        | not-deployed        | not-deployed        | nothing-to-clear
approved     | not-deployed        | not-deployed        | not-deployed        | nothing-to-clear
deploying    | rolling_back        | fix-forward         | rolling_back        | nothing-to-clear
unapproved   | rolling_back        | fix-forward         | rolling_back        | nothing-to-clear
monitoring   | rolling_back        | fix-forward         | rolling_back        | nothing-to-clear
released     | rolling_back        | fix-forward         | rolling_back        | nothing-to-clear
replaced     | not-deployed        | not-deployed        | not-deployed        | nothing-to-clear
rejected     | not-deployed        | not-deployed        | not-deployed        | nothing-to-clear
defied       | rolling_back        | fix-forward         | rolling_back        | nothing-to-clear
expired      | not-deployed        | not-deployed        | not-deployed        | nothing-to-clear
cancelled    | not-deployed        | not-deployed        | not-deployed        | nothing-to-clear
rolling back | already-rolled-back | already-rolled-back | already-rolled-back | rollback-not-verified
rolled back  | already-rolled-back | already-rolled-back | already-rolled-back | rolled_back
)";

constexpr auto kTicking = R"(
             | pre passed     | pre failed   | pre waived   | post passed  | post failed  | review
requested    | not-on-staging | requested    | requested    | no           | no           | requested
staged       | requested      | requested    | requested    | no           | no           | requested
tested       | requested      | requested    | requested    | no           | no           | requested
half         | requested      | requested    | requested    | no           | no           | requested
approved     | approved       | requested    | approved     | no           | no           | approved
deploying    | deploying      | deploying    | deploying    | no           | no           | deploying
unapproved   | deploying      | deploying    | deploying    | no           | no           | deploying
monitoring   | monitoring     | monitoring   | monitoring   | monitoring   | monitoring   | monitoring
released     | released       | released     | released     | released     | released     | released
replaced     | released       | released     | released     | released     | released     | released
rejected     | no             | no           | no           | no           | no           | rejected
defied       | monitoring     | monitoring   | monitoring   | monitoring   | monitoring   | monitoring
expired      | no             | no           | no           | no           | no           | expired
cancelled    | no             | no           | no           | no           | no           | cancelled
rolling back | rolling_back   | rolling_back | rolling_back | rolling_back | rolling_back | rolling_back
rolled back  | no             | no           | no           | no           | no           | rolled_back
)";

constexpr auto kChecking = R"(
             | run pre | run post | pre check    | post check   | a day on     | two weeks on | leaves
requested    | no      | no       | nothing      | nothing      | expired      | expired      | nothing
staged       | nothing | no       | requested    | nothing      | expired      | expired      | nothing
tested       | nothing | no       | requested    | nothing      | expired      | expired      | nothing
half         | nothing | no       | requested    | nothing      | expired      | expired      | requested
approved     | nothing | no       | requested    | nothing      | approved     | approved     | nothing
deploying    | nothing | no       | deploying    | nothing      | deploying    | approved     | nothing
unapproved   | nothing | no       | deploying    | nothing      | deploying    | expired      | nothing
monitoring   | nothing | nothing  | monitoring   | monitoring   | released     | released     | nothing
released     | no      | no       | nothing      | nothing      | released     | released     | nothing
replaced     | no      | no       | nothing      | nothing      | released     | released     | nothing
rejected     | no      | no       | rejected     | nothing      | rejected     | rejected     | nothing
defied       | nothing | nothing  | monitoring   | monitoring   | released     | released     | nothing
expired      | no      | no       | expired      | nothing      | expired      | expired      | nothing
cancelled    | no      | no       | cancelled    | nothing      | cancelled    | cancelled    | nothing
rolling back | nothing | nothing  | rolling_back | rolling_back | rolling_back | rolling_back | nothing
rolled back  | no      | no       | rolled_back  | rolled_back  | rolled_back  | rolled_back  | nothing
)";

constexpr auto kRecording = R"(
             | issue        | notes        | retrospective | merge        | request      | new calendar
requested    | requested    | requested    | no            | requested    | requested    | requested
staged       | requested    | requested    | no            | requested    | requested    | requested
tested       | requested    | requested    | no            | requested    | requested    | requested
half         | requested    | requested    | no            | requested    | requested    | requested
approved     | approved     | approved     | approved      | approved     | approved     | approved
deploying    | deploying    | deploying    | deploying     | deploying    | deploying    | deploying
unapproved   | deploying    | deploying    | deploying     | deploying    | deploying    | deploying
monitoring   | monitoring   | monitoring   | monitoring    | monitoring   | monitoring   | monitoring
released     | released     | released     | released      | released     | released     | released
replaced     | released     | released     | released      | released     | released     | released
rejected     | rejected     | rejected     | rejected      | rejected     | rejected     | rejected
defied       | monitoring   | monitoring   | monitoring    | monitoring   | monitoring   | monitoring
expired      | expired      | expired      | expired       | expired      | expired      | expired
cancelled    | cancelled    | cancelled    | cancelled     | cancelled    | cancelled    | cancelled
rolling back | rolling_back | rolling_back | rolling_back  | rolling_back | rolling_back | rolling_back
rolled back  | rolled_back  | rolled_back  | rolled_back   | rolled_back  | rolled_back  | rolled_back
)";

constexpr auto kStopping = R"(
             | freeze       | thaw             | exempt       | unexempt     | blackout     | no blackout
requested    | requested    | freeze-not-found | requested    | requested    | requested    | requested
staged       | requested    | freeze-not-found | requested    | requested    | requested    | requested
tested       | requested    | freeze-not-found | requested    | requested    | requested    | requested
half         | requested    | freeze-not-found | requested    | requested    | requested    | requested
approved     | approved     | freeze-not-found | approved     | approved     | approved     | approved
deploying    | deploying    | freeze-not-found | deploying    | deploying    | deploying    | deploying
unapproved   | deploying    | freeze-not-found | deploying    | deploying    | deploying    | deploying
monitoring   | monitoring   | freeze-not-found | monitoring   | monitoring   | monitoring   | monitoring
released     | released     | freeze-not-found | released     | released     | released     | released
replaced     | released     | freeze-not-found | released     | released     | released     | released
rejected     | rejected     | freeze-not-found | rejected     | rejected     | rejected     | rejected
defied       | monitoring   | freeze-not-found | monitoring   | monitoring   | monitoring   | monitoring
expired      | expired      | freeze-not-found | expired      | expired      | expired      | expired
cancelled    | cancelled    | freeze-not-found | cancelled    | cancelled    | cancelled    | cancelled
rolling back | rolling_back | freeze-not-found | rolling_back | rolling_back | rolling_back | rolling_back
rolled back  | rolled_back  | freeze-not-found | rolled_back  | rolled_back  | rolled_back  | rolled_back
)";

}  // namespace

Sheet on_demand_sheet() {
    return {
        .settings = {{"requested", State::requested, requested(), kHotfix},
                     {"staged", State::requested, staged(), kHotfix},
                     {"tested", State::requested, tested(), kHotfix},
                     {"half", State::requested, half_approved(), kHotfix},
                     {"approved", State::approved, approved(), kHotfix},
                     {"deploying", State::deploying, being_deployed(approved()), kHotfix},
                     {"unapproved", State::deploying, being_deployed(tested()), kHotfix},
                     {"monitoring", State::monitoring, monitored(), kHotfix},
                     {"released", State::released, released(), kHotfix},
                     {"replaced", State::released, replaced(), kHotfix},
                     {"rejected", State::rejected, rejected(), kHotfix},
                     {"defied", State::monitoring, defied(), kHotfix},
                     {"expired", State::expired, expired(), kHotfix},
                     {"cancelled", State::cancelled, cancelled(), kHotfix},
                     {"rolling back", State::rolling_back, rolling_back(), kHotfix},
                     {"rolled back", State::rolled_back, rolled_back(), kHotfix}},
        .tables = {kDeciding, kApproving, kDeploying, kRollingBack, kTicking, kChecking, kRecording,
                   kStopping},
    };
}

TEST(OnDemandTable, every_state_answers_every_command_as_it_says) {
    expect_answers(on_demand_sheet());
}

}  // namespace cadence::testing
