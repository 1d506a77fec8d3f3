#include <algorithm>
#include <fstream>
#include <regex>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/config.h"
#include "config/keys.h"

namespace cadence::config {
namespace {

using calendar::PhaseGate;
using calendar::PhaseKind;
using std::chrono::hours;
using std::chrono::minutes;
using Lines = std::vector<std::string>;

Lines shipped() {
    Lines lines;
    std::ifstream file{CADENCE_SOURCE_DIR "/conf/cadenced.toml"};
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
}

std::string text_of(Lines const& lines) {
    std::ostringstream text;
    for (auto const& line : lines) text << line << '\n';
    return text.str();
}

Config parsed(Lines const& lines) {
    auto config = parse_config(text_of(lines));
    if (config) return *config;
    for (auto const& problem : config.error()) ADD_FAILURE() << problem.message("cadenced.toml");
    return {};
}

/// Equal in all that the daemon acts on.
void expect_same(Config const& a, Config const& b, std::string const& without) {
    EXPECT_EQ(a.server, b.server) << without;
    EXPECT_EQ(a.outbound, b.outbound) << without;
    EXPECT_EQ(a.channels, b.channels) << without;
    EXPECT_EQ(a.hooks, b.hooks) << without;
    EXPECT_EQ(a.log_level, b.log_level) << without;
    EXPECT_EQ(a.clock_tolerance, b.clock_tolerance) << without;
    EXPECT_EQ(a.people, b.people) << without;
    EXPECT_EQ(a.trains, b.trains) << without;
}

struct KeyLine {
    std::string section;
    std::string key;
    std::string value;
    bool active = true;
};

/// "key = value" as it is written in each line, with the header above it.
std::vector<std::optional<KeyLine>> keys_in(Lines const& lines) {
    static std::regex const kHeader{R"(#?\[+([a-z_.]+)\]+.*)"};
    static std::regex const kKey{R"((#?)([a-z0-9_]+) = ("[^"]*"|\[[^\]]*\]|\{.*\}|[^ ]+).*)"};
    std::vector<std::optional<KeyLine>> keys;
    std::string section;
    for (auto const& line : lines) {
        std::smatch match;
        keys.emplace_back();
        if (std::regex_match(line, match, kHeader)) {
            section = match[1];
        } else if (std::regex_match(line, match, kKey)) {
            keys.back() = KeyLine{section, match[2], match[3], match[1].length() == 0};
        }
    }
    return keys;
}

/// Everything that is only shown, switched on.
Lines switched_on() {
    auto lines = shipped();
    auto const keys = keys_in(lines);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if ((keys[i] && !keys[i]->active) || lines[i].starts_with("#[")) lines[i].erase(0, 1);
    }
    return lines;
}

/// The one thing that nobody may leave as it is shown.
Lines filled_in(Lines lines) {
    for (auto& line : lines) {
        if (line.starts_with("name = \"random-characters-here\"")) line = "name = \"9b1c7f4e0d2a86351f0e\"";
    }
    return lines;
}

TEST(ShippedConfig, is_the_cadence_of_the_process) {
    auto const config = parsed(shipped());
    auto const* train = config.train("backend");
    ASSERT_NE(train, nullptr);
    EXPECT_EQ(train->name, "Backend");
    EXPECT_EQ(train->staging_url, "https://api.fewo.kolibri-visions.de");
    EXPECT_EQ(train->production_url, "");

    auto const& rule = train->policy.rule;
    EXPECT_EQ(format_date(rule.first_release), "2026-01-08");
    EXPECT_EQ(date::weekday{rule.first_release}, date::Thursday);
    EXPECT_EQ(rule.time, hours{10});
    EXPECT_EQ(rule.zone, Zone{});
    EXPECT_EQ(rule.every_weeks, 2);
    EXPECT_EQ(rule.window, hours{2});
    EXPECT_EQ(train->policy.monitoring, hours{2});
    EXPECT_EQ(train->policy.required_roles,
              (std::vector{release::Role::tech_lead, release::Role::product_owner}));
    EXPECT_TRUE(train->policy.blackouts.empty());
}

TEST(ShippedConfig, has_the_five_phases_of_the_process_at_their_instants) {
    auto const config = parsed(shipped());
    auto const& rule = config.trains.at(0).policy.rule;
    Lines phases;
    for (auto const& phase : calendar::phases_of(rule, *parse_instant("2026-01-22T10:00:00Z"))) {
        phases.push_back(format_instant(phase.at) + " " + phase.name + " " +
                         std::string{name_of(phase.gate)});
    }
    EXPECT_EQ(
        phases,
        (Lines{"2026-01-19T10:00:00Z code_freeze advisory", "2026-01-21T10:00:00Z go_no_go none",
               "2026-01-22T10:00:00Z deploy_window_open lock",
               "2026-01-22T12:00:00Z deploy_window_close none", "2026-01-23T10:00:00Z retrospective none"}));
}

TEST(ShippedConfig, works_in_the_first_five_minutes) {
    auto const config = parsed(shipped());
    ASSERT_NE(config.person("anna"), nullptr);
    ASSERT_NE(config.person("paul"), nullptr);
    EXPECT_EQ(config.roles_of(*config.person("anna"), "backend"), std::vector{release::Role::tech_lead});
    EXPECT_EQ(config.roles_of(*config.person("paul"), "backend"), std::vector{release::Role::product_owner});
    EXPECT_THAT(config.warnings,
                testing::ElementsAre(testing::HasSubstr("production.url of \"backend\" is not")));
}

TEST(ShippedConfig, leaves_it_to_people_who_may_read_once_others_can_ask) {
    for (auto const& [line, because] :
         {std::pair{R"(listen = "0.0.0.0:8420")", R"(listen "0.0.0.0:8420" can be reached)"},
          std::pair{R"(listen = "[::]:8420")", R"(listen "[::]:8420" can be reached)"},
          std::pair{R"(listen = "192.0.2.7:8420")", R"(listen "192.0.2.7:8420" can be reached)"},
          std::pair{R"(public_url = "https://releases.example.org")", "there is a public_url"}}) {
        auto lines = shipped();
        std::string const key{line, std::string_view{line}.find(" =")};
        for (auto& each : lines)
            if (each.starts_with(key + " =")) each = line;
        auto const config = parse_config(text_of(lines));
        ASSERT_FALSE(config) << line;
        EXPECT_THAT(config.error().at(0).text, testing::HasSubstr(because));
        for (auto& each : lines)
            if (each.starts_with("#reads =")) each.erase(0, 1);
        EXPECT_TRUE(parse_config(text_of(lines))) << line;
    }
}

TEST(Reach, is_this_machine_alone_at_its_loopback_addresses) {
    for (auto const* here : {"127.0.0.1:8420", "127.8.0.1:1", "[::1]:8420", "[::ffff:127.0.0.1]:8420"})
        EXPECT_TRUE(check_reach({}, here)) << here;
    for (auto const* there :
         {"0.0.0.0:8420", "[::]:8420", "[::ffff:192.0.2.7]:8420", "192.0.2.7:8420", "127.example.org:8420"}) {
        auto const refused = check_reach({}, there);
        ASSERT_FALSE(refused) << there;
        EXPECT_EQ(refused.error().problem, "reads-not-said");
        EXPECT_TRUE(check_reach({.reads_said = true}, there)) << there;
    }
}

TEST(Restart, is_needed_for_what_is_read_at_the_start_only) {
    auto const started = parsed(shipped());
    auto next = started;
    EXPECT_THAT(needs_restart(at_start(started), next), testing::IsEmpty());
    next.server.listen = "127.0.0.1:8421";
    next.server.reads = Reads::token;
    next.server.connections = 512;
    next.server.trusted_proxies = {"127.0.0.1"};
    next.outbound = {.proxy = "http://proxy.example.org:3128", .ca_file = "/etc/ca.pem"};
    EXPECT_THAT(needs_restart(at_start(started), next),
                testing::ElementsAre("server.listen", "server.connections", "server.trusted_proxies",
                                     "outbound.proxy", "outbound.ca_file"));
}

TEST(ShippedConfig, documents_every_key_there_is) {
    auto const written = keys_in(shipped());
    auto const text = text_of(shipped());
    for (auto const& section : config_keys()) {
        for (auto const& key : section.keys) {
            auto const name = std::string{key.name};
            auto const inside = section.section.empty() ? name : section.section + "." + name;
            bool const header = text.find("[" + inside + "]") != std::string::npos;
            auto const is_it = [&](auto const& line) {
                return line && line->section == section.section && line->key == name;
            };
            EXPECT_TRUE(header || std::ranges::any_of(written, is_it)) << inside << " is not documented";
        }
    }
}

TEST(ShippedConfig, shows_every_default_as_the_table_of_keys_has_it) {
    auto const written = keys_in(shipped());
    for (auto const& section : config_keys()) {
        for (auto const& key : section.keys) {
            if (key.fallback.empty() || section.section == "trains.staging") continue;
            for (auto const& line : written) {
                if (!line || !line->active || line->section != section.section || line->key != key.name)
                    continue;
                if (section.section != "people") {
                    EXPECT_EQ(line->value, key.fallback) << section.section << "." << key.name;
                }
            }
        }
    }
}

/// Required by the loader, or what makes this installation this one.
bool is_own(KeyLine const& line) {
    if (line.key == "id" || line.section == "people" || line.section == "trains.staging") return true;
    if (line.section == "trains.phases") {
        return line.key == "name" || (line.key == "offset" && line.value != "\"0\"");
    }
    return line.section == "trains" &&
           (line.key == "name" || line.key == "first_release" || line.key == "weekday" || line.key == "time");
}

TEST(ShippedConfig, means_the_same_without_any_one_of_its_defaults) {
    auto const lines = shipped();
    auto const whole = parsed(lines);
    auto const keys = keys_in(lines);
    int left_out = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!keys[i] || !keys[i]->active || is_own(*keys[i])) continue;
        auto without = lines;
        without[i].clear();
        expect_same(parsed(without), whole, "without " + lines[i]);
        ++left_out;
    }
    EXPECT_GE(left_out, 20);
}

TEST(ShippedConfig, means_the_same_without_its_phases) {
    auto lines = shipped();
    auto const whole = parsed(lines);
    auto const keys = keys_in(lines);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        bool const phase =
            (keys[i] && keys[i]->section == "trains.phases") || lines[i].starts_with("[[trains.ph");
        if (phase) lines[i].clear();
    }
    expect_same(parsed(lines), whole, "without phases");
}

TEST(ShippedConfig, means_the_same_without_its_checklist) {
    auto lines = shipped();
    auto const whole = parsed(lines);
    EXPECT_EQ(whole.trains.at(0).policy.checklist.size(), 30U);
    auto const keys = keys_in(lines);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        bool const item =
            (keys[i] && keys[i]->section == "trains.checklist") || lines[i] == "[[trains.checklist]]";
        if (item) lines[i].clear();
    }
    expect_same(parsed(lines), whole, "without checklist");
}

TEST(ShippedConfig, runs_no_check_that_a_fresh_installation_could_not) {
    auto const config = parsed(shipped());
    EXPECT_TRUE(config.trains.at(0).checks.empty());
    for (auto const& item : config.trains.at(0).policy.checklist) EXPECT_EQ(item.check, "") << item.id;
}

TEST(ShippedConfig, sends_nothing_takes_nothing_and_does_nothing_on_a_fresh_installation) {
    auto const config = parsed(shipped());
    EXPECT_TRUE(config.channels.empty());
    EXPECT_TRUE(config.hooks.empty());
    EXPECT_TRUE(config.trains.at(0).actions.empty());
    EXPECT_FALSE(config.trains.at(0).forge);
    EXPECT_EQ(config.outbound, OutboundConfig{});
}

TEST(ShippedConfig, shows_the_defaults_of_what_is_switched_off) {
    auto const lines = shipped();
    auto const written = keys_in(lines);
    int shown = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!written[i] || written[i]->active) continue;
        bool const says_so = lines[i].find("# default") != std::string::npos &&
                             lines[i].find("# default: ") == std::string::npos;
        if (!says_so && written[i]->section != "outbound") continue;
        for (auto const& section : config_keys()) {
            for (auto const& key : section.keys) {
                bool const it = section.section == written[i]->section && key.name == written[i]->key;
                if (!it || key.fallback.empty()) continue;
                EXPECT_EQ(written[i]->value, key.fallback) << lines[i];
                ++shown;
            }
        }
    }
    EXPECT_GE(shown, 18);
}

TEST(ShippedConfig, lists_every_topic_that_there_is) {
    auto const text = text_of(shipped());
    for (auto const topic : Names<chat::Topic>::values) {
        EXPECT_TRUE(std::regex_search(text, std::regex{"# .*\\b" + std::string{topic} + "\\b"})) << topic;
    }
}

TEST(ShippedConfig, has_connections_that_work_once_they_are_switched_on) {
    auto const config = parsed(filled_in(switched_on()));
    Lines channels;
    for (auto const& channel : config.channels) channels.emplace_back(chat::kind_of(channel));
    EXPECT_EQ(channels, (Lines{"slack", "email", "webhook", "matrix", "ntfy"}));
    Lines hooks;
    for (auto const& hook : config.hooks) hooks.emplace_back(name_of(hook.source));
    EXPECT_EQ(hooks, (Lines{"github", "coolify", "slack"}));

    auto const& train = config.trains.at(0);
    Lines actions;
    for (auto const& action : train.actions) {
        actions.push_back(std::string{name_of(action.on)} + " " + action.name);
    }
    EXPECT_EQ(actions, (Lines{"merge deploy-staging", "window deploy-production", "deployed tag",
                              "phase freeze-content", "rollback warm-caches"}));
    ASSERT_TRUE(train.forge);
    EXPECT_EQ(train.forge->repository, "acme/backend");
}

TEST(ShippedConfig, does_not_let_a_secret_be_what_everybody_can_read_here) {
    auto const config = parse_config(text_of(switched_on()));
    ASSERT_FALSE(config);
    ASSERT_EQ(config.error().size(), 1U);
    EXPECT_THAT(config.error().front().text, testing::HasSubstr("this one can be guessed"));
}

TEST(ShippedConfig, has_examples_that_work_once_they_are_switched_on) {
    auto const config = parsed(filled_in(switched_on()));
    EXPECT_EQ(config.people.size(), 5U);
    EXPECT_EQ(config.people.at(0).known_as.size(), 5U);
    EXPECT_EQ(config.people.at(0).train_roles.size(), 1U);
    auto const& train = config.trains.at(0);
    EXPECT_EQ(train.checks.size(), 12U);
    auto const& items = train.policy.checklist;
    EXPECT_EQ(std::ranges::count_if(items, [&](auto const& item) { return train.check(item.check); }), 10);
    EXPECT_THAT(config.warnings, testing::Contains(testing::HasSubstr("names the check \"changelog_file\"")));
    auto const& blackouts = train.policy.blackouts;
    ASSERT_EQ(blackouts.size(), 1U);
    EXPECT_EQ(format_date(blackouts[0].from) + " " + format_date(blackouts[0].to) + " " + blackouts[0].reason,
              "2026-12-21 2027-01-03 year end");
}

}  // namespace
}  // namespace cadence::config
