// Whole stories as a team's channel shows them: everything once, and in the order in which it happened.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "chat/announcement_world.h"

namespace cadence::chat {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::HasSubstr;

using Titles = std::vector<std::string>;

TEST(Story, a_release_reads_from_its_freeze_to_its_end) {
    World world{"2026-01-01T09:00:00Z", policy_of_berlin()};
    begin(world);
    (void)world.as(anna()).vote(kFirst, Choice::go).value();
    world.advance_to("2026-01-07T11:00:00Z");
    (void)world.as(paul()).vote(kFirst, Choice::go).value();
    world.advance_to("2026-01-08T10:05:00Z");
    (void)world.as(bob()).deployed(kFirst, DeploymentStatus::started).value();
    world.advance_to("2026-01-08T10:20:00Z");
    (void)world.as(bob()).deployed(kFirst).value();
    world.advance_to("2026-01-10T10:00:00Z");

    EXPECT_THAT(
        chat_of(world),
        ElementsAre("Code freeze for backend-2026-01-08",             //
                    "QA hand-over: backend-2026-01-08",               //
                    "Go or no-go for backend-2026-01-08 in 4 h",      //
                    "Go or no-go for backend-2026-01-08: no GO yet",  //
                    "GO for backend-2026-01-08", "Deploy window of backend-2026-01-08 is open",
                    "backend-2026-01-08 is being deployed to production",
                    "backend-2026-01-08 is in production", "Deploy window of backend-2026-01-08 is closed",
                    "backend-2026-01-08 is released"));
}

TEST(Story, a_hotfix_reads_from_its_request_to_its_retrospective) {
    World world{"2026-01-12T09:00:00Z", policy_of_berlin()};
    auto const id = world.approved_hotfix("Double booking");
    world.advance_to("2026-01-12T11:30:00Z");
    (void)world.as(bob()).deployed(id, DeploymentStatus::started).value();
    world.advance(std::chrono::minutes{10});
    (void)world.as(bob()).deployed_version(id, "1.1.1").value();
    world.advance(std::chrono::hours{14});
    release::RecordRetrospective looked_back;
    looked_back.release = id;
    looked_back.text = "The constraint was missing.";
    (void)world.as(anna()).run(looked_back).value();

    ASSERT_EQ(id, "backend-hotfix-2026-01-12-double-booking");
    EXPECT_THAT(chat_of(world),
                ElementsAre("Hotfix asked for by eve: backend-hotfix-2026-01-12-double-booking",
                            "Hotfix approved: backend-hotfix-2026-01-12-double-booking",
                            "Deployment of backend-hotfix-2026-01-12-double-booking: 2 h left",
                            "backend-hotfix-2026-01-12-double-booking is being deployed to production",
                            "backend-hotfix-2026-01-12-double-booking is in production",
                            "Retrospective of backend-hotfix-2026-01-12-double-booking is due",
                            "backend-hotfix-2026-01-12-double-booking is released",
                            "Retrospective of backend-hotfix-2026-01-12-double-booking: 12 h left"));
}

TEST(Story, a_rollback_reads_from_its_cause_to_its_post_mortem) {
    World world{"2026-01-01T09:00:00Z", policy_of_berlin()};
    deploy(world);
    auto const before = chat_of(world).size();
    world.advance(std::chrono::minutes{10});
    (void)world.as(anna()).roll_back(kFirst, release::Severity::p0, "1.1.0").value();
    world.advance(std::chrono::minutes{8});
    (void)world.as(bob()).deployed_version(kFirst, "1.1.0").value();
    world.advance(std::chrono::minutes{2});
    (void)world.as(olga()).verify(kFirst).value();
    (void)world.as(anna()).run(release::ClearRollback{"the constraint is back"}).value();
    world.advance_to("2026-01-08T14:00:00Z");
    (void)world.as(anna()).run(release::RecordPostMortem{kFirst, "A constraint was missing.", {}}).value();

    auto chat = chat_of(world);
    chat.erase(chat.begin(), chat.begin() + static_cast<std::ptrdiff_t>(before));
    EXPECT_THAT(chat, ElementsAre("backend-2026-01-08 is being rolled back (P0)",   //
                                  "Post-mortem of backend-2026-01-08 is due",       //
                                  "Rollback of backend-2026-01-08: 7 min left",     //
                                  "1.1.0 is in production",                         //
                                  "Rollback of backend-2026-01-08 is verified",     //
                                  "Backend may be deployed again",                  //
                                  "Deploy window of backend-2026-01-08 is closed",  //
                                  "Post-mortem of backend-2026-01-08"));
}

TEST(Story, what_production_runs_after_a_rollback_is_said_by_a_report_or_as_somebodys_word) {
    World world{"2026-01-01T09:00:00Z", policy_of_berlin()};
    (void)world.as(bob()).merge(std::string{kCommit}).value();
    deploy(world);
    (void)world.as(anna()).roll_back(kFirst, release::Severity::p0, "1.1.0").value();
    auto reported = world;
    reported.advance(std::chrono::minutes{1});
    (void)reported.as(bob()).deployed_version(kFirst, "1.1.0").value();
    (void)reported.as(olga()).verify(kFirst).value();
    auto const told = last_of(reported, Topic::rollback_verified).text;
    EXPECT_THAT(told, HasSubstr("Production runs 1.1.0 again."));
    EXPECT_THAT(told, HasSubstr("part of any branch cut from main: " + std::string{kCommit.substr(0, 7)}));
    (void)world.as(olga()).verify(kFirst, "1.1.0").value();
    EXPECT_THAT(last_of(world, Topic::rollback_verified).text,
                HasSubstr("that production runs 1.1.0 is the verifier's word."));
}

TEST(Story, a_release_that_nobody_votes_for_is_told_of_once_a_day_not_once_an_event) {
    World world{"2026-01-01T09:00:00Z", policy_of_berlin()};
    world.advance_to("2026-01-08T13:00:00Z");

    EXPECT_THAT(chat_of(world), ElementsAre("Code freeze for backend-2026-01-08",  //
                                            "QA hand-over: backend-2026-01-08",    //
                                            "Go or no-go for backend-2026-01-08 in 4 h",
                                            "Go or no-go for backend-2026-01-08: no GO yet",
                                            "Deploy window of backend-2026-01-08 is held: no GO",
                                            "Deploy window of backend-2026-01-08 is closed"));
}

TEST(Story, a_downtime_is_told_as_one_digest) {
    World world{"2026-01-01T09:00:00Z", policy_of_berlin()};
    world.sleep_until("2026-01-08T12:30:00Z");

    EXPECT_THAT(chat_of(world), ElementsAre("Deploy window of backend-2026-01-08 is closed",
                                            "4 phases of Backend missed while cadenced was away"));
    auto const digest = last_of(world, Topic::phases_missed);
    EXPECT_EQ(digest.mood, Mood::warning);
    EXPECT_THAT(
        digest.points,
        ElementsAre("backend-2026-01-08 code freeze, due Mon 2026-01-05 11:00 CET (10:00 UTC)",
                    "backend-2026-01-08 qa hand over, due Tue 2026-01-06 11:00 CET (10:00 UTC)",
                    "backend-2026-01-08 go/no-go, due Wed 2026-01-07 11:00 CET (10:00 UTC)",
                    "backend-2026-01-08 deploy window open, due Thu 2026-01-08 11:00 CET (10:00 UTC)"));
}

TEST(Story, a_vote_says_nothing_but_a_decision_does) {
    World world{"2026-01-01T09:00:00Z", policy_of_berlin()};
    begin(world);
    (void)world.as(anna()).vote(kFirst, Choice::go).value();
    EXPECT_EQ(chat_of(world), Titles{"Code freeze for backend-2026-01-08"});

    (void)world.as(paul()).vote(kFirst, Choice::no_go, "bookings fail").value();
    (void)world.as(paul()).vote(kFirst, Choice::no_go, "bookings still fail").value();
    auto const veto = last_of(world, Topic::decision);
    EXPECT_EQ(veto.title, "No GO for backend-2026-01-08");
    EXPECT_EQ(veto.mood, Mood::warning);
    EXPECT_THAT(veto.points, ElementsAre("Paul says no-go: bookings fail",  //
                                         "Product Owner has not said go"));

    (void)world.as(paul()).vote(kFirst, Choice::go).value();
    auto const go = last_of(world, Topic::decision);
    EXPECT_EQ(go.title, "GO for backend-2026-01-08");
    EXPECT_EQ(go.mood, Mood::good);
    EXPECT_EQ(go.text,
              "Candidate: 1.2.0 (4f1c9a7b2d3e)\nVotes: Anna go, Paul go\n"
              "Deploy window: Thu 2026-01-08 11:00 CET (10:00 UTC), for 2 h");
    EXPECT_THAT(go.points, ::testing::IsEmpty());

    (void)world.as(anna()).candidate(kFirst, "1.2.1").value();
    auto const back = last_of(world, Topic::decision);
    EXPECT_EQ(back.title, "GO taken back for backend-2026-01-08");
    EXPECT_EQ(messages_of(world, Topic::decision).size(), 3U);
}

TEST(Story, a_moved_release_says_so_once_and_begins_anew) {
    World world{"2026-01-01T09:00:00Z", policy_of_berlin()};
    world.give_go((begin(world), kFirst));
    auto const before = chat_of(world).size();
    (void)world.as(anna()).postpone(kFirst, "double booking is open").value();
    world.advance_to("2026-01-12T12:00:00Z");

    auto chat = chat_of(world);
    chat.erase(chat.begin(), chat.begin() + static_cast<std::ptrdiff_t>(before));
    EXPECT_THAT(chat, ElementsAre("backend-2026-01-08 is postponed to Thu 2026-01-15 11:00 CET (10:00 UTC)",
                                  "Code freeze for backend-2026-01-08"));
    EXPECT_EQ(last_of(world, Topic::postponed).text,
              "double booking is open (anna)\n"
              "It was planned to open Thu 2026-01-08 11:00 CET (10:00 UTC). "
              "Its code freeze is Mon 2026-01-12 11:00 CET (10:00 UTC).\n"
              "To vote again: anna, paul");
}

TEST(Story, a_superseded_release_names_the_one_that_supersedes_it) {
    World world{"2026-01-01T09:00:00Z", policy_of_berlin()};
    world.advance_to("2026-01-19T11:00:00Z");

    auto const chat = chat_of(world);
    ASSERT_GE(chat.size(), 2U);
    EXPECT_THAT(Titles(chat.end() - 2, chat.end()),
                ElementsAreArray({"Code freeze for backend-2026-01-22", "backend-2026-01-08 is cancelled"}));
    EXPECT_EQ(last_of(world, Topic::cancelled).text,
              "superseded by backend-2026-01-22 (cadenced)\n"
              "It was planned to open Thu 2026-01-08 11:00 CET (10:00 UTC).");
}

}  // namespace
}  // namespace cadence::chat
