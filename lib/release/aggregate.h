// Names that the headers of all nouns need before they are defined: a train, commands to it, its events.
#pragma once

#include <vector>

#include <boost/describe/operators.hpp>

#include "base/result.h"

namespace cadence::release {

using boost::describe::operators::operator==;  // what is described is equal by its members

struct Train;
struct Release;
struct Policy;
struct Context;
struct Event;
using Events = std::vector<Event>;

}  // namespace cadence::release
