// Announcements of votes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "chat/announcement_world.h"

namespace cadence::chat {
namespace {

TEST(Announcement, of_a_reminder_names_who_has_not_voted_and_what_is_missing) {
    auto world = quiet_world();
    begin(world);
    std::vector<std::string> const missing{"Smoke tests pass on staging: pending"};
    std::vector<Role> const roles{Role::tech_lead, Role::product_owner};
    Event const event{utc("2026-01-07T06:00:00Z"), "cadenced", "clock",
                      release::VoteReminded{kFirst, utc("2026-01-07T10:00:00Z"), missing, roles}};
    auto const announcements = announcements_of({event, world.train(), world.policy(), "Backend"});
    ASSERT_EQ(announcements.size(), 1U);
    auto const told = worded(announcements[0]);
    EXPECT_EQ(told.title, "Go or no-go for backend-2026-01-08 in 4 h");
    EXPECT_EQ(told.text,
              "The decision is due Wed 2026-01-07 11:00 CET (10:00 UTC).\nCandidate: 1.2.0 (4f1c9a7b2d3e)\n"
              "Still to vote: Tech Lead, Product Owner\nAlso missing:");
    EXPECT_EQ(told.points, missing);
    EXPECT_EQ(told.mood, Mood::warning);
}

}  // namespace
}  // namespace cadence::chat
