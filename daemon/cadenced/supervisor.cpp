#include "cadenced/supervisor.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>

#include <systemd/sd-daemon.h>

namespace cadence::daemon {

Supervisor::Supervisor() {
    auto const* const path = std::getenv("NOTIFY_SOCKET");
    if (path != nullptr) manager_.emplace(path);
}

void Supervisor::tell(Assignments const& assignments) {
    if (!manager_) return;
    std::string datagram;
    for (auto const& [name, value] : assignments) untold_.insert_or_assign(name, value);
    for (auto const& [name, value] : untold_) datagram.append(name).append("=").append(value).append("\n");
    if (manager_->send(datagram)) untold_.clear();
}

void Supervisor::ready(std::string const& status) {
    tell({{"READY", "1"}, {"STATUS", status}});
}
void Supervisor::status(std::string const& status) {
    tell({{"STATUS", status}});
}
void Supervisor::reloading() {
    tell({{"RELOADING", "1"}});
}
void Supervisor::stopping() {
    tell({{"STOPPING", "1"}, {"STATUS", "stopping"}});
}
void Supervisor::alive() {
    tell({{"WATCHDOG", "1"}});
}
void Supervisor::give_up() {
    tell({{"WATCHDOG", "trigger"}});
}

std::optional<std::chrono::microseconds> Supervisor::heartbeat() {
    std::uint64_t microseconds = 0;
    if (sd_watchdog_enabled(0, &microseconds) <= 0) return std::nullopt;
    return std::chrono::microseconds{microseconds / 2};
}

std::vector<int> Supervisor::listeners() {
    std::vector<int> descriptors(static_cast<std::size_t>(std::max(sd_listen_fds(1), 0)));
    std::iota(descriptors.begin(), descriptors.end(), SD_LISTEN_FDS_START);
    return descriptors;
}

}  // namespace cadence::daemon
