// Facts and permission are two things: whatever is reported, only votes, checklist, approvals and gates
// permit. DESIGN section 5.
#include "release/permission.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/story.h"

namespace cadence::testing {
namespace {

using calendar::PhaseKind;
using release::Action;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr auto kStarted = DeploymentStatus::started;
constexpr auto kSucceeded = DeploymentStatus::succeeded;
constexpr auto kFailed = DeploymentStatus::failed;
constexpr auto kAbandoned = DeploymentStatus::abandoned;

World with_go_at(std::string_view now, Policy policy = policy_of_spec()) {
    World world{"2026-01-01T09:00:00Z", std::move(policy)};
    world.advance_to("2026-01-05T12:00:00Z");
    world.give_go(kFirst);
    world.advance_to(now);
    return world;
}

std::vector<std::string> kept(World const& world, std::string const& id) {
    return codes_of(keeps_from_production(world.train(), world.policy(), world.at(id), false));
}

TEST(Permission, stands_while_the_window_is_open_with_go_and_at_no_other_time) {
    auto world = with_go_at("2026-01-08T09:59:59Z");
    EXPECT_THAT(kept(world, kFirst), ElementsAre("no_deploy_window"));
    world.advance_to("2026-01-08T10:00:00Z");
    EXPECT_THAT(kept(world, kFirst), IsEmpty());
    world.advance_to("2026-01-08T12:00:00Z");
    EXPECT_THAT(kept(world, kFirst), Contains("no_deploy_window"));
}

TEST(Permission, is_not_given_by_a_report_over_a_veto) {
    World world;
    world.advance_to("2026-01-07T09:00:00Z");
    ASSERT_TRUE(world.as(anna()).candidate(kFirst, "1.2.0"));
    ASSERT_TRUE(world.as(paul()).vote(kFirst, Choice::no_go, "bookings are lost on staging"));
    world.advance_to("2026-01-08T10:10:00Z");
    ASSERT_TRUE(world.as(bob()).deployed(kFirst, kStarted));
    EXPECT_EQ(world.state(kFirst), State::deploying) << "that is where it is";
    EXPECT_TRUE(world.at(kFirst).window_held()) << "and nobody has permitted it";
    EXPECT_THAT(kept(world, kFirst), Contains("veto"));
    ASSERT_TRUE(world.as(bob()).deployed(kFirst));
    world.advance_to("2026-01-08T12:00:00Z");
    EXPECT_THAT(phases_of(world.at(kFirst)), Contains("deploy_window_open missed"));
    EXPECT_THAT(texts_of(world.at(kFirst).issues), Contains(HasSubstr("Paul says no-go")));
}

TEST(Permission, is_not_given_by_a_deployment_of_the_day_before) {
    World world;
    world.advance_to("2026-01-07T10:05:00Z");
    ASSERT_TRUE(world.as(bob()).deployed(kFirst, kStarted));
    world.advance_to("2026-01-08T10:00:00Z");
    EXPECT_THAT(phases_of(world.at(kFirst)),
                ElementsAre("code_freeze fired", "go_no_go fired", "deploy_window_open skipped",
                            "deploy_window_close pending", "retrospective pending"));
    EXPECT_THAT(kept(world, kFirst), Contains("no_deploy_window"));
    world.advance_to("2026-01-08T12:00:00Z");
    EXPECT_THAT(phases_of(world.at(kFirst)), Contains("deploy_window_close skipped"));
}

TEST(Permission, comes_back_to_whom_a_false_start_was_reported) {
    World world;
    world.advance_to("2026-01-07T10:05:00Z");
    ASSERT_TRUE(world.as(bob()).deployed(kFirst, kStarted));
    ASSERT_TRUE(world.as(anna()).run(of_train({}, {}, kAbandoned)));
    EXPECT_EQ(world.state(kFirst), State::no_go);
    world.give_go(kFirst);
    world.advance_to("2026-01-08T10:00:00Z");
    EXPECT_THAT(kept(world, kFirst), IsEmpty());
}

TEST(Permission, is_taken_back_in_an_open_window_until_something_has_begun) {
    auto world = with_go_at("2026-01-08T10:05:00Z");
    ASSERT_TRUE(world.as(paul()).vote(kFirst, Choice::no_go, "payments fail"));
    EXPECT_EQ(world.state(kFirst), State::no_go);
    EXPECT_FALSE(world.gate(Action::deploy).open);
    EXPECT_THAT(kept(world, kFirst), Contains("veto"));
    ASSERT_TRUE(world.as(paul()).vote(kFirst, Choice::go));
    EXPECT_EQ(world.state(kFirst), State::go);
    EXPECT_TRUE(world.gate(Action::deploy).open);
    EXPECT_THAT(kept(world, kFirst), IsEmpty());
    ASSERT_TRUE(world.as(bob()).deployed(kFirst, kStarted));
    ASSERT_TRUE(world.as(paul()).vote(kFirst, Choice::no_go, "too late"));
    EXPECT_EQ(world.state(kFirst), State::deploying);
    EXPECT_THAT(texts_of(world.at(kFirst).issues), ElementsAre("Paul says no-go: too late"));
}

TEST(Permission, is_asked_of_each_thing_that_gives_it) {
    auto const policy = policy_with_checklist();
    struct Case {
        char const* code;
        void (*lose)(World&);
    };
    Case const cases[] = {
        {"veto", [](World& w) { (void)w.as(paul()).vote(kFirst, Choice::no_go, "no").value(); }},
        {"role_has_not_said_go", [](World& w) { (void)w.as(anna()).withdraw(kFirst).value(); }},
        {"checklist_item",
         [](World& w) {
             (void)w.as(quinn()).tick(kFirst, "smoke", release::ItemStatus::failed, "red").value();
         }},
        {"role_has_not_said_go", [](World& w) { (void)w.as(anna()).candidate(kFirst, "1.2.1").value(); }},
        {"freeze", [](World& w) { (void)w.as(anna()).freeze({Action::deploy}).value(); }},
        {"blackout",
         [](World& w) {
             (void)w.as(anna())
                 .run(release::AddBlackout{day("2026-01-08"), day("2026-01-08"), "fair"})
                 .value();
         }},
    };
    for (auto const& each : cases) {
        World world{"2026-01-01T09:00:00Z", policy};
        world.advance_to("2026-01-05T12:00:00Z");
        world.give_go(kFirst);
        ASSERT_TRUE(world.as(quinn()).tick(kFirst, "smoke"));
        world.advance_to("2026-01-08T10:05:00Z");
        ASSERT_THAT(kept(world, kFirst), IsEmpty());
        each.lose(world);
        EXPECT_THAT(kept(world, kFirst), Contains(each.code));
    }
}

TEST(Permission, of_a_hotfix_is_its_approvals) {
    World world;
    world.advance_to("2026-01-14T09:00:00Z");
    auto const hotfix = world.approved_hotfix("double booking");
    EXPECT_THAT(kept(world, hotfix), IsEmpty());
    ASSERT_TRUE(world.as(anna()).candidate(hotfix, "", "bbbbbbb2"));
    EXPECT_THAT(kept(world, hotfix), Contains("not_approved"));
}

TEST(Terminal, what_was_rolled_back_stays_so_at_its_window_and_after_it) {
    World world;
    world.advance_to("2026-01-06T10:00:00Z");
    ASSERT_TRUE(world.as(bob()).deployed_version(kFirst, "1.2.0", "abcdef1234"));
    ASSERT_TRUE(world.as(anna()).roll_back(kFirst, release::Severity::p0, "1.1.0"));
    world.advance(std::chrono::minutes{5});
    ASSERT_TRUE(world.as(bob()).deployed_version(kFirst, "1.1.0", "1234567890"));
    ASSERT_TRUE(world.as(anna()).verify(kFirst));
    EXPECT_THAT(phases_of(world.at(kFirst)),
                ElementsAre("code_freeze fired", "go_no_go skipped", "deploy_window_open skipped",
                            "deploy_window_close skipped", "retrospective pending"));
    world.advance_to("2026-01-08T10:05:00Z");
    EXPECT_EQ(world.state(kFirst), State::rolled_back);
    EXPECT_EQ(problem_of(world.as(paul()).vote(kFirst, Choice::go)), "state-does-not-allow");
    EXPECT_EQ(problem_of(world.as(anna()).candidate(kFirst, "1.3.0")), "state-does-not-allow");
}

TEST(Terminal, a_report_wakes_nothing_that_is_over) {
    World world;
    world.advance_to("2026-01-14T09:00:00Z");
    auto const asked = world.as(eve()).hotfix("one").value();
    auto const hotfix = std::string{release_of(asked.front().body)};
    ASSERT_TRUE(world.as(anna()).run(release::Reject{hotfix, "no"}));
    for (auto const status : {kStarted, kSucceeded}) {
        ASSERT_TRUE(world.as(bob()).deployed(hotfix, status));
        EXPECT_EQ(world.state(hotfix), State::rejected);
    }
    EXPECT_EQ(world.state("backend-unplanned-2026-01-14"), State::monitoring);
}

TEST(Unplanned, is_what_nobody_may_claim_and_is_monitored_and_rolled_back_like_any_other) {
    World world;
    ASSERT_TRUE(world.as(bob()).run(of_train("1.1.0", "1111111a")));
    world.advance_to("2026-01-02T09:00:00Z");
    ASSERT_TRUE(world.as(bob()).run(of_train("1.0.9", "9999999f")));
    std::string const id = "backend-unplanned-2026-01-02";
    EXPECT_EQ(world.at(id).kind, release::Kind::unplanned);
    EXPECT_EQ(world.state(id), State::monitoring);
    EXPECT_THAT(texts_of(world.at(id).issues), ElementsAre("Deployed to production without being planned"));
    ASSERT_TRUE(world.as(bob()).run(of_train("", "")));
    EXPECT_EQ(world.state("backend-unplanned-2026-01-02-2"), State::monitoring) << "of an unknown commit";
    EXPECT_EQ(world.state(id), State::released) << "production has something newer";
    ASSERT_TRUE(world.as(anna()).roll_back("backend-unplanned-2026-01-02-2"));
    EXPECT_EQ(world.at("backend-unplanned-2026-01-02-2").rollback->to_version, "1.0.9");
}

TEST(Unplanned, gets_no_permission_and_takes_no_votes) {
    World world;
    ASSERT_TRUE(world.as(anna()).cancel(kFirst, "nothing"));
    ASSERT_TRUE(world.as(bob()).deployed(kFirst, kStarted));
    std::string const id = "backend-unplanned-2026-01-01";
    EXPECT_THAT(kept(world, id), ElementsAre("not_planned"));
    EXPECT_EQ(problem_of(world.as(paul()).vote(id, Choice::go)), "state-does-not-allow");
    EXPECT_EQ(problem_of(world.as(anna()).approve(id)), "not-on-demand");
    EXPECT_EQ(problem_of(world.as(anna()).postpone(id, "later")), "state-does-not-allow");
    ASSERT_TRUE(world.as(bob()).deployed(id, kFailed));
    EXPECT_EQ(world.state(id), State::cancelled);
}

TEST(Baseline, is_the_first_that_is_told_and_touches_no_release) {
    World world;
    ASSERT_TRUE(world.as(bob()).run(of_train("1.1.0", "1111111a")));
    EXPECT_EQ(world.train().production->version, "1.1.0");
    EXPECT_THAT(world.train().releases, IsEmpty());
    world.advance_to("2026-01-08T10:30:00Z");
    EXPECT_EQ(world.state(kFirst), State::held) << "its date is its own";
}

TEST(Baseline, is_told_in_so_many_words_once) {
    auto world = with_go_at("2026-01-08T10:05:00Z");
    auto told = of_train("1.2.0", "");
    told.baseline = true;
    ASSERT_TRUE(world.as(anna()).run(told));
    EXPECT_EQ(world.state(kFirst), State::deploying) << "though it could claim it";
    EXPECT_EQ(problem_of(world.as(anna()).run(told)), "production-is-known");
    told.status = kStarted;
    EXPECT_EQ(problem_of(world.as(anna()).run(told)), "baseline-is-a-success");
}

TEST(RunningDeployment, that_nobody_ends_is_told_and_ended_by_a_later_success) {
    auto world = with_go_at("2026-01-08T10:05:00Z");
    ASSERT_TRUE(world.as(bob()).deployed(kFirst, kStarted));
    world.advance_to("2026-01-08T11:05:00Z");
    auto const id = deadline_id(release::DeadlineKind::deployment, kFirst);
    EXPECT_EQ(world.train().deadlines.at(id).state, release::DeadlineState::breached);
    world.advance_to("2026-01-15T09:00:00Z");
    EXPECT_FALSE(world.gate(Action::merge).open);
    ASSERT_TRUE(world.as(bob()).deployed(kSecond));
    EXPECT_EQ(world.train().deadlines.at(id).state, release::DeadlineState::met_late);
    EXPECT_FALSE(world.at(kFirst).deployment_running());
    EXPECT_EQ(world.state(kFirst), State::overdue);
    EXPECT_THAT(
        texts_of(world.at(kFirst).issues),
        ElementsAre("The end of its deployment is not reported",
                    HasSubstr("its end was never reported; production has backend-2026-01-22 since")));
    world.advance_to("2026-02-02T09:00:00Z");
    EXPECT_THAT(codes_of(world.gate(Action::merge).reasons), Not(Contains("deployment_running")));
}

TEST(RunningDeployment, is_ended_by_a_person_with_what_became_of_it) {
    auto world = with_go_at("2026-01-08T10:05:00Z");
    ASSERT_TRUE(world.as(bob()).deployed(kFirst, kStarted));
    ASSERT_TRUE(world.as(anna()).run(of_train({}, {}, kAbandoned)));
    EXPECT_EQ(world.state(kFirst), State::go);
    EXPECT_FALSE(world.at(kFirst).deployment_running());
}

TEST(RunningDeployment, is_not_begun_by_a_notice_that_comes_behind_its_success) {
    auto world = with_go_at("2026-01-08T10:05:00Z");
    ASSERT_TRUE(world.as(bob()).run(of_train("1.2.0", "", kStarted)));
    world.advance(std::chrono::minutes{3});
    ASSERT_TRUE(world.as(bob()).run(of_train("1.2.0", "")));
    world.advance(std::chrono::minutes{2});
    ASSERT_TRUE(world.as(bob()).run(of_train("1.2.0", "", kStarted)));
    EXPECT_FALSE(world.at(kFirst).deployment_running());
    EXPECT_EQ(world.state(kFirst), State::monitoring);
    EXPECT_THAT(world.at(kFirst).issues, IsEmpty());
}

TEST(Objection, each_says_its_own_reason) {
    auto world = with_go_at("2026-01-08T09:50:00Z");
    ASSERT_TRUE(world.as(bob()).run(of_train("1.1.0", "")));
    ASSERT_TRUE(world.as(anna()).freeze({Action::deploy}));
    world.advance_to("2026-01-08T10:10:00Z");
    ASSERT_EQ(world.state(kFirst), State::held);
    ASSERT_TRUE(world.as(bob()).run(of_train("1.2.0", "")));
    EXPECT_THAT(texts_of(world.at(kFirst).issues), ElementsAre(HasSubstr("although anna froze deployments")));
}

TEST(Claim, of_a_report_that_tells_nothing_is_the_only_one_that_is_permitted) {
    World world;
    world.advance_to("2026-01-14T09:00:00Z");
    auto const hotfix = world.approved_hotfix("double booking");
    ASSERT_TRUE(world.as(bob()).run(of_train("", "")));
    EXPECT_EQ(world.state(hotfix), State::monitoring);
}

TEST(Staging, counts_for_every_release_whose_candidate_it_is) {
    World world;
    world.advance_to("2026-01-05T12:00:00Z");
    ASSERT_TRUE(world.as(anna()).candidate(kFirst, "", "aaaaaaa1"));
    auto const asked = world.as(eve()).hotfix("double booking", "aaaaaaa1").value();
    auto const hotfix = std::string{release_of(asked.front().body)};
    auto staged = of_train("", "aaaaaaa1");
    staged.environment = Environment::staging;
    ASSERT_TRUE(world.as(bob()).run(staged));
    EXPECT_TRUE(world.at(kFirst).staged());
    EXPECT_TRUE(world.at(hotfix).staged());
}

}  // namespace
}  // namespace cadence::testing
