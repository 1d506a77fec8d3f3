// Hotfixes and expedited releases, from the request to production: spec "Hotfix Release", DESIGN section 5.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "release/decision.h"
#include "support/story.h"

namespace cadence::testing {
namespace {

using release::Criterion;
using release::DeadlineKind;
using release::DeadlineState;
using release::Kind;
using release::RequestRelease;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string const kHotfix = "backend-hotfix-2026-01-14-double-booking";

World wednesday(Policy policy = policy_with_checklist()) {
    return World{"2026-01-14T09:00:00Z", std::move(policy)};
}

World with_request() {
    auto world = wednesday();
    (void)world.as(eve()).hotfix("Double booking!").value();
    return world;
}

World ready_for_approval() {
    auto world = with_request();
    (void)world.as(bob()).staged(kHotfix).value();
    (void)world.as(quinn()).tick(kHotfix, "smoke").value();
    return world;
}

release::Deadline const& clock_of(World const& world, DeadlineKind kind) {
    return world.train().deadlines.at(release::deadline_id(kind, kHotfix));
}

RequestRelease security(std::optional<double> cvss) {
    RequestRelease request;
    request.title = "leak";
    request.criterion = Criterion::security;
    request.cvss = cvss;
    return request;
}

TEST(Hotfix, gets_the_branch_and_the_name_that_the_process_gives_it) {
    auto const world = with_request();
    auto const& release = world.at(kHotfix);
    EXPECT_EQ(release.on_demand->branch, "hotfix/2026-01-14-double-booking");
    EXPECT_EQ(release.on_demand->base, "main");
    EXPECT_EQ(release.state, State::requested);
    EXPECT_EQ(release.on_demand->expires_at, utc("2026-01-15T09:00:00Z"));
}

TEST(Hotfix, has_a_branch_that_says_its_title_in_ascii) {
    for (auto const& [title, branch] :
         {std::pair{"Überbuchung", "hotfix/2026-01-14-ueberbuchung"},
          std::pair{"Überbuchung – Gäste", "hotfix/2026-01-14-ueberbuchung-gaeste"},
          std::pair{"Двойное бронирование", "hotfix/2026-01-14-dvojnoe-bronirovanie"},
          std::pair{"🔥", "hotfix/2026-01-14-change"}}) {
        auto world = wednesday();
        auto const events = world.as(eve()).hotfix(title);
        ASSERT_TRUE(events) << title;
        EXPECT_EQ(std::get<release::ReleaseRequested>(events->front().body).on_demand.branch, branch);
    }
}

TEST(Hotfix, has_a_branch_that_git_and_a_shell_are_safe_with_whatever_its_title_says) {
    for (auto const* const title :
         {"../../etc; rm -rf /", "Ünïcödé only: ñ", "a..b~^:?*[\\ @{", "----", "  spaces  ", "x.lock"}) {
        auto world = wednesday();
        auto const events = world.as(eve()).hotfix(title);
        ASSERT_TRUE(events) << title;
        auto const& branch = std::get<release::ReleaseRequested>(events->front().body).on_demand.branch;
        EXPECT_EQ(branch.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-/"), std::string::npos)
            << branch;
        EXPECT_NE(branch.back(), '-');
    }
}

TEST(Hotfix, of_the_same_name_on_the_same_day_gets_a_number) {
    auto world = with_request();
    ASSERT_TRUE(world.as(eve()).hotfix("double booking"));
    EXPECT_EQ(world.at(kHotfix + "-2").on_demand->branch, "hotfix/2026-01-14-double-booking-2");
}

TEST(Hotfix, for_security_takes_a_score_strictly_above_seven) {
    auto world = wednesday();
    EXPECT_EQ(problem_of(world.as(eve()).run(security({}))), "cvss-needed");
    EXPECT_EQ(problem_of(world.as(eve()).run(security(7.0))), "cvss-too-low");
    EXPECT_EQ(problem_of(world.as(eve()).run(security(10.1))), "cvss-out-of-range");
    EXPECT_EQ(problem_of(world.as(eve()).run(security(-0.1))), "cvss-out-of-range");
    EXPECT_EQ(problem_of(world.as(eve()).run(security(std::nan("")))), "cvss-out-of-range");
    EXPECT_EQ(problem_of(world.as(eve()).run(security(7.1))), "accepted");
    EXPECT_EQ(world.as(eve()).run(security(7.0)).error().field, "#/cvss");
}

TEST(Hotfix, has_a_version_higher_than_what_production_runs) {
    World world;
    world.ship(kFirst, "1.2.0");
    auto request = security(9.1);
    request.version = "1.1.9";
    EXPECT_EQ(problem_of(world.as(eve()).run(request)), "version-not-higher");
    EXPECT_EQ(world.as(eve()).run(request).error().field, "#/version");
    request.version = "1.2";
    EXPECT_EQ(problem_of(world.as(eve()).run(request)), "not-a-version");
    request.version = "v1.2.1";
    EXPECT_TRUE(world.as(eve()).run(request));
}

TEST(Hotfix, names_a_criterion_and_an_expedited_release_its_reason) {
    auto world = wednesday();
    RequestRelease request;
    request.title = "fast";
    EXPECT_EQ(problem_of(world.as(eve()).run(request)), "criterion-needed");
    EXPECT_THAT(world.as(eve()).run(request).error().alternatives, SizeIs(4));
    request.kind = Kind::expedited;
    EXPECT_EQ(problem_of(world.as(eve()).run(request)), "justification-needed");
    request.justification = "a partner goes live on Friday";
    ASSERT_TRUE(world.as(eve()).run(request));
    EXPECT_EQ(world.at("backend-expedited-2026-01-14-fast").on_demand->branch, "expedited/2026-01-14-fast");
    request.kind = Kind::scheduled;
    EXPECT_EQ(problem_of(world.as(eve()).run(request)), "kind-not-on-demand");
}

TEST(Hotfix, cut_from_main_lists_what_would_ride_along) {
    auto world = wednesday();
    ASSERT_TRUE(world.as(bob()).merge("1111111"));
    ASSERT_TRUE(world.as(bob()).merge("2222222"));
    ASSERT_TRUE(world.as(eve()).hotfix("double booking"));
    auto const& riders = world.at(kHotfix).on_demand->rides_along;
    ASSERT_THAT(riders, SizeIs(2));
    EXPECT_EQ(riders[1].commit, "2222222");
}

TEST(Hotfix, cut_from_the_last_version_brings_nothing_along) {
    auto policy = policy_with_checklist();
    policy.branch_base = release::BranchBase::last_version;
    World world{"2026-01-01T09:00:00Z", policy};
    world.ship(kFirst, "1.2.0");
    world.advance_to("2026-01-14T09:00:00Z");
    ASSERT_TRUE(world.as(bob()).merge("1111111"));
    ASSERT_TRUE(world.as(eve()).hotfix("double booking"));
    EXPECT_EQ(world.at(kHotfix).on_demand->base, "v1.2.0");
    EXPECT_THAT(world.at(kHotfix).on_demand->rides_along, IsEmpty());
}

TEST(Approval, comes_after_staging_and_after_its_smoke_tests) {
    auto world = with_request();
    EXPECT_EQ(problem_of(world.as(anna()).approve(kHotfix)), "approval-before-staging");
    ASSERT_TRUE(world.as(bob()).staged(kHotfix));
    auto const refused = world.as(anna()).approve(kHotfix);
    EXPECT_EQ(problem_of(refused), "checklist-open");
    EXPECT_THAT(refused.error().detail, HasSubstr("smoke"));
    ASSERT_TRUE(world.as(quinn()).tick(kHotfix, "smoke"));
    EXPECT_TRUE(world.as(anna()).approve(kHotfix));
}

TEST(Approval, takes_a_tech_lead_and_a_product_owner) {
    auto world = ready_for_approval();
    EXPECT_EQ(problem_of(world.as(quinn()).approve(kHotfix)), "role-needed");
    ASSERT_TRUE(world.as(anna()).approve(kHotfix));
    EXPECT_EQ(world.state(kHotfix), State::requested);
    EXPECT_EQ(problem_of(world.as(anna()).approve(kHotfix)), "approved-twice");
    EXPECT_THAT(waiting_for(world.at(kHotfix)), ElementsAre(Role::product_owner));
    ASSERT_TRUE(world.as(paul()).approve(kHotfix));
    EXPECT_EQ(world.state(kHotfix), State::approved);
    EXPECT_EQ(world.at(kHotfix).on_demand->approvals[1].via, "token of paul");
    EXPECT_EQ(problem_of(world.as(paul()).approve(kHotfix)), "already-approved");
}

TEST(Approval, by_one_person_with_both_roles_is_not_enough) {
    auto world = ready_for_approval();
    auto const both = person("mara", "Mara", {Role::tech_lead, Role::product_owner});
    ASSERT_TRUE(world.as(both).approve(kHotfix));
    EXPECT_EQ(world.state(kHotfix), State::requested);
    EXPECT_THAT(codes_of(decision_of(world.at(kHotfix)).reasons), ElementsAre("second_person_needed"));
    ASSERT_TRUE(world.as(paul()).approve(kHotfix));
    EXPECT_EQ(world.state(kHotfix), State::approved);
}

TEST(Approval, of_one_commit_is_none_of_the_next) {
    auto world = ready_for_approval();
    ASSERT_TRUE(world.as(anna()).approve(kHotfix));
    ASSERT_TRUE(world.as(paul()).approve(kHotfix));
    ASSERT_TRUE(world.as(bob()).staged(kHotfix, "bbbbbbb2"));
    EXPECT_EQ(world.state(kHotfix), State::requested);
    EXPECT_THAT(world.at(kHotfix).on_demand->approvals, IsEmpty());
    EXPECT_EQ(world.at(kHotfix).item("smoke")->status, release::ItemStatus::pending);
    EXPECT_EQ(clock_of(world, DeadlineKind::hotfix_deploy).state, DeadlineState::withdrawn);
    EXPECT_EQ(world.at(kHotfix).candidate->commit, "bbbbbbb2");
}

TEST(Approval, is_taken_back_by_a_failed_item_and_comes_back_when_it_passes) {
    auto world = ready_for_approval();
    ASSERT_TRUE(world.as(anna()).approve(kHotfix));
    ASSERT_TRUE(world.as(paul()).approve(kHotfix));
    ASSERT_TRUE(world.as(quinn()).tick(kHotfix, "smoke", release::ItemStatus::failed, "login is broken"));
    EXPECT_EQ(world.state(kHotfix), State::requested);
    EXPECT_EQ(clock_of(world, DeadlineKind::hotfix_deploy).state, DeadlineState::withdrawn);
    ASSERT_TRUE(world.as(quinn()).tick(kHotfix, "smoke"));
    EXPECT_EQ(world.state(kHotfix), State::approved);
}

TEST(Approval, that_is_taken_back_may_be_given_anew_for_as_long_as_at_first) {
    auto world = ready_for_approval();
    world.advance(std::chrono::hours{23});
    ASSERT_TRUE(world.as(anna()).approve(kHotfix));
    ASSERT_TRUE(world.as(paul()).approve(kHotfix));
    world.advance(std::chrono::hours{2});
    ASSERT_TRUE(world.as(bob()).staged(kHotfix, "bbbbbbb2"));
    world.advance(std::chrono::hours{1});
    EXPECT_EQ(world.state(kHotfix), State::requested);
}

TEST(Approval, counts_no_smoke_test_from_before_staging) {
    auto world = with_request();
    EXPECT_EQ(problem_of(world.as(quinn()).tick(kHotfix, "smoke")), "not-on-staging");
}

TEST(Approval, is_waited_for_no_longer_than_configured) {
    auto world = with_request();
    world.advance_to("2026-01-15T08:59:59Z");
    EXPECT_EQ(world.state(kHotfix), State::requested);
    world.advance_to("2026-01-15T09:00:00Z");
    EXPECT_EQ(world.state(kHotfix), State::expired);
    EXPECT_EQ(problem_of(world.as(anna()).approve(kHotfix)), "state-does-not-allow");
}

TEST(Approval, can_be_denied_with_a_reason) {
    auto world = ready_for_approval();
    EXPECT_EQ(problem_of(world.as(paul()).run(release::Reject{kHotfix, {}})), "reason-needed");
    ASSERT_TRUE(world.as(paul()).run(release::Reject{kHotfix, "it can wait for Thursday"}));
    EXPECT_EQ(world.state(kHotfix), State::rejected);
}

TEST(Hotfix, has_four_hours_from_its_second_approval) {
    auto world = ready_for_approval();
    ASSERT_TRUE(world.as(anna()).approve(kHotfix));
    world.advance(std::chrono::minutes{30});
    ASSERT_TRUE(world.as(paul()).approve(kHotfix));
    EXPECT_EQ(clock_of(world, DeadlineKind::hotfix_deploy).due_at, utc("2026-01-14T13:30:00Z"));
    world.advance_to("2026-01-14T13:00:00Z");
    ASSERT_TRUE(world.as(bob()).deployed(kHotfix));
    EXPECT_EQ(clock_of(world, DeadlineKind::hotfix_deploy).state, DeadlineState::met);
    EXPECT_EQ(world.state(kHotfix), State::monitoring);
    EXPECT_EQ(clock_of(world, DeadlineKind::retrospective).due_at, utc("2026-01-15T13:00:00Z"));
}

TEST(Hotfix, without_approval_is_recorded_with_an_issue) {
    auto world = with_request();
    ASSERT_TRUE(world.as(bob()).deployed(kHotfix));
    EXPECT_EQ(world.state(kHotfix), State::monitoring);
    EXPECT_THAT(texts_of(world.at(kHotfix).issues),
                Contains(HasSubstr("Deployed to production without approval: It has not reached staging")));
}

TEST(Hotfix, ends_the_monitoring_of_an_older_release) {
    World world{"2026-01-01T09:00:00Z", policy_with_checklist()};
    world.ship(kFirst, "1.2.0");
    auto const id = world.approved_hotfix("double booking");
    ASSERT_TRUE(world.as(bob()).deployed(id));
    EXPECT_EQ(world.state(kFirst), State::released);
    EXPECT_EQ(world.state(id), State::monitoring);
}

TEST(Hotfix, is_approved_or_rejected_and_neither_voted_on_nor_moved) {
    auto world = with_request();
    EXPECT_EQ(problem_of(world.as(anna()).vote(kHotfix, Choice::go)), "state-does-not-allow");
    EXPECT_EQ(problem_of(world.as(anna()).postpone(kHotfix, "later")), "no-date-to-move");
    EXPECT_EQ(problem_of(world.as(anna()).approve(kFirst)), "release-not-found");
    EXPECT_TRUE(world.as(anna()).cancel(kHotfix, "fixed by itself"));
}

}  // namespace
}  // namespace cadence::testing
