// Gates while a hotfix or a rollback is under way: who is let through by what they are. DESIGN sections 3
// and 6.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/story.h"

namespace cadence::testing {
namespace {

using release::Action;
using release::Subject;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string const kHotfix = "backend-hotfix-2026-01-14-double-booking";
std::string const kBranch = "hotfix/2026-01-14-double-booking";
std::string const kFix = "0123456789abcdef";

World with_hotfix_wanted() {
    World world;
    world.advance_to("2026-01-14T09:00:00Z");
    release::RequestRelease request;
    request.title = "Double booking";
    request.criterion = release::Criterion::outage;
    request.commit = kFix;
    (void)world.as(eve()).run(request).value();
    release::ReportDeployment staged{kHotfix, Environment::staging, DeploymentStatus::succeeded, {}, kFix, {},
                                     {}};
    (void)world.as(bob()).run(staged).value();
    return world;
}

World with_hotfix() {
    auto world = with_hotfix_wanted();
    (void)world.as(anna()).run(release::Approve{kHotfix}).value();
    (void)world.as(paul()).run(release::Approve{kHotfix}).value();
    return world;
}

release::StartRollback revert(std::string const& id) {
    release::StartRollback command{id, release::Severity::p0, release::RollbackOption::revert, {}, {}, {},
                                   {}};
    command.commits = {"abcdef1234567890"};
    command.branch = "revert/first";
    command.reason = "bookings are lost";
    return command;
}

World rolling_back() {
    World world;
    world.advance_to("2026-01-05T12:00:00Z");
    world.give_go(kFirst);
    world.advance_to("2026-01-08T10:05:00Z");
    (void)world.as(bob()).deployed(kFirst).value();
    world.advance_to("2026-01-08T13:00:00Z");
    (void)world.as(anna()).run(revert(kFirst)).value();
    return world;
}

/// Nobody merges, but for those who touch only these paths until then.
World frozen_with(std::vector<std::pair<std::string, std::string>> const& paths) {
    World world;
    (void)world.as(anna()).freeze({Action::merge}).value();
    for (auto const& [pattern, until] : paths)
        (void)world.as(anna()).exempt(release::ExemptionKind::path, pattern, utc(until)).value();
    return world;
}

TEST(DeployGate, of_a_hotfix_asks_for_its_approval_and_for_no_window) {
    auto world = with_hotfix_wanted();
    EXPECT_THAT(codes_of(world.gate(Action::deploy).reasons), ElementsAre("no_deploy_window"));
    auto const before = world.gate(Action::deploy, {.release = kHotfix});
    EXPECT_FALSE(before.open);
    ASSERT_THAT(codes_of(before.reasons), ElementsAre("not_approved"));
    EXPECT_THAT(before.reasons[0].text, HasSubstr("Tech Lead has not approved"));
    ASSERT_TRUE(world.as(anna()).run(release::Approve{kHotfix}));
    ASSERT_TRUE(world.as(paul()).run(release::Approve{kHotfix}));
    EXPECT_TRUE(world.gate(Action::deploy, {.release = kHotfix}).open);
    EXPECT_TRUE(world.gate(Action::deploy, {.branch = kBranch}).open);
    EXPECT_FALSE(world.gate(Action::deploy).open) << "that is the train's";
    ASSERT_TRUE(world.as(anna()).freeze({Action::deploy}));
    EXPECT_THAT(codes_of(world.gate(Action::deploy, {.release = kHotfix}).reasons), ElementsAre("freeze"));
}

TEST(DeployGate, says_that_a_hotfix_is_in_production_or_will_never_be) {
    auto world = with_hotfix();
    auto rejecting = world;
    ASSERT_TRUE(rejecting.as(paul()).run(release::Reject{kHotfix, "not worth it"}));
    EXPECT_THAT(codes_of(rejecting.gate(Action::deploy, {.release = kHotfix}).reasons),
                ElementsAre("not_approved"));
    ASSERT_TRUE(world.as(bob()).deployed(kHotfix));
    EXPECT_THAT(codes_of(world.gate(Action::deploy, {.release = kHotfix}).reasons),
                ElementsAre("already_deployed"));
}

TEST(DeployGate, lets_no_second_deployment_begin_while_one_runs) {
    auto world = with_hotfix();
    world.advance_to("2026-01-14T09:30:00Z");
    ASSERT_TRUE(world.as(bob()).deployed(kFirst, DeploymentStatus::started));
    auto const gate = world.gate(Action::deploy, {.release = kHotfix});
    EXPECT_FALSE(gate.open);
    ASSERT_THAT(codes_of(gate.reasons), ElementsAre("deployment_running"));
    EXPECT_THAT(gate.reasons[0].text, HasSubstr(kFirst));
    EXPECT_THAT(codes_of(keeps_from_deploying(world.train(), world.at(kHotfix))),
                ElementsAre("deployment_running"));
    EXPECT_THAT(keeps_from_deploying(world.train(), world.at(kFirst)), IsEmpty()) << "it is its own";
}

TEST(DeployGate, of_a_hotfix_mentions_its_own_deployment_while_that_runs) {
    auto world = with_hotfix();
    ASSERT_TRUE(world.as(bob()).deployed(kHotfix, DeploymentStatus::started));
    auto const gate = world.gate(Action::deploy, {.release = kHotfix});
    EXPECT_TRUE(gate.open);
    EXPECT_TRUE(gate.advisory);
    EXPECT_THAT(codes_of(gate.reasons), ElementsAre("deployment_running"));
    EXPECT_FALSE(world.gate(Action::deploy).open) << "nothing else may be deployed meanwhile";
}

TEST(DeployGate, stays_shut_for_what_is_scheduled_until_a_rollback_is_cleared) {
    auto world = rolling_back();
    ASSERT_TRUE(world.as(quinn()).run(release::VerifyRollback{kFirst, true, true, true, {}, "1.0.0"}));
    auto const gate = world.gate(Action::deploy);
    EXPECT_THAT(codes_of(gate.reasons), ElementsAre("no_deploy_window", "rollback_not_cleared"));
    EXPECT_EQ(gate.changes_at, std::nullopt);
    auto const merge = world.gate(Action::merge);
    EXPECT_TRUE(merge.open);
    EXPECT_TRUE(merge.advisory);
    EXPECT_THAT(codes_of(merge.reasons), ElementsAre("rollback_not_cleared"));
    ASSERT_TRUE(world.as(anna()).run(release::ClearRollback{"fixed"}));
    EXPECT_THAT(world.gate(Action::merge).reasons, IsEmpty());
    EXPECT_THAT(codes_of(world.gate(Action::deploy).reasons), ElementsAre("no_deploy_window"));
}

TEST(DeployGate, only_advises_a_hotfix_about_a_rollback_that_is_not_cleared) {
    auto world = with_hotfix();
    ASSERT_TRUE(world.as(bob()).deployed(kFirst));
    ASSERT_TRUE(world.as(anna()).run(revert(kFirst)));
    auto const gate = world.gate(Action::deploy, {.release = kHotfix});
    EXPECT_TRUE(gate.open);
    EXPECT_TRUE(gate.advisory);
    EXPECT_THAT(codes_of(gate.reasons), ElementsAre("rollback_not_cleared"));
}

TEST(MergeGate, admits_the_branch_of_a_hotfix_from_its_second_approval_on) {
    for (auto const approved : {false, true}) {
        auto world = approved ? with_hotfix() : with_hotfix_wanted();
        ASSERT_TRUE(world.as(anna()).freeze({Action::merge}));
        auto const gate = world.gate(Action::merge, {.branch = kBranch});
        EXPECT_EQ(gate.open, approved);
        EXPECT_EQ(gate.reasons.front().code, approved ? "admitted" : "freeze");
        EXPECT_FALSE(world.gate(Action::merge, {.branch = "main"}).open);
    }
}

TEST(MergeGate, admits_no_hotfix_that_was_deployed_without_approval) {
    auto world = with_hotfix_wanted();
    ASSERT_TRUE(world.as(bob()).deployed(kHotfix, DeploymentStatus::started));
    ASSERT_EQ(world.state(kHotfix), State::deploying);
    EXPECT_THAT(codes_of(world.gate(Action::merge, {.branch = kBranch}).reasons),
                ElementsAre("deployment_running"));
    EXPECT_THAT(codes_of(world.gate(Action::deploy, {.release = kHotfix}).reasons),
                ElementsAre("not_approved", "deployment_running"));
}

TEST(MergeGate, is_shut_during_a_rollback_for_all_but_what_rolls_back) {
    auto const world = rolling_back();
    auto const gate = world.gate(Action::merge);
    EXPECT_FALSE(gate.open);
    EXPECT_THAT(codes_of(gate.reasons), ElementsAre("rollback"));
    EXPECT_EQ(gate.changes_at, std::nullopt);
    for (auto const& subject : {Subject{.branch = "revert/first"}, Subject{.commit = "abcdef123456"}}) {
        EXPECT_THAT(codes_of(world.gate(Action::merge, subject).reasons),
                    ElementsAre("admitted", "rollback"));
        EXPECT_TRUE(world.gate(Action::merge, subject).open);
    }
    EXPECT_FALSE(world.gate(Action::merge, {.branch = "revert/second", .commit = "abcdef0"}).open);
}

TEST(PathExemption, lets_through_what_touches_nothing_else) {
    auto world = frozen_with({{"docs/", "2026-01-05T12:00:00Z"}});
    auto const gate = world.gate(Action::merge, {.paths = {"docs/a.md", "docs/b/c.png"}});
    EXPECT_TRUE(gate.open);
    EXPECT_TRUE(gate.advisory);
    EXPECT_THAT(codes_of(gate.reasons), ElementsAre("exempt", "freeze"));
    EXPECT_THAT(gate.reasons[0].text, HasSubstr("Path docs/ is exempt until 2026-01-05 12:00 UTC by anna"));
    EXPECT_EQ(gate.changes_at, utc("2026-01-05T12:00:00Z"));
    EXPECT_FALSE(world.gate(Action::merge, {.paths = {"docs/a.md", "src/main.c"}}).open);
    EXPECT_FALSE(world.gate(Action::merge, {.branch = "docs/", .labels = {"docs/"}}).open)
        << "what it touches is not known";
    world.advance_to("2026-01-05T12:00:00Z");
    EXPECT_FALSE(world.gate(Action::merge, {.paths = {"docs/a.md"}}).open);
}

TEST(PathExemption, together_with_others_lets_through_what_each_alone_would_not) {
    auto world = frozen_with({{"docs/", "2026-01-05T12:00:00Z"},
                              {"README.md", "2026-01-03T12:00:00Z"},
                              {"**/*.md", "2026-01-04T12:00:00Z"},
                              {"src/", "2026-01-06T12:00:00Z"}});
    Subject const subject{.paths = {"docs/a.png", "README.md"}};
    auto const gate = world.gate(Action::merge, subject);
    EXPECT_TRUE(gate.open);
    EXPECT_THAT(codes_of(gate.reasons), ElementsAre("exempt", "exempt", "exempt", "freeze"))
        << "src/ has no part in it";
    EXPECT_EQ(gate.changes_at, utc("2026-01-04T12:00:00Z")) << "**/*.md outlasts README.md";
    world.advance_to(utc("2026-01-04T12:00:00Z") - Duration{1});
    EXPECT_TRUE(world.gate(Action::merge, subject).open);
    world.advance(Duration{1});
    EXPECT_FALSE(world.gate(Action::merge, subject).open);
    EXPECT_TRUE(world.gate(Action::merge, {.paths = {"docs/a.png"}}).open);
}

TEST(PathExemption, is_told_like_any_other_and_refused_where_it_is_no_pattern) {
    auto world = frozen_with({});
    auto const later = world.now() + std::chrono::hours{1};
    for (auto const* pattern : {"/docs", "docs/../src", "a//b", "docs**"}) {
        auto const refused = world.as(anna()).exempt(release::ExemptionKind::path, pattern, later);
        ASSERT_EQ(problem_of(refused), "path-pattern") << pattern;
        EXPECT_EQ(refused.error().field, "#/path");
    }
    EXPECT_EQ(problem_of(world.as(anna()).exempt(release::ExemptionKind::path, " ", later)), "value-needed");
    EXPECT_FALSE(admits_by_path(world.train()));
    ASSERT_TRUE(world.as(anna()).exempt(release::ExemptionKind::path, "docs/", later));
    EXPECT_TRUE(admits_by_path(world.train()));
}

TEST(Merges, that_come_together_are_let_through_only_together) {
    auto world = frozen_with({{"docs/", "2026-01-05T12:00:00Z"}});
    auto const against = [&](std::string const& commit, std::vector<std::string> const& other) {
        release::RecordMerge merged;
        merged.commit = commit;
        merged.paths = {"docs/a.md"};
        merged.beside = {{.pull_request = "11", .branch = {}, .labels = {}, .paths = other}};
        (void)world.as(bob()).run(merged).value();
        return world.train().merges.of_commit(commit)->against;
    };
    EXPECT_THAT(against("1111111", {"docs/b.md"}), IsEmpty());
    EXPECT_THAT(against("2222222", {"src/main.c"}), ElementsAre("freeze"));
    EXPECT_THAT(against("3333333", {}), ElementsAre("freeze")) << "nobody knows what that one touches";
}

TEST(PathExemption, makes_a_merge_of_those_paths_none_against_the_gate) {
    auto world = frozen_with({{"docs/", "2026-01-05T12:00:00Z"}});
    auto const against = [&](std::string const& commit, std::vector<std::string> const& paths) {
        release::RecordMerge merged;
        merged.commit = commit;
        merged.paths = paths;
        (void)world.as(bob()).run(merged).value();
        return world.train().merges.of_commit(commit)->against;
    };
    EXPECT_THAT(against("1111111", {"docs/a.md"}), IsEmpty());
    EXPECT_THAT(against("2222222", {"docs/a.md", "src/main.c"}), ElementsAre("freeze"));
    EXPECT_THAT(against("3333333", {}), ElementsAre("freeze"));
}

}  // namespace
}  // namespace cadence::testing
