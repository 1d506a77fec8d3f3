// Our side of the service manager's protocol (sd_notify(3)): ready, reloading, stopping, status, watchdog.
// Without a service manager every call does nothing; one that hangs is not waited for, and hears later.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cadenced/datagram.h"

namespace cadence::daemon {

class Supervisor {
  public:
    Supervisor();
    void ready(std::string const& status);
    void status(std::string const& status);
    void reloading();
    void stopping();
    void alive();
    /// Asks to be restarted at once: the auditor found that we are not doing our work.
    void give_up();
    /// How often `alive` is wanted: half the watchdog's time, or nothing without a watchdog.
    [[nodiscard]] static std::optional<std::chrono::microseconds> heartbeat();
    /// Listening sockets that were opened for us; they stay open for this process only.
    [[nodiscard]] static std::vector<int> listeners();

  private:
    using Assignments = std::map<std::string_view, std::string>;
    void tell(Assignments const& assignments);

    std::optional<DatagramSender> manager_;
    Assignments untold_;  // what it could not take yet; the last of each counts
};

}  // namespace cadence::daemon
