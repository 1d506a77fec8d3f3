// An answer as bytes. Everything is in it but what depends on the moment and the connection, which follows
// the head as a Stamp: Date, `Connection: close` where it is due, and the empty line.
#pragma once

#include <memory>
#include <string>

#include "base/clock.h"
#include "net/http.h"

namespace cadence::net {

struct Prepared {
    std::string head;  // status line and headers, each with its CR LF
    std::string body;
};

/// `until_close`: a stream, which has no Content-Length.
enum class Framing { sized, until_close };

[[nodiscard]] std::shared_ptr<Prepared const> prepare(Reply reply, Framing framing);

struct Stamp {
    std::string keep;
    std::string close;
};

/// Writes the Date anew when the second has changed.
class Stamper {
  public:
    explicit Stamper(Clock const& clock) : clock_(clock) {}
    [[nodiscard]] std::shared_ptr<Stamp const> const& now();

  private:
    Clock const& clock_;
    std::chrono::sys_seconds second_{std::chrono::sys_seconds::min()};
    std::shared_ptr<Stamp const> stamp_;
};

}  // namespace cadence::net
