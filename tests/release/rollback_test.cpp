// Rolling back: spec "Rollback Procedure", DESIGN sections 3 and 5.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/story.h"

namespace cadence::testing {
namespace {

using release::Action;
using release::DeadlineKind;
using release::DeadlineState;
using release::RollbackOption;
using release::Severity;
using release::StartRollback;
using ::testing::Contains;
using ::testing::ElementsAre;

World rolling_back() {
    auto world = world_of_two_shipped();
    (void)world.as(anna()).roll_back(kSecond, Severity::p0).value();
    return world;
}

World rolled_back() {
    auto world = rolling_back();
    (void)world.as(bob()).deployed_version(kSecond, "1.2.0").value();
    (void)world.as(quinn()).verify(kSecond).value();
    return world;
}

release::Deadline const& clock_of(World const& world, DeadlineKind kind) {
    return world.train().deadlines.at(release::deadline_id(kind, kSecond));
}

TEST(Rollback, goes_back_to_the_last_version_that_ran_well) {
    auto const world = rolling_back();
    auto const& rollback = *world.at(kSecond).rollback;
    EXPECT_EQ(world.state(kSecond), State::rolling_back);
    EXPECT_EQ(rollback.from_version, "1.3.0");
    EXPECT_EQ(rollback.to_version, "1.2.0");
}

TEST(Rollback, passes_over_versions_that_were_rolled_back_themselves) {
    auto world = rolled_back();
    ASSERT_TRUE(world.as(anna()).run(release::ClearRollback{"fixed"}));
    world.ship(kThird, "1.3.1");
    ASSERT_TRUE(world.as(anna()).roll_back(kThird));
    EXPECT_EQ(world.at(kThird).rollback->to_version, "1.2.0");
}

TEST(Rollback, asks_the_tags_where_there_is_no_record) {
    World world{"2026-01-01T09:00:00Z", policy_with_checklist()};
    world.ship(kFirst, "1.10.0");
    EXPECT_EQ(problem_of(world.as(anna()).roll_back(kFirst)), "no-previous-version");
    release::FinishCheck seen{kFirst, "health", release::CheckOutcome::passed, "v1.9.0", {}, "v1.9.0", {}};
    ASSERT_TRUE(world.run(seen, the_clock()));
    ASSERT_TRUE(world.as(anna()).roll_back(kFirst));
    EXPECT_EQ(world.at(kFirst).rollback->to_version, "1.9.0");
}

TEST(Rollback, takes_a_version_by_name_but_not_the_one_that_runs) {
    auto world = world_of_two_shipped();
    EXPECT_EQ(problem_of(world.as(anna()).roll_back(kSecond, Severity::p1, "v1.3.0")), "same-version");
    ASSERT_TRUE(world.as(anna()).roll_back(kSecond, Severity::p1, "1.1.0"));
    EXPECT_EQ(world.at(kSecond).rollback->to_version, "1.1.0");
}

TEST(Rollback, of_a_p2_is_refused_unless_forced) {
    auto world = world_of_two_shipped();
    auto const refused = world.as(anna()).roll_back(kSecond, Severity::p2);
    EXPECT_EQ(problem_of(refused), "fix-forward");
    EXPECT_EQ(refused.error().field, "#/severity");
    StartRollback forced{
        .release = kSecond, .severity = Severity::p2, .reason = "marketing insists", .force = true};
    ASSERT_TRUE(world.as(anna()).run(forced));
    EXPECT_TRUE(all_of_type<release::RollbackStarted>(world.log()).back().forced);
}

TEST(Rollback, of_what_was_not_deployed_is_refused_and_names_what_was) {
    auto world = world_of_two_shipped();
    auto const future = world.as(anna()).roll_back(kThird);
    EXPECT_EQ(problem_of(future), "not-deployed");
    EXPECT_THAT(future.error().alternatives, ElementsAre(kSecond));
    EXPECT_EQ(problem_of(world.as(anna()).roll_back(kFirst)), "not-deployed") << "replaced long ago";
    EXPECT_EQ(problem_of(world.as(eve()).roll_back(kSecond)), "role-needed");
    StartRollback silent{.release = kSecond};
    EXPECT_EQ(problem_of(world.as(anna()).run(silent)), "reason-needed");
}

TEST(Rollback, has_a_clock_by_its_severity) {
    auto const p0 = rolling_back();
    EXPECT_EQ(clock_of(p0, DeadlineKind::rollback).due_at, p0.now() + std::chrono::minutes{15});
    EXPECT_EQ(clock_of(p0, DeadlineKind::post_mortem).due_at, p0.now() + std::chrono::hours{24});
    auto p1 = world_of_two_shipped();
    ASSERT_TRUE(p1.as(anna()).roll_back(kSecond, Severity::p1));
    EXPECT_EQ(clock_of(p1, DeadlineKind::rollback).due_at, p1.now() + std::chrono::hours{1});
}

TEST(Rollback, is_verified_by_health_smoke_tests_and_the_resolved_issue) {
    auto world = rolling_back();
    ASSERT_TRUE(world.as(bob()).deployed_version(kSecond, "1.2.0"));
    EXPECT_EQ(world.train().production->release, kFirst);
    auto const refused = world.as(quinn()).run(release::VerifyRollback{kSecond, true, false, true, {}});
    EXPECT_EQ(problem_of(refused), "rollback-not-verified");
    EXPECT_EQ(refused.error().field, "#/smoke");
    world.advance(std::chrono::minutes{10});
    ASSERT_TRUE(world.as(quinn()).verify(kSecond));
    EXPECT_EQ(world.state(kSecond), State::rolled_back);
    EXPECT_EQ(clock_of(world, DeadlineKind::rollback).state, DeadlineState::met);
    EXPECT_EQ(world.train().production->version, "1.2.0");
    EXPECT_EQ(problem_of(world.as(quinn()).verify(kSecond)), "not-rolling-back");
}

TEST(Rollback, keeps_scheduled_releases_from_deploying_until_it_is_cleared) {
    auto world = rolled_back();
    EXPECT_THAT(codes_of(world.gate(Action::deploy).reasons), Contains("rollback_not_cleared"));
    world.advance_to("2026-02-04T12:00:00Z");
    (void)world.as(anna()).candidate(kThird, "1.4.0").value();
    (void)world.as(anna()).vote(kThird, Choice::go).value();
    (void)world.as(paul()).vote(kThird, Choice::go).value();
    world.advance_to("2026-02-05T10:30:00Z");
    EXPECT_EQ(world.state(kThird), State::held);
    EXPECT_EQ(problem_of(world.as(paul()).run(release::ClearRollback{"fixed"})), "role-needed");
    ASSERT_TRUE(world.as(anna()).run(release::ClearRollback{"fixed in 1.4.0"}));
    EXPECT_EQ(world.state(kThird), State::deploying) << "a late opening for the time that is left";
    EXPECT_EQ(problem_of(world.as(anna()).run(release::ClearRollback{"again"})), "nothing-to-clear");
}

TEST(Rollback, cannot_be_cleared_while_it_runs) {
    auto world = rolling_back();
    EXPECT_EQ(problem_of(world.as(anna()).run(release::ClearRollback{"hope"})), "rollback-not-verified");
}

TEST(Rollback, lets_its_own_reverts_through_the_gate_and_nothing_else) {
    auto world = world_of_two_shipped();
    StartRollback revert{.release = kSecond,
                         .severity = Severity::p0,
                         .option = RollbackOption::revert,
                         .commits = {"abcdef1"},
                         .branch = "revert/prices",
                         .reason = "wrong prices"};
    auto empty = revert;
    empty.commits.clear();
    empty.branch.clear();
    EXPECT_EQ(problem_of(world.as(anna()).run(empty)), "revert-needs-commits");
    ASSERT_TRUE(world.as(anna()).run(revert));
    EXPECT_FALSE(world.gate(Action::merge).open);
    EXPECT_TRUE(
        world
            .gate(Action::merge,
                  {.branch = "revert/prices", .commit = {}, .pull_request = {}, .labels = {}, .release = {}})
            .open);
    EXPECT_TRUE(
        world
            .gate(Action::merge,
                  {.branch = {}, .commit = "abcdef1", .pull_request = {}, .labels = {}, .release = {}})
            .open);
    EXPECT_FALSE(
        world
            .gate(Action::merge,
                  {.branch = "feature/x", .commit = {}, .pull_request = {}, .labels = {}, .release = {}})
            .open);
}

TEST(Rollback, ends_monitoring_and_calls_for_friday_s_retrospective) {
    auto world = rolled_back();
    world.advance_to("2026-01-23T10:00:00Z");
    EXPECT_EQ(world.state(kSecond), State::rolled_back);
    EXPECT_THAT(phases_of(world.at(kSecond)), Contains("retrospective fired"));
    EXPECT_THAT(texts_of(world.at(kSecond).issues), Contains("Rolled back: bookings fail"));
}

TEST(Rollback, of_a_deployment_that_failed_goes_back_to_what_runs) {
    auto world = world_of_two_shipped();
    world.advance_to("2026-02-04T12:00:00Z");
    (void)world.as(anna()).candidate(kThird, "1.4.0").value();
    (void)world.as(anna()).vote(kThird, Choice::go).value();
    (void)world.as(paul()).vote(kThird, Choice::go).value();
    world.advance_to("2026-02-05T10:05:00Z");
    ASSERT_TRUE(world.as(bob()).deployed(kThird, DeploymentStatus::started));
    ASSERT_TRUE(world.as(anna()).roll_back(kThird, Severity::p0));
    EXPECT_EQ(world.at(kThird).rollback->to_version, "1.3.0");
}

TEST(Rollback, a_late_success_of_what_is_rolled_back_restores_nothing) {
    auto world = world_of_two_shipped();
    ASSERT_TRUE(world.as(anna()).roll_back(kSecond, Severity::p0));
    ASSERT_TRUE(world.as(bob()).deployed_version(kSecond, "1.3.0"));
    EXPECT_FALSE(world.at(kSecond).rollback->restored_at);
    EXPECT_EQ(world.train().production->version, "1.3.0");
    EXPECT_EQ(world.train().previous_version()->version, "1.2.0");
    EXPECT_EQ(problem_of(world.as(quinn()).verify(kSecond)), "nothing-restored");
}

TEST(Rollback, is_verified_by_what_runs_since_it_began_and_is_not_what_was_rolled_back) {
    for (auto const option : {RollbackOption::previous_version, RollbackOption::revert}) {
        auto world = world_of_two_shipped();
        ASSERT_TRUE(world.as(anna()).run(StartRollback{.release = kSecond,
                                                       .severity = Severity::p0,
                                                       .option = option,
                                                       .commits = {"abcdef1"},
                                                       .reason = "wrong prices"}));
        auto const refused = world.as(quinn()).verify(kSecond);
        EXPECT_EQ(problem_of(refused), "nothing-restored");
        EXPECT_EQ(refused.error().field, "#/runs");
        ASSERT_TRUE(world.as(bob()).deployed(kSecond)) << "of what, it does not say";
        EXPECT_EQ(problem_of(world.as(quinn()).verify(kSecond)), "nothing-restored");
        world.advance(std::chrono::minutes{1});
        ASSERT_TRUE(world.as(bob()).deployed_version(kSecond, "1.3.1"));
        ASSERT_TRUE(world.at(kSecond).rollback->restored_at);
        world.advance(std::chrono::minutes{1});
        ASSERT_TRUE(world.as(bob()).deployed_version(kSecond, "1.3.0"));
        EXPECT_FALSE(world.at(kSecond).rollback->restored_at) << "and there it is again";
        EXPECT_EQ(problem_of(world.as(quinn()).verify(kSecond)), "nothing-restored");
        world.advance(std::chrono::minutes{1});
        ASSERT_TRUE(world.as(bob()).deployed_version(kSecond, "1.2.0"));
        ASSERT_TRUE(world.as(quinn()).verify(kSecond));
        EXPECT_FALSE(world.at(kSecond).rollback->by_word);
        EXPECT_EQ(world.at(kSecond).rollback->restored->version, "1.2.0");
    }
}

TEST(Rollback, counts_no_deployment_from_before_it_began) {
    auto world = rolling_back();
    release::ReportDeployment late;
    late.release = kSecond;
    late.version = "1.2.0";
    late.at = world.now() - std::chrono::minutes{3};
    world.advance(std::chrono::minutes{5});
    ASSERT_TRUE(world.as(bob()).run(late));
    EXPECT_EQ(problem_of(world.as(quinn()).verify(kSecond)), "nothing-restored");
}

TEST(Rollback, is_verified_by_a_word_where_nothing_is_reported_and_the_word_stays_visible) {
    auto world = rolling_back();
    EXPECT_EQ(problem_of(world.as(quinn()).verify(kSecond, "v1.3.0")), "same-version");
    EXPECT_EQ(problem_of(world.as(quinn()).verify(kSecond, "the old one")), "not-a-version");
    ASSERT_TRUE(world.as(quinn()).verify(kSecond, "1.2.0"));
    auto const& rollback = *world.at(kSecond).rollback;
    EXPECT_TRUE(rollback.by_word);
    EXPECT_FALSE(rollback.restored_at) << "no report says so";
    EXPECT_EQ(rollback.restored->version, "1.2.0");
    EXPECT_EQ(world.train().production->release, kFirst);
}

TEST(Rollback, never_goes_back_to_the_commit_that_it_leaves) {
    auto world = world_of_two_shipped();
    world.advance_to("2026-02-02T12:00:00Z");
    world.ship(kThird, "1.4.0");
    for (auto const* const wrong : {"1.3.9", "1.4.0", "1.3.9"}) {
        world.advance(std::chrono::minutes{1});
        ASSERT_TRUE(world.as(bob()).deployed_version(kThird, wrong, "ccccccc3"));
    }
    EXPECT_EQ(world.train().previous_version()->version, "1.3.0");
    auto const refused = world.as(anna()).roll_back(kThird, Severity::p0, "1.3.9");
    EXPECT_EQ(problem_of(refused), "same-version");
    EXPECT_THAT(refused.error().alternatives, ElementsAre("1.3.0"));
    ASSERT_TRUE(world.as(anna()).roll_back(kThird, Severity::p0));
    EXPECT_EQ(world.at(kThird).rollback->to_version, "1.3.0");
    world.advance(std::chrono::minutes{1});
    ASSERT_TRUE(world.as(bob()).deployed_version(kThird, "1.3.9"));
    EXPECT_EQ(problem_of(world.as(quinn()).verify(kThird)), "nothing-restored");
    EXPECT_EQ(problem_of(world.as(quinn()).verify(kThird, "ccccccc3")), "same-version");
}

TEST(Rollback, knows_a_commit_whatever_release_it_was_reported_for) {
    auto world = world_of_two_shipped();
    world.advance_to("2026-01-22T13:00:00Z");
    ASSERT_TRUE(world.as(bob()).deployed_version({}, "1.3.9", "ddddddd4"));
    world.advance_to("2026-02-02T12:00:00Z");
    ASSERT_TRUE(world.as(anna()).candidate(kThird, {}, "ddddddd4"));
    world.ship(kThird, "1.4.0");
    ASSERT_TRUE(world.as(anna()).roll_back(kThird, Severity::p0));
    EXPECT_EQ(world.at(kThird).rollback->to_version, "1.3.0") << "1.3.9 is the same commit";
}

TEST(Rollback, is_not_where_the_next_one_goes_while_it_runs) {
    auto world = rolling_back();
    ASSERT_TRUE(world.as(bob()).deployed_version(kSecond, "1.2.0"));
    EXPECT_EQ(problem_of(world.as(anna()).roll_back(kFirst)), "no-previous-version");
}

TEST(Rollback, is_cleared_by_somebody_other_than_who_verified_it) {
    auto world = rolling_back();
    ASSERT_TRUE(world.as(anna()).verify(kSecond, "1.2.0"));
    EXPECT_EQ(problem_of(world.as(anna()).run(release::ClearRollback{"fixed"})), "cleared-by-verifier");
    auto const second = person("tom", "Tom", {Role::tech_lead});
    EXPECT_TRUE(world.as(second).run(release::ClearRollback{"fixed"}));
}

TEST(Rollback, is_cleared_by_its_verifier_in_a_team_of_one) {
    auto world = rolling_back();
    ASSERT_TRUE(world.as(anna()).verify(kSecond, "1.2.0"));
    auto policy = world.policy();
    policy.clear_by_another = false;
    world.set_policy(policy);
    EXPECT_TRUE(world.as(anna()).run(release::ClearRollback{"fixed"}));
}

TEST(Rollback, outlives_the_window_it_began_in) {
    auto world = rolling_back();
    world.advance(std::chrono::hours{48});
    EXPECT_EQ(world.state(kSecond), State::rolling_back);
    EXPECT_EQ(problem_of(world.as(anna()).run(release::ClearRollback{"hope"})), "rollback-not-verified");
    EXPECT_TRUE(world.as(quinn()).verify(kSecond, "1.2.0"));
}

TEST(Rollback, is_for_what_was_deployed_although_its_release_was_cancelled) {
    auto world = world_of_two_shipped();
    world.advance_to("2026-02-04T12:00:00Z");
    ASSERT_TRUE(world.as(anna()).cancel(kThird, "not needed"));
    ASSERT_TRUE(world.as(bob()).deployed_version(kThird, "1.4.0"));
    EXPECT_EQ(problem_of(world.as(anna()).roll_back(kThird)), "not-deployed");
    std::string const unplanned = "backend-unplanned-2026-02-04";
    ASSERT_TRUE(world.as(anna()).roll_back(unplanned));
    EXPECT_EQ(world.at(unplanned).rollback->to_version, "1.3.0");
}

TEST(Rollback, of_a_hotfix_asks_nobody_to_contain_it_any_more) {
    auto world = world_of_two_shipped();
    auto const hotfix = world.approved_hotfix("prices");
    ASSERT_TRUE(world.as(bob()).deployed_version(hotfix, "1.3.1", "aaaaaaa1"));
    world.advance_to("2026-02-02T12:00:00Z");
    ASSERT_FALSE(world.at(kThird).item("contains-" + hotfix)->done());
    ASSERT_TRUE(world.as(anna()).roll_back(hotfix, Severity::p0));
    ASSERT_TRUE(world.as(quinn()).verify(hotfix, "1.3.0"));
    EXPECT_TRUE(world.at(kThird).item("contains-" + hotfix)->done());
    EXPECT_EQ(world.train().production->release, kSecond) << "by its record";
    EXPECT_TRUE(world.as(anna()).roll_back(kSecond)) << "and may be rolled back in turn";
}

TEST(PostMortem, is_due_in_a_day_and_recorded_by_text_or_link) {
    auto world = rolled_back();
    EXPECT_EQ(problem_of(world.as(anna()).run(release::RecordPostMortem{kSecond, {}, {}})), "text-needed");
    EXPECT_EQ(problem_of(world.as(anna()).run(release::RecordPostMortem{kSecond, {}, "javascript:x"})),
              "not-a-link");
    EXPECT_EQ(problem_of(world.as(anna()).run(release::RecordPostMortem{kFirst, "x", {}})),
              "not-rolled-back");
    world.advance(std::chrono::hours{25});
    EXPECT_EQ(clock_of(world, DeadlineKind::post_mortem).state, DeadlineState::breached);
    ASSERT_TRUE(world.as(anna()).run(release::RecordPostMortem{kSecond, {}, "https://wiki.example.org/pm"}));
    EXPECT_EQ(clock_of(world, DeadlineKind::post_mortem).state, DeadlineState::met_late);
    EXPECT_EQ(world.at(kSecond).post_mortem->link, "https://wiki.example.org/pm");
    EXPECT_EQ(problem_of(world.as(quinn()).run(release::RecordPostMortem{kSecond, "mine", {}})),
              "already-recorded");
    ASSERT_TRUE(world.as(quinn()).run(release::RecordPostMortem{kSecond, "mine", {}, true}));
    EXPECT_EQ(world.at(kSecond).post_mortem->text, "mine");
}

}  // namespace
}  // namespace cadence::testing
