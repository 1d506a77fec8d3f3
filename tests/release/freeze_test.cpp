// "Stop the line", and who is let through all the same: DESIGN section 6.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/story.h"

namespace cadence::testing {
namespace {

using release::Action;
using release::ExemptionKind;
using release::Subject;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

World in_the_window() {
    World world;
    world.advance_to("2026-01-05T12:00:00Z");
    world.give_go(kFirst);
    world.advance_to("2026-01-08T10:00:00Z");
    return world;
}

TEST(Freeze, shuts_what_it_names_and_nothing_else_and_says_who_why_and_until_when) {
    World world;
    ASSERT_TRUE(world.as(anna()).freeze({Action::merge, Action::flag}, utc("2026-01-02T12:00:00Z")));
    for (auto const action : {Action::merge, Action::flag}) {
        auto const gate = world.gate(action);
        EXPECT_FALSE(gate.open);
        EXPECT_FALSE(gate.advisory);
        ASSERT_THAT(codes_of(gate.reasons), ElementsAre("freeze"));
        EXPECT_THAT(gate.reasons[0].text, AllOf(HasSubstr("anna"), HasSubstr("the line is stopped"),
                                                HasSubstr("until 2026-01-02 12:00 UTC"),
                                                HasSubstr("merge and flag"), HasSubstr("freeze-1")));
        EXPECT_EQ(gate.changes_at, utc("2026-01-02T12:00:00Z"));
    }
    EXPECT_THAT(codes_of(world.gate(Action::deploy).reasons), ElementsAre("no_deploy_window"));
}

TEST(Freeze, ends_by_itself_at_its_instant) {
    World world;
    ASSERT_TRUE(world.as(anna()).freeze({Action::merge}, utc("2026-01-02T12:00:00Z")));
    world.advance_to(utc("2026-01-02T12:00:00Z") - Duration{1});
    EXPECT_FALSE(world.gate(Action::merge).open);
    world.advance(Duration{1});
    EXPECT_TRUE(world.gate(Action::merge).open);
    EXPECT_THAT(world.train().freezes, IsEmpty());
}

TEST(Freeze, without_an_end_lasts_until_a_tech_lead_ends_it_whoever_began_it) {
    World world;
    ASSERT_TRUE(world.as(anna()).freeze({Action::merge, Action::merge}));
    world.advance_to("2026-01-07T09:00:00Z");
    auto const gate = world.gate(Action::merge);
    EXPECT_FALSE(gate.open);
    EXPECT_EQ(gate.changes_at, std::nullopt);
    EXPECT_THAT(gate.reasons.front().text, AllOf(HasSubstr("froze merge until somebody ends it")));
    EXPECT_EQ(problem_of(world.as(paul()).end_freeze("freeze-1")), "role-needed");
    ASSERT_TRUE(world.as(person("tom", "Tom", {Role::tech_lead})).end_freeze("freeze-1"));
    EXPECT_TRUE(world.gate(Action::merge).open);
}

TEST(Freeze, that_is_to_come_begins_and_ends_on_time) {
    World world;
    auto const from = utc("2026-01-02T10:00:00Z");
    auto const until = utc("2026-01-02T12:00:00Z");
    ASSERT_TRUE(world.as(anna()).freeze({Action::flag, Action::merge}, until, from));
    EXPECT_TRUE(world.gate(Action::flag).open);
    EXPECT_EQ(world.gate(Action::flag).changes_at, from);
    EXPECT_EQ(world.gate(Action::merge).changes_at, from);
    world.advance_to(from);
    EXPECT_FALSE(world.gate(Action::flag).open);
    EXPECT_EQ(world.gate(Action::flag).changes_at, until);
    world.advance_to(until);
    EXPECT_TRUE(world.gate(Action::flag).open);
    EXPECT_EQ(world.gate(Action::flag).changes_at, std::nullopt);
}

TEST(Freeze, that_a_downtime_slept_through_is_in_the_log_from_beginning_to_end) {
    World world;
    ASSERT_TRUE(
        world.as(anna()).freeze({Action::merge}, utc("2026-01-02T12:00:00Z"), utc("2026-01-02T10:00:00Z")));
    world.sleep_until("2026-01-03T09:00:00Z");
    EXPECT_TRUE(world.gate(Action::merge).open);
    EXPECT_EQ(all_of_type<release::FreezeBegan>(world.log()).size(), 1U);
    EXPECT_EQ(all_of_type<release::FreezeEnded>(world.log()).size(), 1U);
}

TEST(Freeze, ending_one_never_opens_what_another_holds) {
    World world;
    ASSERT_TRUE(world.as(anna()).freeze({Action::merge}, utc("2026-01-02T12:00:00Z")));
    ASSERT_TRUE(world.as(anna()).freeze({Action::merge, Action::deploy}, utc("2026-01-03T12:00:00Z")));
    EXPECT_EQ(world.gate(Action::merge).reasons.size(), 2U);
    EXPECT_EQ(world.gate(Action::merge).changes_at, utc("2026-01-03T12:00:00Z"));
    ASSERT_TRUE(world.as(anna()).end_freeze("freeze-2"));
    EXPECT_FALSE(world.gate(Action::merge).open);
    EXPECT_EQ(world.gate(Action::merge).changes_at, utc("2026-01-02T12:00:00Z"));
}

TEST(Freeze, that_another_one_outlasts_says_when_the_last_of_them_ends) {
    World world;
    auto const at = [](char const* time) { return utc("2026-01-02T" + std::string{time} + ":00Z"); };
    ASSERT_TRUE(world.as(anna()).freeze({Action::merge}, at("12:00")));
    ASSERT_TRUE(world.as(anna()).freeze({Action::merge}, at("14:00"), at("11:00")));
    ASSERT_TRUE(world.as(anna()).freeze({Action::merge}, at("18:00"), at("16:00")));
    EXPECT_EQ(world.gate(Action::merge).changes_at, at("14:00"));
}

TEST(Freeze, of_deployments_holds_a_window_that_has_its_go_until_it_ends) {
    World world;
    world.advance_to("2026-01-05T12:00:00Z");
    world.give_go(kFirst);
    ASSERT_TRUE(world.as(anna()).freeze({Action::deploy}));
    world.advance_to("2026-01-08T10:10:00Z");
    EXPECT_EQ(world.state(kFirst), State::held);
    EXPECT_THAT(codes_of(world.gate(Action::deploy).reasons), ElementsAre("freeze"));
    EXPECT_TRUE(world.gate(Action::merge).open);
    ASSERT_TRUE(world.as(anna()).end_freeze("freeze-1"));
    EXPECT_EQ(world.state(kFirst), State::deploying);
    EXPECT_TRUE(world.gate(Action::deploy).open);
    EXPECT_FALSE(world.gate(Action::merge).open);
}

TEST(Freeze, of_deployments_shuts_a_window_that_is_open) {
    auto world = in_the_window();
    ASSERT_TRUE(world.as(anna()).freeze({Action::deploy}, utc("2026-01-08T11:00:00Z")));
    EXPECT_FALSE(world.gate(Action::deploy).open);
    EXPECT_EQ(world.gate(Action::deploy).changes_at, utc("2026-01-08T11:00:00Z"));
    world.advance_to("2026-01-08T11:00:00Z");
    EXPECT_TRUE(world.gate(Action::deploy).open);
}

TEST(Freeze, begins_but_does_not_end_while_the_clock_is_on_hold) {
    World world;
    ASSERT_TRUE(
        world.as(anna()).freeze({Action::merge}, utc("2026-01-02T12:00:00Z"), utc("2026-01-02T10:00:00Z")));
    world.hold_clock(true);
    EXPECT_EQ(world.gate(Action::merge).changes_at, utc("2026-01-02T10:00:00Z"));
    world.advance_to("2026-01-02T13:00:00Z");
    EXPECT_FALSE(world.gate(Action::merge).open);
    EXPECT_EQ(world.gate(Action::merge).changes_at, std::nullopt);
    world.hold_clock(false);
    world.tick();
    EXPECT_TRUE(world.gate(Action::merge).open);
}

TEST(Freeze, is_refused_where_it_makes_no_sense_saying_what_would) {
    World world;
    auto const now = world.now();
    auto const minute = std::chrono::minutes{1};
    auto const refusal = [&](release::AddFreeze const& command, Actor const& actor = anna()) {
        auto const result = world.as(actor).run(command);
        return result ? std::string{"accepted"} : result.error().problem + " " + result.error().field;
    };
    EXPECT_EQ(refusal({{Action::merge}, {}, {}, "why"}, paul()), "role-needed ");
    EXPECT_EQ(refusal({{Action::merge}, {}, {}, " "}), "reason-needed #/reason");
    EXPECT_EQ(refusal({{}, {}, {}, "why"}), "actions-needed #/actions");
    EXPECT_THAT(world.as(anna()).freeze({}).error().alternatives, ElementsAre("merge", "deploy", "flag"));
    EXPECT_EQ(refusal({{Action::merge}, {}, now - minute, "why"}), "date-in-the-past #/until");
    EXPECT_EQ(refusal({{Action::merge}, {}, now, "why"}), "freeze-ends-before-it-starts #/until");
    EXPECT_EQ(refusal({{Action::merge}, now + 2 * minute, now + minute, "why"}),
              "freeze-ends-before-it-starts #/until");
    EXPECT_EQ(refusal({{Action::merge}, now - 6 * minute, {}, "why"}), "date-in-the-past #/from");
    EXPECT_EQ(refusal({{Action::merge}, now - 5 * minute, {}, "why"}), "accepted");
    EXPECT_EQ(world.train().freezes.front().from, now) << "nothing is shut in hindsight";
}

TEST(Freeze, that_nobody_knows_cannot_end_but_those_there_are_can) {
    World world;
    ASSERT_TRUE(world.as(anna()).freeze({Action::merge}));
    auto const refused = world.as(anna()).end_freeze("freeze-7");
    ASSERT_EQ(problem_of(refused), "freeze-not-found");
    EXPECT_EQ(refused.error().code, ErrorCode::not_found);
    EXPECT_THAT(refused.error().alternatives, ElementsAre("freeze-1"));
}

TEST(Exemption, lets_exactly_its_subject_through_the_merge_gate_and_says_so_first) {
    struct Case {
        ExemptionKind admits;
        std::string value;
        Subject let_through;
    };
    for (auto const& [admits, value, subject] :
         {Case{ExemptionKind::branch, "fix/login", {.branch = "fix/login"}},
          Case{ExemptionKind::pull_request, "417", {.branch = "any", .pull_request = "417"}},
          Case{ExemptionKind::label, "docs", {.branch = "any", .labels = {"ui", "docs"}}}}) {
        auto world = in_the_window();
        ASSERT_TRUE(world.as(anna()).exempt(admits, value, utc("2026-01-08T11:00:00Z")));
        auto const gate = world.gate(Action::merge, subject);
        EXPECT_TRUE(gate.open);
        EXPECT_TRUE(gate.advisory);
        ASSERT_THAT(codes_of(gate.reasons), ElementsAre("exempt", "deploy_window", "code_freeze"));
        EXPECT_THAT(gate.reasons[0].text, AllOf(HasSubstr(value), HasSubstr("until 2026-01-08 11:00 UTC"),
                                                HasSubstr("anna"), HasSubstr("it cannot wait")));
        EXPECT_EQ(gate.changes_at, utc("2026-01-08T11:00:00Z"));
        EXPECT_FALSE(
            world.gate(Action::merge, {.branch = "fix/log", .pull_request = "41", .labels = {"doc"}}).open);
        EXPECT_FALSE(world.gate(Action::merge).open) << "nobody in particular is exempt from nothing";
        world.advance_to("2026-01-08T11:00:00Z");
        EXPECT_FALSE(world.gate(Action::merge, subject).open) << "it has expired";
        EXPECT_THAT(world.train().exemptions, IsEmpty());
    }
}

TEST(Exemption, is_for_merging_only) {
    auto world = in_the_window();
    ASSERT_TRUE(world.as(anna()).freeze({Action::deploy, Action::flag}));
    ASSERT_TRUE(world.as(anna()).exempt(ExemptionKind::branch, "main", utc("2026-01-08T11:00:00Z")));
    for (auto const action : {Action::deploy, Action::flag}) {
        EXPECT_FALSE(world.gate(action, {.branch = "main"}).open);
    }
}

TEST(Exemption, says_nothing_where_the_gate_is_open_anyway) {
    World world;
    ASSERT_TRUE(world.as(anna()).exempt(ExemptionKind::branch, "fix/login", utc("2026-01-08T11:00:00Z")));
    EXPECT_EQ(world.gate(Action::merge, {.branch = "fix/login"}), world.gate(Action::merge));
}

TEST(Exemption, ends_when_a_tech_lead_ends_it) {
    auto world = in_the_window();
    ASSERT_TRUE(world.as(anna()).exempt(ExemptionKind::branch, "fix/login", utc("2026-01-08T11:00:00Z")));
    EXPECT_EQ(problem_of(world.as(eve()).end_exemption("exemption-1")), "role-needed");
    auto const refused = world.as(anna()).end_exemption("exemption-2");
    ASSERT_EQ(problem_of(refused), "exemption-not-found");
    EXPECT_THAT(refused.error().alternatives, ElementsAre("exemption-1"));
    ASSERT_TRUE(world.as(anna()).end_exemption("exemption-1"));
    EXPECT_FALSE(world.gate(Action::merge, {.branch = "fix/login"}).open);
}

TEST(Exemption, needs_a_right_a_value_a_reason_and_an_end_to_come) {
    World world;
    auto const later = world.now() + std::chrono::hours{1};
    auto const refusal = [&](release::AddExemption const& command, Actor const& actor = anna()) {
        auto const result = world.as(actor).run(command);
        return result ? std::string{"accepted"} : result.error().problem + " " + result.error().field;
    };
    EXPECT_EQ(refusal({ExemptionKind::branch, "fix", later, "why"}, eve()), "role-needed ");
    EXPECT_EQ(refusal({ExemptionKind::label, "", later, "why"}), "value-needed #/label");
    EXPECT_EQ(refusal({ExemptionKind::branch, "fix", later, ""}), "reason-needed #/reason");
    EXPECT_EQ(refusal({ExemptionKind::branch, "fix", world.now(), "why"}), "date-in-the-past #/until");
    EXPECT_EQ(refusal({ExemptionKind::branch, "fix", later, "why"}), "accepted");
}

TEST(Exemption, of_what_can_never_match_is_refused) {
    World world;
    auto const later = world.now() + std::chrono::hours{1};
    for (auto const* value : {"#12", "!12", "twelve", "https://github.com/acme/backend/pull/12"})
        EXPECT_EQ(problem_of(world.as(anna()).exempt(ExemptionKind::pull_request, value, later)),
                  "not-a-pull-request")
            << value;
    for (auto const* value : {"fix login", "fix/*", "-f", "fix..login", "fix/"})
        EXPECT_EQ(problem_of(world.as(anna()).exempt(ExemptionKind::branch, value, later)), "not-a-branch")
            << value;
    EXPECT_TRUE(world.as(anna()).exempt(ExemptionKind::pull_request, "12", later));
    EXPECT_TRUE(world.as(anna()).exempt(ExemptionKind::branch, "fix/überbuchung", later));
}

TEST(Freeze, that_begins_as_a_window_opens_holds_it_and_one_that_ends_then_does_not) {
    World world;
    world.advance_to("2026-01-05T12:00:00Z");
    world.give_go(kFirst);
    auto const opens_at = utc("2026-01-08T10:00:00Z");
    ASSERT_TRUE(world.as(anna()).freeze({Action::deploy}, opens_at, utc("2026-01-08T09:00:00Z")));
    auto other = world;
    world.advance_to(opens_at);
    EXPECT_EQ(world.state(kFirst), State::deploying);
    EXPECT_EQ(world.at(kFirst).firing(calendar::PhaseKind::deploy_window_open)->status, FiringStatus::fired);

    ASSERT_TRUE(other.as(anna()).freeze({Action::deploy}, utc("2026-01-08T11:00:00Z"), opens_at));
    other.advance_to(opens_at);
    EXPECT_EQ(other.state(kFirst), State::held) << "one ends, another begins: there is no gap";
    other.advance_to("2026-01-08T11:00:00Z");
    EXPECT_EQ(other.state(kFirst), State::deploying);
}

TEST(Freeze, that_ends_as_the_window_closes_opens_it_no_more) {
    World world;
    world.advance_to("2026-01-05T12:00:00Z");
    world.give_go(kFirst);
    ASSERT_TRUE(world.as(anna()).freeze({Action::deploy}, utc("2026-01-08T12:00:00Z")));
    world.advance_to("2026-01-08T12:00:00Z");
    EXPECT_EQ(world.state(kFirst), State::overdue);
    EXPECT_EQ(world.at(kFirst).firing(calendar::PhaseKind::deploy_window_open)->status, FiringStatus::missed);
}

}  // namespace
}  // namespace cadence::testing
