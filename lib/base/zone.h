// An IANA time zone. A local time that does not exist (the clocks went forward) becomes the first instant
// after the gap; one that exists twice is the first of the two. A zone is its name and its data: after the
// system's database was updated, what `load` gives is another than before. DESIGN section 4.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include <absl/time/time.h>

#include "base/instant.h"

namespace cadence {

class Zone {
  public:
    /// UTC.
    Zone();
    /// As the zone database of this machine has it now. Errors: invalid `unknown-zone` (never a silent UTC;
    /// "localtime" and paths are unknown too).
    [[nodiscard]] static Result<Zone> load(std::string_view name);
    /// As the database had it when its file held these bytes. Errors: invalid `unknown-zone`.
    [[nodiscard]] static Result<Zone> from_data(std::string_view name, std::string_view data);

    [[nodiscard]] std::string const& name() const { return name_; }
    /// The contents of its file when it was loaded; of UTC, which has no rules, nothing.
    [[nodiscard]] std::string_view data() const { return data_ ? *data_ : std::string_view{}; }
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

    bool operator==(Zone const& other) const {
        return name_ == other.name_ && (data_ == other.data_ || data() == other.data());
    }

  private:
    std::string name_ = "UTC";
    std::shared_ptr<std::string const> data_;
    absl::TimeZone zone_;
};

}  // namespace cadence
