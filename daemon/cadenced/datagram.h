// Datagrams to a unix socket, and never a wait for whoever reads them: sd_notify(3) and sd_journal_sendv(3)
// stand still when their reader does.
#pragma once

#include <string>
#include <string_view>

namespace cadence::daemon {

class DatagramSender {
  public:
    /// A path, or "@name" of an abstract socket.
    explicit DatagramSender(std::string path) : path_{std::move(path)} {}
    ~DatagramSender();
    DatagramSender(DatagramSender const&) = delete;
    DatagramSender& operator=(DatagramSender const&) = delete;

    /// False: it is lost.
    [[nodiscard]] bool send(std::string_view datagram);

  private:
    std::string path_;
    int socket_ = -1;
};

}  // namespace cadence::daemon
