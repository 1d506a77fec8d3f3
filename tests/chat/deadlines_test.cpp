// Announcements of deadlines.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "chat/announcement_world.h"

namespace cadence::chat {
namespace {

using ::testing::ElementsAre;

TEST(Announcement, of_staging_comes_when_its_promise_is_broken) {
    auto world = quiet_world();
    (void)world.as(bob()).merge("bbbbbbb1").value();
    world.advance(std::chrono::minutes{6});
    EXPECT_THAT(chat_of(world), ElementsAre("Staging of Backend is late: bbbbbbb1 by somebody"));
    EXPECT_EQ(last_of(world, Topic::staging_late).mood, Mood::warning);
}

}  // namespace
}  // namespace cadence::chat
