// cadencectl: the daemon from a terminal. One table of subcommands (subcommand.h) says what each takes, which
// request it becomes and how the answer is shown; this parses, runs one of them and says how it went.
//
// It knows only the daemon's HTTP API, and none of the rules of a release.
#pragma once

#include <string>
#include <vector>

#include "cadencectl/surroundings.h"

namespace cadence::ctl {

/// `arguments` without the program's name.
[[nodiscard]] Exit run(std::vector<std::string> arguments, Surroundings const& surroundings);

}  // namespace cadence::ctl
