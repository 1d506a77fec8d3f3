// Server-sent events out of bytes that come in any pieces. Comments (heartbeats) are dropped.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace cadence::ctl {

struct StreamEvent {
    std::string id;
    std::string data;
};

class EventStream {
  public:
    /// Whole events that `bytes` completes.
    [[nodiscard]] std::vector<StreamEvent> feed(std::string_view bytes);
    /// A new connection begins: half an event is forgotten, the last id is not.
    void restart();
    [[nodiscard]] std::string const& last_id() const { return last_id_; }
    /// How long to wait before connecting again: what the server asked for, within a minute.
    [[nodiscard]] std::chrono::milliseconds retry() const { return retry_; }

  private:
    void field(std::string_view line);

    std::string line_;
    std::string data_;
    std::string id_;
    std::string last_id_;
    bool has_data_ = false;
    std::chrono::milliseconds retry_{5'000};
};

}  // namespace cadence::ctl
