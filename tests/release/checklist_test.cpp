// Checklists and their checks: DESIGN section 8.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "release/decision.h"
#include "support/story.h"

namespace cadence::testing {
namespace {

using release::CheckOutcome;
using release::ItemStatus;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

World frozen(Policy policy = policy_with_checklist()) {
    World world{"2026-01-01T09:00:00Z", std::move(policy)};
    world.advance_to("2026-01-05T12:00:00Z");
    return world;
}

/// In production since 10:10 on Thursday.
World monitoring() {
    World world{"2026-01-01T09:00:00Z", policy_with_checklist()};
    world.ship(kFirst, "1.2.0");
    return world;
}

Actor checker() {
    return {"cadenced", "cadenced", {}, "check"};
}

release::FinishCheck health(CheckOutcome outcome, std::string saw) {
    return {kFirst, "health", outcome, std::move(saw), {}, {}, {}};
}

/// The smoke tests are run by a check, every six hours.
Policy policy_with_checks() {
    auto policy = policy_with_checklist();
    policy.checklist[0].check = "smoke_staging";
    policy.checklist[0].every = std::chrono::hours{6};
    return policy;
}

release::FinishCheck smoke(CheckOutcome outcome, std::string saw) {
    return {kFirst, "smoke", outcome, std::move(saw), {}, {}, {}};
}

std::size_t starts(World const& world) {
    return all_of_type<release::ChecksStarted>(world.log()).size();
}

TEST(Checklist, open_required_items_keep_a_release_from_its_go) {
    auto world = frozen();
    world.give_go(kFirst);
    EXPECT_EQ(world.state(kFirst), State::frozen);
    EXPECT_THAT(codes_of(decision_of(world.at(kFirst)).reasons), ElementsAre("checklist_item"));
    EXPECT_THAT(recommendation_of(world.at(kFirst)).reasons[0].text, HasSubstr("smoke is pending"));
    ASSERT_TRUE(world.as(quinn()).tick(kFirst, "smoke"));
    EXPECT_EQ(world.state(kFirst), State::go);
}

TEST(Checklist, a_failed_item_takes_the_go_back) {
    auto world = frozen();
    ASSERT_TRUE(world.as(quinn()).tick(kFirst, "smoke"));
    world.give_go(kFirst);
    ASSERT_EQ(world.state(kFirst), State::go);
    EXPECT_EQ(problem_of(world.as(quinn()).tick(kFirst, "smoke", ItemStatus::failed)), "reason-needed");
    ASSERT_TRUE(world.as(quinn()).tick(kFirst, "smoke", ItemStatus::failed, "login is broken"));
    EXPECT_EQ(world.state(kFirst), State::frozen);
    EXPECT_THAT(decision_of(world.at(kFirst)).reasons[0].text, HasSubstr("login is broken"));
}

TEST(Checklist, is_ticked_by_those_it_names_and_waived_by_a_tech_lead) {
    auto world = frozen();
    EXPECT_EQ(problem_of(world.as(paul()).tick(kFirst, "smoke")), "role-needed");
    EXPECT_EQ(problem_of(world.as(quinn()).tick(kFirst, "smoke", ItemStatus::waived, "no time")),
              "role-needed");
    EXPECT_EQ(problem_of(world.as(anna()).tick(kFirst, "smoke", ItemStatus::waived)), "reason-needed");
    EXPECT_TRUE(world.as(anna()).tick(kFirst, "smoke", ItemStatus::waived, "nothing to test"));
}

TEST(Checklist, not_applicable_is_for_what_is_not_required) {
    auto world = frozen();
    EXPECT_EQ(problem_of(world.as(quinn()).tick(kFirst, "smoke", ItemStatus::not_applicable, "no")),
              "item-required");
    EXPECT_EQ(world.as(quinn()).tick(kFirst, "smoke", ItemStatus::not_applicable, "no").error().field,
              "#/status");
    EXPECT_TRUE(world.as(quinn()).tick(kFirst, "docs", ItemStatus::not_applicable, "no new endpoint"));
}

TEST(Checklist, an_unknown_item_is_refused_with_those_there_are) {
    auto world = frozen();
    auto const refused = world.as(quinn()).tick(kFirst, "smokes");
    EXPECT_EQ(problem_of(refused), "item-not-found");
    EXPECT_THAT(refused.error().alternatives, ElementsAre("smoke", "docs", "health", "flows"));
}

TEST(Checklist, a_limited_token_ticks_its_items_and_does_nothing_else) {
    auto world = frozen();
    auto ci = bob();
    ci.only_items = {"smoke"};
    EXPECT_EQ(problem_of(world.as(ci).tick(kFirst, "docs")), "token-limited");
    EXPECT_EQ(problem_of(world.as(ci).deployed(kFirst)), "token-limited");
    EXPECT_TRUE(world.as(ci).tick(kFirst, "smoke"));
}

TEST(Checklist, testing_begins_anew_when_a_release_is_postponed_or_gets_another_commit) {
    auto world = frozen();
    ASSERT_TRUE(world.as(quinn()).tick(kFirst, "smoke"));
    ASSERT_TRUE(world.as(quinn()).tick(kFirst, "docs"));
    ASSERT_TRUE(world.as(anna()).postpone(kFirst, "a bug on staging"));
    EXPECT_EQ(world.at(kFirst).item("smoke")->status, ItemStatus::pending);
    EXPECT_EQ(world.at(kFirst).item("docs")->status, ItemStatus::passed);
    ASSERT_TRUE(world.as(anna()).candidate(kFirst, "1.2.0", "aaaaaaa"));
    ASSERT_TRUE(world.as(quinn()).tick(kFirst, "smoke"));
    ASSERT_TRUE(world.as(anna()).candidate(kFirst, "1.2.1", "bbbbbbb"));
    EXPECT_EQ(world.at(kFirst).item("smoke")->status, ItemStatus::pending);
}

TEST(Checklist, items_after_the_release_wait_for_its_deployment) {
    auto world = frozen();
    EXPECT_EQ(problem_of(world.as(quinn()).tick(kFirst, "flows")), "state-does-not-allow");
    auto shipped = monitoring();
    EXPECT_TRUE(shipped.as(quinn()).tick(kFirst, "flows"));
}

TEST(Checklist, a_failure_after_the_deployment_is_an_issue) {
    auto world = monitoring();
    ASSERT_TRUE(world.as(quinn()).tick(kFirst, "flows", ItemStatus::failed, "no bookings"));
    EXPECT_THAT(texts_of(world.at(kFirst).issues), Contains("Failed: flows (no bookings)"));
    EXPECT_EQ(world.state(kFirst), State::monitoring);
}

TEST(Checklist, is_kept_as_the_release_began_with_it) {
    auto world = frozen();
    auto policy = policy_with_checklist();
    policy.checklist.clear();
    world.set_policy(policy);
    EXPECT_THAT(world.at(kFirst).checklist, SizeIs(4));
    world.advance_to("2026-01-19T12:00:00Z");
    EXPECT_THAT(world.at(kSecond).checklist, IsEmpty());
}

TEST(Checks, run_from_the_deployment_on_and_once_more_when_monitoring_ends) {
    auto world = monitoring();
    ASSERT_EQ(starts(world), 1U);
    ASSERT_TRUE(world.run(health(CheckOutcome::passed, "HTTP 200"), checker()));
    EXPECT_EQ(world.at(kFirst).item("health")->status, ItemStatus::passed);
    world.advance(std::chrono::minutes{5});
    ASSERT_EQ(starts(world), 2U);
    for (int i = 0; i < 40 && world.state(kFirst) == State::monitoring; ++i) {
        if (world.at(kFirst).item("health")->running_since)
            (void)world.run(health(CheckOutcome::passed, "HTTP 200"), checker());
        world.advance(std::chrono::minutes{5});
    }
    EXPECT_EQ(world.state(kFirst), State::released);
    EXPECT_GE(*world.at(kFirst).item("health")->checked_at, utc("2026-01-08T12:10:00Z"));
    EXPECT_EQ(starts(world), 25U) << "every five minutes of two hours, and at their end";
}

TEST(Checks, that_have_not_answered_keep_a_release_from_being_released) {
    auto world = monitoring();
    world.advance_to("2026-01-08T12:30:00Z");
    EXPECT_EQ(world.state(kFirst), State::monitoring);
    EXPECT_GT(starts(world), 1U) << "one that does not answer is started again";
    ASSERT_TRUE(world.run(health(CheckOutcome::failed, "timed out"), checker()));
    world.tick();
    EXPECT_EQ(world.state(kFirst), State::monitoring) << "health is required";
    ASSERT_TRUE(world.as(anna()).tick(kFirst, "health", ItemStatus::waived, "the probe is broken"));
    world.tick();
    EXPECT_EQ(world.state(kFirst), State::released);
}

TEST(Checks, a_failure_is_one_issue_with_a_proposed_severity) {
    auto world = monitoring();
    for (int i = 0; i < 3; ++i) {
        ASSERT_TRUE(world.run(health(CheckOutcome::failed, "HTTP 503"), checker()));
        world.advance(std::chrono::minutes{5});
    }
    ASSERT_THAT(world.at(kFirst).issues, SizeIs(1));
    EXPECT_EQ(world.at(kFirst).issues[0].severity, release::Severity::p1);
    EXPECT_TRUE(world.at(kFirst).issues[0].proposed);
    EXPECT_EQ(world.state(kFirst), State::monitoring) << "nothing rolls back by itself";
}

TEST(Checks, run_when_asked_to) {
    auto world = monitoring();
    ASSERT_TRUE(world.run(health(CheckOutcome::passed, "HTTP 200"), checker()));
    ASSERT_TRUE(world.as(quinn()).run(release::RequestCheck{kFirst, "health"}));
    world.tick();
    EXPECT_TRUE(world.at(kFirst).item("health")->running_since);
    EXPECT_EQ(problem_of(world.as(quinn()).run(release::RequestCheck{kFirst, "flows"})), "no-check");
}

TEST(Checks, an_answer_that_nobody_waits_for_is_ignored) {
    auto world = monitoring();
    ASSERT_TRUE(world.run(health(CheckOutcome::passed, "HTTP 200"), checker()));
    auto const again = world.run(health(CheckOutcome::failed, "HTTP 500"), checker());
    EXPECT_TRUE(again->empty());
}

TEST(Checks, an_answer_of_another_run_is_dropped) {
    auto world = monitoring();
    auto const begun = *world.at(kFirst).item("health")->running_since;
    auto late = health(CheckOutcome::passed, "HTTP 200");
    late.started = begun - std::chrono::minutes{1};
    EXPECT_TRUE(world.run(late, checker())->empty());
    late.started = begun;
    EXPECT_FALSE(world.run(late, checker())->empty());
}

TEST(Checks, what_cannot_be_known_yet_is_pending_with_its_reason_and_fails_nobody) {
    auto world = frozen(policy_with_checks());
    ASSERT_TRUE(world.at(kFirst).item("smoke")->running_since);
    ASSERT_TRUE(world.run(smoke(CheckOutcome::pending, "no version yet"), checker()));
    EXPECT_EQ(world.at(kFirst).item("smoke")->status, ItemStatus::pending);
    EXPECT_THAT(
        recommendation_of(world.at(kFirst)).reasons,
        Contains(release::Reason{"checklist_item", "smoke is pending: smoke (no version yet)", "smoke"}));
    EXPECT_THAT(world.at(kFirst).issues, IsEmpty());
    world.give_go(kFirst);
    EXPECT_EQ(world.state(kFirst), State::frozen);
}

TEST(Checks, what_could_not_be_known_is_looked_at_again_once_there_is_a_candidate) {
    auto world = frozen(policy_with_checks());
    ASSERT_TRUE(world.run(smoke(CheckOutcome::pending, "no candidate yet"), checker()));
    world.advance(std::chrono::minutes{5});
    auto const before = starts(world);
    ASSERT_TRUE(world.as(anna()).candidate(kFirst, "", "aaaaaaa1"));
    world.tick();
    EXPECT_EQ(starts(world), before + 1);
    ASSERT_TRUE(world.run(smoke(CheckOutcome::pending, "no version yet"), checker()));
    world.advance(std::chrono::minutes{5});
    ASSERT_TRUE(world.as(anna()).candidate(kFirst, "1.2.0", "aaaaaaa1"));
    world.tick();
    EXPECT_EQ(starts(world), before + 2) << "naming the version is news, too";
}

TEST(Checks, what_could_not_be_known_is_looked_at_again_when_staging_runs_something_new) {
    auto world = frozen(policy_with_checks());
    ASSERT_TRUE(world.as(bob()).merge("aaaaaaa1"));
    ASSERT_TRUE(world.as(anna()).candidate(kFirst, "1.2.0", "aaaaaaa1"));
    world.tick();
    ASSERT_TRUE(world.run(smoke(CheckOutcome::pending, "not on staging yet"), checker()));
    world.advance(std::chrono::minutes{5});
    EXPECT_FALSE(world.at(kFirst).item("smoke")->running_since);
    ASSERT_TRUE(world.as(bob()).staged("", "aaaaaaa1"));
    world.tick();
    EXPECT_TRUE(world.at(kFirst).item("smoke")->running_since);
}

TEST(Checks, one_that_runs_while_the_facts_change_looks_again) {
    auto world = frozen(policy_with_checks());
    ASSERT_TRUE(world.as(anna()).candidate(kFirst, "", "aaaaaaa1"));
    world.tick();
    auto const before = starts(world);
    world.advance(std::chrono::seconds{1});
    ASSERT_TRUE(world.as(anna()).candidate(kFirst, "1.2.0", "aaaaaaa1"));
    ASSERT_TRUE(world.run(smoke(CheckOutcome::pending, "no version yet"), checker()));
    world.tick();
    EXPECT_EQ(starts(world), before + 1);
}

TEST(Checks, begin_anew_with_another_candidate_whatever_they_said_of_the_last) {
    for (auto const outcome : {CheckOutcome::passed, CheckOutcome::failed, CheckOutcome::pending}) {
        auto policy = policy_with_checks();
        policy.checklist[0].resets = false;
        auto world = frozen(policy);
        ASSERT_TRUE(world.as(anna()).candidate(kFirst, "1.2.0", "aaaaaaa1"));
        world.tick();
        ASSERT_TRUE(world.run(smoke(outcome, "it"), checker()));
        world.advance(std::chrono::minutes{5});
        ASSERT_TRUE(world.as(anna()).candidate(kFirst, "1.2.1", "aaaaaaa2"));
        EXPECT_EQ(world.at(kFirst).item("smoke")->status, ItemStatus::pending);
        world.tick();
        EXPECT_TRUE(world.at(kFirst).item("smoke")->running_since);
    }
}

TEST(Checks, one_that_cannot_tell_leaves_what_is_passed_as_it_is) {
    auto world = frozen(policy_with_checks());
    ASSERT_TRUE(world.run(smoke(CheckOutcome::passed, "3 checks passed"), checker()));
    world.advance(std::chrono::hours{6});
    ASSERT_TRUE(world.run(smoke(CheckOutcome::pending, "still running: build"), checker()));
    EXPECT_EQ(world.at(kFirst).item("smoke")->status, ItemStatus::passed);
    EXPECT_EQ(world.at(kFirst).item("smoke")->saw, "still running: build");
    world.advance(std::chrono::hours{6});
    ASSERT_TRUE(world.run(smoke(CheckOutcome::failed, "build: error"), checker()));
    world.advance(std::chrono::hours{6});
    ASSERT_TRUE(world.run(smoke(CheckOutcome::pending, "still running: build"), checker()));
    EXPECT_EQ(world.at(kFirst).item("smoke")->status, ItemStatus::pending);
}

TEST(Checks, wait_while_the_clock_is_on_hold) {
    auto world = monitoring();
    ASSERT_TRUE(world.run(health(CheckOutcome::passed, "HTTP 200"), checker()));
    world.hold_clock(true);
    auto const before = starts(world);
    world.advance(std::chrono::hours{1});
    EXPECT_EQ(starts(world), before);
    world.hold_clock(false);
    world.tick();
    EXPECT_EQ(starts(world), before + 1);
}

}  // namespace
}  // namespace cadence::testing
