// The configuration: one TOML file, read and checked as a whole, then constant. conf/cadenced.toml documents
// every key at its default. All that is wrong is reported at once, each with file, line, key, what is wrong
// and what would be right; unknown keys are errors with the nearest known one. Secrets are never in-line.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/describe/class.hpp>

#include "base/by_id.h"
#include "chat/channel.h"
#include "forge/forge.h"
#include "job/action.h"
#include "job/check.h"
#include "release/agenda.h"
#include "release/policy.h"

namespace cadence::config {

enum class Reads { open, token };
enum class LogLevel { debug, info, warning, error };

struct Person {
    std::string id;
    std::string name;
    std::vector<release::Role> roles;                               // on every train
    std::map<std::string, std::vector<release::Role>> train_roles;  // beside those, on one train
    std::map<std::string, std::string> known_as;                    // "slack_id" -> "U024BE7LH"
    bool operator==(Person const&) const = default;
};

struct TrainConfig {
    std::string id;
    std::string name;
    release::Policy policy;
    std::string staging_url;
    std::string production_url;
    std::vector<job::Check> checks;  // that the checklist's items name
    std::vector<job::Action> actions;
    std::optional<forge::Forge> forge;

    [[nodiscard]] job::Check const* check(std::string_view name) const;
    [[nodiscard]] job::Action const* action(std::string_view name) const;
    bool operator==(TrainConfig const&) const = default;
};

struct ServerConfig {
    std::string listen = "127.0.0.1:8420";
    std::string public_url;
    std::vector<std::string> hosts;  // Host values accepted beside our own addresses and public_url's
    Reads reads = Reads::open;
    bool reads_said = false;                   // by the file: only then may others than this machine ask
    int connections = 4096;                    // at once
    std::vector<std::string> trusted_proxies;  // addresses and networks that may say for whom they ask
    // Of one token, or of an address without one; ten seconds' worth at once.
    int writes_per_second = 20;
    int reads_per_second = 600;
    bool operator==(ServerConfig const&) const = default;
};

/// Settings of outgoing requests and messages.
struct OutboundConfig {
    std::string proxy;                                // "http://proxy.example.org:3128", or empty
    std::string ca_file;                              // PEM; trusted besides the system's store
    Duration give_up_after = std::chrono::hours{76};  // from when it was written; then it is dead
    bool operator==(OutboundConfig const&) const = default;
};

/// An endpoint at /hooks/{source}/{name}.
struct HookConfig {
    std::string name;
    forge::Source source = forge::Source::generic;
    std::string train;                      // slack, mattermost: the one meant where a command names none
    std::vector<std::string> secrets_from;  // all are valid; none for coolify, whose name is its secret
    std::size_t max_body = 1024 * 1024;     // bytes
    /// "production" -> production: what the other side calls our environments.
    std::map<std::string, release::Environment> environments;
    std::string repository = {};  // whose notices are meant; empty: the forge's of the train
    std::string server = {};      // coolify: where it is asked what it deployed; empty: as the actions say
    std::string token_from = {};  // coolify: with this token
    bool operator==(HookConfig const&) const = default;
};

/// A file that the configuration includes.
struct IncludedFile {
    std::string name;  // "trains.d/apps.toml", from the folder of the file that includes it
    std::string text;
};
BOOST_DESCRIBE_STRUCT(IncludedFile, (), (name, text))

struct Config {
    ServerConfig server;
    OutboundConfig outbound;
    LogLevel log_level = LogLevel::info;
    Duration clock_tolerance = std::chrono::minutes{15};  // a larger jump puts the calendar on hold
    std::vector<Person> people;
    ById<TrainConfig> trains;
    std::vector<chat::Channel> channels;
    std::vector<HookConfig> hooks;
    std::string source;  // the file's text
    std::vector<IncludedFile> included;
    std::string fingerprint;            // SHA-256 of all of it, hex
    std::vector<std::string> warnings;  // "config line 40: production.url is not set: ..."

    [[nodiscard]] TrainConfig const* train(std::string_view id) const;
    [[nodiscard]] Person const* person(std::string_view id) const;
    [[nodiscard]] chat::Channel const* channel(std::string_view name) const;
    [[nodiscard]] HookConfig const* hook(forge::Source source, std::string_view name) const;
    /// Their roles on a train: everywhere's and that train's.
    [[nodiscard]] std::vector<release::Role> roles_of(Person const& person, std::string_view train) const;
};

struct ConfigProblem {
    int line = 0;  // 0: the file as a whole
    std::string key;
    std::string text;
    std::string file = {};  // an included one; empty: the configuration file itself
    /// "cadenced.toml line 14: first_release 2026-01-09 is a Friday; ..."
    [[nodiscard]] std::string message(std::string_view main_file) const;
};

using LoadedConfig = tl::expected<Config, std::vector<ConfigProblem>>;

/// With the files that it includes.
[[nodiscard]] LoadedConfig load_config(std::filesystem::path const& file);
/// A text as if it were this file: what it includes lies beside that.
[[nodiscard]] LoadedConfig parse_config_as(std::filesystem::path const& file, std::string_view toml);
/// A text that includes these files, whatever it says itself.
[[nodiscard]] LoadedConfig parse_config(std::string_view toml, std::vector<IncludedFile> included = {});

/// Whether "HOST:PORT" is reachable from this machine only. Elsewhere `reads` must be said.
[[nodiscard]] bool is_loopback(std::string_view listen);
/// Errors: invalid `reads-not-said` where others than this machine could ask and nobody has said what.
[[nodiscard]] Result<void> check_reach(ServerConfig const& config, std::string_view listen);
/// The keys that are read at the start only.
struct AtStart {
    std::string listen;
    int connections = 0;
    std::vector<std::string> trusted_proxies;
    std::string proxy;
    std::string ca_file;
};
[[nodiscard]] AtStart at_start(Config const& config);
/// The keys of `next` that only another start puts into force: "server.listen".
[[nodiscard]] std::vector<std::string> needs_restart(AtStart const& started, Config const& next);

/// The configuration with the zones as the system's database has them now; nothing where that is no change.
/// A zone that the database has lost stays as it was.
[[nodiscard]] std::optional<Config> with_zones_of_now(Config const& config);

}  // namespace cadence::config

template <>
struct cadence::Names<cadence::config::Reads> {
    static constexpr std::array<std::string_view, 2> values{"open", "token"};
};
template <>
struct cadence::Names<cadence::config::LogLevel> {
    static constexpr std::array<std::string_view, 4> values{"debug", "info", "warning", "error"};
};
