// What the headers of all nouns name before it is whole: a train, what is asked of it and what happened to
// it.
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
