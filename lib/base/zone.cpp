#include "base/zone.h"

#include <algorithm>
#include <cstdlib>

#include <absl/time/civil_time.h>
#include <fmt/format.h>

#include "base/text.h"

namespace cadence {

namespace {

constexpr absl::CivilDay kEpoch{1970, 1, 1};

/// "Europe/Berlin", "Etc/GMT+5". Every part of an IANA name begins with a capital; what else Abseil would
/// load ("localtime", "libc:x", "/etc/localtime", "posix/x", "../x") does not. "Factory" is the database's
/// own word for a zone nobody has set; "Fixed/..." and "UTC0" are Abseil's own names.
bool may_be_iana(std::string_view name) {
    if (name == "Factory" || name == "UTC0" || name.starts_with("Fixed/")) return false;
    bool part_begins = true;
    for (char const c : name) {
        if (part_begins ? !is_upper(c) : !is_alnum(c) && c != '_' && c != '-' && c != '+' && c != '/')
            return false;
        part_begins = c == '/';
    }
    return !part_begins;
}

absl::Time to_absl(Instant instant) {
    return absl::FromUnixMicros(instant.time_since_epoch().count());
}

}  // namespace

Zone::Zone() : zone_{absl::UTCTimeZone()} {}

Result<Zone> Zone::load(std::string_view name) {
    Zone zone;
    zone.name_ = name;
    if (may_be_iana(name) && absl::LoadTimeZone(zone.name_, &zone.zone_)) return zone;
    return refuse(
        ErrorCode::invalid, "unknown-zone",
        fmt::format(
            "\"{}\" is not in the time zone database. Write an IANA name like Europe/Berlin or UTC, with "
            "the same capitals; if the name is right, install the package tzdata.",
            name));
}

Instant Zone::at(Date day, std::chrono::minutes time_of_day) const {
    auto const midnight = absl::CivilSecond{kEpoch + day.time_since_epoch().count()};
    auto const there = zone_.At(midnight + std::chrono::seconds{time_of_day}.count());
    // `pre` is the only one, or the first of two; `trans` is the end of the gap.
    auto const instant = there.kind == absl::TimeZone::TimeInfo::SKIPPED ? there.trans : there.pre;
    return Instant{Duration{absl::ToUnixMicros(instant)}};
}

Date Zone::day_of(Instant instant) const {
    auto const day = absl::CivilDay{zone_.At(to_absl(instant)).cs};
    return Date{date::days{day - kEpoch}};
}

std::chrono::seconds Zone::time_of(Instant instant) const {
    auto const there = zone_.At(to_absl(instant)).cs;
    return std::chrono::seconds{there - absl::CivilSecond{absl::CivilDay{there}}};
}

std::string Zone::show(Instant instant) const {
    return absl::FormatTime("%E4Y-%m-%d %H:%M %Z", to_absl(instant), zone_);
}

std::string Zone::format(Instant instant) const {
    // Offsets of the 19th century have seconds, which RFC 3339 cannot say: whole minutes, same instant.
    auto const minutes = zone_.At(to_absl(instant)).offset / 60;
    auto const local = to_absl(instant) + absl::Minutes(minutes);
    return fmt::format("{}{}{:02}:{:02}",
                       absl::FormatTime("%E4Y-%m-%dT%H:%M:%E*S", local, absl::UTCTimeZone()),
                       minutes < 0 ? '-' : '+', std::abs(minutes) / 60, std::abs(minutes) % 60);
}

}  // namespace cadence
