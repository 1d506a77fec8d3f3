// Where the daemon is and as whom to ask: options first, then the environment, then what the daemon left in
// its runtime directory.
//
// Invariants: the operator's token goes to the daemon only that has left it, at the address beside it, and
// only on this machine, whatever URL is asked. No token leaves this machine in the clear unless `insecure`
// says so.
#pragma once

#include <string>
#include <vector>

#include "cadencectl/surroundings.h"

namespace cadence::ctl {

struct GlobalOptions {
    std::string url;
    std::string token_file;
    std::string runtime_dir;
    bool insecure = false;
    bool json = false;
    bool no_color = false;
};

struct Settings {
    Server server;
    std::string without_token;  // how to come by one, where there is none
    std::string of_token;       // where the one that is sent came from, and how to come by another
    bool json = false;
    bool colour = false;
};

/// Errors: invalid, naming the option or file.
[[nodiscard]] Result<Settings> settle(GlobalOptions const& options, Surroundings const& surroundings);
/// Where a daemon may have left its address: those of the service, then those of daemon/run.
[[nodiscard]] std::vector<std::string> runtime_dirs(GlobalOptions const& options,
                                                    Environment const& environment);

}  // namespace cadence::ctl
