// The reminder before the go/no-go: what is missing, and who has not voted.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/story.h"

namespace cadence::testing {
namespace {

using calendar::PhaseKind;
using release::VoteReminded;
using std::chrono::hours;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr auto kReminder = "2026-01-07T06:00:00Z";  // four hours before the go/no-go

Policy reminding(Duration before) {
    auto policy = policy_with_checklist();
    policy.clocks.vote_reminder = before;
    return policy;
}

/// Its code freeze is over, and it has no GO.
World frozen(Duration before = hours{4}) {
    World world{"2026-01-01T09:00:00Z", reminding(before)};
    world.advance_to("2026-01-05T12:00:00Z");
    return world;
}

/// "2026-01-07T06:00:00Z", when voters were reminded.
std::vector<std::string> reminders(World const& world) {
    std::vector<std::string> instants;
    for (auto const& event : world.log()) {
        if (std::holds_alternative<VoteReminded>(event.body)) instants.push_back(format_instant(event.at));
    }
    return instants;
}

VoteReminded only_reminder(World const& world) {
    auto const all = all_of_type<VoteReminded>(world.log());
    EXPECT_THAT(all, SizeIs(1));
    return all.empty() ? VoteReminded{} : all.front();
}

TEST(Reminder, comes_four_hours_before_the_decision_with_all_that_is_missing) {
    auto world = frozen();
    world.advance_to("2026-01-07T05:59:59Z");
    EXPECT_THAT(reminders(world), IsEmpty());
    world.advance_to("2026-01-08T09:00:00Z");
    EXPECT_THAT(reminders(world), ElementsAre(kReminder));
    EXPECT_EQ(only_reminder(world),
              (VoteReminded{.release = kFirst,
                            .decision_at = utc("2026-01-07T10:00:00Z"),
                            .missing = {"No candidate is set: nothing to decide on", "1 item open: smoke"},
                            .waiting_for = {Role::tech_lead, Role::product_owner}}));
}

TEST(Reminder, waits_for_those_only_who_have_not_voted) {
    auto world = frozen();
    ASSERT_TRUE(world.as(anna()).candidate(kFirst, "1.2.0"));
    ASSERT_TRUE(world.as(anna()).vote(kFirst, Choice::go));
    ASSERT_TRUE(world.as(quinn()).tick(kFirst, "smoke", release::ItemStatus::failed, "HTTP 503"));
    world.advance_to(kReminder);
    EXPECT_THAT(only_reminder(world).waiting_for, ElementsAre(Role::product_owner));
    EXPECT_THAT(only_reminder(world).missing, ElementsAre("1 item open: smoke (failed)"));
}

TEST(Reminder, names_a_veto_as_what_is_in_the_way_and_not_as_a_vote_to_come) {
    auto world = frozen();
    ASSERT_TRUE(world.as(anna()).candidate(kFirst, "1.2.0"));
    ASSERT_TRUE(world.as(quinn()).tick(kFirst, "smoke"));
    ASSERT_TRUE(world.as(paul()).vote(kFirst, Choice::no_go, "Prices"));
    world.advance_to(kReminder);
    EXPECT_THAT(only_reminder(world).waiting_for, ElementsAre(Role::tech_lead));
    EXPECT_THAT(only_reminder(world).missing, ElementsAre("Paul says no-go: Prices"));
}

TEST(Reminder, is_not_for_a_release_that_has_its_go_or_is_cancelled) {
    auto with_go = frozen();
    ASSERT_TRUE(with_go.as(quinn()).tick(kFirst, "smoke"));
    with_go.give_go(kFirst);
    with_go.advance_to("2026-01-08T09:00:00Z");
    EXPECT_THAT(reminders(with_go), IsEmpty());
    auto cancelled = frozen();
    ASSERT_TRUE(cancelled.as(anna()).cancel(kFirst, "Nothing to ship"));
    cancelled.advance_to("2026-01-08T09:00:00Z");
    EXPECT_THAT(reminders(cancelled), IsEmpty());
}

TEST(Reminder, of_a_go_that_is_taken_back_shortly_before_the_decision_comes_at_once) {
    auto world = frozen();
    ASSERT_TRUE(world.as(quinn()).tick(kFirst, "smoke"));
    world.give_go(kFirst);
    world.advance_to("2026-01-07T08:00:00Z");
    ASSERT_TRUE(world.as(paul()).withdraw(kFirst));
    world.tick();
    EXPECT_THAT(reminders(world), ElementsAre("2026-01-07T08:00:00Z"));
    world.advance_to("2026-01-08T09:00:00Z");
    EXPECT_THAT(reminders(world), SizeIs(1)) << "once is enough";
}

TEST(Reminder, comes_anew_for_each_attempt) {
    auto world = frozen();
    world.advance_to(kReminder);
    ASSERT_TRUE(world.as(anna()).postpone(kFirst, "QA needs a week"));
    world.advance_to("2026-01-14T12:00:00Z");
    EXPECT_THAT(reminders(world), ElementsAre(kReminder, "2026-01-14T06:00:00Z"));
    EXPECT_EQ(world.at(kFirst).reminded, 2);
}

TEST(Reminder, that_nobody_was_there_to_send_still_helps_before_the_decision) {
    auto world = frozen();
    world.sleep_until("2026-01-07T09:30:00Z");
    EXPECT_THAT(reminders(world), ElementsAre("2026-01-07T09:30:00Z"));
}

TEST(Reminder, that_a_downtime_swallowed_is_never_told_and_holds_nothing_up) {
    for (auto const* const end : {"2026-01-07T10:00:00Z", "2026-01-08T10:30:00Z", "2026-03-01T00:00:00Z"}) {
        auto world = frozen();
        world.sleep_until(end);
        EXPECT_THAT(reminders(world), IsEmpty()) << end;
        EXPECT_NE(world.at(kFirst).firing(PhaseKind::go_no_go)->status, FiringStatus::pending) << end;
        EXPECT_GT(world.next()->at, world.now()) << end;
    }
}

TEST(Reminder, that_a_downtime_swallowed_leaves_the_phases_in_their_order) {
    auto policy = reminding(hours{4});
    auto const at = policy.rule.phases.begin() + 1;
    policy.rule.phases.insert(at, announcement("last_call", {.days = -1, .time = -hours{1}}));
    World world{"2026-01-01T09:00:00Z", std::move(policy)};
    world.advance_to("2026-01-05T12:00:00Z");
    world.sleep_until("2026-01-07T12:00:00Z");
    std::vector<std::string> fired;
    for (auto const& each : all_of_type<release::PhaseFired>(world.log())) fired.push_back(each.phase);
    EXPECT_THAT(fired, ElementsAre("code_freeze", "last_call", "go_no_go"));
    EXPECT_THAT(reminders(world), IsEmpty());
}

TEST(Reminder, is_at_no_time_where_it_would_lie_before_the_code_freeze) {
    auto early = frozen(hours{49});
    early.advance_to("2026-01-08T09:00:00Z");
    EXPECT_THAT(reminders(early), IsEmpty());
    World just{"2026-01-01T09:00:00Z", reminding(hours{48})};
    just.advance_to("2026-01-08T09:00:00Z");
    EXPECT_THAT(reminders(just), ElementsAre("2026-01-05T10:00:00Z")) << "with the code freeze, not before";
}

TEST(Reminder, is_switched_off_by_no_time_at_all) {
    auto world = frozen(Duration{0});
    world.advance_to("2026-01-08T09:00:00Z");
    EXPECT_THAT(reminders(world), IsEmpty());
}

TEST(Reminder, waits_while_the_clock_is_on_hold) {
    auto world = frozen();
    world.hold_clock(true);
    world.advance_to("2026-01-07T08:00:00Z");
    EXPECT_THAT(*world.run(release::RemindVoters{kFirst}, the_clock()), IsEmpty());
    world.hold_clock(false);
    world.tick();
    EXPECT_THAT(reminders(world), ElementsAre("2026-01-07T08:00:00Z"));
}

}  // namespace
}  // namespace cadence::testing
