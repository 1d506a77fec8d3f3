// What announcements of deployments, checks, requests, gates and promises say, and which events keep silent.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "chat/tell_world.h"

namespace cadence::chat {
namespace {

using release::Action;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

World quiet_world() {
    return World{"2026-01-01T09:00:00Z", policy_of_berlin()};
}

TEST(Announcement, of_a_deployment_is_of_production_unless_it_failed) {
    auto world = quiet_world();
    deploy(world);
    auto const before = told(world).size();
    release::ReportDeployment report;
    report.environment = Environment::staging;
    report.version = "1.3.0";
    for (auto const status : {DeploymentStatus::started, DeploymentStatus::succeeded}) {
        report.status = status;
        (void)world.as(bob()).run(report).value();
    }
    EXPECT_THAT(told(world), SizeIs(before));

    report.status = DeploymentStatus::failed;
    (void)world.as(bob()).run(report).value();
    auto const failed = last_of(world, Topic::deployment_failed);
    EXPECT_EQ(failed.title, "Deployment of 1.3.0 to staging failed");
    EXPECT_EQ(failed.mood, Mood::alarm);
}

TEST(Announcement, of_a_deployment_names_version_and_monitoring_and_when_it_happened) {
    auto world = quiet_world();
    deploy(world);
    world.advance_to("2026-01-15T10:00:00Z");
    (void)world.as(bob()).deployed(kFirst, DeploymentStatus::succeeded, utc("2026-01-15T09:30:00Z"));
    auto const messages = messages_of(world, Topic::deployment_succeeded);
    ASSERT_THAT(messages, SizeIs(2));
    EXPECT_EQ(messages[0].mood, Mood::good);
    EXPECT_EQ(messages[0].text,
              "Build: 1.2.0 (4f1c9a7b2d3e)\n"
              "It is monitored until Thu 2026-01-08 13:20 CET (12:20 UTC), for 2 h.\nReported by bob");
    EXPECT_EQ(messages[1].at, utc("2026-01-15T09:30:00Z"));
    EXPECT_EQ(messages[1].local_time, "Thu 2026-01-15 10:30 CET (09:30 UTC)");
}

TEST(Announcement, of_a_failed_check_comes_once_while_it_goes_on_failing) {
    World world{"2026-01-01T09:00:00Z", policy_with_checks()};
    begin(world);
    (void)world.as(quinn()).tick(kFirst, "smoke").value();
    deploy(world);
    for (auto const passed : {true, false, false, true, false}) {
        world.tick();
        (void)world.as(the_clock()).check_ended(kFirst, "health", passed, passed ? "ok" : "HTTP 500").value();
        world.advance(std::chrono::minutes{5});
    }
    auto const failures = messages_of(world, Topic::check_failed);
    ASSERT_THAT(failures, SizeIs(2));
    EXPECT_EQ(failures[0].title, "Check production_health of backend-2026-01-08 failed");
    EXPECT_EQ(failures[0].text,
              "health\nIt saw: HTTP 500\n"
              "Proposed severity: P1, roll back within the hour. Nobody has confirmed it yet.");
    EXPECT_EQ(failures[0].mood, Mood::alarm);
}

TEST(Announcement, of_a_failed_check_comes_every_time_where_the_past_is_not_known) {
    World world{"2026-01-01T09:00:00Z", policy_with_checks()};
    begin(world);
    Scene const scene{world.train(), world.policy(), "Backend"};
    Event const event{
        world.now(), "cadenced", "clock",
        release::CheckFinished{kFirst, "health", "production_health", false, "HTTP 500", {}, {}}};
    EXPECT_THAT(tellings_of(event, scene), SizeIs(1));
    EXPECT_THAT(tellings_of(event, scene), SizeIs(1));
}

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

TEST(Announcement, of_a_freeze_comes_when_it_begins) {
    auto world = quiet_world();
    (void)world.as(anna())
        .freeze({Action::merge, Action::deploy}, utc("2026-01-02T12:00:00Z"), utc("2026-01-02T10:00:00Z"))
        .value();
    EXPECT_THAT(told(world), IsEmpty());

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

TEST(Announcement, of_staging_comes_when_its_promise_is_broken) {
    auto world = quiet_world();
    (void)world.as(bob()).merge("bbbbbbb1").value();
    world.advance(std::chrono::minutes{6});
    EXPECT_THAT(chat_of(world), ElementsAre("Staging of Backend is late: bbbbbbb1 by somebody"));
    EXPECT_EQ(last_of(world, Topic::staging_late).mood, Mood::warning);
}

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

TEST(Announcement, of_a_record_leads_to_where_it_is_written) {
    auto world = quiet_world();
    deploy(world);
    (void)world.as(anna()).roll_back(kFirst, release::Severity::p0, "1.1.0").value();
    (void)world.as(anna()).run(release::RecordPostMortem{kFirst, {}, "https://wiki.example.org/7"}).value();
    auto const shared = last_of(world, Topic::post_mortem);
    EXPECT_EQ(shared.link, "https://wiki.example.org/7");
    EXPECT_EQ(shared.text, "Recorded by anna");
}

TEST(Announcement, of_the_daemon_is_in_utc) {
    auto const at = utc("2026-01-05T10:00:00Z");
    auto const held = tellings_of_daemon("clock_held", R"({"reason": "it jumped 3 d ahead"})", at);
    ASSERT_THAT(held, SizeIs(1));
    auto const message = worded(held.front());
    EXPECT_EQ(message.title, "The calendar is on hold");
    EXPECT_THAT(message.text, HasSubstr("it jumped 3 d ahead\n"));
    EXPECT_EQ(message.mood, Mood::warning);
    EXPECT_EQ(message.local_time, "Mon 2026-01-05 10:00 UTC");

    auto const failed = tellings_of_daemon(
        "action_failed", R"({"action": "tag", "subject": "backend", "detail": "v1.2.0 is taken"})", at);
    EXPECT_EQ(worded(failed.front()).title, "Action tag of backend failed");
    EXPECT_EQ(worded(failed.front()).text, "v1.2.0 is taken");
    EXPECT_EQ(failed.front().mood, Mood::alarm);
    EXPECT_THAT(tellings_of_daemon("token_created", "{}", at), IsEmpty());
}

TEST(Announcement, of_the_daemon_comes_even_where_its_data_cannot_be_read) {
    for (auto const* const data : {"", "[]", "{\"reason\": 7}", "{"}) {
        auto const held = tellings_of_daemon("clock_held", data, utc("2026-01-05T10:00:00Z"));
        ASSERT_THAT(held, SizeIs(1)) << data;
        EXPECT_EQ(worded(held.front()).title, "The calendar is on hold");
        EXPECT_THAT(worded(held.front()).text, Not(HasSubstr("\n")));
    }
}

}  // namespace
}  // namespace cadence::chat
