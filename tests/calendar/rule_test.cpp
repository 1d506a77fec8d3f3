#include <gmock/gmock.h>

#include "calendar/samples.h"

namespace cadence::calendar {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(Rule, releases_every_second_thursday_at_ten) {
    auto const found =
        releases(rule_of_spec(), {}, {},
                 {.first = day("2026-01-01"), .until = utc("2026-03-01T00:00:00Z"), .limit = 100});

    EXPECT_THAT(openings(found), ElementsAre("2026-01-08T10:00:00Z", "2026-01-22T10:00:00Z",
                                             "2026-02-05T10:00:00Z", "2026-02-19T10:00:00Z"));
}

TEST(Rule, a_release_has_the_phases_of_the_spec) {
    auto const found = place(rule_of_spec(), {}, {}, day("2026-01-22"));

    EXPECT_THAT(
        story_of(found.phases),
        ElementsAre("code_freeze 2026-01-19T10:00:00Z", "go_no_go 2026-01-21T10:00:00Z",
                    "deploy_window_open 2026-01-22T10:00:00Z", "deploy_window_close 2026-01-22T12:00:00Z",
                    "retrospective 2026-01-23T10:00:00Z"));
    EXPECT_EQ(found.phases.front().gate, PhaseGate::advisory);
    EXPECT_FALSE(found.skipped);
    EXPECT_FALSE(found.shifted());
}

TEST(Rule, only_every_second_thursday_is_a_slot) {
    auto const rule = rule_of_spec();

    EXPECT_TRUE(is_slot(rule, day("2026-01-08")));
    EXPECT_TRUE(is_slot(rule, day("2125-12-27")));
    EXPECT_FALSE(is_slot(rule, day("2026-01-15")));
    EXPECT_FALSE(is_slot(rule, day("2025-12-25")));
}

TEST(Rule, the_next_slot_is_found_from_any_day) {
    auto const rule = rule_of_spec();

    EXPECT_EQ(slot_from(rule, day("2020-02-29")), day("2026-01-08"));
    EXPECT_EQ(slot_from(rule, day("2026-01-08")), day("2026-01-08"));
    EXPECT_EQ(slot_from(rule, day("2026-01-09")), day("2026-01-22"));
    EXPECT_EQ(slot_from(rule, day("2026-01-22")), day("2026-01-22"));
    EXPECT_EQ(next_slot(rule, day("2026-01-08")), day("2026-01-22"));
    EXPECT_EQ(next_slot(rule, day("2026-01-15")), day("2026-01-22"));
}

TEST(Rule, releases_end_before_until_and_at_the_limit) {
    auto const rule = rule_of_spec();

    EXPECT_THAT(
        openings(releases(rule, {}, {},
                          {.first = day("2026-01-08"), .until = utc("2026-01-22T10:00:00Z"), .limit = 9})),
        ElementsAre("2026-01-08T10:00:00Z"));
    EXPECT_THAT(
        openings(releases(rule, {}, {}, {.first = day("2026-01-09"), .until = Instant::max(), .limit = 2})),
        ElementsAre("2026-01-22T10:00:00Z", "2026-02-05T10:00:00Z"));
}

TEST(Rule, the_rule_of_the_spec_has_no_problems) {
    EXPECT_THAT(problems(rule_of_spec(), date::Thursday), IsEmpty());
}

TEST(Rule, a_first_release_on_another_weekday_is_refused_with_the_nearest_right_dates) {
    auto rule = rule_of_spec();
    rule.first_release = day("2026-01-09");

    auto const found = problems(rule, date::Thursday);

    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(
        found[0].detail,
        "first_release 2026-01-09 is a Friday; this train releases on Thursdays: 2026-01-08 or 2026-01-15");
    EXPECT_EQ(found[0].code, ErrorCode::invalid);
    EXPECT_EQ(found[0].field, "/first_release");
    EXPECT_THAT(found[0].alternatives, ElementsAre("2026-01-08", "2026-01-15"));
}

struct Mistake {
    std::string name;
    void (*make)(Rule&);
    std::string problem;
    std::string says;
    std::string field;
};

PhaseRule& go_no_go(Rule& rule) {
    return rule.phases[1];
}

std::vector<Mistake> mistakes() {
    return {
        {"no_weeks", [](Rule& r) { r.every_weeks = 0; }, "cadence-out-of-range", "every is 0 weeks",
         "/every"},
        {"negative_weeks", [](Rule& r) { r.every_weeks = -2; }, "cadence-out-of-range", "-2", "/every"},
        {"aeons", [](Rule& r) { r.every_weeks = 2'000'000'000; }, "cadence-out-of-range", "520", "/every"},
        {"midnight_next_day", [](Rule& r) { r.time = hours{24}; }, "time-out-of-range", "23:59", "/time"},
        {"negative_time", [](Rule& r) { r.time = minutes{-1}; }, "time-out-of-range", "-1 minutes", "/time"},
        {"no_window",
         [](Rule& r) {
             r.window = hours{0};
             r.phases.pop_back();
             r.phases[3].offset = {};
         },
         "window-empty", "window is", "/window"},
        {"window_as_long_as_the_cadence",
         [](Rule& r) {
             r.window = hours{14 * 24};
             r.phases.pop_back();
             r.phases[3].offset = {};
         },
         "window-too-long", "at most 13 d", "/window"},
        {"no_opening", [](Rule& r) { r.phases.erase(r.phases.begin() + 2); }, "phase-missing",
         "deploy_window_open", "/phases"},
        {"no_close", [](Rule& r) { r.phases.erase(r.phases.begin() + 3); }, "phase-missing",
         "deploy_window_close", "/phases"},
        {"two_freezes", [](Rule& r) { go_no_go(r).kind = PhaseKind::code_freeze; }, "phase-repeated",
         "2 of the kind code_freeze", "/phases"},
        {"no_name", [](Rule& r) { go_no_go(r).name.clear(); }, "phase-unnamed", "phase 2", "/phases/1/name"},
        {"one_name_twice", [](Rule& r) { go_no_go(r).name = "code_freeze"; }, "phase-name-repeated",
         "code_freeze", "/phases/1/name"},
        {"opening_elsewhere", [](Rule& r) { r.phases[2].offset.time = minutes{5}; }, "offset-fixed",
         "leave out its offset", "/phases/2/offset"},
        {"close_elsewhere", [](Rule& r) { r.phases[3].offset.time = hours{3}; }, "offset-fixed",
         "window (2 h)", "/phases/3/offset"},
        {"years_ahead", [](Rule& r) { r.phases[0].offset.days = -2'000'000'000; }, "offset-too-far",
         "366 days", "/phases/0/offset"},
        {"retrospective_during_the_window", [](Rule& r) { r.phases.back().offset = {.time = hours{1}}; },
         "phase-before-closing", "1 h after the opening", "/phases/4/offset"},
        {"gate_after_the_window", [](Rule& r) { r.phases.back().gate = PhaseGate::lock; },
         "gate-after-window", "until the window closes", "/phases/4/gate"},
        {"decision_before_the_freeze", [](Rule& r) { go_no_go(r).offset.days = -4; }, "phases-out-of-order",
         "go_no_go (4 d before the opening) is listed after code_freeze (3 d before the opening)",
         "/phases/1/offset"},
    };
}

TEST(Rule, each_mistake_is_named_with_what_would_be_right) {
    for (auto const& mistake : mistakes()) {
        SCOPED_TRACE(mistake.name);
        auto rule = rule_of_spec();
        mistake.make(rule);

        auto const found = problems(rule, date::Thursday);

        auto const named = std::find_if(found.begin(), found.end(), [&](Error const& e) {
            return e.problem == mistake.problem && e.field == mistake.field;
        });
        ASSERT_NE(named, found.end());
        EXPECT_THAT(named->detail, HasSubstr(mistake.says));
    }
}

TEST(Rule, a_decision_after_the_window_is_refused) {
    auto rule = rule_of_spec();
    go_no_go(rule).offset = {.time = hours{3}};

    auto const found = problems(rule, date::Thursday);

    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found[0].detail,
              "go_no_go is 3 h after the opening; a go_no_go comes before the deploy window opens: give a "
              "negative offset");
}

TEST(Rule, every_problem_is_told_at_once) {
    auto rule = rule_of_spec();
    rule.first_release = day("2026-01-09");
    rule.every_weeks = 0;
    rule.time = hours{25};
    rule.phases[0].offset.days = -1;
    go_no_go(rule).offset.days = -2;

    auto const found = problems(rule, date::Thursday);

    std::vector<std::string> names;
    for (auto const& error : found) names.push_back(error.problem);
    EXPECT_THAT(names, ElementsAre("first-release-weekday", "cadence-out-of-range", "time-out-of-range",
                                   "phases-out-of-order"));
}

TEST(Rule, a_close_without_an_offset_is_at_the_end_of_the_window) {
    auto rule = rule_of_spec();
    rule.phases[3].offset = {};

    EXPECT_THAT(problems(rule, date::Thursday), IsEmpty());
    EXPECT_EQ(phases_of(rule, utc("2026-01-08T10:00:00Z"))[3].at, utc("2026-01-08T12:00:00Z"));
}

}  // namespace
}  // namespace cadence::calendar
