// The life of a feature flag: registered, taken from stage to stage, finished, removed.
#include "flag/flags.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace cadence::flag {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr auto kKey = "CHANNEL_MANAGER_ENABLED";

Wanting anna(std::string_view now = "2026-01-22T12:30:00Z", Zone zone = {}) {
    return {"anna", parse_instant(now).value(), std::move(zone)};
}

Wanted described() {
    return {.train = "backend", .description = "Sync with booking channels"};
}

Flag registered() {
    return changed(nullptr, kKey, described(), anna()).value()->after;
}

/// A flag that has been taken there, however.
Flag at(Stage stage) {
    auto flag = registered();
    flag.stage = stage;
    return flag;
}

Wanted to(Stage stage) {
    return {.stage = stage, .reason = "as planned"};
}

std::string outcome_of(Result<std::optional<Change>> const& change) {
    if (!change) return change.error().problem;
    return *change ? show_stage((*change)->after) : "nothing";
}

std::string problem_of(Flag const& before, Wanted const& wanted) {
    return outcome_of(changed(&before, kKey, wanted, anna()));
}

TEST(Flag, begins_as_off_for_nobody_and_belongs_to_whoever_registers_it) {
    auto const change = changed(nullptr, kKey, described(), anna()).value();
    ASSERT_TRUE(change);
    EXPECT_TRUE(change->is_new);
    EXPECT_FALSE(change->flips);
    auto const& flag = change->after;
    EXPECT_EQ(flag.stage, Stage::off);
    EXPECT_FALSE(flag.default_value);
    EXPECT_EQ(flag.owner, "anna");
    EXPECT_EQ(flag.train, "backend");
    EXPECT_THAT(flag.groups.internal, ElementsAre("internal"));
    EXPECT_THAT(flag.groups.beta, ElementsAre("beta"));
    EXPECT_EQ(flag.percentage, 0);
    ASSERT_EQ(flag.history.size(), 1U);
    EXPECT_EQ(flag.history.front().by, "anna");
}

TEST(Flag, goes_forward_one_stage_at_a_time_and_back_to_any) {
    struct Case {
        Stage from;
        Stage to;
        std::string outcome;
    };
    for (auto const& [from, wanted, outcome] :
         {Case{Stage::off, Stage::internal, "internal"}, Case{Stage::off, Stage::beta, "stage-skipped"},
          Case{Stage::off, Stage::all, "stage-skipped"}, Case{Stage::internal, Stage::beta, "beta"},
          Case{Stage::internal, Stage::all, "stage-skipped"}, Case{Stage::beta, Stage::all, "all"},
          Case{Stage::all, Stage::beta, "beta"}, Case{Stage::all, Stage::internal, "internal"},
          Case{Stage::all, Stage::off, "off"}, Case{Stage::beta, Stage::beta, "nothing"}})
        EXPECT_EQ(problem_of(at(from), to(wanted)), outcome) << name_of(from) << " to " << name_of(wanted);
    auto const skipped = changed(nullptr, kKey, described(), anna()).value()->after;
    auto const refused = changed(&skipped, kKey, to(Stage::all), anna());
    EXPECT_THAT(refused.error().detail, HasSubstr("is off, and the next stage is internal, not all"));
    EXPECT_THAT(refused.error().alternatives, ElementsAre("internal"));
}

TEST(Flag, without_anybody_for_a_beta_passes_it_over) {
    auto flag = at(Stage::internal);
    flag.groups.beta.clear();
    EXPECT_EQ(problem_of(flag, to(Stage::all)), "all");
    flag.percentage = 5;
    EXPECT_EQ(problem_of(flag, to(Stage::all)), "stage-skipped");
}

TEST(Flag, asked_for_again_is_left_alone_whatever_the_reason) {
    auto again = described();
    again.owner = "anna";
    again.stage = Stage::off;
    again.reason = "once more";
    EXPECT_EQ(problem_of(registered(), again), "nothing");
}

TEST(Flag, remembers_who_changed_what_and_why) {
    auto const before = registered();
    auto const change =
        changed(&before, kKey, {.owner = "bea", .stage = Stage::internal, .reason = "in production"},
                {"bea", parse_instant("2026-01-23T09:00:00Z").value(), Zone{}})
            .value();
    auto const& step = change->after.history.back();
    EXPECT_EQ(step.by, "bea");
    EXPECT_EQ(step.reason, "in production");
    EXPECT_EQ(format_instant(step.at), "2026-01-23T09:00:00Z");
    EXPECT_THAT(step.changes,
                ElementsAre(FieldChange{"stage", "off", "internal"}, FieldChange{"owner", "anna", "bea"}));
}

TEST(Flag, keeps_its_last_hundred_steps) {
    auto flag = registered();
    for (int i = 0; i < 150; ++i)
        flag = changed(&flag, kKey, {.notes = "note " + std::to_string(i)}, anna()).value()->after;
    EXPECT_EQ(flag.history.size(), kStepsKept);
    EXPECT_EQ(flag.history.back().changes.front().to, "note 149");
}

TEST(Flag, needs_a_reason_only_where_somebody_gets_another_value) {
    EXPECT_EQ(problem_of(registered(), {.stage = Stage::internal}), "reason-needed");
    EXPECT_EQ(problem_of(registered(), {.notes = "later"}), "off");
    EXPECT_EQ(problem_of(registered(), {.percentage = 10}), "off") << "nobody is reached by it yet";
    EXPECT_EQ(problem_of(at(Stage::beta), {.percentage = 10}), "reason-needed");
    EXPECT_EQ(problem_of(at(Stage::beta), {.groups = WantedGroups{.internal = {}, .beta = {{"pilots"}}}}),
              "reason-needed");
    EXPECT_EQ(problem_of(at(Stage::internal), {.groups = WantedGroups{.internal = {}, .beta = {{"pilots"}}}}),
              "internal");
    EXPECT_EQ(problem_of(at(Stage::all), {.percentage = 10}), "all");
    EXPECT_EQ(problem_of(registered(), {.default_value = true}), "reason-needed");
}

TEST(Flag, is_switched_off_by_the_stage_alone) {
    auto const before = at(Stage::beta);
    EXPECT_TRUE(changed(&before, kKey, to(Stage::off), anna()).value()->switches_off);
    EXPECT_FALSE(changed(&before, kKey, to(Stage::internal), anna()).value()->switches_off);
    auto turned = to(Stage::off);
    turned.default_value = true;
    EXPECT_FALSE(changed(&before, kKey, turned, anna()).value()->switches_off)
        << "everybody would get it, and no gate would have been asked";
}

TEST(Flag, refuses_what_makes_no_sense_and_says_what_would) {
    struct Case {
        std::string key;
        Wanted wanted;
        std::string problem;
        std::string field;
    };
    auto const wanting = [](auto change) {
        auto wanted = described();
        change(wanted);
        return wanted;
    };
    std::vector<Case> const cases{
        {"", described(), "not-a-flag-key", ""},
        {"a b", described(), "not-a-flag-key", ""},
        {"../x", described(), "not-a-flag-key", ""},
        {"schl\u00fcssel", described(), "not-a-flag-key", ""},
        {std::string(101, 'x'), described(), "not-a-flag-key", ""},
        {kKey, {.train = "backend"}, "description-needed", "#/description"},
        {kKey, wanting([](Wanted& w) { w.percentage = 101; }), "not-a-percentage", "#/percentage"},
        {kKey, wanting([](Wanted& w) { w.percentage = -1; }), "not-a-percentage", "#/percentage"},
        {kKey, wanting([](Wanted& w) { w.notes = std::string(1'001, 'x'); }), "too-long", "#/notes"},
        {kKey, wanting([](Wanted& w) {
             w.groups = WantedGroups{{{""}}, {}};
         }),
         "not-a-group", "#/groups/internal"},
        {kKey, wanting([](Wanted& w) {
             w.groups = WantedGroups{{}, std::vector<std::string>(51, "x")};
         }),
         "too-many-groups", "#/groups/beta"},
        {kKey, wanting([](Wanted& w) { w.until = "2026-02-30"; }), "not-a-date", "#/until"},
        {kKey, wanting([](Wanted& w) { w.until = "2026-01-21"; }), "date-in-the-past", "#/until"},
        {kKey, wanting([](Wanted& w) { w.stage = Stage::beta; }), "stage-skipped", "#/stage"}};
    for (auto const& each : cases) {
        auto const refused = changed(nullptr, each.key, each.wanted, anna());
        ASSERT_FALSE(refused) << each.problem << " " << each.key;
        EXPECT_EQ(refused.error().problem, each.problem) << each.key;
        EXPECT_EQ(refused.error().field, each.field) << each.problem;
    }
    EXPECT_EQ(problem_of(registered(), {.train = "web"}), "flag-of-another-train");
}

TEST(Flag, is_due_at_the_end_of_its_day_where_its_train_is) {
    auto wanted = described();
    wanted.until = "2026-03-28";  // the day before the clocks go forward there
    auto const berlin = Zone::load("Europe/Berlin").value();
    auto const flag = changed(nullptr, kKey, wanted, anna("2026-01-22T12:30:00Z", berlin)).value()->after;
    EXPECT_EQ(format_instant(*flag.due_at), "2026-03-28T23:00:00Z");
    EXPECT_EQ(late_at(flag), flag.due_at);
}

TEST(Flag, is_told_late_once_for_each_date_and_never_when_it_is_finished) {
    auto wanted = described();
    wanted.until = "2026-03-28";
    auto flag = changed(nullptr, kKey, wanted, anna()).value()->after;
    flag.told_late_at = flag.due_at;
    EXPECT_EQ(late_at(flag), std::nullopt);
    auto const later = changed(&flag, kKey, {.until = "2026-04-30"}, anna()).value()->after;
    EXPECT_EQ(late_at(later), later.due_at);
    auto finished = later;
    finished.stage = Stage::all;
    EXPECT_EQ(late_at(finished), std::nullopt);
    EXPECT_FALSE(is_unfinished(finished));
    auto const without = changed(&later, kKey, {.until = ""}, anna()).value()->after;
    EXPECT_EQ(late_at(without), std::nullopt);
    EXPECT_EQ(without.until, std::nullopt);
}

TEST(Flag, that_is_over_can_still_be_described) {
    auto wanted = described();
    wanted.until = "2026-03-28";
    auto const flag = changed(nullptr, kKey, wanted, anna()).value()->after;
    auto again = described();
    again.until = "2026-03-28";
    again.notes = "waits for the partner";
    EXPECT_EQ(outcome_of(changed(&flag, kKey, again, anna("2026-05-01T00:00:00Z"))), "off");
}

TEST(Flag, is_removed_when_it_is_off_or_finished_but_never_half_open) {
    EXPECT_EQ(removing_flips(at(Stage::off), ""), false);
    EXPECT_EQ(removing_flips(at(Stage::all), "the code is gone"), true);
    EXPECT_EQ(removing_flips(at(Stage::all), " ").error().problem, "reason-needed");
    for (auto const stage : {Stage::internal, Stage::beta})
        EXPECT_EQ(removing_flips(at(stage), "away").error().problem, "flag-half-open");
}

/// Whatever is wanted of a flag: what it becomes is a step from what it was, or nothing has changed at all.
RC_GTEST_PROP(Flag, is_never_changed_without_a_step_that_says_so, ()) {
    auto flag = registered();
    for (auto left = *rc::gen::inRange(1, 20); left > 0; --left) {
        Wanted wanted{.reason = "a reason"};
        if (*rc::gen::arbitrary<bool>()) wanted.stage = static_cast<Stage>(*rc::gen::inRange(0, 4));
        if (*rc::gen::arbitrary<bool>()) wanted.percentage = *rc::gen::inRange(-5, 110);
        if (*rc::gen::arbitrary<bool>())
            wanted.groups = WantedGroups{
                .internal = {},
                .beta = std::vector<std::string>(*rc::gen::inRange<std::size_t>(0, 3), "pilots")};
        auto const change = changed(&flag, kKey, wanted, anna());
        if (!change) continue;
        if (!*change) {
            RC_ASSERT(changed(&flag, kKey, wanted, anna()).value() == std::nullopt);
            continue;
        }
        auto const& after = (*change)->after;
        RC_ASSERT(after.history.size() == flag.history.size() + 1);
        RC_ASSERT(!after.history.back().changes.empty());
        RC_ASSERT(after.percentage >= 0 && after.percentage <= 100);
        RC_ASSERT(static_cast<int>(after.stage) <= static_cast<int>(flag.stage) + 1 ||
                  (after.groups.beta.empty() && after.percentage == 0));
        RC_ASSERT(outcome_of(changed(&after, kKey, wanted, anna())) == "nothing");
        flag = after;
    }
}

}  // namespace
}  // namespace cadence::flag
