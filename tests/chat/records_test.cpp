// Announcements of records.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "chat/announcement_world.h"

namespace cadence::chat {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

TEST(Announcement, of_notes_is_their_lines_and_comes_once) {
    World world{"2026-01-01T09:00:00Z", policy_of_berlin()};
    begin(world);
    release::RecordNotes notes;
    notes.release = kFirst;
    notes.changelog =
        "# Changelog\n\n## [1.2.0] - 2026-01-08\n\nThe channel release.\n\n### Added\n\n"
        "- Bulk **upload**, see [the guide](https://example.org/g)\n- Two\n  lines\n\n### Fixed\n\n- #12\n\n"
        "[1.2.0]: https://example.org/c\n";
    (void)world.as(anna()).run(notes).value();
    (void)world.as(anna()).run(notes).value();
    auto const messages = messages_of(world, Topic::release_notes);
    ASSERT_THAT(messages, SizeIs(1));
    EXPECT_EQ(messages[0].title, "Release notes of backend-2026-01-08, 1.2.0");
    EXPECT_EQ(messages[0].text, "");
    EXPECT_THAT(
        messages[0].points,
        ElementsAre("The channel release.", "Added: Bulk upload, see the guide (https://example.org/g)",
                    "Added: Two lines", "Fixed: #12", "All changes (https://example.org/c)"));
}

TEST(Announcement, of_long_notes_is_cut) {
    World world{"2026-01-01T09:00:00Z", policy_of_berlin()};
    begin(world);
    release::RecordNotes notes;
    notes.release = kFirst;
    notes.changelog = "## 1.2.0 - 2026-01-08\n\n### Added\n\n";
    for (int i = 1; i <= 50; ++i) notes.changelog += "- Thing " + std::to_string(i) + "\n";
    (void)world.as(anna()).run(notes).value();
    auto const points = last_of(world, Topic::release_notes).points;
    ASSERT_THAT(points, SizeIs(21));
    EXPECT_EQ(points[19], "Added: Thing 20");
    EXPECT_EQ(points[20], "and 30 more");
}

TEST(Announcement, of_a_record_leads_to_where_it_is_written) {
    auto world = quiet_world();
    deploy(world);
    (void)world.as(anna()).roll_back(kFirst, release::Severity::p0, "1.1.0").value();
    (void)world.as(anna()).run(release::RecordPostMortem{kFirst, {}, "https://wiki.example.org/7"}).value();
    auto const shared = last_of(world, Topic::post_mortem);
    EXPECT_EQ(shared.link, "https://wiki.example.org/7");
    EXPECT_EQ(shared.text, "Recorded by anna");
}

}  // namespace
}  // namespace cadence::chat
