// Notices when the system's zone database is updated: the folders of the zones in use are watched, so that
// nothing wakes up without a reason.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>

namespace cadence::daemon {

class ZoneWatch {
  public:
    /// `changed`: something was written there; look whether it matters.
    ZoneWatch(boost::asio::io_context& loop, std::function<void()> changed);

    /// These zones, and no others any more.
    void watch(std::vector<std::string> const& zones);
    void stop();
    /// False: this system does not tell of changes; a reload looks for itself.
    [[nodiscard]] bool works() const { return events_.is_open(); }

  private:
    void follow();
    void wait_for_the_rest();

    boost::asio::posix::stream_descriptor events_;
    boost::asio::steady_timer quiet_;
    std::function<void()> changed_;
    std::vector<int> watches_;
    std::vector<char> room_;
};

}  // namespace cadence::daemon
