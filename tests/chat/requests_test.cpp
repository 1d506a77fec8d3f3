// Announcements of requests.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "chat/announcement_world.h"

namespace cadence::chat {
namespace {

using ::testing::ElementsAre;

TEST(Announcement, of_a_request_names_what_would_ride_along) {
    World world{"2026-01-12T09:00:00Z", policy_of_berlin()};
    release::RecordMerge merged;
    merged.commit = std::string{kCommit} + "a1b2c3";
    merged.title = "Bulk upload";
    merged.author = "eve";
    (void)world.as(bob()).run(merged).value();
    (void)world.as(eve()).hotfix("Double booking").value();
    auto const asked = last_of(world, Topic::release_requested);
    EXPECT_EQ(asked.text,
              "Double booking\nCriterion: data integrity\n"
              "Branch: hotfix/2026-01-12-double-booking, cut from main\n"
              "It needs the approval of a Tech Lead and a Product Owner by "
              "Tue 2026-01-13 10:00 CET (09:00 UTC).\nThese would ship with it:");
    EXPECT_THAT(asked.points, ElementsAre("4f1c9a7b2d3e Bulk upload (eve)"));
}

TEST(Announcement, of_a_request_that_nobody_approves_is_its_end) {
    World world{"2026-01-12T09:00:00Z", policy_of_berlin()};
    (void)world.as(eve()).hotfix("Double booking").value();
    world.advance(std::chrono::hours{25});
    auto const closed = last_of(world, Topic::request_closed);
    EXPECT_EQ(closed.title, "Hotfix expired: backend-hotfix-2026-01-12-double-booking");
    EXPECT_EQ(closed.text, "Double booking\nnot approved in time");
}

TEST(Announcement, of_a_new_commit_says_that_approval_begins_anew) {
    World world{"2026-01-12T09:00:00Z", policy_of_berlin()};
    auto const id = world.approved_hotfix("Double booking");
    (void)world.as(anna()).candidate(id, "", "aaaaaaa2").value();
    auto const again = last_of(world, Topic::release_requested);
    EXPECT_EQ(again.title, "Hotfix waits for approval again: " + id);
    EXPECT_EQ(again.mood, Mood::warning);
}

}  // namespace
}  // namespace cadence::chat
