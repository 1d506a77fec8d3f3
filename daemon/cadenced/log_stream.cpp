#include "cadenced/log_stream.h"

#include <algorithm>
#include <cerrno>
#include <climits>

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
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

Journal::~Journal() {
    if (socket_ >= 0) ::close(socket_);
}

bool Journal::send(std::vector<std::string> const& fields) {
    if (socket_ < 0) socket_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    std::string entry;
    for (auto const& field : fields) entry.append(field).push_back('\n');
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path_.copy(address.sun_path, sizeof address.sun_path - 1);
    return ::sendto(socket_, entry.data(), entry.size(), MSG_NOSIGNAL,
                    reinterpret_cast<sockaddr const*>(&address), sizeof address) >= 0;
}

}  // namespace cadence::daemon
