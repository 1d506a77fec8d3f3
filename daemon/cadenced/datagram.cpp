#include "cadenced/datagram.h"

#include <cstddef>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace cadence::daemon {

DatagramSender::~DatagramSender() {
    if (socket_ >= 0) ::close(socket_);
}

bool DatagramSender::send(std::string_view datagram) {
    if (socket_ < 0) socket_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    auto const length = path_.copy(address.sun_path, sizeof address.sun_path - 1);
    if (path_.starts_with('@')) address.sun_path[0] = '\0';
    auto const size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + length);
    return ::sendto(socket_, datagram.data(), datagram.size(), MSG_NOSIGNAL,
                    reinterpret_cast<sockaddr const*>(&address), size) >= 0;
}

}  // namespace cadence::daemon
