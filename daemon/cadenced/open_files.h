// How many files this process may open, and so how many connections fit beside the ones it needs itself: the
// record, the log, programs and their pipes, what it asks others.
#pragma once

#include <cstddef>

namespace cadence::daemon {

struct OpenFiles {
    std::size_t allowed = 0;
    std::size_t connections = 0;
};

/// Raises the limit as far as it may be. At most `wanted` connections.
[[nodiscard]] OpenFiles raise_open_files(std::size_t wanted);

}  // namespace cadence::daemon
