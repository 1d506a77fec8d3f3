// What holds for every cell of the decision table, and how the table is read.
#include "decision_table.h"

#include <map>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cadence::testing {

namespace {

using ::testing::ElementsAreArray;

/// Columns that nobody asks: so much time passes, and every check that begins passes too.
struct Span {
    char const* name;
    Duration passes;
};

constexpr std::array kSpans{Span{"a day on", std::chrono::hours{24}},
                            Span{"two weeks on", std::chrono::hours{24 * 14}}};

std::string trimmed(std::string_view text) {
    auto const first = text.find_first_not_of(' ');
    if (first == std::string_view::npos) return {};
    return std::string{text.substr(first, text.find_last_not_of(' ') - first + 1)};
}

std::vector<std::string> split(std::string_view text, char at) {
    std::vector<std::string> parts;
    for (;;) {
        auto const end = text.find(at);
        parts.push_back(trimmed(text.substr(0, end)));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

using Cells = std::map<std::pair<std::string, std::string>, std::string>;  // by row and column

void read(Cells& cells, std::string_view table) {
    std::vector<std::string> columns;
    for (auto const& line : split(table, '\n')) {
        if (line.empty()) continue;
        auto const parts = split(line, '|');
        if (columns.empty()) {
            columns = parts;
            continue;
        }
        ASSERT_EQ(parts.size(), columns.size()) << line;
        for (std::size_t i = 1; i < parts.size(); ++i) {
            EXPECT_TRUE(cells.emplace(std::pair{parts[0], columns[i]}, parts[i]).second)
                << parts[0] << " x " << columns[i] << " is there twice";
        }
    }
}

std::string answer_of(World const& world, std::string const& id, Result<Events> const& answer) {
    if (!answer) return answer.error().problem == "state-does-not-allow" ? "no" : answer.error().problem;
    return answer->empty() ? "nothing" : std::string{name_of(world.state(id))};
}

/// What the core makes of every cell.
Cells answers(Sheet const& sheet) {
    Cells cells;
    for (auto const& setting : sheet.settings) {
        for (auto const& question : questions()) {
            auto world = setting.world;
            auto const answer = world.run(question.command(setting.id), question.who);
            cells[{setting.name, question.name}] = answer_of(world, setting.id, answer);
        }
        for (auto const& span : kSpans) {
            auto world = setting.world;
            live_until(world, world.now() + span.passes);
            cells[{setting.name, span.name}] = name_of(world.state(setting.id));
        }
    }
    return cells;
}

std::vector<Setting> settings() {
    auto all = scheduled_sheet().settings;
    auto const others = on_demand_sheet().settings;
    all.insert(all.end(), others.begin(), others.end());
    return all;
}

/// That the log says rightly what each release came from, and who did it, when and by which token.
void expect_a_true_log(Events const& events, World const& before, Actor const& who) {
    auto train = before.train();
    for (auto const& event : events) {
        if (auto const* const change = std::get_if<release::StateChanged>(&event.body)) {
            EXPECT_EQ(train.releases.at(change->release).state, change->from);
        }
        EXPECT_EQ(event.at, before.now());
        EXPECT_EQ(event.actor, who.id);
        EXPECT_EQ(event.via, who.via);
        train = release::evolve(std::move(train), event);
    }
}

TEST(DecisionTable, has_every_state) {
    std::set<std::string_view> states;
    for (auto const& setting : settings()) {
        EXPECT_EQ(setting.world.state(setting.id), setting.state) << setting.name;
        states.insert(name_of(setting.state));
    }
    std::set<std::string_view> const all{Names<State>::values.begin(), Names<State>::values.end()};
    EXPECT_THAT(states, ElementsAreArray(all));
}

TEST(DecisionTable, a_refusal_changes_nothing_and_what_is_accepted_is_all_in_the_log) {
    for (auto const& setting : settings()) {
        for (auto const& question : questions()) {
            SCOPED_TRACE(std::string{setting.name} + " x " + question.name);
            auto world = setting.world;
            auto const answer = world.run(question.command(setting.id), question.who);
            if (answer) {
                EXPECT_EQ(folded(world.log()), world.train());
                EXPECT_NO_THROW(world.tick()) << "whatever is due now can be done";
                expect_a_true_log(*answer, setting.world, question.who);
            } else {
                EXPECT_EQ(world.train(), setting.world.train());
                EXPECT_EQ(world.log().size(), setting.world.log().size());
                EXPECT_TRUE(answer.error().detail.ends_with(".")) << answer.error().detail;
            }
        }
    }
}

TEST(DecisionTable, whoever_lacks_the_right_is_refused_in_every_state) {
    auto const stranger = person("sam", "Sam", {});
    for (auto const& setting : settings()) {
        for (auto const& question : questions()) {
            if (question.who == the_clock()) continue;
            auto world = setting.world;
            auto const problem = problem_of(world.run(question.command(setting.id), stranger));
            auto const own = std::string_view{question.name} == "withdraw";  // everybody may, who has a vote
            EXPECT_EQ(problem, own ? "no-vote" : "role-needed") << setting.name << " x " << question.name;
            EXPECT_EQ(world.train(), setting.world.train());
        }
    }
}

}  // namespace

void expect_answers(Sheet const& sheet) {
    Cells wanted;
    for (auto const table : sheet.tables) read(wanted, table);
    auto const given = answers(sheet);
    for (auto const& [cell, answer] : given) {
        auto const found = wanted.find(cell);
        auto const said = found == wanted.end() ? "(not in the table)" : found->second;
        EXPECT_EQ(answer, said) << cell.first << " x " << cell.second;
    }
    EXPECT_EQ(wanted.size(), given.size());
}

World running_train() {
    auto policy = policy_with_checklist();
    policy.checklist.front().check = "command";
    policy.checklist.front().every = std::chrono::hours{1};
    policy.rule.first_release = day("2025-12-25");
    World world{"2025-12-22T09:00:00Z", std::move(policy)};
    (void)world.as(anna()).cancel("backend-2025-12-25", "Nobody is here").value();
    world.advance_to("2026-01-02T09:00:00Z");
    (void)world.as(bob()).deployed_version("", "1.1.0").value();
    (void)world.as(anna())
        .exempt(release::ExemptionKind::branch, "fix/prices", utc("2026-03-01T00:00:00Z"))
        .value();
    (void)world.as(olga()).blackout("2026-12-21", "2027-01-03", "year end").value();
    return world;
}

void live_until(World& world, Instant instant) {
    auto const answer = [&] {
        auto const releases = world.train().releases;
        for (auto const& [id, release] : releases) {
            for (auto const& item : release.checklist) {
                if (item.running_since)
                    (void)world.as(the_clock()).check_ended(id, item.rule.id, true).value();
            }
        }
    };
    for (auto due = world.next(); due && due->at <= instant; due = world.next()) {
        world.advance_to(due->at);
        answer();
    }
    world.advance_to(instant);
}

release::ReportDeployment report(std::string const& release, DeploymentStatus status,
                                 std::string const& commit) {
    return {release, Environment::production, status, kVersion, commit, {}, "coolify"};
}

}  // namespace cadence::testing
