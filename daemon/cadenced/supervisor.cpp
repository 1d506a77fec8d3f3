#include "cadenced/supervisor.h"

#include <algorithm>
#include <numeric>

#include <systemd/sd-daemon.h>

namespace cadence::daemon {

void Supervisor::ready(std::string const& status) {
    sd_notify(0, ("READY=1\nSTATUS=" + status).c_str());
}
void Supervisor::status(std::string const& status) {
    sd_notify(0, ("STATUS=" + status).c_str());
}
void Supervisor::reloading() {
    sd_notify(0, "RELOADING=1");
}
void Supervisor::stopping() {
    sd_notify(0, "STOPPING=1\nSTATUS=stopping");
}
void Supervisor::alive() {
    sd_notify(0, "WATCHDOG=1");
}
void Supervisor::give_up() {
    sd_notify(0, "WATCHDOG=trigger");
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
