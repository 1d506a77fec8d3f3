// Announcements of phases.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "chat/announcement_world.h"

namespace cadence::chat {
namespace {

using release::Action;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(Announcement, of_the_freeze_names_candidate_and_window) {
    auto world = quiet_world();
    (void)world.as(bob()).merge("bbbbbbb1").value();
    world.advance_to("2026-01-05T10:00:00Z");
    auto const freeze = last_of(world, Topic::code_freeze);
    EXPECT_EQ(freeze.text,
              "What is merged from now on waits for the next release.\nCandidate: bbbbbbb1\n"
              "Deploy window: Thu 2026-01-08 11:00 CET (10:00 UTC), for 2 h");
    EXPECT_EQ(world.at(kFirst).candidate->commit, "bbbbbbb1") << "what was told is what happened";
    EXPECT_EQ(freeze.mood, Mood::neutral);
    EXPECT_EQ(freeze.local_time, "Mon 2026-01-05 11:00 CET (10:00 UTC)");
}

TEST(Announcement, that_is_late_says_so) {
    auto world = quiet_world();
    world.sleep_until("2026-01-05T10:25:30Z");
    auto const freeze = last_of(world, Topic::code_freeze);
    EXPECT_THAT(freeze.text, HasSubstr("\nThis comes 25 min late.\n"));
    EXPECT_EQ(freeze.mood, Mood::warning);
}

TEST(Announcement, of_a_window_says_until_when_nothing_is_merged) {
    auto policy = policy_of_berlin();
    auto const told_with = [&](std::string const& text) {
        for (auto& phase : policy.rule.phases) {
            if (phase.kind == calendar::PhaseKind::deploy_window_open) phase.text = text;
        }
        World world{"2026-01-01T09:00:00Z", policy};
        deploy(world);
        return last_of(world, Topic::window_opened).text;
    };
    EXPECT_EQ(told_with("The train leaves."),
              "1.2.0 (4f1c9a7b2d3e) goes to production until Thu 2026-01-08 13:00 CET (12:00 UTC).\n"
              "The train leaves.");
    EXPECT_THAT(told_with(""), HasSubstr("\nNo merges to main until it closes."));
}

TEST(Announcement, of_a_go_inside_the_window_is_its_opening) {
    auto world = quiet_world();
    begin(world);
    (void)world.as(anna()).vote(kFirst, Choice::go).value();
    world.advance_to("2026-01-08T10:30:00Z");
    auto const held = last_of(world, Topic::window_held);
    EXPECT_EQ(held.title, "Deploy window of backend-2026-01-08 is held: no GO");
    EXPECT_THAT(held.points, ElementsAre("Product Owner has not said go"));
    EXPECT_EQ(held.mood, Mood::warning);

    (void)world.as(paul()).vote(kFirst, Choice::go).value();
    EXPECT_THAT(messages_of(world, Topic::decision), IsEmpty());
    EXPECT_THAT(last_of(world, Topic::window_opened).text,
                HasSubstr("\nThis comes 30 min late: GO came inside the window."));
}

TEST(Announcement, of_a_window_held_by_a_freeze_names_the_freeze) {
    auto world = quiet_world();
    begin(world);
    world.give_go(kFirst);
    (void)world.as(anna()).freeze({Action::deploy}).value();
    world.advance_to("2026-01-08T10:00:00Z");
    EXPECT_THAT(last_of(world, Topic::window_held).points, ElementsAre(HasSubstr("freeze-1")));
}

TEST(Announcement, of_a_closed_window_says_what_came_of_it) {
    auto world = quiet_world();
    deploy(world);
    world.advance_to("2026-01-08T12:00:00Z");
    auto const good = last_of(world, Topic::window_closed);
    EXPECT_EQ(good.text, "backend-2026-01-08 is in production.\nMerges to main are welcome again.");
    EXPECT_EQ(good.mood, Mood::neutral);

    auto other = quiet_world();
    begin(other);
    other.give_go(kFirst);
    other.advance_to("2026-01-08T11:55:00Z");
    (void)other.as(bob()).deployed(kFirst, DeploymentStatus::started).value();
    other.advance_to("2026-01-08T12:00:00Z");
    auto const running = last_of(other, Topic::window_closed);
    EXPECT_THAT(running.text, HasSubstr("Its deployment is still running.\nMerges to main still wait: "));
    EXPECT_EQ(running.mood, Mood::warning);
}

}  // namespace
}  // namespace cadence::chat
