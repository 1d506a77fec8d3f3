#include "cadenced/zone_watch.h"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <set>
#include <span>

#include <boost/asio/buffer.hpp>
#include <sys/inotify.h>

#include "base/zone_data.h"

namespace cadence::daemon {

namespace {

constexpr std::size_t kRoom = 16 * 1024;
constexpr auto kQuiet = std::chrono::seconds{1};  // a package manager writes many files
constexpr std::uint32_t kWritten = IN_CLOSE_WRITE | IN_CREATE | IN_MOVED_TO | IN_DELETE | IN_MOVED_FROM;

/// Where a zone's file lies, and where that lies which it is a link to.
std::set<std::filesystem::path> folders_of(std::vector<std::string> const& zones) {
    std::set<std::filesystem::path> folders;
    for (auto const& zone : zones) {
        auto const file = zone_folder() / zone;
        folders.insert(file.parent_path());
        std::error_code failed;
        auto const target = std::filesystem::canonical(file, failed);
        if (!failed) folders.insert(target.parent_path());
    }
    return folders;
}

/// Whether one of the kernel's events tells of a file; others tell of watches that end.
bool any_written(std::span<char const> events) {
    auto any = false;
    inotify_event event{};
    while (events.size() >= sizeof event) {
        std::memcpy(&event, events.data(), sizeof event);
        any = any || (event.mask & kWritten) != 0;
        events = events.subspan(std::min(events.size(), sizeof event + event.len));
    }
    return any;
}

}  // namespace

ZoneWatch::ZoneWatch(boost::asio::io_context& loop, std::function<void()> changed)
    : events_{loop}, quiet_{loop}, changed_{std::move(changed)}, room_(kRoom) {
    auto const descriptor = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (descriptor < 0) return;
    events_.assign(descriptor);
    follow();
}

void ZoneWatch::watch(std::vector<std::string> const& zones) {
    if (!works()) return;
    for (auto const each : watches_) ::inotify_rm_watch(events_.native_handle(), each);
    watches_.clear();
    for (auto const& folder : folders_of(zones)) {
        auto const watch = ::inotify_add_watch(events_.native_handle(), folder.c_str(), kWritten);
        if (watch >= 0) watches_.push_back(watch);
    }
}

void ZoneWatch::stop() {
    boost::system::error_code ignored;
    events_.close(ignored);
    quiet_.cancel();
}

void ZoneWatch::follow() {
    events_.async_read_some(boost::asio::buffer(room_),
                            [this](boost::system::error_code error, std::size_t got) {
                                if (error) return;
                                if (any_written({room_.data(), got})) wait_for_the_rest();
                                follow();
                            });
}

void ZoneWatch::wait_for_the_rest() {
    quiet_.expires_after(kQuiet);
    quiet_.async_wait([this](boost::system::error_code error) {
        if (!error) changed_();
    });
}

}  // namespace cadence::daemon
