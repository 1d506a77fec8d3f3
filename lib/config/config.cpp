#include "config/config.h"

#include <algorithm>

#include "base/digest.h"
#include "base/text.h"
#include "config/draft.h"
#include "config/included.h"
#include "config/text.h"
#include "net/server.h"

namespace cadence::config {
namespace {

template <class Items, class Member>
auto const* first_with(Items const& items, Member member, std::string_view value) {
    auto const found = std::ranges::find(items, value, member);
    return found == items.end() ? nullptr : &*found;
}

std::string fingerprint_of(std::string_view toml, std::vector<IncludedFile> const& included) {
    if (included.empty()) return to_hex(sha256(toml));
    auto digests = to_hex(sha256(toml));
    for (auto const& each : included) digests += "\n" + each.name + " " + to_hex(sha256(each.text));
    return to_hex(sha256(digests));
}

/// The trains, where equal rules and checklists of neighbours are one.
ById<TrainConfig> shared(std::vector<TrainDraft>& drafts) {
    ById<TrainConfig> trains;
    trains.reserve(drafts.size());
    for (auto& draft : drafts) {
        if (!trains.empty()) {
            auto const& before = trains.back().policy;
            draft.train.policy.rule.phases.share_with(before.rule.phases);
            draft.train.policy.checklist.share_with(before.checklist);
        }
        trains.push_back(std::move(draft.train));
    }
    return trains;
}

LoadedConfig config_in(toml::table const& table, Report& report) {
    Draft draft;
    Section const top{table, "", report};
    read_file(top, draft);
    check_server(top, draft);
    check_people(draft);
    check_trains(draft, report);
    check_channels(draft);
    check_hooks(draft);
    if (!report.clean()) return tl::unexpected{report.problems()};

    auto config = std::move(draft.config);
    for (auto& each : draft.people) config.people.push_back(std::move(each.thing));
    config.trains = shared(draft.trains);
    for (auto& each : draft.channels) config.channels.push_back(std::move(each.thing));
    for (auto& each : draft.hooks) config.hooks.push_back(std::move(each.thing));
    config.warnings = report.warnings();
    return config;
}

LoadedConfig parsed(std::string_view toml, toml::table table, std::vector<IncludedFile> included) {
    Report report;
    for (auto const& each : included) add_included(table, each, report);
    auto config = config_in(table, report);
    if (!config) return config;
    config->source = toml;
    config->fingerprint = fingerprint_of(toml, included);
    config->included = std::move(included);
    return config;
}

}  // namespace

job::Check const* TrainConfig::check(std::string_view check_name) const {
    return first_with(checks, &job::Check::name, check_name);
}

job::Action const* TrainConfig::action(std::string_view action_name) const {
    return first_with(actions, &job::Action::name, action_name);
}

TrainConfig const* Config::train(std::string_view id) const {
    return trains.find(id);
}

Person const* Config::person(std::string_view id) const {
    return first_with(people, &Person::id, id);
}

chat::Channel const* Config::channel(std::string_view name) const {
    return first_with(channels, &chat::Channel::name, name);
}

HookConfig const* Config::hook(forge::Source from, std::string_view name) const {
    auto const found = std::ranges::find_if(
        hooks, [&](HookConfig const& each) { return each.source == from && each.name == name; });
    return found == hooks.end() ? nullptr : &*found;
}

std::vector<release::Role> Config::roles_of(Person const& person, std::string_view train) const {
    auto roles = person.roles;
    auto const own = person.train_roles.find(std::string{train});
    if (own == person.train_roles.end()) return roles;
    for (auto const role : own->second) {
        if (std::ranges::find(roles, role) == roles.end()) roles.push_back(role);
    }
    return roles;
}

bool is_loopback(std::string_view listen) {
    auto const address = net::Address::parse(listen);
    return address && address->is_loopback();
}

Result<void> check_reach(ServerConfig const& config, std::string_view listen) {
    if (config.reads_said || is_loopback(listen)) return {};
    return refuse(ErrorCode::invalid, "reads-not-said",
                  std::string{listen} +
                      " can be reached from other machines: set in [server] of the configuration who may "
                      "read, reads = \"open\" (anybody) or reads = \"token\" (only with a token).");
}

AtStart at_start(Config const& config) {
    auto const& server = config.server;
    return {server.listen, server.connections, server.trusted_proxies, config.outbound.proxy,
            config.outbound.ca_file};
}

std::vector<std::string> needs_restart(AtStart const& started, Config const& next) {
    std::vector<std::string> keys;
    if (started.listen != next.server.listen) keys.emplace_back("server.listen");
    if (started.connections != next.server.connections) keys.emplace_back("server.connections");
    if (started.trusted_proxies != next.server.trusted_proxies) keys.emplace_back("server.trusted_proxies");
    if (started.proxy != next.outbound.proxy) keys.emplace_back("outbound.proxy");
    if (started.ca_file != next.outbound.ca_file) keys.emplace_back("outbound.ca_file");
    return keys;
}

std::optional<Config> with_zones_of_now(Config const& config) {
    std::optional<Config> fresh;
    for (std::size_t i = 0; i < config.trains.size(); ++i) {
        auto const& zone = config.trains[i].policy.rule.zone;
        auto const now = Zone::load(zone.name());
        if (!now || *now == zone) continue;
        if (!fresh) fresh = config;
        fresh->trains[i].policy.rule.zone = *now;
    }
    return fresh;
}

std::string ConfigProblem::message(std::string_view main_file) const {
    auto text_before = file.empty() ? std::string{main_file} : file;
    if (line > 0) text_before += " line " + std::to_string(line);
    return text_before + ": " + text;
}

std::vector<SectionKeys> const& config_keys() {
    static std::vector<SectionKeys> const keys = [] {
        auto all = top_keys();
        for (auto const& more : {people_keys(), train_keys(), phase_keys(), check_keys(), checklist_keys(),
                                 forge_keys(), action_keys(), channel_keys(), hook_keys()}) {
            all.insert(all.end(), more.begin(), more.end());
        }
        return all;
    }();
    return keys;
}

LoadedConfig parse_config(std::string_view toml, std::vector<IncludedFile> included) {
    auto table = parse_toml(toml);
    if (!table) return tl::unexpected{std::vector{table.error()}};
    return parsed(toml, std::move(*table), std::move(included));
}

LoadedConfig parse_config_as(std::filesystem::path const& file, std::string_view toml) {
    auto table = parse_toml(toml);
    if (!table) return tl::unexpected{std::vector{table.error()}};
    auto included = read_included(*table, file.parent_path());
    if (!included) return tl::unexpected{std::move(included.error())};
    return parsed(toml, std::move(*table), std::move(*included));
}

LoadedConfig load_config(std::filesystem::path const& file) {
    auto const text = read_text(file, "the configuration file itself");
    if (!text) return tl::unexpected{std::vector{text.error()}};
    return parse_config_as(file, *text);
}

}  // namespace cadence::config
