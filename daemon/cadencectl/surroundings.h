// What a run finds around it, and what it leaves: streams, environment, clock; an exit status.
#pragma once

#include <functional>
#include <iosfwd>
#include <optional>
#include <string>

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

}  // namespace cadence::ctl
