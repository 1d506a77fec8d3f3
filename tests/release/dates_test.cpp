// Moving and cancelling releases: spec "Release Postponement", DESIGN sections 3 to 5.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "release/agenda.h"
#include "support/story.h"

namespace cadence::testing {
namespace {

using release::Action;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

World frozen_with_go() {
    World world;
    world.advance_to("2026-01-05T12:00:00Z");
    world.give_go(kFirst);
    return world;
}

std::vector<std::string> dates_ahead(World const& world, std::size_t count) {
    std::vector<std::string> lines;
    for (auto const& item : agenda_of(world.train(), world.policy(), count).releases) {
        lines.push_back(item.release.id + " " + format_instant(item.release.window.opens_at));
    }
    return lines;
}

TEST(Postpone, moves_a_week_restarts_the_phases_and_voids_the_votes) {
    auto world = frozen_with_go();
    ASSERT_TRUE(world.as(anna()).postpone(kFirst, "Search is broken"));
    auto const& moved = world.at(kFirst);
    EXPECT_EQ(moved.state, State::planned);
    EXPECT_EQ(moved.attempt, 2);
    EXPECT_EQ(moved.window.opens_at, utc("2026-01-15T10:00:00Z"));
    EXPECT_THAT(moved.votes, IsEmpty());
    EXPECT_EQ(moved.candidate->version, "1.2.0");
    EXPECT_THAT(moved.firings, SizeIs(10));
    EXPECT_EQ(moved.firings[1].status, FiringStatus::skipped);
    world.advance_to("2026-01-12T10:00:00Z");
    EXPECT_EQ(world.state(kFirst), State::frozen);
    world.give_go(kFirst);
    world.advance_to("2026-01-15T10:00:00Z");
    EXPECT_EQ(world.state(kFirst), State::deploying);
}

TEST(Postpone, moves_only_this_release_and_keeps_its_slot) {
    World world;
    ASSERT_TRUE(world.as(anna()).postpone(kSecond, "Holiday"));
    EXPECT_THAT(dates_ahead(world, 3), ElementsAre("backend-2026-01-08 2026-01-08T10:00:00Z",
                                                   "backend-2026-01-22 2026-01-29T10:00:00Z",
                                                   "backend-2026-02-05 2026-02-05T10:00:00Z"));
    auto const item = agenda_of(world.train(), world.policy(), 2).releases[1];
    EXPECT_EQ(item.moved_from->opens_at, utc("2026-01-22T10:00:00Z"));
    EXPECT_EQ(item.moved_because, "Holiday");
}

TEST(Postpone, skips_the_phases_that_the_new_date_has_passed) {
    auto world = frozen_with_go();
    ASSERT_TRUE(world.as(anna()).postpone(kFirst, "Paul is away", utc("2026-01-08T14:00:00Z")));
    EXPECT_THAT(phases_of(world.at(kFirst)),
                ElementsAre("code_freeze pending", "go_no_go pending", "deploy_window_open pending",
                            "deploy_window_close pending", "retrospective pending"));
    world.advance_to("2026-01-06T09:00:00Z");
    ASSERT_TRUE(world.as(anna()).postpone(kFirst, "Paul is back", utc("2026-01-07T08:00:00Z")));
    EXPECT_THAT(phases_of(world.at(kFirst)),
                ElementsAre("code_freeze skipped", "go_no_go skipped", "deploy_window_open pending",
                            "deploy_window_close pending", "retrospective pending"));
    EXPECT_EQ(world.state(kFirst), State::no_go) << "the decision day is over, and the votes are void";
    world.give_go(kFirst);
    EXPECT_EQ(world.state(kFirst), State::go);
}

TEST(Postpone, inside_the_window_opens_the_merge_gate_in_the_same_decision) {
    auto world = frozen_with_go();
    world.advance_to("2026-01-08T10:30:00Z");
    ASSERT_FALSE(world.gate(Action::merge).open);
    ASSERT_TRUE(world.as(anna()).postpone(kFirst, "Staging is down"));
    EXPECT_TRUE(world.gate(Action::merge).open);
    EXPECT_FALSE(world.gate(Action::merge).advisory);
    world.advance_to("2026-01-08T13:00:00Z");
    EXPECT_EQ(world.state(kFirst), State::planned);
}

TEST(Postpone, a_held_window_is_over_with_it) {
    World world;
    world.advance_to("2026-01-08T10:30:00Z");
    ASSERT_EQ(world.state(kFirst), State::held);
    ASSERT_TRUE(world.as(anna()).postpone(kFirst, "Nobody is there"));
    EXPECT_EQ(world.at(kFirst).firings[2].status, FiringStatus::skipped);
    world.advance_to("2026-01-12T11:00:00Z");
    EXPECT_EQ(states_of(world.log(), kFirst), "frozen no_go held planned frozen");
}

TEST(Postpone, an_overdue_release_gets_another_chance) {
    World world;
    world.advance_to("2026-01-09T12:00:00Z");
    ASSERT_EQ(world.state(kFirst), State::overdue);
    ASSERT_TRUE(world.as(anna()).postpone(kFirst, "Now it is ready"));
    world.advance_to("2026-01-15T09:00:00Z");
    world.give_go(kFirst);
    world.advance_to("2026-01-15T10:00:00Z");
    EXPECT_EQ(world.state(kFirst), State::deploying);
}

/// Sundays at 02:30 in Berlin, a time that 2026-03-29 does not have.
World of_the_night() {
    auto policy = policy_of_spec();
    policy.rule.zone = Zone::load("Europe/Berlin").value();
    policy.rule.first_release = day("2026-03-29");
    policy.rule.time = std::chrono::minutes{150};
    return World{"2026-03-01T09:00:00Z", policy};
}

TEST(Postpone, from_a_time_that_does_not_exist_goes_on_with_the_rules_own) {
    auto world = of_the_night();
    auto const id = "backend-2026-03-29";
    ASSERT_TRUE(world.as(anna()).postpone(id, "Holiday"));
    EXPECT_EQ(world.at(id).window.opens_at, utc("2026-04-05T00:30:00Z")) << "02:30 there";
    EXPECT_EQ(world.at(id).firing(calendar::PhaseKind::code_freeze)->phase.at, utc("2026-04-02T00:30:00Z"));
}

TEST(Postpone, into_a_time_that_does_not_exist_and_on_keeps_the_local_time) {
    World world{"2026-03-01T09:00:00Z", [] {
                    auto policy = policy_of_spec();
                    policy.rule.zone = Zone::load("Europe/Berlin").value();
                    policy.rule.first_release = day("2026-03-15");
                    policy.rule.every_weeks = 4;
                    policy.rule.time = std::chrono::hours{10};
                    return policy;
                }()};
    auto const id = "backend-2026-03-15";
    ASSERT_TRUE(world.as(anna()).postpone(id, "By night", utc("2026-03-22T01:30:00Z")));
    ASSERT_TRUE(world.as(anna()).postpone(id, "A week"));
    EXPECT_EQ(world.at(id).window.opens_at, utc("2026-03-29T01:00:00Z")) << "the first instant after the gap";
    ASSERT_TRUE(world.as(anna()).postpone(id, "And another"));
    EXPECT_EQ(world.at(id).window.opens_at, utc("2026-04-05T00:30:00Z")) << "02:30 there";
}

TEST(Postpone, to_a_day_takes_the_time_that_is_meant_and_not_the_one_that_the_gap_made) {
    auto world = of_the_night();
    auto const id = "backend-2026-03-29";
    release::Postpone to_day{id, {}, "Holiday"};
    to_day.day = day("2026-04-02");
    ASSERT_TRUE(world.as(anna()).run(to_day));
    EXPECT_EQ(world.at(id).window.opens_at, utc("2026-04-02T00:30:00Z")) << "02:30 there";
    to_day.to = utc("2026-04-03T00:30:00Z");
    EXPECT_EQ(problem_of(world.as(anna()).run(to_day)), "day-or-instant");
}

TEST(Postpone, into_another_releases_window_is_refused_with_the_alternatives) {
    World world;
    auto const refused = world.as(anna()).postpone(kFirst, "Late", utc("2026-01-22T09:00:00Z"));
    EXPECT_EQ(problem_of(refused), "date-collides");
    EXPECT_THAT(refused.error().detail, HasSubstr(kSecond));
    EXPECT_THAT(refused.error().alternatives,
                AllOf(Contains("postpone to 2026-01-09T10:00:00Z"), Contains("cancel " + kFirst)));
    EXPECT_TRUE(world.as(anna()).postpone(kFirst, "Late", utc("2026-01-22T08:00:00Z")))
        << "a window may end the moment the next one opens";
}

TEST(Postpone, never_overtakes_another_release) {
    World world;
    EXPECT_EQ(problem_of(world.as(anna()).postpone(kFirst, "Late", utc("2026-01-23T10:00:00Z"))),
              "date-collides");
    EXPECT_EQ(problem_of(world.as(anna()).postpone(kSecond, "Early", utc("2026-01-07T10:00:00Z"))),
              "date-collides");
}

TEST(Postpone, by_a_week_does_not_fit_a_weekly_train_which_offers_days_within_the_week) {
    World world{"2026-01-01T09:00:00Z", weekly_policy()};
    auto const refused = world.as(anna()).postpone(kFirst, "Late");
    EXPECT_EQ(problem_of(refused), "date-collides");
    EXPECT_THAT(refused.error().alternatives,
                ElementsAre("postpone to 2026-01-09T10:00:00Z", "postpone to 2026-01-10T10:00:00Z",
                            "postpone to 2026-01-11T10:00:00Z", "cancel " + kFirst));
}

TEST(Postpone, every_alternative_that_is_offered_is_accepted) {
    World world{"2026-01-01T09:00:00Z", weekly_policy()};
    world.advance_to("2026-01-08T09:00:00Z");
    auto const offered = world.as(anna()).postpone(kFirst, "Late").error().alternatives;
    for (auto const& text : offered) {
        auto another = world;
        auto const prefix = std::string_view{"postpone to "};
        if (!text.starts_with(prefix)) continue;
        EXPECT_TRUE(another.as(anna()).postpone(kFirst, "Late", utc(text.substr(prefix.size())))) << text;
    }
}

TEST(Postpone, into_the_past_to_the_same_date_or_without_a_reason_is_refused) {
    World world;
    auto const to = [&](std::string_view instant) {
        return problem_of(world.as(anna()).postpone(kFirst, "Late", utc(instant)));
    };
    EXPECT_EQ(to("2025-12-31T10:00:00Z"), "date-in-the-past");
    EXPECT_EQ(to("2026-01-01T09:00:00Z"), "date-in-the-past");
    EXPECT_EQ(to("2026-01-08T10:00:00Z"), "same-date");
    EXPECT_EQ(problem_of(world.as(anna()).postpone(kFirst, "")), "reason-needed");
    EXPECT_EQ(problem_of(world.as(paul()).postpone(kFirst, "Late")), "role-needed");
    EXPECT_EQ(problem_of(world.as(anna()).postpone("backend-2026-01-09", "Late")), "release-not-found");
}

TEST(Postpone, keeps_the_local_time_across_summer_time) {
    auto policy = policy_of_spec();
    policy.rule.zone = Zone::load("Europe/Berlin").value();
    World world{"2026-03-10T00:00:00Z", policy};
    auto const id = std::string{"backend-2026-03-19"};
    ASSERT_TRUE(world.as(anna()).postpone(id, "Late", utc("2026-03-26T09:30:00Z")));
    ASSERT_TRUE(world.as(anna()).postpone(id, "Later", utc("2026-03-27T09:30:00Z")));
    EXPECT_EQ(problem_of(world.as(anna()).postpone(id, "Too late")), "date-collides");
    EXPECT_EQ(world.at(id).firings.back().phase.at, utc("2026-03-28T09:30:00Z"));
}

TEST(Cancel, ends_a_release_and_everything_that_was_to_come) {
    auto world = frozen_with_go();
    ASSERT_TRUE(world.as(anna()).cancel(kFirst, "Nothing to ship"));
    EXPECT_EQ(world.state(kFirst), State::cancelled);
    EXPECT_FALSE(world.at(kFirst).has_pending_phase());
    world.advance_to("2026-01-12T00:00:00Z");
    EXPECT_EQ(states_of(world.log(), kFirst), "frozen go cancelled");
    EXPECT_EQ(next_of(world.train(), world.policy())->id, kSecond);
}

std::vector<std::string> shown_ahead(World const& world, std::size_t count) {
    std::vector<std::string> lines;
    release::Ahead const ahead{.count = count, .cancelled = true};
    for (auto const& item : upcoming_of(world.train(), world.policy(), ahead).releases)
        lines.push_back(item.release.id + " " + std::string{name_of(item.release.state)});
    return lines;
}

TEST(Cancel, leaves_it_among_the_dates_until_its_window_would_have_closed) {
    World world;
    world.be_forgetful();
    ASSERT_TRUE(world.as(anna()).cancel(kFirst, "Nothing to ship"));
    world.advance_to("2026-01-08T11:59:00Z");
    EXPECT_THAT(shown_ahead(world, 2), ElementsAre(kFirst + " cancelled", kSecond + " planned"));
    EXPECT_EQ(next_of(world.train(), world.policy())->id, kSecond) << "it is never the next";
    EXPECT_EQ(world.at(kFirst).dates.back().reason, "Nothing to ship");
    auto const log = world.log().size();
    world.advance_to("2026-01-08T12:00:00Z");
    EXPECT_THAT(shown_ahead(world, 2), ElementsAre(kSecond + " planned", kThird + " planned"));
    EXPECT_EQ(world.log().size(), log + 1);
    EXPECT_EQ(world.train().find(kFirst), nullptr) << "and then it is let go";
}

TEST(Cancel, gives_its_window_to_another_that_is_shown_beside_it) {
    World world;
    ASSERT_TRUE(world.as(anna()).cancel(kSecond, "Holiday"));
    ASSERT_TRUE(world.as(anna()).postpone(kFirst, "Late", utc("2026-01-22T10:00:00Z")));
    EXPECT_THAT(shown_ahead(world, 3),
                ElementsAre(kFirst + " planned", kSecond + " cancelled", kThird + " planned"));
}

TEST(Cancel, after_its_window_shows_nothing_ahead) {
    World world;
    world.advance_to("2026-01-09T12:00:00Z");
    ASSERT_EQ(world.state(kFirst), State::overdue);
    ASSERT_TRUE(world.as(anna()).cancel(kFirst, "Not any more"));
    EXPECT_THAT(shown_ahead(world, 1), ElementsAre(kSecond + " planned"));
}

TEST(Cancel, of_what_is_over_says_so) {
    auto world = frozen_with_go();
    ASSERT_TRUE(world.as(anna()).cancel(kFirst, "Nothing to ship"));
    auto const again = world.as(anna()).cancel(kFirst, "Nothing to ship");
    EXPECT_EQ(problem_of(again), "state-does-not-allow");
    EXPECT_EQ(again.error().detail, kFirst + " is cancelled already.");
    EXPECT_EQ(world.as(anna()).postpone(kFirst, "Later").error().detail,
              kFirst + " is cancelled: it is over, and can no longer be moved.");
}

TEST(Cancel, of_a_release_far_ahead_leaves_its_slot_free_for_no_other) {
    World world;
    ASSERT_TRUE(world.as(anna()).cancel(kSecond, "Company holiday"));
    EXPECT_EQ(dates_ahead(world, 2)[1], "backend-2026-02-05 2026-02-05T10:00:00Z");
    world.advance_to("2026-02-04T00:00:00Z");
    EXPECT_EQ(world.state(kSecond), State::cancelled);
    EXPECT_EQ(world.state(kThird), State::frozen);
}

TEST(Dates, every_change_is_in_the_history_with_who_when_and_why) {
    World world;
    ASSERT_TRUE(world.as(anna()).postpone(kFirst, "Late"));
    world.advance(std::chrono::hours{1});
    ASSERT_TRUE(world.as(anna()).cancel(kFirst, "Not at all"));
    auto const& dates = world.at(kFirst).dates;
    ASSERT_THAT(dates, SizeIs(2));
    EXPECT_EQ(dates[0].by, "anna");
    EXPECT_EQ(dates[0].from->opens_at, utc("2026-01-08T10:00:00Z"));
    EXPECT_EQ(dates[0].to->opens_at, utc("2026-01-15T10:00:00Z"));
    EXPECT_EQ(dates[0].reason, "Late");
    EXPECT_EQ(dates[1].to, std::nullopt);
    EXPECT_EQ(dates[1].at, utc("2026-01-01T10:00:00Z"));
}

TEST(Dates, a_release_that_is_in_production_or_on_its_way_does_not_move) {
    auto world = frozen_with_go();
    world.advance_to("2026-01-08T10:10:00Z");
    ASSERT_TRUE(world.as(bob()).deployed(kFirst, DeploymentStatus::started));
    auto const running = world.as(anna()).postpone(kFirst, "Late");
    EXPECT_EQ(problem_of(running), "state-does-not-allow");
    EXPECT_THAT(running.error().detail, HasSubstr("running"));
    ASSERT_TRUE(world.as(bob()).deployed(kFirst));
    EXPECT_EQ(problem_of(world.as(anna()).cancel(kFirst, "Late")), "state-does-not-allow");
}

}  // namespace
}  // namespace cadence::testing
