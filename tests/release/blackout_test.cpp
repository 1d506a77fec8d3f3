// Blackouts over the API, and reloads: DESIGN section 4.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "release/agenda.h"
#include "support/story.h"

namespace cadence::testing {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;

Instant opening(World const& world, std::string const& id) {
    return release_by_id(world.train(), world.policy(), id).value().window.opens_at;
}

TEST(Blackout, moves_the_releases_that_nothing_has_touched) {
    World world;
    ASSERT_TRUE(world.as(olga()).blackout("2026-01-19", "2026-01-23", "Fair"));
    EXPECT_EQ(opening(world, kSecond), utc("2026-01-29T10:00:00Z"));
    EXPECT_EQ(opening(world, kThird), utc("2026-02-05T10:00:00Z"));
    world.advance_to("2026-01-26T10:00:00Z");
    EXPECT_EQ(world.state(kSecond), State::frozen);
    auto const planned = all_of_type<release::ReleasePlanned>(world.log());
    EXPECT_EQ(planned.back().shifted_by, "Fair");
    EXPECT_EQ(planned.back().shifted_from->opens_at, utc("2026-01-22T10:00:00Z"));
}

TEST(Blackout, leaves_what_has_begun_or_was_moved_by_hand) {
    World world;
    world.advance_to("2026-01-06T00:00:00Z");
    ASSERT_TRUE(world.as(anna()).postpone(kSecond, "Later", utc("2026-01-23T10:00:00Z")));
    ASSERT_TRUE(world.as(olga()).blackout("2026-01-06", "2026-01-30", "Fair"));
    EXPECT_EQ(opening(world, kFirst), utc("2026-01-08T10:00:00Z"));
    EXPECT_EQ(opening(world, kSecond), utc("2026-01-23T10:00:00Z"));
}

TEST(Blackout, that_leaves_no_day_skips_the_slot_once_and_says_why) {
    World world;
    ASSERT_TRUE(world.as(olga()).blackout("2026-01-19", "2026-02-04", "Move of the office"));
    EXPECT_EQ(release_by_id(world.train(), world.policy(), kSecond).error().problem, "release-not-found");
    auto const agenda = agenda_of(world.train(), world.policy(), 3);
    ASSERT_EQ(agenda.skipped.size(), 1U);
    EXPECT_EQ(agenda.skipped[0].slot, day("2026-01-22"));
    world.advance_to("2026-02-03T00:00:00Z");
    auto const skipped = all_of_type<release::SlotSkipped>(world.log());
    ASSERT_EQ(skipped.size(), 1U);
    EXPECT_EQ(skipped[0].reason, "Move of the office");
    EXPECT_EQ(world.state(kThird), State::frozen);
}

TEST(Blackout, ended_in_time_gives_the_release_its_own_date_back) {
    World world;
    ASSERT_TRUE(world.as(olga()).blackout("2026-01-19", "2026-01-23", "Fair"));
    ASSERT_TRUE(world.as(olga()).blackout("2026-01-22", "2026-01-22", "Power cut"));
    auto const id = world.train().blackouts.front().id;
    ASSERT_TRUE(world.as(olga()).end_blackout(id));
    EXPECT_EQ(opening(world, kSecond), utc("2026-01-29T10:00:00Z")) << "ending one never ends another";
    ASSERT_TRUE(world.as(olga()).end_blackout(world.train().blackouts.front().id));
    EXPECT_EQ(opening(world, kSecond), utc("2026-01-22T10:00:00Z"));
    EXPECT_EQ(problem_of(world.as(olga()).end_blackout(id)), "blackout-not-found");
}

TEST(Blackout, ended_too_late_brings_no_date_of_the_past_back) {
    World world;
    ASSERT_TRUE(world.as(olga()).blackout("2026-01-19", "2026-01-23", "Fair"));
    world.advance_to("2026-01-23T09:00:00Z");
    ASSERT_TRUE(world.as(olga()).end_blackout(world.train().blackouts.front().id));
    world.tick();
    EXPECT_EQ(opening(world, kSecond), utc("2026-01-29T10:00:00Z"));
    EXPECT_THAT(all_of_type<release::PhasesMissed>(world.log()), IsEmpty());
    world.advance_to("2026-01-28T09:00:00Z");
    world.give_go(kSecond);
    world.advance_to("2026-01-29T10:00:00Z");
    EXPECT_EQ(world.state(kSecond), State::deploying);
}

TEST(Blackout, is_refused_when_it_is_over_or_ends_before_it_starts) {
    World world;
    EXPECT_EQ(problem_of(world.as(olga()).blackout("2025-12-01", "2025-12-31", "Past")), "date-in-the-past");
    EXPECT_EQ(problem_of(world.as(olga()).blackout("2026-02-02", "2026-02-01", "Fair")),
              "blackout-ends-before-it-starts");
    EXPECT_EQ(problem_of(world.as(olga()).blackout("2026-02-02", "2026-02-03", "")), "reason-needed");
    EXPECT_EQ(problem_of(world.as(eve()).blackout("2026-02-02", "2026-02-03", "Fair")), "role-needed");
    EXPECT_TRUE(world.as(paul()).blackout("2026-01-01", "2026-01-01", "Today still counts"));
}

TEST(Blackout, ids_are_given_out_once) {
    World world;
    ASSERT_TRUE(world.as(olga()).blackout("2026-03-01", "2026-03-02", "One"));
    auto const first = world.train().blackouts.front().id;
    ASSERT_TRUE(world.as(olga()).end_blackout(first));
    ASSERT_TRUE(world.as(olga()).blackout("2026-03-01", "2026-03-02", "Two"));
    EXPECT_NE(world.train().blackouts.front().id, first);
}

TEST(Reload, keeps_what_has_begun_and_rederives_the_rest) {
    World world;
    world.advance_to("2026-01-06T00:00:00Z");
    auto policy = policy_of_spec();
    policy.rule.time = std::chrono::hours{14};
    policy.required_roles = {Role::qa};
    world.set_policy(policy);
    world.tick();
    EXPECT_EQ(opening(world, kFirst), utc("2026-01-08T10:00:00Z"));
    EXPECT_EQ(opening(world, kSecond), utc("2026-01-22T14:00:00Z"));
    EXPECT_EQ(world.at(kFirst).required_roles, policy_of_spec().required_roles);
    world.advance_to("2026-01-20T00:00:00Z");
    EXPECT_EQ(world.at(kSecond).required_roles, std::vector{Role::qa});
}

TEST(Reload, to_another_weekday_goes_on_handing_slots_over) {
    World world;
    world.advance_to("2026-01-06T00:00:00Z");
    auto policy = policy_of_spec();
    policy.rule.first_release = day("2026-01-09");
    world.set_policy(policy);
    world.advance_to("2026-03-01T00:00:00Z");
    EXPECT_GT(world.train().next_slot, day("2026-02-20"));
    world.forget_finished();
    EXPECT_LE(world.train().releases.size(), 2U) << "what is over is forgotten";
}

TEST(Plan, a_release_that_stands_in_the_record_is_not_planned_again) {
    World world;
    ASSERT_TRUE(world.as(anna()).candidate(kSecond, "2.0.0"));
    auto const again = world.run(release::PlanRelease{day("2026-01-22")}, the_clock());
    ASSERT_TRUE(again);
    EXPECT_THAT(*again, IsEmpty());
    EXPECT_EQ(world.at(kSecond).candidate->version, "2.0.0");
}

TEST(Plan, a_release_touched_ahead_of_time_is_stepped_around_by_the_calendar) {
    World world;
    ASSERT_TRUE(world.as(anna()).candidate(kSecond, "2.0.0"));
    ASSERT_TRUE(world.as(anna()).candidate(kFirst, "1.0.0"));
    EXPECT_EQ(world.train().next_slot, day("2026-02-05"));
    world.advance_to("2026-02-20T00:00:00Z");
    EXPECT_EQ(all_of_type<release::ReleasePlanned>(world.log()).size(), 4U);
}

TEST(ReleaseId, an_unknown_one_is_refused_with_what_would_be_right) {
    World world;
    auto const detail = [&](std::string_view id) {
        return release_by_id(world.train(), world.policy(), id).error().detail;
    };
    EXPECT_THAT(detail("frontend-2026-01-08"), ::testing::HasSubstr("no release"));
    EXPECT_THAT(detail("backend-2026-01-09"), ::testing::HasSubstr(kSecond));
    EXPECT_THAT(detail("backend-soon"), ::testing::HasSubstr("backend-YYYY-MM-DD"));
    EXPECT_THAT(detail("backend-2125-12-27"), ::testing::HasSubstr("no "));
    EXPECT_THAT(detail(""), ::testing::HasSubstr("no release"));
}

}  // namespace
}  // namespace cadence::testing
