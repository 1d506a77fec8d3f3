#include "cadenced/args.h"

#include <cstdlib>
#include <sstream>

#include <CLI/CLI.hpp>

#include "base/pasted.h"
#include "cadenced/exit_codes.h"

namespace cadence::daemon {

namespace {

std::string first_of(char const* variable, std::string fallback) {
    auto const* const value = std::getenv(variable);
    if (value == nullptr || *value == '\0') return fallback;
    std::string const list{value};
    return list.substr(0, list.find(':'));  // systemd gives a list
}

/// A date (midnight UTC) or an instant.
Instant instant_from(std::string const& option, std::string const& given) {
    auto const text = pasted_instant(given);
    if (auto const day = parse_date(text)) return Instant{*day};
    if (auto const instant = parse_instant(text)) return *instant;
    throw CLI::ValidationError(
        option, "'" + text + "' is neither a date (2026-01-04) nor an instant (2026-01-04T10:00:00Z)");
}

double speed_from(std::string const& text) {
    if (text == "max") return 0;
    char* end = nullptr;
    auto const speed = std::strtod(text.c_str(), &end);
    if (end != text.c_str() + text.size() || speed <= 0) {
        throw CLI::ValidationError("--speed",
                                   "'" + text + "' is not a speed: give virtual seconds per second, or max");
    }
    return speed;
}

struct Raw {
    Run run;
    Restore restore;
    Simulate simulate;
    std::string from, until, speed = "max";
    bool serve = false;
};

void add_run(CLI::App& app, Raw& raw) {
    app.add_option("--config", raw.run.config, "configuration file")->capture_default_str();
    app.add_option("--state-dir", raw.run.state_dir, "where cadenced.db lives")->capture_default_str();
    app.add_option("--runtime-dir", raw.run.runtime_dir, "where operator.token and url are written")
        ->capture_default_str();
    app.add_option("--listen", raw.run.listen, "HOST:PORT instead of the configuration's; port 0 picks one");
}

CLI::App* add_simulate(CLI::App& app, Raw& raw) {
    auto* const simulate = app.add_subcommand(
        "simulate",
        "run the real engine on a virtual clock and a throw-away database, and print what happens");
    simulate->add_option("--from", raw.from, "first virtual day or instant")->required();
    simulate->add_option("--until", raw.until,
                         "last virtual day or instant (default: four weeks, or the script's end)");
    simulate->add_option("--script", raw.simulate.script, "JSON lines of API calls at virtual times");
    simulate->add_option("--speed", raw.speed, "virtual seconds per second, or max")->capture_default_str();
    simulate
        ->add_option("--serve", raw.simulate.serve,
                     "serve the API meanwhile (default address 127.0.0.1:8420)")
        ->expected(0, 1)
        ->default_str("127.0.0.1:8420");
    simulate->footer(
        "Example:\n  cadenced --config conf/cadenced.toml simulate --from 2026-01-04 --script "
        "conf/rehearsal.jsonl");
    return simulate;
}

Simulate simulation(Raw const& raw) {
    auto simulate = raw.simulate;
    simulate.config = raw.run.config;
    simulate.from = instant_from("--from", raw.from);
    if (!raw.until.empty()) simulate.until = instant_from("--until", raw.until);
    if (simulate.until && *simulate.until < simulate.from)
        throw CLI::ValidationError("--until", "'" + raw.until + "' is before --from '" + raw.from + "'");
    simulate.speed = speed_from(raw.speed);
    return simulate;
}

}  // namespace

Args parse_args(int argc, char const* const* argv) {
    CLI::App app{"cadenced runs a software team's release cadence", "cadenced"};
    app.set_version_flag("--version", "cadenced " CADENCE_VERSION);
    Raw raw;
    raw.run.state_dir = first_of("STATE_DIRECTORY", "/var/lib/cadenced");
    raw.run.runtime_dir = first_of("RUNTIME_DIRECTORY", "/run/cadenced");
    raw.run.credentials = first_of("CREDENTIALS_DIRECTORY", "");
    add_run(app, raw);
    app.fallthrough();
    auto* const check =
        app.add_subcommand("check-config", "check the configuration and report everything that is wrong");
    auto* const migrate =
        app.add_subcommand("migrate", "bring the database to this version's schema, then exit");
    auto* const restore = app.add_subcommand(
        "restore", "put a backup in the place of the database, which is kept aside, then exit");
    restore->add_option("BACKUP", raw.restore.backup, "a backup, or a copy of a stopped cadenced's database")
        ->required();
    auto* const simulate = add_simulate(app, raw);
    app.require_subcommand(0, 1);
    try {
        app.parse(argc, argv);
        if (check->parsed()) return CheckConfig{raw.run.config, raw.run.credentials};
        if (migrate->parsed()) return Migrate{raw.run.state_dir};
        if (restore->parsed()) return Restore{raw.run.state_dir, raw.restore.backup};
        if (simulate->parsed()) return simulation(raw);
        return raw.run;
    } catch (CLI::ParseError const& error) {
        std::ostringstream out;
        std::ostringstream err;
        auto const code = app.exit(error, out, err);
        return Say{out.str() + err.str(), code == 0 ? kDone : kUsage};
    }
}

}  // namespace cadence::daemon
