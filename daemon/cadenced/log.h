// The operator's log: the journal with priorities and fields when systemd runs us, readable lines on standard
// error otherwise. One per process, handed to whoever speaks.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "config/config.h"
#include "store/records.h"

namespace cadence::daemon {

class Log {
  public:
    explicit Log(config::LogLevel level);
    ~Log();
    Log(Log const&) = delete;
    Log& operator=(Log const&) = delete;

    void set_level(config::LogLevel level);
    void info(std::string_view text);
    void warning(std::string_view text);
    void error(std::string_view text);
    /// A line of the event log, with its fields (CADENCE_SEQ, CADENCE_TYPE, CADENCE_TRAIN ...).
    void event(release::LogLine const& line);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace cadence::daemon
