// Every state against everything a person may ask or report: what it becomes, or why it is refused.
#include <array>
#include <functional>

#include <gtest/gtest.h>

#include "support/story.h"

namespace cadence::testing {
namespace {

constexpr auto kNot = "state-does-not-allow";
constexpr auto kNoVote = "no-vote";

/// Another Product Owner, who has not voted yet.
Actor petra() {
    return person("petra", "Petra", {Role::product_owner});
}

World at_freeze(std::string_view now = "2026-01-06T12:00:00Z") {
    World world;
    world.advance_to("2026-01-05T12:00:00Z");
    (void)world.as(anna()).candidate(kFirst, "1.2.0").value();
    (void)world.as(anna()).vote(kFirst, Choice::go).value();
    world.advance_to(now);
    return world;
}

World with_go(std::string_view now = "2026-01-06T12:00:00Z") {
    auto world = at_freeze("2026-01-05T12:00:00Z");
    (void)world.as(paul()).vote(kFirst, Choice::go).value();
    world.advance_to(now);
    return world;
}

World vetoed() {
    auto world = with_go();
    (void)world.as(paul()).vote(kFirst, Choice::no_go, "Prices are wrong").value();
    return world;
}

World running() {
    auto world = with_go("2026-01-08T10:05:00Z");
    (void)world.as(bob()).deployed(kFirst, DeploymentStatus::started).value();
    return world;
}

World deployed(std::string_view now) {
    auto world = running();
    (void)world.as(bob()).deployed(kFirst).value();
    world.advance_to(now);
    return world;
}

World cancelled() {
    auto world = with_go();
    (void)world.as(anna()).cancel(kFirst, "Nothing to ship").value();
    return world;
}

struct Question {
    char const* name;
    std::function<Result<Events>(World&)> ask;
};

std::array<Question, 10> questions() {
    auto const report = [](DeploymentStatus status) {
        return [status](World& world) { return world.as(bob()).deployed(kFirst, status); };
    };
    return {{
        {"go", [](World& world) { return world.as(petra()).vote(kFirst, Choice::go); }},
        {"veto", [](World& world) { return world.as(petra()).vote(kFirst, Choice::no_go, "No"); }},
        {"withdraw", [](World& world) { return world.as(anna()).withdraw(kFirst); }},
        {"candidate", [](World& world) { return world.as(eve()).candidate(kFirst, "1.2.1"); }},
        {"postpone", [](World& world) { return world.as(anna()).postpone(kFirst, "Late"); }},
        {"cancel", [](World& world) { return world.as(anna()).cancel(kFirst, "Late"); }},
        {"started", report(DeploymentStatus::started)},
        {"succeeded", report(DeploymentStatus::succeeded)},
        {"failed", report(DeploymentStatus::failed)},
        {"issue", [](World& world) { return world.as(quinn()).issue(kFirst, "Slow"); }},
    }};
}

struct Row {
    char const* name;
    State state;
    World (*world)();
    std::array<char const*, 10> becomes;  // by question: a state, or a refusal's problem
};

World planned() {
    World world;
    (void)world.as(anna()).candidate(kFirst, "1.2.0").value();
    return world;
}

std::vector<Row> table() {
    auto const frozen = [] { return at_freeze(); };
    auto const go = [] { return with_go(); };
    auto const held = [] { return at_freeze("2026-01-08T10:30:00Z"); };
    auto const deploying = [] { return with_go("2026-01-08T10:05:00Z"); };
    auto const monitoring = [] { return deployed("2026-01-08T11:00:00Z"); };
    auto const released = [] { return deployed("2026-01-08T13:00:00Z"); };
    auto const overdue = [] { return with_go("2026-01-08T13:00:00Z"); };
    return {
        {"planned",
         State::planned,
         planned,
         {kNot, kNot, kNoVote, "planned", "planned", "cancelled", "deploying", "monitoring", "planned",
          "planned"}},
        {"frozen",
         State::frozen,
         frozen,
         {"go", "no_go", "frozen", "frozen", "planned", "cancelled", "deploying", "monitoring", "frozen",
          "frozen"}},
        {"go",
         State::go,
         go,
         {"go", "no_go", "frozen", "frozen", "planned", "cancelled", "deploying", "monitoring", "go", "go"}},
        {"no_go",
         State::no_go,
         vetoed,
         {"no_go", "no_go", "no_go", "frozen", "planned", "cancelled", "deploying", "monitoring", "no_go",
          "no_go"}},
        {"held",
         State::held,
         held,
         {"deploying", "held", "held", "held", "planned", "cancelled", "deploying", "monitoring", "held",
          "held"}},
        {"deploying",
         State::deploying,
         deploying,
         {kNot, "deploying", kNot, "deploying", "planned", "cancelled", "deploying", "monitoring", "go",
          "deploying"}},
        {"running",
         State::deploying,
         running,
         {kNot, "deploying", kNot, "deploying", kNot, kNot, "deploying", "monitoring", "go", "deploying"}},
        {"monitoring",
         State::monitoring,
         monitoring,
         {kNot, "monitoring", kNot, kNot, kNot, kNot, "monitoring", "monitoring", "monitoring",
          "monitoring"}},
        {"released",
         State::released,
         released,
         {kNot, kNot, kNot, kNot, kNot, kNot, "released", "released", "released", "released"}},
        {"overdue",
         State::overdue,
         overdue,
         {kNot, kNot, kNot, kNot, "planned", "cancelled", "overdue", "monitoring", "overdue", "overdue"}},
        {"cancelled",
         State::cancelled,
         cancelled,
         {kNot, kNot, kNot, kNot, kNot, kNot, "cancelled", "cancelled", "cancelled", "cancelled"}},
    };
}

TEST(DecisionTable, every_state_answers_every_command_as_the_table_says) {
    for (auto const& row : table()) {
        auto const start = row.world();
        ASSERT_EQ(start.state(kFirst), row.state) << row.name;
        auto const asked = questions();
        for (std::size_t i = 0; i < asked.size(); ++i) {
            auto world = start;
            auto const answer = asked[i].ask(world);
            auto const became = answer ? std::string{name_of(world.state(kFirst))} : answer.error().problem;
            EXPECT_EQ(became, row.becomes[i]) << row.name << " x " << asked[i].name;
        }
    }
}

TEST(DecisionTable, a_refusal_changes_nothing_and_says_what_to_do) {
    for (auto const& row : table()) {
        auto const start = row.world();
        for (auto const& question : questions()) {
            auto world = start;
            auto const answer = question.ask(world);
            if (answer) continue;
            EXPECT_EQ(world.train(), start.train()) << row.name << " x " << question.name;
            EXPECT_EQ(world.log(), start.log());
            EXPECT_NE(answer.error().detail.find(kFirst), std::string::npos) << answer.error().detail;
            EXPECT_TRUE(answer.error().detail.ends_with(".")) << answer.error().detail;
        }
    }
}

TEST(DecisionTable, whoever_lacks_the_right_is_refused_in_every_state) {
    for (auto const& row : table()) {
        auto world = row.world();
        auto const before = world.train();
        EXPECT_EQ(problem_of(world.as(bob()).vote(kFirst, Choice::go)), "role-needed") << row.name;
        EXPECT_EQ(problem_of(world.as(paul()).candidate(kFirst, "9.9.9")), "role-needed") << row.name;
        EXPECT_EQ(problem_of(world.as(olga()).postpone(kFirst, "Late")), "role-needed") << row.name;
        EXPECT_EQ(problem_of(world.as(eve()).cancel(kFirst, "Late")), "role-needed") << row.name;
        EXPECT_EQ(problem_of(world.as(quinn()).deployed(kFirst)), "role-needed") << row.name;
        EXPECT_EQ(problem_of(world.as(the_clock()).issue(kFirst, "Slow")), "role-needed") << row.name;
        EXPECT_EQ(world.train(), before);
    }
}

TEST(DecisionTable, every_event_says_who_and_by_which_token) {
    World world;
    auto const events = world.as(anna()).cancel(kFirst, "Nothing to ship");
    ASSERT_TRUE(events);
    for (auto const& event : *events) {
        EXPECT_EQ(event.actor, "anna");
        EXPECT_EQ(event.via, "token of anna");
        EXPECT_EQ(event.at, world.now());
    }
}

}  // namespace
}  // namespace cadence::testing
