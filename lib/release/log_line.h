// One line of the log, which is append-only: an event of a train's life, or one of the daemon's own.
#pragma once

#include <cstdint>
#include <string>

#include <boost/describe/class.hpp>

#include "base/instant.h"

namespace cadence::release {

struct LogLine {
    std::int64_t seq = 0;
    Instant at;
    std::string train;    // empty: concerns the daemon
    std::string release;  // empty: concerns no release
    std::string type;
    std::string actor;
    std::string via;
    std::string data;  // JSON object
};
BOOST_DESCRIBE_STRUCT(LogLine, (), (seq, at, train, release, type, actor, via, data))

}  // namespace cadence::release
