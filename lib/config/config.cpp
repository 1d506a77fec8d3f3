#include "config/config.h"

#include <algorithm>

#include "base/digest.h"
#include "base/file.h"
#include "base/text.h"
#include "config/draft.h"
#include "config/text.h"
#include "net/server.h"

namespace cadence::config {
namespace {

template <class Items, class Member>
auto const* first_with(Items const& items, Member member, std::string_view value) {
    auto const found = std::ranges::find(items, value, member);
    return found == items.end() ? nullptr : &*found;
}

/// The whole file, or what keeps us from reading it.
tl::expected<std::string, ConfigProblem> read_text(std::filesystem::path const& file) {
    auto const problem = [](std::string text) {
        return tl::unexpected{ConfigProblem{0, "", std::move(text)}};
    };
    auto text = contents_of(file, kLargestConfig);
    if (text) return *std::move(text);
    auto const why = text.error();
    if (why == std::errc::is_a_directory)
        return problem("is a directory; give the configuration file itself");
    if (why == std::errc::not_supported)
        return problem("is a pipe or a device; give the configuration file itself");
    if (why == std::errc::file_too_large) return tl::unexpected{too_large()};
    if (why == std::errc::io_error) return problem("cannot be read to its end; the disk reported an error");
    return problem("cannot be read: " + why.message() + "; give the right path, or permission to read it");
}

}  // namespace

job::Check const* TrainConfig::check(std::string_view check_name) const {
    return first_with(checks, &job::Check::name, check_name);
}

job::Action const* TrainConfig::action(std::string_view action_name) const {
    return first_with(actions, &job::Action::name, action_name);
}

TrainConfig const* Config::train(std::string_view id) const {
    return first_with(trains, &TrainConfig::id, id);
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

std::string ConfigProblem::message(std::string_view file) const {
    auto text_before = std::string{file};
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

LoadedConfig parse_config(std::string_view toml) {
    auto const table = parse_toml(toml);
    if (!table) return tl::unexpected{std::vector{table.error()}};

    Report report;
    Draft draft;
    Section const top{*table, "", report};
    read_file(top, draft);
    check_server(top, draft);
    check_people(draft);
    check_trains(draft, report);
    check_channels(draft);
    check_hooks(draft);
    if (!report.clean()) return tl::unexpected{report.problems()};

    auto config = std::move(draft.config);
    for (auto& each : draft.people) config.people.push_back(std::move(each.thing));
    for (auto& each : draft.trains) config.trains.push_back(std::move(each.train));
    for (auto& each : draft.channels) config.channels.push_back(std::move(each.thing));
    for (auto& each : draft.hooks) config.hooks.push_back(std::move(each.thing));
    config.source = toml;
    config.fingerprint = to_hex(sha256(toml));
    config.warnings = report.warnings();
    return config;
}

LoadedConfig load_config(std::filesystem::path const& file) {
    auto const text = read_text(file);
    if (!text) return tl::unexpected{std::vector{text.error()}};
    return parse_config(*text);
}

}  // namespace cadence::config
