// Promises with a clock on them, and what reaches main and staging: DESIGN sections 5 to 7.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/story.h"

namespace cadence::testing {
namespace {

using release::Deadline;
using release::DeadlineKind;
using release::DeadlineState;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Result<Events> on_staging(World& world, std::string commit, std::optional<Instant> at = {}) {
    release::ReportDeployment report;
    report.environment = Environment::staging;
    report.commit = std::move(commit);
    report.at = at;
    return world.as(bob()).run(report);
}

Deadline const& staging_clock(World const& world, std::string_view commit) {
    return world.train().deadlines.at(release::deadline_id(DeadlineKind::staging_deploy, commit));
}

TEST(Deadline, that_runs_for_all_of_time_is_warned_of_without_an_overflow) {
    Deadline deadline;
    deadline.started_at = utc("0001-01-01T00:00:00Z");
    deadline.due_at = utc("9999-12-31T23:59:59Z");
    EXPECT_EQ(format_instant(release::instant_at(deadline, 80)), "8000-03-14T04:47:59.2Z");
    deadline.due_at = deadline.started_at + Duration{99};
    EXPECT_EQ(release::instant_at(deadline, 50), deadline.started_at + Duration{49}) << "to the microsecond";
}

World merged() {
    World world{"2026-01-02T09:00:00Z"};
    (void)world.as(bob()).merge("1111111").value();
    return world;
}

TEST(StagingPromise, is_five_minutes_from_the_merge) {
    auto world = merged();
    EXPECT_EQ(staging_clock(world, "1111111").due_at, utc("2026-01-02T09:05:00Z"));
    world.advance(std::chrono::minutes{4});
    ASSERT_TRUE(on_staging(world, "1111111"));
    EXPECT_EQ(staging_clock(world, "1111111").state, DeadlineState::met);
    EXPECT_EQ(world.train().staging->commit, "1111111");
}

TEST(StagingPromise, is_kept_for_earlier_commits_by_a_later_one) {
    auto world = merged();
    ASSERT_TRUE(world.as(bob()).merge("2222222"));
    ASSERT_TRUE(world.as(bob()).merge("3333333"));
    ASSERT_TRUE(on_staging(world, "2222222"));
    EXPECT_EQ(staging_clock(world, "1111111").state, DeadlineState::met);
    EXPECT_EQ(staging_clock(world, "2222222").state, DeadlineState::met);
    EXPECT_EQ(staging_clock(world, "3333333").state, DeadlineState::open);
    ASSERT_TRUE(on_staging(world, "9999999"));
    EXPECT_EQ(staging_clock(world, "3333333").state, DeadlineState::open)
        << "nobody knows what that has in it";
}

TEST(StagingPromise, is_kept_without_a_commit_by_a_persons_word_and_not_by_a_machines) {
    auto world = merged();
    release::ReportDeployment report;
    report.environment = Environment::staging;
    ASSERT_TRUE(world.as(person("ci", "CI", {release::Role::bot})).run(report));
    EXPECT_EQ(staging_clock(world, "1111111").state, DeadlineState::open)
        << "what a notice does not say is not assumed";
    EXPECT_EQ(world.train().staging->commit, "") << "it is on record all the same";
    ASSERT_TRUE(world.as(anna()).run(report));
    EXPECT_EQ(staging_clock(world, "1111111").state, DeadlineState::met);
}

TEST(Deadline, warns_at_half_and_at_four_fifths_and_announces_its_breach_once) {
    auto world = merged();
    world.advance(std::chrono::hours{24});
    std::vector<std::string> told;
    for (auto const& event : world.log()) {
        if (auto const* const warned = std::get_if<release::DeadlineWarned>(&event.body))
            told.push_back(std::to_string(warned->percent) + " % at " + format_instant(event.at));
        if (std::holds_alternative<release::DeadlineBreached>(event.body))
            told.push_back("breached at " + format_instant(event.at));
    }
    EXPECT_THAT(told, ElementsAre("50 % at 2026-01-02T09:02:30Z", "80 % at 2026-01-02T09:04:00Z",
                                  "breached at 2026-01-02T09:05:00Z"));
    EXPECT_EQ(staging_clock(world, "1111111").state, DeadlineState::breached);
}

TEST(Deadline, met_late_still_counts_as_met_late) {
    auto world = merged();
    world.advance(std::chrono::minutes{20});
    ASSERT_TRUE(on_staging(world, "1111111"));
    EXPECT_EQ(staging_clock(world, "1111111").state, DeadlineState::met_late);
    EXPECT_EQ(staging_clock(world, "1111111").ended_at, utc("2026-01-02T09:20:00Z"));
}

TEST(Deadline, met_in_time_and_reported_late_was_met) {
    auto world = merged();
    world.advance(std::chrono::minutes{20});
    ASSERT_TRUE(on_staging(world, "1111111", utc("2026-01-02T09:04:00Z")));
    EXPECT_EQ(staging_clock(world, "1111111").state, DeadlineState::met);
}

TEST(Deadline, after_a_downtime_goes_straight_to_what_is_true) {
    auto world = merged();
    world.sleep_until("2026-01-02T12:00:00Z");
    EXPECT_THAT(all_of_type<release::DeadlineWarned>(world.log()), IsEmpty());
    EXPECT_THAT(all_of_type<release::DeadlineBreached>(world.log()), SizeIs(1));
    auto halfway = merged();
    halfway.sleep_until("2026-01-02T09:04:30Z");
    ASSERT_THAT(all_of_type<release::DeadlineWarned>(halfway.log()), SizeIs(1));
    EXPECT_EQ(all_of_type<release::DeadlineWarned>(halfway.log())[0].percent, 80);
}

TEST(Deadline, waits_while_the_clock_is_on_hold) {
    auto world = merged();
    world.hold_clock(true);
    world.advance(std::chrono::hours{1});
    EXPECT_EQ(staging_clock(world, "1111111").state, DeadlineState::open);
}

TEST(StagingPromise, ends_when_production_has_it) {
    World world{"2026-01-05T12:00:00Z"};
    ASSERT_TRUE(world.as(bob()).merge("1111111"));
    ASSERT_TRUE(world.as(bob()).deployed_version({}, "1.2.0", "1111111"));
    EXPECT_EQ(staging_clock(world, "1111111").state, DeadlineState::withdrawn);
}

TEST(Deadline, is_withdrawn_with_its_subject) {
    World world{"2026-01-14T09:00:00Z", policy_with_checklist()};
    auto const id = world.approved_hotfix("double booking");
    ASSERT_TRUE(world.as(anna()).cancel(id, "solved otherwise"));
    auto const& deadline = world.train().deadlines.at(release::deadline_id(DeadlineKind::hotfix_deploy, id));
    EXPECT_EQ(deadline.state, DeadlineState::withdrawn);
    EXPECT_EQ(deadline.reason, "cancelled");
}

TEST(Merges, are_counted_once_and_covered_by_production) {
    auto world = merged();
    EXPECT_TRUE(world.as(bob()).merge("1111111")->empty());
    ASSERT_TRUE(world.as(bob()).merge("2222222"));
    world.advance_to("2026-01-05T12:00:00Z");
    ASSERT_TRUE(world.as(bob()).merge("3333333"));
    world.ship(kFirst, "1.2.0");
    auto const& merges = world.train().merges;
    EXPECT_TRUE(merges.of_number(1)->production_at);
    EXPECT_TRUE(merges.of_number(2)->production_at) << "the candidate's commit";
    EXPECT_FALSE(merges.of_number(3)->production_at) << "merged after the code freeze";
}

TEST(Merges, need_a_commit_and_no_future) {
    World world;
    EXPECT_EQ(problem_of(world.as(bob()).merge("")), "commit-needed");
    EXPECT_EQ(problem_of(world.as(bob()).merge("xyz")), "not-a-commit");
    release::RecordMerge future;
    future.commit = "1111111";
    future.merged_at = world.now() + std::chrono::hours{1};
    EXPECT_EQ(problem_of(world.as(bob()).run(future)), "date-in-the-future");
    EXPECT_EQ(problem_of(world.as(paul()).merge("1111111")), "role-needed");
}

release::RecordMerge moved_to(std::string commit, std::string from) {
    release::RecordMerge merge;
    merge.commit = std::move(commit);
    merge.replaces = std::move(from);
    return merge;
}

TEST(Merges, that_the_branch_was_moved_off_are_none_any_more) {
    World world{"2026-01-02T09:00:00Z"};
    for (auto const* const commit : {"1111111", "2222222", "3333333"})
        ASSERT_TRUE(world.as(bob()).merge(commit));
    ASSERT_TRUE(world.as(bob()).run(moved_to("1111111", "3333333")));
    ASSERT_THAT(world.train().merges, SizeIs(1));
    EXPECT_EQ(world.train().merges.front().commit, "1111111");
    EXPECT_EQ(staging_clock(world, "3333333").state, DeadlineState::withdrawn);
    EXPECT_EQ(staging_clock(world, "1111111").state, DeadlineState::open);
    auto const left = all_of_type<release::MergesLeft>(world.log());
    ASSERT_THAT(left, SizeIs(1));
    EXPECT_EQ(left[0].merges.size(), 2U);
    ASSERT_TRUE(world.as(bob()).run(moved_to("1111111", "3333333"))) << "told again";
    EXPECT_THAT(all_of_type<release::MergesLeft>(world.log()), SizeIs(1));
    world.advance_to("2026-01-07T12:00:00Z");
    EXPECT_EQ(world.at(kFirst).candidate->commit, "1111111");
    ASSERT_TRUE(world.as(bob()).merge("2222222")) << "it may come again";
    EXPECT_EQ(world.train().merges.back().number, 4);
}

TEST(Merges, replaced_by_another_take_its_place) {
    World world{"2026-01-02T09:00:00Z"};
    ASSERT_TRUE(world.as(bob()).merge("1111111"));
    ASSERT_TRUE(world.as(bob()).merge("2222222"));
    ASSERT_TRUE(world.as(bob()).run(moved_to("3333333", "2222222")));
    ASSERT_THAT(world.train().merges, SizeIs(2));
    EXPECT_EQ(world.train().merges.front().commit, "1111111");
    EXPECT_EQ(world.train().merges.back().commit, "3333333");
    ASSERT_TRUE(world.as(bob()).run(moved_to("4444444", "9999999"))) << "of which nobody knows";
    EXPECT_THAT(world.train().merges, SizeIs(3));
}

TEST(Merges, against_the_gate_are_an_event_and_an_issue) {
    World world;
    world.advance_to("2026-01-07T12:00:00Z");
    world.give_go(kFirst);
    world.advance_to("2026-01-08T10:30:00Z");
    ASSERT_TRUE(world.as(bob()).merge("1111111", "feature/x"));
    EXPECT_THAT(all_of_type<release::GateViolated>(world.log()), SizeIs(1));
    EXPECT_THAT(world.train().merges.front().against, ElementsAre("deploy_window"));
    EXPECT_THAT(texts_of(world.at(kFirst).issues), Contains(HasSubstr("Merged against the gate: 1111111")));
}

TEST(Merges, made_before_the_window_and_reported_in_it_are_no_violation) {
    World world;
    world.advance_to("2026-01-07T12:00:00Z");
    world.give_go(kFirst);
    world.advance_to("2026-01-08T10:01:00Z");
    release::RecordMerge before;
    before.commit = "1111111";
    before.merged_at = utc("2026-01-08T09:59:00Z");
    ASSERT_TRUE(world.as(bob()).run(before));
    EXPECT_THAT(all_of_type<release::GateViolated>(world.log()), IsEmpty());
}

TEST(Merges, of_an_approved_hotfix_are_admitted_in_the_window) {
    World world;
    world.advance_to("2026-01-07T12:00:00Z");
    auto const hotfix = world.approved_hotfix("outage");
    world.advance_to("2026-01-08T10:30:00Z");
    ASSERT_TRUE(world.as(bob()).merge("1111111", world.at(hotfix).on_demand->branch));
    EXPECT_THAT(all_of_type<release::GateViolated>(world.log()), IsEmpty());
}

TEST(CadenceReview, is_due_two_weeks_after_the_quarter) {
    World world;
    world.advance_to("2026-04-01T00:00:00Z");
    auto const id = release::deadline_id(DeadlineKind::cadence_review, "backend-2026-Q1");
    ASSERT_TRUE(world.train().deadlines.contains(id));
    EXPECT_EQ(world.train().deadlines.at(id).due_at, utc("2026-04-15T00:00:00Z"));
    auto const refused = world.as(anna()).run(release::RecordReview{"backend-2026-Q2", "fine", {}});
    EXPECT_EQ(problem_of(refused), "review-not-found");
    EXPECT_THAT(refused.error().alternatives, ElementsAre("backend-2026-Q1"));
    ASSERT_TRUE(world.as(anna()).run(release::RecordReview{"backend-2026-Q1", "fine", {}}));
    EXPECT_EQ(world.train().deadlines.at(id).state, DeadlineState::met);
}

TEST(CadenceReview, asks_once_after_years_of_silence_and_names_what_it_skips) {
    World world;
    world.sleep_until("2027-02-10T00:00:00Z");
    auto const quarters = all_of_type<release::QuarterEnded>(world.log());
    ASSERT_THAT(quarters, SizeIs(1));
    EXPECT_EQ(quarters[0].review, "backend-2026-Q4");
    EXPECT_THAT(quarters[0].skipped, ElementsAre("backend-2026-Q1", "backend-2026-Q2", "backend-2026-Q3"));
    EXPECT_EQ(world.train().next_review, day("2027-04-01"));
}

TEST(Retrospective, of_a_hotfix_is_due_a_day_after_its_deployment) {
    World world{"2026-01-14T09:00:00Z", policy_with_checklist()};
    auto const id = world.approved_hotfix("double booking");
    ASSERT_TRUE(world.as(bob()).deployed(id));
    world.advance(std::chrono::hours{20});
    ASSERT_TRUE(world.as(quinn()).run(release::RecordRetrospective{id, "we test double bookings now", {}}));
    EXPECT_EQ(world.train().deadlines.at(release::deadline_id(DeadlineKind::retrospective, id)).state,
              DeadlineState::met);
    EXPECT_EQ(problem_of(world.as(quinn()).run(release::RecordRetrospective{kThird, "x", {}})),
              "state-does-not-allow");
}

TEST(Retrospective, is_not_lost_to_a_second_one_by_accident) {
    World world{"2026-01-14T09:00:00Z", policy_with_checklist()};
    auto const id = world.approved_hotfix("double booking");
    ASSERT_TRUE(world.as(bob()).deployed(id));
    ASSERT_TRUE(world.as(quinn()).run(release::RecordRetrospective{id, "we test double bookings now", {}}));
    auto const second = world.as(anna()).run(release::RecordRetrospective{id, "all was well", {}});
    ASSERT_EQ(problem_of(second), "already-recorded");
    EXPECT_THAT(second.error().detail, testing::HasSubstr("was recorded by quinn at Wed 2026-01-14"));
    EXPECT_EQ(world.at(id).retrospective->text, "we test double bookings now");
    ASSERT_TRUE(world.as(anna()).run(release::RecordRetrospective{id, "both of it", {}, true}));
    EXPECT_EQ(world.at(id).retrospective->text, "both of it");
}

}  // namespace
}  // namespace cadence::testing
