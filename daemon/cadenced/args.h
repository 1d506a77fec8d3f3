// The options of the command line. Parsing never exits: it gives something to run, or something to print.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <variant>

#include "base/instant.h"

namespace cadence::daemon {

struct Run {
    std::filesystem::path config = "/etc/cadenced/cadenced.toml";
    std::filesystem::path state_dir;
    std::filesystem::path runtime_dir;
    std::filesystem::path credentials;  // systemd's, or empty
    std::string listen;                 // empty: the configuration's
};
struct CheckConfig {
    std::filesystem::path config;
    std::filesystem::path credentials;
};
struct Migrate {
    std::filesystem::path state_dir;
};
struct Restore {
    std::filesystem::path state_dir;
    std::filesystem::path backup;
};
struct Simulate {
    std::filesystem::path config;
    std::filesystem::path script;  // empty: time alone
    Instant from;
    std::optional<Instant> until;  // nothing: the last line of the script, or four weeks
    double speed = 0;              // virtual seconds a second; 0: as fast as it goes
    std::string serve;             // address to serve the API at meanwhile, or empty
};
struct Say {
    std::string text;
    int exit_code = 0;
};

using Args = std::variant<Run, CheckConfig, Migrate, Restore, Simulate, Say>;

[[nodiscard]] Args parse_args(int argc, char const* const* argv);

}  // namespace cadence::daemon
