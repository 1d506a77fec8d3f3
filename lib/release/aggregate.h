// Names that the headers of all nouns need before they are defined: a train, commands to it, its events.
#pragma once

#include <vector>

#include "base/result.h"

namespace cadence::release {

struct Train;
struct Release;
struct Policy;
struct Context;
struct Event;
using Events = std::vector<Event>;

}  // namespace cadence::release
