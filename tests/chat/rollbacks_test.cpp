// Announcements of rollbacks.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "chat/announcement_world.h"

namespace cadence::chat {
namespace {

TEST(Announcement, of_a_rollback_by_reverting_names_the_commits) {
    auto world = quiet_world();
    deploy(world);
    release::StartRollback rollback;
    rollback.release = kFirst;
    rollback.severity = release::Severity::p1;
    rollback.option = release::RollbackOption::revert;
    rollback.commits = {"aaaaaaa1", "aaaaaaa2"};
    rollback.branch = "revert-upload";
    rollback.reason = "bookings fail";
    (void)world.as(olga()).run(rollback).value();
    auto const told = last_of(world, Topic::rollback);
    EXPECT_EQ(told.mood, Mood::alarm);
    EXPECT_EQ(told.text,
              "bookings fail (olga)\nBy reverting aaaaaaa1, aaaaaaa2 on revert-upload.\n"
              "Verify it by Thu 2026-01-08 12:20 CET (11:20 UTC); until then only commits that roll it back "
              "may be merged.");
}

}  // namespace
}  // namespace cadence::chat
