// How the merge gate of one train stands at its forge: for people to see. No secret is in it.
#pragma once

#include <optional>
#include <string>

#include "forge/forge.h"

namespace cadence::worker {

struct ForgeStanding {
    std::string train;
    forge::Forge forge;
    std::string branch;
    std::optional<Instant> last_sweep = {};
    std::size_t open = 0;     // pull requests into the branch
    bool cut_off = false;     // there are more than are read: those changed longest ago are not watched
    std::size_t posted = 0;   // statuses and answers that are as wanted
    std::size_t waiting = 0;  // those that are not yet
    std::optional<Instant> failing_since = {};
    std::string failing = {};           // why
    std::optional<bool> required = {};  // whether a merge must have the status; nothing: it cannot be told
    std::string advice = {};            // what to do about it, or empty
    std::string refused = {};  // how the forge refused a status' words the last time: plain ones are there
    std::optional<Instant> limited_until = {};  // the forge has had enough of us until then
    bool operator==(ForgeStanding const&) const = default;
};

}  // namespace cadence::worker
