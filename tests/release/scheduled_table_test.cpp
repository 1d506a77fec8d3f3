// The decision table of scheduled releases.
#include <gtest/gtest.h>

#include "decision_table.h"

namespace cadence::testing {
namespace {

constexpr auto kWindow = "2026-01-08T10:05:00Z";

World planned() {
    auto world = running_train();
    (void)world.as(anna()).candidate(kFirst, kVersion, kCommit).value();
    return world;
}

/// Anna says go; the smoke tests' check is running.
World untested() {
    auto world = planned();
    world.advance_to("2026-01-05T12:00:00Z");
    (void)world.as(anna()).vote(kFirst, Choice::go).value();
    return world;
}

World tested(std::string_view now = "2026-01-06T12:00:00Z") {
    auto world = untested();
    (void)world.as(bob()).tick(kFirst, "smoke").value();
    world.advance_to(now);
    return world;
}

World with_go(std::string_view now = "2026-01-06T12:00:00Z") {
    auto world = tested("2026-01-05T13:00:00Z");
    (void)world.as(paul()).vote(kFirst, Choice::go).value();
    world.advance_to(now);
    return world;
}

World after(World world, Result<Events> (*step)(World&)) {
    (void)step(world).value();
    return world;
}

World waiting_for_tests() {
    return after(untested(), [](World& world) { return world.as(paul()).vote(kFirst, Choice::go); });
}

World vetoed() {
    return after(with_go(),
                 [](World& world) { return world.as(paul()).vote(kFirst, Choice::no_go, "Prices"); });
}

/// GO, but the line is stopped as the window opens.
World kept() {
    auto const freeze = [](World& world) { return world.as(anna()).freeze({release::Action::deploy}); };
    auto world = after(with_go(), freeze);
    world.advance_to(kWindow);
    return world;
}

World running(std::string_view now = "2026-01-08T10:10:00Z") {
    auto const started = [](World& world) {
        return world.as(bob()).run(report(kFirst, DeploymentStatus::started));
    };
    auto world = after(with_go(kWindow), started);
    world.advance_to(now);
    return world;
}

World monitored() {
    auto const succeeded = [](World& world) {
        return world.as(bob()).run(report(kFirst, DeploymentStatus::succeeded));
    };
    auto world = after(running(), succeeded);
    world.advance_to("2026-01-08T11:00:00Z");
    return world;
}

World released() {
    auto world = monitored();
    live_until(world, utc("2026-01-08T13:00:00Z"));
    return world;
}

/// Production runs another version since.
World replaced() {
    return after(released(), [](World& world) { return world.as(bob()).deployed_version("", "1.3.0"); });
}

World cancelled() {
    return after(with_go(), [](World& world) { return world.as(anna()).cancel(kFirst, "Nothing to ship"); });
}

World rolling_back() {
    return after(monitored(), [](World& world) { return world.as(olga()).roll_back(kFirst); });
}

World rolled_back() {
    return after(rolling_back(), [](World& world) { return world.as(quinn()).verify(kFirst, "1.1.0"); });
}

constexpr auto kDeciding = R"(
             | go        | veto       | withdraw | lifted  | leaves  | candidate | postpone | cancel
planned      | no        | no         | no-vote  | no-vote | nothing | planned   | planned  | cancelled
frozen       | go        | no_go      | no-vote  | no-vote | frozen  | frozen    | planned  | cancelled
untested     | frozen    | no_go      | frozen   | frozen  | frozen  | frozen    | planned  | cancelled
go           | go        | no_go      | frozen   | frozen  | frozen  | frozen    | planned  | cancelled
no_go        | no_go     | no_go      | frozen   | frozen  | no_go   | frozen    | planned  | cancelled
held         | deploying | held       | no-vote  | no-vote | held    | held      | planned  | cancelled
kept         | held      | held       | held     | held    | held    | held      | planned  | cancelled
open         | deploying | no_go      | no_go    | no_go   | no_go   | no_go     | planned  | cancelled
running      | no        | deploying  | no       | no      | nothing | deploying | no       | no
running late | no        | deploying  | no       | no      | nothing | deploying | no       | no
monitoring   | no        | monitoring | no       | no      | nothing | no        | no       | no
released     | no        | no         | no       | no      | nothing | no        | no       | no
replaced     | no        | no         | no       | no      | nothing | no        | no       | no
overdue      | no        | no         | no       | no      | nothing | no        | planned  | cancelled
cancelled    | no        | no         | no       | no      | nothing | no        | no       | no
rolling back | no        | no         | no       | no      | nothing | no        | no       | no
rolled back  | no        | no         | no       | no      | nothing | no        | no       | no
)";

constexpr auto kApproving = R"(
             | approve       | approve too   | reject        | verify           | clear
planned      | not-on-demand | not-on-demand | not-on-demand | not-rolling-back | nothing-to-clear
frozen       | not-on-demand | not-on-demand | not-on-demand | not-rolling-back | nothing-to-clear
untested     | not-on-demand | not-on-demand | not-on-demand | not-rolling-back | nothing-to-clear
go           | not-on-demand | not-on-demand | not-on-demand | not-rolling-back | nothing-to-clear
no_go        | not-on-demand | not-on-demand | not-on-demand | not-rolling-back | nothing-to-clear
held         | not-on-demand | not-on-demand | not-on-demand | not-rolling-back | nothing-to-clear
kept         | not-on-demand | not-on-demand | not-on-demand | not-rolling-back | nothing-to-clear
open         | not-on-demand | not-on-demand | not-on-demand | not-rolling-back | nothing-to-clear
running      | not-on-demand | not-on-demand | not-on-demand | not-rolling-back | nothing-to-clear
running late | not-on-demand | not-on-demand | not-on-demand | not-rolling-back | nothing-to-clear
monitoring   | not-on-demand | not-on-demand | not-on-demand | not-rolling-back | nothing-to-clear
released     | not-on-demand | not-on-demand | not-on-demand | not-rolling-back | nothing-to-clear
replaced     | not-on-demand | not-on-demand | not-on-demand | not-rolling-back | nothing-to-clear
overdue      | not-on-demand | not-on-demand | not-on-demand | not-rolling-back | nothing-to-clear
cancelled    | not-on-demand | not-on-demand | not-on-demand | not-rolling-back | nothing-to-clear
rolling back | not-on-demand | not-on-demand | not-on-demand | rolled_back      | rollback-not-verified
rolled back  | not-on-demand | not-on-demand | not-on-demand | not-rolling-back | rolled_back
)";

constexpr auto kDeploying = R"(
             | started      | succeeded    | other commit | failed       | staged       | other staged
planned      | deploying    | monitoring   | monitoring   | planned      | planned      | planned
frozen       | deploying    | monitoring   | monitoring   | frozen       | frozen       | frozen
untested     | deploying    | monitoring   | monitoring   | frozen       | frozen       | frozen
go           | deploying    | monitoring   | monitoring   | go           | go           | go
no_go        | deploying    | monitoring   | monitoring   | no_go        | no_go        | no_go
held         | deploying    | monitoring   | monitoring   | held         | held         | held
kept         | deploying    | monitoring   | monitoring   | held         | held         | held
open         | deploying    | monitoring   | monitoring   | go           | deploying    | deploying
running      | deploying    | monitoring   | monitoring   | go           | deploying    | deploying
running late | deploying    | monitoring   | monitoring   | overdue      | deploying    | deploying
monitoring   | monitoring   | monitoring   | monitoring   | monitoring   | monitoring   | monitoring
released     | released     | released     | released     | released     | released     | released
replaced     | released     | released     | released     | released     | released     | released
overdue      | deploying    | monitoring   | monitoring   | overdue      | overdue      | overdue
cancelled    | cancelled    | cancelled    | cancelled    | cancelled    | cancelled    | cancelled
rolling back | rolling_back | rolling_back | rolling_back | rolling_back | rolling_back | rolling_back
rolled back  | rolled_back  | rolled_back  | rolled_back  | rolled_back  | rolled_back  | rolled_back
)";

constexpr auto kRollingBack = R"(
             | P1                  | P2                  | revert              | post-mortem
planned      | not-deployed        | not-deployed        | not-deployed        | not-rolled-back
frozen       | not-deployed        | not-deployed        | not-deployed        | not-rolled-back
untested     | not-deployed        | not-deployed        | not-deployed        | not-rolled-back
go           | not-deployed        | not-deployed        | not-deployed        | not-rolled-back
no_go        | not-deployed        | not-deployed        | not-deployed        | not-rolled-back
held         | not-deployed        | not-deployed        | not-deployed        | not-rolled-back
kept         | not-deployed        | not-deployed        | not-deployed        | not-rolled-back
open         | not-deployed        | not-deployed        | not-deployed        | not-rolled-back
running      | rolling_back        | fix-forward         | rolling_back        | not-rolled-back
running late | rolling_back        | fix-forward         | rolling_back        | not-rolled-back
monitoring   | rolling_back        | fix-forward         | rolling_back        | not-rolled-back
released     | rolling_back        | fix-forward         | rolling_back        | not-rolled-back
replaced     | not-deployed        | not-deployed        | not-deployed        | not-rolled-back
overdue      | not-deployed        | not-deployed        | not-deployed        | not-rolled-back
cancelled    | not-deployed        | not-deployed        | not-deployed        | not-rolled-back
rolling back | already-rolled-back | already-rolled-back | already-rolled-back | rolling_back
rolled back  | already-rolled-back | already-rolled-back | already-rolled-back | rolled_back
)";

constexpr auto kTicking = R"(
             | pre passed   | pre failed   | pre waived   | post passed  | post failed  | review
planned      | planned      | planned      | planned      | no           | no           | planned
frozen       | frozen       | frozen       | frozen       | no           | no           | frozen
untested     | go           | frozen       | go           | no           | no           | frozen
go           | go           | frozen       | go           | no           | no           | go
no_go        | no_go        | no_go        | no_go        | no           | no           | no_go
held         | held         | held         | held         | no           | no           | held
kept         | held         | held         | held         | no           | no           | held
open         | deploying    | no_go        | deploying    | no           | no           | deploying
running      | deploying    | deploying    | deploying    | no           | no           | deploying
running late | deploying    | deploying    | deploying    | no           | no           | deploying
monitoring   | monitoring   | monitoring   | monitoring   | monitoring   | monitoring   | monitoring
released     | released     | released     | released     | released     | released     | released
replaced     | released     | released     | released     | released     | released     | released
overdue      | overdue      | overdue      | overdue      | no           | no           | overdue
cancelled    | no           | no           | no           | no           | no           | cancelled
rolling back | rolling_back | rolling_back | rolling_back | rolling_back | rolling_back | rolling_back
rolled back  | no           | no           | no           | no           | no           | rolled_back
)";

constexpr auto kChecking = R"(
             | run pre | run post | pre check    | post check   | a day on     | two weeks on
planned      | planned | no       | nothing      | nothing      | planned      | overdue
frozen       | nothing | no       | frozen       | nothing      | no_go        | cancelled
untested     | nothing | no       | frozen       | nothing      | go           | cancelled
go           | nothing | no       | frozen       | nothing      | go           | cancelled
no_go        | nothing | no       | no_go        | nothing      | no_go        | cancelled
held         | nothing | no       | held         | nothing      | overdue      | cancelled
kept         | nothing | no       | held         | nothing      | overdue      | cancelled
open         | nothing | no       | no_go        | nothing      | overdue      | cancelled
running      | nothing | no       | deploying    | nothing      | deploying    | cancelled
running late | nothing | no       | deploying    | nothing      | deploying    | cancelled
monitoring   | nothing | nothing  | monitoring   | monitoring   | released     | released
released     | no      | no       | nothing      | nothing      | released     | released
replaced     | no      | no       | nothing      | nothing      | released     | released
overdue      | nothing | no       | overdue      | nothing      | overdue      | cancelled
cancelled    | no      | no       | cancelled    | nothing      | cancelled    | cancelled
rolling back | nothing | nothing  | rolling_back | rolling_back | rolling_back | rolling_back
rolled back  | no      | no       | rolled_back  | rolled_back  | rolled_back  | rolled_back
)";

constexpr auto kRecording = R"(
             | issue        | notes        | retrospective | merge        | request      | new calendar
planned      | planned      | planned      | no            | planned      | planned      | planned
frozen       | frozen       | frozen       | frozen        | frozen       | frozen       | frozen
untested     | frozen       | frozen       | frozen        | frozen       | frozen       | frozen
go           | go           | go           | go            | go           | go           | go
no_go        | no_go        | no_go        | no_go         | no_go        | no_go        | no_go
held         | held         | held         | held          | held         | held         | held
kept         | held         | held         | held          | held         | held         | held
open         | deploying    | deploying    | deploying     | deploying    | deploying    | deploying
running      | deploying    | deploying    | deploying     | deploying    | deploying    | deploying
running late | deploying    | deploying    | deploying     | deploying    | deploying    | deploying
monitoring   | monitoring   | monitoring   | monitoring    | monitoring   | monitoring   | monitoring
released     | released     | released     | released      | released     | released     | released
replaced     | released     | released     | released      | released     | released     | released
overdue      | overdue      | overdue      | overdue       | overdue      | overdue      | overdue
cancelled    | cancelled    | cancelled    | cancelled     | cancelled    | cancelled    | cancelled
rolling back | rolling_back | rolling_back | rolling_back  | rolling_back | rolling_back | rolling_back
rolled back  | rolled_back  | rolled_back  | rolled_back   | rolled_back  | rolled_back  | rolled_back
)";

constexpr auto kStopping = R"(
             | freeze       | thaw             | exempt       | unexempt     | blackout     | no blackout
planned      | planned      | freeze-not-found | planned      | planned      | planned      | planned
frozen       | frozen       | freeze-not-found | frozen       | frozen       | frozen       | frozen
untested     | frozen       | freeze-not-found | frozen       | frozen       | frozen       | frozen
go           | go           | freeze-not-found | go           | go           | go           | go
no_go        | no_go        | freeze-not-found | no_go        | no_go        | no_go        | no_go
held         | held         | freeze-not-found | held         | held         | held         | held
kept         | held         | deploying        | held         | held         | held         | held
open         | deploying    | freeze-not-found | deploying    | deploying    | deploying    | deploying
running      | deploying    | freeze-not-found | deploying    | deploying    | deploying    | deploying
running late | deploying    | freeze-not-found | deploying    | deploying    | deploying    | deploying
monitoring   | monitoring   | freeze-not-found | monitoring   | monitoring   | monitoring   | monitoring
released     | released     | freeze-not-found | released     | released     | released     | released
replaced     | released     | freeze-not-found | released     | released     | released     | released
overdue      | overdue      | freeze-not-found | overdue      | overdue      | overdue      | overdue
cancelled    | cancelled    | freeze-not-found | cancelled    | cancelled    | cancelled    | cancelled
rolling back | rolling_back | freeze-not-found | rolling_back | rolling_back | rolling_back | rolling_back
rolled back  | rolled_back  | freeze-not-found | rolled_back  | rolled_back  | rolled_back  | rolled_back
)";

}  // namespace

Sheet scheduled_sheet() {
    return {
        .settings = {{"planned", State::planned, planned(), kFirst},
                     {"frozen", State::frozen, tested(), kFirst},
                     {"untested", State::frozen, waiting_for_tests(), kFirst},
                     {"go", State::go, with_go(), kFirst},
                     {"no_go", State::no_go, vetoed(), kFirst},
                     {"held", State::held, tested(kWindow), kFirst},
                     {"kept", State::held, kept(), kFirst},
                     {"open", State::deploying, with_go(kWindow), kFirst},
                     {"running", State::deploying, running(), kFirst},
                     {"running late", State::deploying, running("2026-01-08T12:30:00Z"), kFirst},
                     {"monitoring", State::monitoring, monitored(), kFirst},
                     {"released", State::released, released(), kFirst},
                     {"replaced", State::released, replaced(), kFirst},
                     {"overdue", State::overdue, with_go("2026-01-08T13:00:00Z"), kFirst},
                     {"cancelled", State::cancelled, cancelled(), kFirst},
                     {"rolling back", State::rolling_back, rolling_back(), kFirst},
                     {"rolled back", State::rolled_back, rolled_back(), kFirst}},
        .tables = {kDeciding, kApproving, kDeploying, kRollingBack, kTicking, kChecking, kRecording,
                   kStopping},
    };
}

TEST(ScheduledTable, every_state_answers_every_command_as_it_says) {
    expect_answers(scheduled_sheet());
}

}  // namespace cadence::testing
