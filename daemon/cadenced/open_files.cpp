#include "cadenced/open_files.h"

#include <algorithm>

#include <sys/resource.h>

namespace cadence::daemon {

namespace {

constexpr std::size_t kOwnFiles = 192;

}  // namespace

OpenFiles raise_open_files(std::size_t wanted) {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    rlimit const raised{limit.rlim_max, limit.rlim_max};
    if (::setrlimit(RLIMIT_NOFILE, &raised) == 0) limit = raised;
    std::size_t const allowed = limit.rlim_cur;
    auto const own = std::min(kOwnFiles, allowed / 2);
    return {allowed, std::min(wanted, allowed - own)};
}

}  // namespace cadence::daemon
