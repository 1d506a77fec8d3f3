// An IANA time zone. A local time that does not exist (the clocks went forward) becomes the first instant
// after the gap; one that exists twice is the first of the two. DESIGN section 4.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include <absl/time/time.h>

#include "base/instant.h"

namespace cadence {

class Zone {
  public:
    /// UTC.
    Zone();
    /// Reads the zone database once. Errors: invalid `unknown-zone` (never a silent UTC; "localtime" and
    /// paths are unknown too).
    [[nodiscard]] static Result<Zone> load(std::string_view name);

    [[nodiscard]] std::string const& name() const { return name_; }
    /// The instant at which a clock there shows `day` and `time_of_day` (since local midnight, 0 <= t < 24
    /// h).
    [[nodiscard]] Instant at(Date day, std::chrono::minutes time_of_day) const;
    /// The civil day there.
    [[nodiscard]] Date day_of(Instant instant) const;
    /// Since local midnight, as a clock there shows it.
    [[nodiscard]] std::chrono::seconds time_of(Instant instant) const;
    /// "2026-01-22 11:00 CET".
    [[nodiscard]] std::string show(Instant instant) const;
    /// RFC 3339 with the offset there: "2026-01-22T11:00:00+01:00".
    [[nodiscard]] std::string format(Instant instant) const;

    bool operator==(Zone const& other) const { return name_ == other.name_; }

  private:
    std::string name_ = "UTC";
    absl::TimeZone zone_;
};

}  // namespace cadence
