// One spelling of a version inside, however it comes in; and none is used twice. DESIGN sections 3, 5 and 11.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/story.h"

namespace cadence::testing {
namespace {

using release::DeploymentReported;
using release::ReportDeployment;
using release::RollbackOption;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// An hour after the code freeze.
void freeze(World& world, std::string const& id) {
    auto const release = release::release_by_id(world.train(), world.policy(), id).value();
    world.advance_to(release.firing(calendar::PhaseKind::code_freeze)->phase.at + std::chrono::hours{1});
}

World frozen(std::string const& id) {
    World world;
    freeze(world, id);
    EXPECT_TRUE(world.as(anna()).candidate(id, "", "aaaaaaa1"));
    return world;
}

/// kFirst shipped 1.2.0, kSecond shipped 1.3.0 of this commit ten minutes ago.
World two_shipped(std::string const& commit) {
    World world;
    world.ship(kFirst, "1.2.0");
    world.ship(kSecond, "1.3.0");
    EXPECT_TRUE(world.as(bob()).deployed_version(kSecond, "1.3.0", commit));
    return world;
}

void roll_back(World& world, std::string const& id) {
    ASSERT_TRUE(world.as(anna()).roll_back(id, release::Severity::p0));
    ASSERT_TRUE(world.as(bob()).deployed_version(id, "1.2.0", "bbbbbbb2"));
    ASSERT_TRUE(world.as(quinn()).verify(id));
    ASSERT_TRUE(world.as(anna()).run(release::ClearRollback{"fixed"}));
}

release::RequestRelease hotfix_of(std::string const& version, std::string const& commit) {
    release::RequestRelease request;
    request.title = "double booking";
    request.criterion = release::Criterion::data_integrity;
    request.version = version;
    request.commit = commit;
    return request;
}

TEST(Versions, of_a_candidate_are_kept_in_the_one_spelling) {
    for (auto const* const written :
         {"1.2.0", "v1.2.0", "V1.2.0", " v1.2.0 ", "refs/tags/v1.2.0", "\xC2\xA0v1.2.0"}) {
        auto world = frozen(kFirst);
        auto const events = world.as(anna()).candidate(kFirst, written, "aaaaaaa1");
        ASSERT_TRUE(events) << written;
        EXPECT_EQ(all_of_type<release::CandidateSet>(*events).at(0).version, "1.2.0") << written;
        EXPECT_THAT(world.as(anna()).candidate(kFirst, "v1.2.0", "aaaaaaa1").value(), IsEmpty()) << written;
    }
}

TEST(Versions, of_a_request_are_kept_in_the_one_spelling) {
    World world;
    world.ship(kFirst, "1.2.0");
    auto const events = world.as(eve()).run(hotfix_of(" v1.2.1", "aaaaaaa1"));
    ASSERT_TRUE(events);
    EXPECT_EQ(all_of_type<release::CandidateSet>(*events).at(0).version, "1.2.1");
}

TEST(Versions, of_a_report_are_kept_in_the_one_spelling_and_as_they_came_if_they_are_none) {
    World world;
    world.ship(kFirst, "v1.2.0");
    EXPECT_EQ(world.train().production->version, "1.2.0");
    for (auto const& [reported, kept] : {std::pair{"refs/tags/V1.2.1", "1.2.1"},
                                         {"v1.2", "v1.2"},
                                         {" build-77", " build-77"},
                                         {"2026.01.22", "2026.01.22"}}) {
        auto const events = world.as(bob()).deployed_version(kFirst, reported);
        ASSERT_TRUE(events) << reported;
        EXPECT_EQ(all_of_type<DeploymentReported>(*events).at(0).version, kept);
    }
}

TEST(Versions, to_go_back_to_are_kept_in_the_one_spelling) {
    auto world = two_shipped("abc1234");
    ASSERT_TRUE(world.as(anna()).roll_back(kSecond, release::Severity::p1, "v1.1.0"));
    EXPECT_EQ(world.at(kSecond).rollback->to_version, "1.1.0");
    EXPECT_EQ(world.at(kSecond).rollback->from_version, "1.3.0");
}

TEST(Versions, with_a_v_in_older_rows_are_the_same_versions) {
    auto world = frozen(kFirst);
    ASSERT_TRUE(world.as(anna()).candidate(kFirst, "1.2.0", "aaaaaaa1"));
    auto train = world.train();
    train.releases.edit(kFirst).candidate->version = "v1.2.0";
    release::Context const context{world.now(), world.policy(), anna(), false};
    auto const again = decide(train, release::SetCandidate{kFirst, "1.2.0", "aaaaaaa1"}, context);
    ASSERT_TRUE(again);
    EXPECT_THAT(*again, IsEmpty());

    world = two_shipped("abc1234");
    train = world.train();
    train.production->version = "v1.3.0";
    for (auto& ran : train.ran) ran.what.version = "v" + ran.what.version;
    release::Context const later{world.now(), world.policy(), anna(), false};
    EXPECT_EQ(problem_of(decide(train, hotfix_of("1.3.0", "aaaaaaa1"), later)), "version-not-higher");
    auto const events =
        decide(train, release::StartRollback{.release = kSecond, .reason = "bookings fail"}, later);
    ASSERT_TRUE(events);
    auto const plan = all_of_type<release::RollbackStarted>(*events).at(0);
    EXPECT_EQ(plan.from_version, "1.3.0");
    EXPECT_EQ(plan.to_version, "1.2.0");
}

TEST(Versions, must_be_higher_than_what_can_be_read_of_production_whatever_it_is_called) {
    auto const world = two_shipped("abc1234");
    auto train = world.train();
    release::Context const context{world.now(), world.policy(), eve(), false};
    for (auto const* const called : {"backend-v1.3.0", "@acme/api@1.3.0", "release 1.3.0", "=1.3.0"}) {
        train.production->version = called;
        EXPECT_EQ(problem_of(decide(train, hotfix_of("0.0.1", "aaaaaaa1"), context)), "version-not-higher")
            << called;
        EXPECT_EQ(problem_of(decide(train, hotfix_of("1.3.1", "aaaaaaa1"), context)), "accepted") << called;
    }
}

TEST(Versions, that_are_tags_have_a_v_again_where_a_branch_is_cut_from_one) {
    auto policy = policy_of_spec();
    policy.branch_base = release::BranchBase::last_version;
    World world{"2026-01-01T09:00:00Z", policy};
    world.ship(kFirst, "v1.2.0");
    auto const events = world.as(eve()).run(hotfix_of("1.2.1", "aaaaaaa1"));
    ASSERT_TRUE(events);
    EXPECT_EQ(all_of_type<release::ReleaseRequested>(*events).at(0).on_demand.base, "v1.2.0");
}

TEST(Versions, that_were_rolled_back_are_refused_for_another_commit_and_the_next_free_one_is_named) {
    auto world = two_shipped("abc1234");
    roll_back(world, kSecond);
    for (auto const* const commit : {"fffffff9", ""}) {
        auto const refused = world.as(anna()).candidate(kThird, "v1.3.0", commit);
        EXPECT_EQ(problem_of(refused), "version-rolled-back") << commit;
        EXPECT_EQ(refused.error().field, "#/version");
        EXPECT_EQ(refused.error().detail,
                  "1.3.0 was rolled back with " + kSecond +
                      ", and its tag stays on abc1234: another commit needs another version; the next free "
                      "one is 1.3.1.");
        EXPECT_THAT(refused.error().alternatives, ElementsAre("1.3.1"));
    }
    EXPECT_EQ(problem_of(world.as(eve()).run(hotfix_of("1.3.0", "fffffff9"))), "version-rolled-back");
    EXPECT_EQ(problem_of(world.as(eve()).run(hotfix_of("1.3.0+2", "fffffff9"))), "version-rolled-back");
    EXPECT_EQ(problem_of(world.as(eve()).run(hotfix_of("1.3.1", "fffffff9"))), "accepted");
}

TEST(Versions, that_were_rolled_back_may_be_used_for_the_same_commit_again) {
    auto world = two_shipped("abc1234");
    roll_back(world, kSecond);
    EXPECT_EQ(problem_of(world.as(anna()).candidate(kThird, "1.3.0", "abc1234f00")), "accepted");
}

TEST(Versions, that_are_being_rolled_back_are_spent_as_well) {
    auto world = two_shipped("abc1234");
    ASSERT_TRUE(world.as(anna()).roll_back(kSecond, release::Severity::p0));
    ASSERT_TRUE(world.as(bob()).deployed_version(kSecond, "1.2.0", "bbbbbbb2"));
    EXPECT_EQ(problem_of(world.as(eve()).run(hotfix_of("1.3.0", "fffffff9"))), "version-rolled-back");
}

TEST(Versions, the_next_free_one_passes_over_others_that_were_rolled_back) {
    auto world = two_shipped("abc1234");
    roll_back(world, kSecond);
    world.ship(kThird, "1.3.1");
    roll_back(world, kThird);
    auto const refused = world.as(eve()).run(hotfix_of("1.3.0", "fffffff9"));
    ASSERT_EQ(problem_of(refused), "version-rolled-back");
    EXPECT_THAT(refused.error().alternatives, ElementsAre("1.3.2"));
}

/// Its tag was made when its deployment began.
TEST(Versions, that_never_got_whole_into_production_are_spent_when_they_are_rolled_back) {
    World world;
    world.ship(kFirst, "1.2.0");
    freeze(world, kSecond);
    ASSERT_TRUE(world.as(anna()).candidate(kSecond, "1.3.0", "abc1234"));
    ASSERT_TRUE(world.as(anna()).vote(kSecond, Choice::go));
    ASSERT_TRUE(world.as(paul()).vote(kSecond, Choice::go));
    world.advance_to(world.at(kSecond).window.opens_at + std::chrono::minutes{10});
    ASSERT_TRUE(world.as(bob()).deployed(kSecond, DeploymentStatus::started));
    roll_back(world, kSecond);
    ASSERT_EQ(world.state(kSecond), State::rolled_back);
    world.be_forgetful();
    world.advance_to(world.now() + std::chrono::hours{24 * 3});
    EXPECT_EQ(problem_of(world.as(eve()).run(hotfix_of("1.3.0", "fffffff9"))), "version-rolled-back");
    EXPECT_EQ(problem_of(world.as(eve()).run(hotfix_of("1.3.0", "abc1234"))), "accepted");
}

}  // namespace
}  // namespace cadence::testing
