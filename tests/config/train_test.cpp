#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/config.h"

namespace cadence::config {
namespace {

using calendar::Offset;
using calendar::PhaseGate;
using calendar::PhaseKind;
using std::chrono::hours;
using std::chrono::minutes;

Config parsed(std::string const& more) {
    auto config = parse_config(R"([[trains]]
id = "backend"
first_release = "2026-01-08"
weekday = "thu"
time = 10:00:00
)" + more);
    if (config) return *config;
    for (auto const& problem : config.error()) ADD_FAILURE() << problem.message("config");
    return {};
}

calendar::Rule rule_with(std::string const& more) {
    auto const config = parsed(more);
    return config.trains.empty() ? calendar::Rule{} : config.trains.front().policy.rule;
}

std::string phases_with(std::string_view reminder_offset, std::string_view retrospective = "1d") {
    return R"([[trains.phases]]
name = "code_freeze"
[[trains.phases]]
name = "go_no_go"
[[trains.phases]]
name = "deploy_window_open"
[[trains.phases]]
name = "reminder"
offset = ")" +
           std::string{reminder_offset} + R"("
[[trains.phases]]
name = "retrospective"
offset = ")" +
           std::string{retrospective} + "\"\n";
}

std::vector<std::string> names_of(calendar::Rule const& rule) {
    std::vector<std::string> names;
    for (auto const& phase : rule.phases) names.push_back(phase.name);
    return names;
}

calendar::PhaseRule phase_of(calendar::Rule const& rule, std::string_view name) {
    for (auto const& phase : rule.phases) {
        if (phase.name == name) return phase;
    }
    ADD_FAILURE() << "no phase " << name;
    return {};
}

TEST(TrainConfig, takes_dates_and_times_as_text_or_as_toml_has_them) {
    auto const rule = rule_with("");
    EXPECT_EQ(format_date(rule.first_release), "2026-01-08");
    EXPECT_EQ(rule.time, hours{10});
}

TEST(TrainConfig, has_its_id_for_a_name_where_none_is_given) {
    EXPECT_EQ(parsed("").trains.at(0).name, "backend");
}

TEST(TrainConfig, puts_the_windows_end_where_it_happens) {
    EXPECT_THAT(names_of(rule_with(phases_with("1h"))),
                testing::ElementsAre("code_freeze", "go_no_go", "deploy_window_open", "reminder",
                                     "deploy_window_close", "retrospective"));
    EXPECT_THAT(names_of(rule_with(phases_with("2h"))),
                testing::ElementsAre("code_freeze", "go_no_go", "deploy_window_open", "deploy_window_close",
                                     "reminder", "retrospective"));
    EXPECT_THAT(names_of(rule_with("window = \"4h\"\n" + phases_with("3h", "4h"))),
                testing::ElementsAre("code_freeze", "go_no_go", "deploy_window_open", "reminder",
                                     "deploy_window_close", "retrospective"));
}

TEST(TrainConfig, closes_the_window_at_its_length_with_and_without_phases) {
    for (auto const& phases : {std::string{}, phases_with("1h")}) {
        auto const rule = rule_with("window = \"3h\"\n" + phases);
        auto const opens_at = *parse_instant("2026-01-22T10:00:00Z");
        for (auto const& phase : calendar::phases_of(rule, opens_at)) {
            if (phase.kind != PhaseKind::deploy_window_close) continue;
            EXPECT_EQ(phase.at, opens_at + hours{3});
        }
        EXPECT_EQ(phase_of(rule, "deploy_window_close").kind, PhaseKind::deploy_window_close);
    }
}

TEST(TrainConfig, lets_a_phase_of_ones_own_only_speak) {
    auto const reminder = phase_of(rule_with(phases_with("30m")), "reminder");
    EXPECT_EQ(reminder.kind, PhaseKind::announcement);
    EXPECT_EQ(reminder.gate, PhaseGate::none);
    EXPECT_EQ(reminder.title, "reminder");
    EXPECT_EQ(reminder.text, "");
}

TEST(TrainConfig, lets_a_team_rename_and_retell_a_built_in_phase) {
    auto const rule = rule_with(R"(phases = [
  { name = "feature_stop", kind = "code_freeze", offset = "-2d", gate = "lock", text = "Stop." },
  { name = "go_no_go" }, { name = "deploy_window_open", gate = "advisory" }, { name = "retrospective" },
]
)");
    auto const freeze = phase_of(rule, "feature_stop");
    EXPECT_EQ(freeze.kind, PhaseKind::code_freeze);
    EXPECT_EQ(freeze.offset, (Offset{.days = -2, .time = {}}));
    EXPECT_EQ(freeze.gate, PhaseGate::lock);
    EXPECT_EQ(freeze.title, "Code freeze");
    EXPECT_EQ(freeze.text, "Stop.");
    EXPECT_EQ(phase_of(rule, "deploy_window_open").gate, PhaseGate::advisory);
}

TEST(TrainConfig, tells_calendar_days_from_plain_time_in_an_offset) {
    struct Row {
        std::string_view text;
        Offset offset;
    };
    for (auto const& row : {
             Row{"-3d", {.days = -3, .time = {}}},
             Row{"-1 day", {.days = -1, .time = {}}},
             Row{"-1 week", {.days = -7, .time = {}}},
             Row{"1d", {.days = 1, .time = {}}},
             Row{"+1d", {.days = 1, .time = {}}},
             Row{"-90m", {.days = 0, .time = -minutes{90}}},
             Row{"-4h", {.days = 0, .time = -hours{4}}},
             Row{"-72h", {.days = 0, .time = -hours{72}}},
             Row{"-1d2h", {.days = -1, .time = -hours{2}}},
             Row{"1h30m", {.days = 0, .time = minutes{90}}},
             Row{"0", {}},
         }) {
        auto const text = std::string{row.text};
        auto const reminder = "{ name = \"reminder\", offset = \"" + text + "\" }";
        auto const others = std::string{"{ name = \"retrospective\", offset = \"2d\" }"};
        bool const first = row.offset.days < 0 || row.offset.time < Duration{0};
        auto const list = (first ? "{ name = \"code_freeze\", offset = \"-30d\" }, { name = \"go_no_go\", "
                                   "offset = \"-20d\" }, " +
                                       reminder + ", { name = \"deploy_window_open\" }, "
                                 : "{ name = \"code_freeze\" }, { name = \"go_no_go\" }, { name = "
                                   "\"deploy_window_open\" }, " +
                                       reminder + ", ") +
                          others;
        EXPECT_EQ(phase_of(rule_with("phases = [" + list + "]\n"), "reminder").offset, row.offset) << text;
    }
}

TEST(TrainConfig, refuses_what_is_no_offset) {
    for (auto const* text :
         {"", "-", "3", "d", "--3d", "-3x", "P3D", "3d later", "99999d", "-1d -2h", "0d0"}) {
        auto const config = parse_config(
            "[[trains]]\nid = \"a\"\nfirst_release = 2026-01-08\nweekday = \"Thursday\"\n"
            "time = \"10:00\"\nphases = [{ name = \"reminder\", offset = \"" +
            std::string{text} + "\" }]\n");
        ASSERT_FALSE(config);
        std::vector<std::string> messages;
        for (auto const& problem : config.error()) messages.push_back(problem.text);
        EXPECT_THAT(messages, testing::Contains(testing::HasSubstr("is not an offset"))) << text;
    }
}

}  // namespace
}  // namespace cadence::config
