// First start, downtime, and a clock nobody trusts: DESIGN section 4, "First start" and "Firing".
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/story.h"

namespace cadence::testing {
namespace {

using calendar::PhaseKind;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(FirstStart, in_the_middle_of_a_cycle_skips_the_phases_that_lie_before_it) {
    World world{"2026-01-06T09:00:00Z"};
    EXPECT_THAT(phases_of(world.at(kFirst)),
                ElementsAre("code_freeze skipped", "go_no_go pending", "deploy_window_open pending",
                            "deploy_window_close pending", "retrospective pending"));
    EXPECT_EQ(world.state(kFirst), State::frozen);
    world.give_go(kFirst);
    world.advance_to("2026-01-08T10:00:00Z");
    EXPECT_EQ(world.state(kFirst), State::deploying);
}

TEST(FirstStart, slots_that_are_over_do_not_exist) {
    World world{"2026-01-08T12:00:00Z"};
    EXPECT_THAT(world.train().releases, IsEmpty());
    EXPECT_EQ(world.train().next_slot, day("2026-01-22"));
    EXPECT_EQ(problem_of(world.as(anna()).cancel(kFirst, "It never was")), "release-not-found");
}

TEST(FirstStart, long_before_the_first_release_waits_for_it) {
    World world{"2020-01-01T00:00:00Z"};
    EXPECT_EQ(world.next()->at, utc("2026-01-05T10:00:00Z"));
}

TEST(FirstStart, happens_once) {
    World world;
    EXPECT_THAT(*world.run(release::ActivateTrain{}, the_clock()), IsEmpty());
}

TEST(Downtime, phases_that_still_make_sense_are_late_and_those_that_do_not_are_missed) {
    World world;
    world.sleep_until("2026-01-08T10:30:00Z");
    EXPECT_THAT(phases_of(world.at(kFirst)),
                ElementsAre("code_freeze missed", "go_no_go missed", "deploy_window_open held",
                            "deploy_window_close pending", "retrospective pending"));
    world.give_go(kFirst);
    EXPECT_EQ(world.state(kFirst), State::deploying) << "what was missed stands in nobody's way";
}

TEST(Downtime, a_minute_is_still_in_time) {
    World world;
    world.sleep_until("2026-01-05T10:01:00Z");
    EXPECT_EQ(world.at(kFirst).firings[0].status, FiringStatus::fired);
    World slower;
    slower.sleep_until("2026-01-05T10:01:01Z");
    EXPECT_EQ(slower.at(kFirst).firings[0].status, FiringStatus::late);
}

TEST(Downtime, a_retrospective_makes_sense_for_a_week) {
    for (auto const& [end, expected] : {std::pair{"2026-01-16T09:59:59Z", FiringStatus::late},
                                        std::pair{"2026-01-16T10:00:00Z", FiringStatus::missed}}) {
        World world;
        world.advance_to("2026-01-08T11:00:00Z");
        ASSERT_TRUE(world.as(quinn()).issue(kFirst, "Slow"));
        world.sleep_until(end);
        EXPECT_EQ(world.at(kFirst).firing(PhaseKind::retrospective)->status, expected);
    }
}

TEST(Downtime, over_a_window_that_had_its_go_misses_it_and_closes_it) {
    World world;
    world.advance_to("2026-01-06T00:00:00Z");
    world.give_go(kFirst);
    world.sleep_until("2026-01-08T13:00:00Z");
    EXPECT_THAT(phases_of(world.at(kFirst)),
                ElementsAre("code_freeze fired", "go_no_go missed", "deploy_window_open missed",
                            "deploy_window_close late", "retrospective pending"));
    EXPECT_EQ(world.state(kFirst), State::overdue);
}

TEST(Downtime, of_any_length_ends_in_one_digest_and_accounts_for_every_phase) {
    using std::chrono::hours;
    for (auto const length :
         {hours{0}, hours{1}, hours{24}, hours{24 * 7}, hours{24 * 30}, hours{24 * 365}}) {
        World world;
        world.advance_to("2026-01-04T00:00:00Z");
        world.sleep_until(world.now() + length);
        auto const digests = all_of_type<release::PhasesMissed>(world.log());
        auto counts = statuses_of(world.train());
        auto due = 0;
        for (auto const& [id, release] : world.train().releases) {
            for (auto const& firing : release.firings) due += firing.phase.at <= world.now() ? 1 : 0;
        }
        auto const done = counts[FiringStatus::fired] + counts[FiringStatus::late] +
                          counts[FiringStatus::missed] + counts[FiringStatus::held] +
                          counts[FiringStatus::skipped];
        EXPECT_EQ(done, due) << length.count() << " h";
        EXPECT_LE(digests.size(), 1U);
        auto const announced = digests.empty() ? 0U : digests[0].phases.size();
        EXPECT_EQ(announced, static_cast<std::size_t>(counts[FiringStatus::missed]));
        EXPECT_THAT(world.train().missed, IsEmpty());
    }
}

TEST(Downtime, of_ten_years_is_worked_off_in_a_bounded_number_of_steps) {
    World world{"2026-01-01T09:00:00Z", weekly_policy()};
    world.be_forgetful();
    world.sleep_until("2036-01-01T09:00:00Z");
    auto const planned = all_of_type<release::ReleasePlanned>(world.log()).size();
    EXPECT_EQ(planned, 522U);
    EXPECT_LT(world.log().size(), planned * 12U);
    EXPECT_THAT(all_of_type<release::PhasesMissed>(world.log()), SizeIs(1));
    EXPECT_LE(world.train().releases.size(), 2U);
    EXPECT_GT(world.next()->at, world.now());
}

TEST(ClockBack, nothing_fires_a_second_time) {
    World world;
    world.advance_to("2026-01-08T13:00:00Z");
    auto const before = world.train();
    world.set_clock("2026-01-05T09:00:00Z");
    world.tick();
    world.advance_to("2026-01-08T13:00:00Z");
    EXPECT_EQ(world.train(), before);
}

TEST(ClockOnHold, only_closings_go_on) {
    World world;
    world.advance_to("2026-01-06T00:00:00Z");
    world.give_go(kFirst);
    world.advance_to("2026-01-08T10:30:00Z");
    world.hold_clock(true);
    world.advance_to("2026-01-30T00:00:00Z");
    EXPECT_EQ(world.at(kFirst).firing(PhaseKind::deploy_window_close)->status, FiringStatus::fired);
    EXPECT_EQ(world.at(kFirst).firing(PhaseKind::retrospective)->status, FiringStatus::pending);
    EXPECT_EQ(world.train().find(kSecond), nullptr);
    world.hold_clock(false);
    world.tick();
    EXPECT_EQ(world.state(kSecond), State::overdue);
    EXPECT_THAT(all_of_type<release::PhasesMissed>(world.log()), SizeIs(1));
}

TEST(ClockOnHold, votes_count) {
    World world;
    world.advance_to("2026-01-06T00:00:00Z");
    world.hold_clock(true);
    world.give_go(kFirst);
    EXPECT_EQ(world.state(kFirst), State::go);
    world.advance_to("2026-01-08T10:30:00Z");
    EXPECT_EQ(world.state(kFirst), State::go) << "its opening waits";
    world.hold_clock(false);
    world.tick();
    EXPECT_EQ(world.state(kFirst), State::deploying);
}

TEST(ClockOnHold, a_late_go_opens_the_window_only_when_the_time_is_accepted) {
    World world;
    world.advance_to("2026-01-08T10:30:00Z");
    ASSERT_EQ(world.state(kFirst), State::held);
    world.hold_clock(true);
    world.give_go(kFirst);
    EXPECT_EQ(world.state(kFirst), State::held);
    world.hold_clock(false);
    world.tick();
    EXPECT_EQ(world.state(kFirst), State::deploying);
}

TEST(ClockOnHold, a_window_that_was_closed_by_a_wrong_clock_does_not_open_again) {
    World world;
    world.advance_to("2026-01-06T00:00:00Z");
    world.hold_clock(true);
    world.advance_to("2026-01-08T13:00:00Z");
    ASSERT_EQ(world.state(kFirst), State::overdue);
    world.set_clock("2026-01-06T00:05:00Z");
    world.hold_clock(false);
    world.advance_to("2026-01-08T13:00:00Z");
    EXPECT_EQ(world.state(kFirst), State::overdue);
    EXPECT_EQ(world.at(kFirst).firing(PhaseKind::deploy_window_open)->status, FiringStatus::missed);
}

}  // namespace
}  // namespace cadence::testing
