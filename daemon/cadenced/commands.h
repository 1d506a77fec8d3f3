// The commands of `cadenced`; each gives an exit code. Results go to standard output, complaints to standard
// error.
#pragma once

#include "cadenced/args.h"

namespace cadence::daemon {

int run(Run const& args);
int check_config(CheckConfig const& args);
int migrate(Migrate const& args);
int restore(Restore const& args);
int simulate(Simulate const& args);
int say(Say const& args);

}  // namespace cadence::daemon
