// Somebody who receives datagrams at a unix socket, when he likes to.
#pragma once

#include <array>
#include <optional>
#include <string>

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace cadence::daemon {

class Datagrams {
  public:
    explicit Datagrams(std::string const& name)
        : path{::testing::TempDir() + "cadence-" + name + "-" + std::to_string(::getpid())} {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.copy(address.sun_path, sizeof address.sun_path - 1);
        EXPECT_EQ(::bind(socket_, reinterpret_cast<sockaddr const*>(&address), sizeof address), 0);
    }
    ~Datagrams() { close(); }
    Datagrams(Datagrams const&) = delete;
    Datagrams& operator=(Datagrams const&) = delete;

    /// The next, or nothing if there is none.
    std::optional<std::string> next() {
        std::array<char, 4096> space{};
        auto const count = ::recv(socket_, space.data(), space.size(), 0);
        if (count < 0) return std::nullopt;
        return std::string(space.data(), static_cast<std::size_t>(count));
    }
    void close() {
        if (socket_ < 0) return;
        ::close(socket_);
        ::unlink(path.c_str());
        socket_ = -1;
    }

    std::string const path;

  private:
    int socket_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0);
};

}  // namespace cadence::daemon
