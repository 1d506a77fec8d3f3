// One breaker per host that cannot be reached: after a few failures in a row nothing more is sent there for a
// while, then one at a time until one succeeds. What waits behind an open circuit loses no attempt. A host
// that takes a request is reached, whatever it answers, or not: that may be the fault of one path. Kept in
// memory only: a restart finds out anew. Time is an argument.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.h"

namespace cadence::worker {

class Circuits {
  public:
    [[nodiscard]] bool none_failed() const { return circuits_.empty(); }
    /// Until when nothing is to be sent to this host; nothing: it may go. Whoever may go through a circuit
    /// that was open is its probe: the next is let through only after the probe's end, or a while.
    [[nodiscard]] std::optional<Instant> open_until(std::string_view host, Instant now);
    void succeeded(std::string_view host);
    void failed(std::string_view host, Instant now);

  private:
    struct Circuit {
        int failures = 0;  // in a row
        Instant open_until;
    };
    std::map<std::string, Circuit, std::less<>> circuits_;  // hosts that failed last
};

/// "hooks.slack.com:443" of a URL, lower case; empty: it is none.
[[nodiscard]] std::string host_of(std::string_view url);

}  // namespace cadence::worker
