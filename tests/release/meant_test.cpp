// Which release a command is about that names none.
#include "release/meant.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/story.h"

namespace cadence::testing {
namespace {

using release::Intent;
using ::testing::ElementsAre;

std::string const kHotfix = "backend-hotfix-2026-01-06-double-booking";
constexpr std::string_view kTuesday = "2026-01-06T09:00:00Z";  // of a release week: the code is frozen

/// The id, or the problem with its choices.
std::string meant(World const& world, Intent intent, std::string item = {}) {
    std::vector<release::Ruled> const only{{world.train(), world.policy()}};
    auto const found = release::meant_release(only, {intent, std::move(item)});
    if (found) return *found;
    auto text = found.error().problem;
    for (auto const& choice : found.error().alternatives) text += " " + choice;
    return text;
}

World quiet() {
    return World{"2026-01-02T09:00:00Z", policy_with_checklist()};
}
World frozen() {
    auto world = quiet();
    world.advance_to(kTuesday);
    return world;
}
World with_hotfix(World world) {
    (void)world.as(eve()).hotfix("Double booking").value();
    return world;
}

TEST(MeantRelease, with_nothing_in_flight_it_is_the_next_one) {
    auto const world = quiet();
    for (auto const intent : {Intent::look, Intent::vote, Intent::candidate, Intent::issue, Intent::postpone})
        EXPECT_EQ(meant(world, intent), kFirst) << name_of(intent);
    EXPECT_EQ(meant(world, Intent::tick, "docs"), kFirst);
    for (auto const intent : {Intent::approve, Intent::reject, Intent::roll_back, Intent::verify_rollback,
                              Intent::retrospective, Intent::post_mortem})
        EXPECT_EQ(meant(world, intent), "no-release") << name_of(intent);
}

TEST(MeantRelease, the_only_one_in_flight_is_meant_by_every_command_that_may_be_about_it) {
    auto const world = with_hotfix(World{"2026-01-02T09:00:00Z", policy_with_checklist()});
    auto const id = std::string{"backend-hotfix-2026-01-02-double-booking"};
    for (auto const intent :
         {Intent::look, Intent::candidate, Intent::issue, Intent::approve, Intent::reject})
        EXPECT_EQ(meant(world, intent), id) << name_of(intent);
    EXPECT_EQ(meant(world, Intent::tick, "smoke"), id);
    EXPECT_EQ(meant(world, Intent::vote), kFirst) << "nobody votes on a hotfix";
    EXPECT_EQ(meant(world, Intent::postpone), kFirst) << "it has no date";
    EXPECT_EQ(meant(world, Intent::tick, "docs"), kFirst) << "a hotfix has no such item";
    EXPECT_EQ(meant(world, Intent::tick, "typing_error"), id) << "where it is told which items there are";
}

TEST(MeantRelease, of_several_in_flight_the_one_on_demand_is_meant_where_it_needs_the_command) {
    auto world = with_hotfix(frozen());
    ASSERT_EQ(world.state(kFirst), State::frozen);
    for (auto const intent :
         {Intent::look, Intent::candidate, Intent::issue, Intent::approve, Intent::reject})
        EXPECT_EQ(meant(world, intent), kHotfix) << name_of(intent);
    EXPECT_EQ(meant(world, Intent::tick, "smoke"), kHotfix);
    EXPECT_EQ(meant(world, Intent::vote), kFirst);
    EXPECT_EQ(meant(world, Intent::postpone), kFirst);
    ASSERT_TRUE(world.as(bob()).staged(kHotfix));
    ASSERT_TRUE(world.as(quinn()).tick(kHotfix, "smoke"));
    EXPECT_EQ(meant(world, Intent::tick, "smoke"), kFirst) << "the hotfix has it already";
}

TEST(MeantRelease, an_approved_hotfix_loses_nothing_to_a_candidate_that_names_no_release) {
    auto world = frozen();
    auto const id = world.approved_hotfix("Double booking");
    EXPECT_EQ(meant(world, Intent::candidate), kFirst);
    EXPECT_EQ(meant(world, Intent::approve), "no-release");
    EXPECT_EQ(meant(world, Intent::reject), id);
}

TEST(MeantRelease, two_on_demand_are_a_doubt_and_both_are_named) {
    auto world = with_hotfix(quiet());
    (void)world.as(eve()).hotfix("Lost mail").value();
    auto const both =
        "release-needed backend-hotfix-2026-01-02-double-booking backend-hotfix-2026-01-02-lost-mail";
    for (auto const intent : {Intent::look, Intent::approve, Intent::reject, Intent::issue})
        EXPECT_EQ(meant(world, intent), both) << name_of(intent);
    EXPECT_EQ(meant(world, Intent::tick, "smoke"), both);
    EXPECT_EQ(meant(world, Intent::vote), kFirst);
}

TEST(MeantRelease, in_a_doubt_the_scheduled_one_is_a_choice_too) {
    auto world = with_hotfix(frozen());
    (void)world.as(eve()).hotfix("Lost mail").value();
    EXPECT_EQ(meant(world, Intent::issue),
              "release-needed " + kHotfix + " backend-hotfix-2026-01-06-lost-mail " + kFirst);
    EXPECT_EQ(meant(world, Intent::approve),
              "release-needed " + kHotfix + " backend-hotfix-2026-01-06-lost-mail");
}

TEST(MeantRelease, what_went_wrong_is_recorded_on_what_was_deployed) {
    auto world = quiet();
    world.ship(kFirst, "1.2.0");
    auto const asked = world.as(eve()).hotfix("Double booking", "").value();
    ASSERT_EQ(world.state(kFirst), State::monitoring);
    EXPECT_EQ(meant(world, Intent::issue), kFirst);
    EXPECT_EQ(meant(world, Intent::tick, "flows"), kFirst);
    EXPECT_EQ(meant(world, Intent::roll_back), kFirst);
    (void)world.as(anna())
        .run(release::Reject{std::string{release_of(asked.front().body)}, "not now"})
        .value();
    world.advance(std::chrono::hours{48});
    ASSERT_NE(world.state(kFirst), State::rolling_back);
    EXPECT_EQ(meant(world, Intent::issue), kFirst) << "production runs it still";
    EXPECT_EQ(meant(world, Intent::roll_back), kFirst);
    EXPECT_EQ(meant(world, Intent::postpone), kSecond);
}

TEST(MeantRelease, what_is_cancelled_is_always_named) {
    EXPECT_EQ(meant(quiet(), Intent::cancel), "release-needed " + kFirst);
    EXPECT_EQ(meant(with_hotfix(frozen()), Intent::cancel),
              "release-needed " + kFirst + " " + kHotfix + " " + kSecond);
}

TEST(MeantRelease, a_rollback_is_verified_and_written_up_where_it_is) {
    auto world = quiet();
    world.ship(kFirst, "1.2.0");
    (void)world.as(anna()).roll_back(kFirst, release::Severity::p0, "1.1.0").value();
    EXPECT_EQ(meant(world, Intent::verify_rollback), kFirst);
    EXPECT_EQ(meant(world, Intent::post_mortem), kFirst);
}

TEST(MeantRelease, of_several_trains_the_one_with_something_in_flight_is_meant_else_one_is_named) {
    auto const ours = with_hotfix(quiet());
    auto const other = quiet();
    auto web = other.train();
    web.id = "web";
    std::vector<release::Ruled> const both{{ours.train(), ours.policy()}, {web, other.policy()}};
    EXPECT_EQ(release::meant_release(both, {Intent::tick, "smoke"}).value(),
              "backend-hotfix-2026-01-02-double-booking");
    auto const vote = release::meant_release(both, {Intent::vote});
    ASSERT_FALSE(vote);
    EXPECT_EQ(vote.error().problem, "train-needed");
    EXPECT_THAT(vote.error().alternatives, ElementsAre("backend", "web"));
    EXPECT_EQ(release::meant_release(both, {Intent::verify_rollback}).error().problem, "no-release");
}

}  // namespace
}  // namespace cadence::testing
