// What is in production is what runs there now, not what once did. DESIGN sections 3 and 5.
#include "release/production.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "release/decision.h"
#include "support/story.h"

namespace cadence::testing {
namespace {

using release::ItemStatus;
using release::Severity;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string const kMended = "mended-" + std::string{kSecond};

/// kFirst shipped 1111111, kSecond 3333333 with two merges more; 4444444 came after.
World two_shipped() {
    World world;
    (void)world.as(bob()).merge("1111111").value();
    world.ship(kFirst, "1.2.0");
    (void)world.as(bob()).merge("2222222").value();
    (void)world.as(bob()).merge("3333333").value();
    world.ship(kSecond, "1.3.0");
    (void)world.as(bob()).merge("4444444").value();
    return world;
}

/// kSecond is rolled back to kFirst, and cleared.
World rolled_back() {
    auto world = two_shipped();
    (void)world.as(anna()).roll_back(kSecond, Severity::p0).value();
    world.advance(std::chrono::minutes{5});
    (void)world.as(bob()).deployed_version(kSecond, "1.2.0").value();
    (void)world.as(quinn()).verify(kSecond).value();
    (void)world.as(anna()).run(release::ClearRollback{"understood"}).value();
    return world;
}

std::vector<std::string> unreleased(World const& world) {
    std::vector<std::string> commits;
    for (auto const& each : world.train().merges) {
        if (!each.production_at) commits.push_back(each.commit);
    }
    return commits;
}

std::vector<std::string> riders(release::Release const& release) {
    std::vector<std::string> commits;
    for (auto const& each : release.on_demand->rides_along) commits.push_back(each.commit);
    return commits;
}

TEST(Unreleased, is_again_what_a_rollback_took_back) {
    auto world = two_shipped();
    EXPECT_THAT(unreleased(world), ElementsAre("4444444"));
    (void)world.as(anna()).roll_back(kSecond, Severity::p0).value();
    EXPECT_THAT(unreleased(world), ElementsAre("4444444")) << "production runs it still";
    world.advance(std::chrono::minutes{5});
    ASSERT_TRUE(world.as(bob()).deployed_version(kSecond, "1.2.0"));
    EXPECT_THAT(unreleased(world), ElementsAre("2222222", "3333333", "4444444"));
}

TEST(Unreleased, is_again_what_a_rollback_took_back_by_somebodys_word) {
    auto world = two_shipped();
    (void)world.as(anna()).roll_back(kSecond, Severity::p0).value();
    ASSERT_TRUE(world.as(quinn()).verify(kSecond, "1.2.0"));
    EXPECT_THAT(unreleased(world), ElementsAre("2222222", "3333333", "4444444"));
}

TEST(Unreleased, is_again_what_an_unknown_older_version_cannot_have) {
    auto world = two_shipped();
    (void)world.as(anna()).roll_back(kSecond, Severity::p0, "1.0.0").value();
    ASSERT_TRUE(world.as(bob()).deployed_version(kSecond, "1.0.0"));
    EXPECT_THAT(unreleased(world), ElementsAre("2222222", "3333333", "4444444"));
    auto first = World{};
    (void)first.as(bob()).merge("1111111").value();
    first.ship(kFirst, "1.2.0");
    (void)first.as(anna()).roll_back(kFirst, Severity::p0, "1.0.0").value();
    ASSERT_TRUE(first.as(quinn()).verify(kFirst, "1.0.0"));
    EXPECT_THAT(unreleased(first), ElementsAre("1111111"));
}

TEST(Unreleased, is_nothing_that_a_revert_on_main_took_back) {
    auto world = two_shipped();
    ASSERT_TRUE(world.as(anna()).run(release::StartRollback{.release = kSecond,
                                                            .option = release::RollbackOption::revert,
                                                            .branch = "revert/prices",
                                                            .reason = "wrong prices"}));
    ASSERT_TRUE(world.as(bob()).merge("5555555", "revert/prices"));
    ASSERT_TRUE(world.as(bob()).deployed_version(kSecond, {}, "5555555"));
    EXPECT_THAT(unreleased(world), IsEmpty());
}

TEST(Unreleased, is_again_what_somebody_took_back_by_hand) {
    auto world = two_shipped();
    world.advance(std::chrono::hours{3});
    ASSERT_TRUE(world.as(bob()).deployed_version({}, "1.2.0", "1111111"));
    EXPECT_THAT(unreleased(world), ElementsAre("2222222", "3333333", "4444444"));
    ASSERT_TRUE(world.as(bob()).deployed_version({}, "1.3.1", "4444444"));
    EXPECT_THAT(unreleased(world), IsEmpty());
}

TEST(Unreleased, rides_along_with_the_next_hotfix_and_with_one_that_was_asked_for_before) {
    auto world = two_shipped();
    (void)world.as(eve()).hotfix("double booking").value();
    std::string const hotfix = "backend-hotfix-2026-01-22-double-booking";
    EXPECT_THAT(riders(world.at(hotfix)), ElementsAre("4444444"));
    (void)world.as(anna()).roll_back(kSecond, Severity::p0).value();
    ASSERT_TRUE(world.as(bob()).deployed_version(kSecond, "1.2.0"));
    EXPECT_THAT(riders(world.at(hotfix)), ElementsAre("2222222", "3333333", "4444444"));
    EXPECT_THAT(codes_of(recommendation_of(world.at(hotfix)).reasons), Contains("rolled_back"));
    (void)world.as(eve()).hotfix("prices").value();
    EXPECT_THAT(riders(world.at("backend-hotfix-2026-01-22-prices")),
                ElementsAre("2222222", "3333333", "4444444"));
}

TEST(Unreleased, is_named_to_voters_but_keeps_nobody_from_go) {
    auto world = rolled_back();
    world.advance_to("2026-02-02T12:00:00Z");
    (void)world.as(anna()).candidate(kThird, "1.4.0", "4444444").value();
    auto const reasons = recommendation_of(world.at(kThird)).reasons;
    ASSERT_THAT(codes_of(reasons), Contains("rolled_back"));
    EXPECT_THAT(reasons[0].text, HasSubstr("bookings fail"));
    (void)world.as(anna()).vote(kThird, Choice::go).value();
    (void)world.as(paul()).vote(kThird, Choice::go).value();
    EXPECT_EQ(world.state(kThird), State::go);
    ASSERT_TRUE(world.as(eve()).tick(kThird, kMended));
    EXPECT_THAT(recommendation_of(world.at(kThird)).reasons, IsEmpty());
}

TEST(Unreleased, is_named_to_nobody_once_it_runs_again) {
    auto world = rolled_back();
    (void)world.as(eve()).hotfix("prices").value();
    std::string const hotfix = "backend-hotfix-2026-01-22-prices";
    ASSERT_NE(world.at(hotfix).item(kMended), nullptr);
    world.advance(std::chrono::minutes{5});
    ASSERT_TRUE(world.as(bob()).deployed_version({}, "1.3.1", "4444444"));
    EXPECT_EQ(world.at(hotfix).item(kMended)->status, ItemStatus::not_applicable);
    EXPECT_THAT(riders(world.at(hotfix)), IsEmpty());
}

TEST(RolledBack, is_no_candidate_without_a_word_of_the_tech_lead) {
    auto world = two_shipped();
    (void)world.as(anna()).roll_back(kSecond, Severity::p0).value();
    world.advance(std::chrono::minutes{5});
    (void)world.as(bob()).deployed_version(kSecond, "1.2.0").value();
    (void)world.as(quinn()).verify(kSecond).value();
    (void)world.as(anna()).run(release::ClearRollback{"understood"}).value();
    world.advance_to("2026-02-02T12:00:00Z");
    (void)world.as(anna()).candidate(kThird, "1.4.0", "3333333").value();
    (void)world.as(anna()).vote(kThird, Choice::go).value();
    (void)world.as(paul()).vote(kThird, Choice::go).value();
    EXPECT_EQ(world.state(kThird), State::frozen);
    EXPECT_THAT(texts_of(decision_of(world.at(kThird)).reasons),
                ElementsAre(HasSubstr("what was rolled back")));
    EXPECT_EQ(problem_of(world.as(eve()).tick(kThird, kMended)), "role-needed");
    ASSERT_TRUE(world.as(anna()).tick(kThird, kMended, ItemStatus::waived, "it was the database"));
    EXPECT_EQ(world.state(kThird), State::go);
    (void)world.as(anna()).candidate(kThird, "1.4.1", "4444444").value();
    EXPECT_FALSE(world.at(kThird).item(kMended)->rule.required) << "another commit";
}

TEST(RolledBack, is_the_candidate_that_the_code_freeze_finds_on_main) {
    World world;
    (void)world.as(bob()).merge("1111111").value();
    world.ship(kFirst, "1.2.0");
    (void)world.as(bob()).merge("3333333").value();
    world.ship(kSecond, "1.3.0");
    (void)world.as(anna()).roll_back(kSecond, Severity::p0).value();
    ASSERT_TRUE(world.as(quinn()).verify(kSecond, "1.2.0"));
    world.advance_to("2026-02-02T12:00:00Z");
    EXPECT_EQ(world.at(kThird).candidate->commit, "3333333");
    EXPECT_TRUE(world.at(kThird).item(kMended)->rule.required);
}

TEST(RolledBack, is_a_commit_that_only_began_to_be_deployed_too) {
    auto world = two_shipped();
    world.advance_to("2026-02-04T12:00:00Z");
    (void)world.as(anna()).candidate(kThird, "1.4.0", "4444444").value();
    (void)world.as(anna()).vote(kThird, Choice::go).value();
    (void)world.as(paul()).vote(kThird, Choice::go).value();
    world.advance_to("2026-02-05T10:05:00Z");
    ASSERT_TRUE(world.as(bob()).deployed(kThird, DeploymentStatus::started));
    ASSERT_TRUE(world.as(anna()).roll_back(kThird, Severity::p0));
    ASSERT_TRUE(world.as(quinn()).verify(kThird, "1.3.0"));
    EXPECT_NE(taken_back(world.train(), {}, "4444444"), nullptr);
    EXPECT_EQ(taken_back(world.train(), {}, "3333333"), nullptr);
}

TEST(Running, is_named_by_the_candidate_where_the_report_leaves_it_open) {
    World world;
    (void)world.as(bob()).merge("1111111").value();
    world.ship(kFirst, "1.2.0");
    EXPECT_EQ(world.train().production->commit, "1111111");
    EXPECT_EQ(world.at(kFirst).deployments.back().commit, "") << "as it was reported";
}

}  // namespace
}  // namespace cadence::testing
