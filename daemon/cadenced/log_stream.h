// Where lines of the log go: standard error, or the journal. Never waits: who does not read loses lines, and
// Log says how many.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cadenced/datagram.h"

namespace cadence::daemon {

class LogStream {
  public:
    explicit LogStream(int descriptor) : descriptor_{descriptor} {}

    /// False: nobody reads, and the line is lost, or its end is.
    [[nodiscard]] bool write(std::string_view line);

  private:
    [[nodiscard]] bool put(std::string_view text);

    int descriptor_;
    bool within_a_line_ = false;
};

/// The journal's native protocol.
class Journal {
  public:
    explicit Journal(std::string path = "/run/systemd/journal/socket") : socket_{std::move(path)} {}

    /// Fields like "MESSAGE=text", of one line each. False: the entry is lost.
    [[nodiscard]] bool send(std::vector<std::string> const& fields);

  private:
    DatagramSender socket_;
};

}  // namespace cadence::daemon
