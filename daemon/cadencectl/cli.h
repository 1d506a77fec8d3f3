// cadencectl: the daemon from a terminal. One table of subcommands (subcommand.h) says what each takes, which
// request it becomes and how the answer is shown; this parses, runs one of them and says how it went.
//
// It knows the daemon by its HTTP API only, and the rules of a release not at all.
#pragma once

#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "cadencectl/client.h"

namespace cadence::ctl {

enum class Exit { done = 0, refused = 1, usage = 2, unreachable = 3 };

using Environment = std::function<std::optional<std::string>(char const*)>;

struct Surroundings {
    Environment environment;
    bool terminal = false;  // `out` is one
    std::istream& in;
    std::ostream& out;
    std::ostream& err;
    Clock const& clock;
    Limits limits{};
};

/// `arguments` without the program's name.
[[nodiscard]] Exit run(std::vector<std::string> arguments, Surroundings const& surroundings);

}  // namespace cadence::ctl
