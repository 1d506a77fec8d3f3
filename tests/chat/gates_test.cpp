// Announcements of gates.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "chat/announcement_world.h"

namespace cadence::chat {
namespace {

using release::Action;
using ::testing::IsEmpty;

TEST(Announcement, of_a_freeze_comes_when_it_begins) {
    auto world = quiet_world();
    (void)world.as(anna())
        .freeze({Action::merge, Action::deploy}, utc("2026-01-02T12:00:00Z"), utc("2026-01-02T10:00:00Z"))
        .value();
    EXPECT_THAT(announced(world), IsEmpty());

    world.advance_to("2026-01-02T10:00:00Z");
    auto const freeze = last_of(world, Topic::freeze);
    EXPECT_EQ(freeze.title, "Freeze of Backend: merge and deploy");
    EXPECT_EQ(freeze.text,
              "the line is stopped (anna)\nfreeze-1 lasts until Fri 2026-01-02 13:00 CET (12:00 UTC).");

    (void)world.as(anna()).freeze({Action::flag}).value();
    (void)world.as(anna()).end_freeze("freeze-1").value();
    auto const over = last_of(world, Topic::unfreeze);
    EXPECT_EQ(over.title, "Freeze of Backend is over");
    EXPECT_EQ(over.text, "Ended by anna (freeze-1)\nStill frozen: freeze-2 (flag)");
}

}  // namespace
}  // namespace cadence::chat
