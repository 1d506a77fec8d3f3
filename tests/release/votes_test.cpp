// Votes, vetoes and candidates: DESIGN section 5.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "release/decision.h"
#include "support/story.h"

namespace cadence::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

World frozen() {
    World world;
    world.advance_to("2026-01-05T12:00:00Z");
    return world;
}

World with_go() {
    auto world = frozen();
    world.give_go(kFirst);
    return world;
}

TEST(Votes, go_needs_every_required_role) {
    auto world = frozen();
    ASSERT_TRUE(world.as(anna()).candidate(kFirst, "1.2.0"));
    ASSERT_TRUE(world.as(anna()).vote(kFirst, Choice::go));
    EXPECT_EQ(world.state(kFirst), State::frozen);
    auto const decision = decision_of(world.at(kFirst));
    EXPECT_EQ(decision.verdict, release::Verdict::undecided);
    ASSERT_THAT(decision.reasons, SizeIs(1));
    EXPECT_EQ(decision.reasons[0].text, "Product Owner has not said go");
    ASSERT_TRUE(world.as(paul()).vote(kFirst, Choice::go));
    EXPECT_EQ(world.state(kFirst), State::go);
    EXPECT_THAT(decision_of(world.at(kFirst)).reasons, IsEmpty());
}

TEST(Votes, there_is_no_go_without_a_candidate) {
    auto world = frozen();
    ASSERT_TRUE(world.as(anna()).vote(kFirst, Choice::go));
    ASSERT_TRUE(world.as(paul()).vote(kFirst, Choice::go));
    EXPECT_EQ(world.state(kFirst), State::frozen);
    EXPECT_THAT(codes_of(decision_of(world.at(kFirst)).reasons), ElementsAre("no_candidate"));
}

TEST(Votes, are_not_withdrawn_by_a_token_that_may_only_tick) {
    auto world = with_go();
    auto limited = paul();
    limited.only_items = {"smoke"};
    EXPECT_EQ(problem_of(world.as(limited).withdraw(kFirst)), "token-limited");
}

TEST(Votes, one_person_votes_once_for_all_their_roles) {
    auto world = frozen();
    auto const both = person("mara", "Mara", {Role::tech_lead, Role::product_owner});
    ASSERT_TRUE(world.as(both).candidate(kFirst, "1.2.0"));
    ASSERT_TRUE(world.as(both).vote(kFirst, Choice::go));
    EXPECT_EQ(world.state(kFirst), State::go);
    EXPECT_THAT(world.at(kFirst).votes, SizeIs(1));
}

TEST(Votes, the_same_vote_twice_is_refused_and_a_changed_one_counts) {
    auto world = frozen();
    ASSERT_TRUE(world.as(anna()).vote(kFirst, Choice::go));
    auto const again = world.as(anna()).vote(kFirst, Choice::go);
    EXPECT_EQ(problem_of(again), "already-voted");
    EXPECT_THAT(again.error().detail, HasSubstr("Mon 2026-01-05 12:00 UTC"));
    ASSERT_TRUE(world.as(anna()).vote(kFirst, Choice::no_go, "Smoke tests fail"));
    EXPECT_THAT(world.at(kFirst).votes, SizeIs(1));
    EXPECT_EQ(world.state(kFirst), State::no_go);
}

TEST(Votes, who_holds_no_required_role_has_no_vote) {
    for (auto const& who : {quinn(), olga(), eve(), bob()}) {
        auto world = frozen();
        auto const refused = world.as(who).vote(kFirst, Choice::go);
        EXPECT_EQ(problem_of(refused), "role-needed") << who.id;
        EXPECT_THAT(refused.error().detail, HasSubstr("Product Owner"));
    }
}

TEST(Votes, a_role_that_the_train_requires_too_may_vote_and_veto) {
    auto policy = policy_of_spec();
    policy.required_roles.push_back(Role::qa);
    World world{"2026-01-05T12:00:00Z", policy};
    world.give_go(kFirst);
    EXPECT_EQ(world.state(kFirst), State::frozen);
    ASSERT_TRUE(world.as(quinn()).vote(kFirst, Choice::go));
    EXPECT_EQ(world.state(kFirst), State::go);
}

TEST(Votes, voting_opens_with_the_code_freeze) {
    World world;
    auto const early = world.as(anna()).vote(kFirst, Choice::go);
    EXPECT_EQ(problem_of(early), "state-does-not-allow");
    EXPECT_THAT(early.error().detail, HasSubstr("Mon 2026-01-05 10:00 UTC"));
    EXPECT_THAT(world.train().releases, IsEmpty()) << "a refusal pins nothing";
}

TEST(Votes, a_veto_needs_a_reason_takes_the_go_back_and_goes_with_its_withdrawal) {
    auto world = with_go();
    EXPECT_EQ(problem_of(world.as(paul()).vote(kFirst, Choice::no_go)), "reason-needed");
    ASSERT_TRUE(world.as(paul()).vote(kFirst, Choice::no_go, "Prices are wrong"));
    EXPECT_EQ(world.state(kFirst), State::no_go);
    EXPECT_THAT(decision_of(world.at(kFirst)).reasons.front().text, HasSubstr("Prices are wrong"));
    ASSERT_TRUE(world.as(paul()).withdraw(kFirst));
    EXPECT_EQ(world.state(kFirst), State::frozen);
    ASSERT_TRUE(world.as(paul()).vote(kFirst, Choice::go));
    EXPECT_EQ(world.state(kFirst), State::go);
}

TEST(Votes, only_a_tech_lead_lifts_the_vote_of_another_and_says_why) {
    auto world = frozen();
    ASSERT_TRUE(world.as(paul()).vote(kFirst, Choice::no_go, "Prices are wrong"));
    EXPECT_EQ(problem_of(world.as(eve()).withdraw(kFirst, "paul", "He is away")), "role-needed");
    EXPECT_EQ(problem_of(world.as(anna()).withdraw(kFirst, "paul")), "reason-needed");
    ASSERT_TRUE(world.as(anna()).withdraw(kFirst, "paul", "He is away"));
    EXPECT_THAT(world.at(kFirst).votes, IsEmpty());
    EXPECT_EQ(problem_of(world.as(anna()).withdraw(kFirst, "paul", "He is away")), "no-vote");
}

TEST(Votes, a_new_candidate_voids_the_votes_and_takes_the_go_back) {
    auto world = with_go();
    auto const events = world.as(eve()).candidate(kFirst, "1.2.1", "abc1234");
    ASSERT_TRUE(events);
    EXPECT_THAT(all_of_type<release::CandidateSet>(*events)[0].voided, ElementsAre("anna", "paul"));
    EXPECT_EQ(world.state(kFirst), State::frozen);
    EXPECT_THAT(world.at(kFirst).votes, IsEmpty());
}

TEST(Votes, naming_the_same_candidate_again_changes_nothing) {
    auto world = with_go();
    auto const again = world.as(anna()).candidate(kFirst, "1.2.0");
    ASSERT_TRUE(again);
    EXPECT_THAT(*again, IsEmpty());
    EXPECT_EQ(world.state(kFirst), State::go);
}

TEST(Votes, after_the_decision_day_a_lost_go_is_a_no_go_and_a_late_go_still_counts) {
    auto world = with_go();
    world.advance_to("2026-01-07T11:00:00Z");
    ASSERT_TRUE(world.as(anna()).withdraw(kFirst));
    EXPECT_EQ(world.state(kFirst), State::no_go);
    ASSERT_TRUE(world.as(anna()).vote(kFirst, Choice::go));
    EXPECT_EQ(world.state(kFirst), State::go);
}

TEST(Votes, once_deploying_a_no_go_and_a_new_candidate_become_issues) {
    auto world = with_go();
    world.advance_to("2026-01-08T10:05:00Z");
    ASSERT_TRUE(world.as(bob()).deployed(kFirst, DeploymentStatus::started));
    ASSERT_TRUE(world.as(paul()).vote(kFirst, Choice::no_go, "Prices are wrong"));
    ASSERT_TRUE(world.as(eve()).candidate(kFirst, "1.2.1"));
    EXPECT_EQ(world.state(kFirst), State::deploying);
    EXPECT_THAT(texts_of(world.at(kFirst).issues),
                ElementsAre("Paul says no-go: Prices are wrong",
                            "Eve names another candidate while deploying: 1.2.1"));
    EXPECT_EQ(world.at(kFirst).candidate->version, "1.2.0");
}

TEST(Votes, a_candidate_is_a_version_or_a_commit_that_can_be_one) {
    World world;
    EXPECT_EQ(problem_of(world.as(anna()).candidate(kFirst, "")), "candidate-empty");
    for (auto const* const bad : {"abc12", "xyz1234", "ABC1234", "abc 123"}) {
        EXPECT_EQ(problem_of(world.as(anna()).candidate(kFirst, "", bad)), "not-a-commit") << bad;
    }
    EXPECT_TRUE(world.as(bob()).candidate(kFirst, "", "abc1234"));
    EXPECT_EQ(problem_of(world.as(paul()).candidate(kFirst, "1.2.0")), "role-needed");
}

TEST(Votes, a_removed_person_loses_open_votes_and_nothing_that_is_done) {
    auto world = with_go();
    world.advance_to("2026-01-08T10:20:00Z");
    ASSERT_TRUE(world.as(bob()).deployed(kFirst));
    world.advance_to("2026-01-19T12:00:00Z");
    (void)world.as(anna()).candidate(kSecond, "1.3.0").value();
    for (auto const& each : {anna(), paul()}) ASSERT_TRUE(world.as(each).vote(kSecond, Choice::go));
    ASSERT_TRUE(world.run(release::ForgetPeople{{"paul", "nobody"}}, the_clock()));
    EXPECT_EQ(world.at(kSecond).vote_of("paul"), nullptr);
    EXPECT_NE(world.at(kFirst).vote_of("paul"), nullptr);
    EXPECT_EQ(world.state(kSecond), State::frozen);
    EXPECT_THAT(*world.run(release::ForgetPeople{{"paul"}}, the_clock()), IsEmpty());
}

TEST(Votes, the_record_says_what_it_speaks_for_whatever_people_vote) {
    auto world = frozen();
    EXPECT_EQ(recommendation_of(world.at(kFirst)).verdict, release::Verdict::no_go);
    ASSERT_TRUE(world.as(eve()).candidate(kFirst, "1.2.0"));
    EXPECT_EQ(recommendation_of(world.at(kFirst)).verdict, release::Verdict::go);
    ASSERT_TRUE(world.as(eve()).issue(kFirst, "Search is broken"));
    auto const recommendation = recommendation_of(world.at(kFirst));
    EXPECT_EQ(recommendation.verdict, release::Verdict::no_go);
    EXPECT_THAT(recommendation.reasons.front().text, HasSubstr("Search is broken"));
}

}  // namespace
}  // namespace cadence::testing
