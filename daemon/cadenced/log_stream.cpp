#include "cadenced/log_stream.h"

#include <algorithm>
#include <cerrno>
#include <climits>

#include <poll.h>
#include <unistd.h>

namespace cadence::daemon {

namespace {

/// A pipe that is writable takes PIPE_BUF bytes at once; so does all else that can be standard error.
bool is_writable(int descriptor) {
    pollfd ready{descriptor, POLLOUT, 0};
    return ::poll(&ready, 1, 0) == 1 && (ready.revents & POLLOUT) != 0;
}

}  // namespace

bool LogStream::write(std::string_view line) {
    if (within_a_line_ && !put("\n")) return false;
    return put(line);
}

bool LogStream::put(std::string_view text) {
    while (!text.empty()) {
        if (!is_writable(descriptor_)) return false;
        auto const count = ::write(descriptor_, text.data(), std::min<std::size_t>(text.size(), PIPE_BUF));
        if (count < 0 && errno != EINTR) return false;
        if (count <= 0) continue;
        within_a_line_ = text[static_cast<std::size_t>(count) - 1] != '\n';
        text.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

bool Journal::send(std::vector<std::string> const& fields) {
    std::string entry;
    for (auto const& field : fields) entry.append(field).push_back('\n');
    return socket_.send(entry);
}

}  // namespace cadence::daemon
