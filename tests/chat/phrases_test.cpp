// What all announcements have in common.
#include "chat/phrases.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "chat/announcement_world.h"

namespace cadence::chat {
namespace {

using release::Action;
using ::testing::HasSubstr;

TEST(Announcement, of_a_time_is_in_the_teams_zone_with_utc_beside_it) {
    auto const show = [](std::string_view zone, std::string_view at) {
        return show_time(Zone::load(zone).value(), utc(at));
    };
    EXPECT_EQ(show("Europe/Berlin", "2026-01-22T10:00:00Z"), "Thu 2026-01-22 11:00 CET (10:00 UTC)");
    EXPECT_EQ(show("Europe/Berlin", "2026-07-22T10:00:00Z"), "Wed 2026-07-22 12:00 CEST (10:00 UTC)");
    EXPECT_EQ(show("UTC", "2026-01-22T10:00:00Z"), "Thu 2026-01-22 10:00 UTC");
    EXPECT_EQ(show("Europe/Berlin", "2026-01-21T23:30:00Z"),
              "Thu 2026-01-22 00:30 CET (Wed 2026-01-21 23:30 UTC)");
    EXPECT_EQ(show("Asia/Kathmandu", "2026-01-22T10:00:00Z"), "Thu 2026-01-22 15:45 +0545 (10:00 UTC)");
}

TEST(Announcement, links_to_its_release_where_people_reach_us) {
    auto world = quiet_world();
    begin(world);
    EXPECT_EQ(announced(world).back().link, "");
    for (auto const* const url : {"https://releases.example.org", "https://releases.example.org/"})
        EXPECT_EQ(announced(world, url).back().link,
                  "https://releases.example.org/v1/releases/backend-2026-01-08");

    (void)world.as(anna()).freeze({Action::merge}).value();
    EXPECT_EQ(announced(world, "https://releases.example.org").back().link, "")
        << "a freeze is of no release";
}

TEST(Announcement, of_a_release_that_is_forgotten_still_says_what_it_can) {
    Train const empty;
    auto world = quiet_world();
    begin(world);
    world.give_go(kFirst);
    world.advance_to("2026-01-08T13:00:00Z");
    for (auto const& event : world.log()) {
        for (auto const& announcement : announcements_of({event, empty, world.policy(), "Backend"})) {
            auto const message = worded(announcement);
            EXPECT_THAT(message.title, HasSubstr(kFirst)) << type_of(event.body);
        }
    }
}

}  // namespace
}  // namespace cadence::chat
