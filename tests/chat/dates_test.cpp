// Announcements of dates.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "chat/announcement_world.h"

namespace cadence::chat {
namespace {

using ::testing::ElementsAre;

TEST(Announcement, of_a_blackout_names_what_moves) {
    auto world = quiet_world();
    (void)world.as(anna()).blackout("2026-01-22", "2026-01-23", "inventory").value();
    auto const blackout = last_of(world, Topic::blackout);
    EXPECT_EQ(blackout.title, "No releases of Backend from 2026-01-22 to 2026-01-23");
    EXPECT_THAT(blackout.points,
                ElementsAre("backend-2026-01-22 moves to Thu 2026-01-29 11:00 CET (10:00 UTC)"));

    (void)world.as(anna()).blackout("2026-01-16", "2026-01-16", "party").value();
    EXPECT_EQ(last_of(world, Topic::blackout).text, "party (anna)\nIt changes no date so far.");
}

}  // namespace
}  // namespace cadence::chat
