#include "base/zone.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>

#include <absl/time/civil_time.h>
#include <fmt/format.h>

#include "base/text.h"
#include "base/zone_data.h"

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

tl::unexpected<Error> unknown(std::string_view name) {
    return refuse(
        ErrorCode::invalid, "unknown-zone",
        fmt::format(
            "\"{}\" is not in the time zone database. Write an IANA name like Europe/Berlin or UTC, with "
            "the same capitals; if the name is right, install the package tzdata.",
            name));
}

/// The state of a zone's file when it was last read, so that it is not read again for each train.
struct Loaded {
    FileMark mark;
    Zone zone;
};

absl::Time to_absl(Instant instant) {
    return absl::FromUnixMicros(instant.time_since_epoch().count());
}

Instant from_absl(absl::Time time) {
    return Instant{Duration{absl::ToUnixMicros(time)}};
}

/// A time in which a zone's clocks do not change, so that all in it is addition: ten times as fast.
struct Steady {
    absl::TimeZone zone;
    Instant from;
    Instant until;
    Duration ahead;  // of UTC
};

/// From the change of clocks before this instant to the one after it, a day's distance from both. Abseil
/// knows each change for some centuries after the last in the zone's file, and not all before the first.
Steady steady_around(absl::TimeZone const& zone, Instant instant) {
    constexpr Instant kFirst{date::sys_days{date::year{1900} / 1 / 1}};
    constexpr Instant kLast{date::sys_days{date::year{2200} / 1 / 1}};
    Steady steady{zone, kFirst, kLast, std::chrono::seconds{zone.At(to_absl(instant)).offset}};
    absl::TimeZone::CivilTransition change;
    if (zone.PrevTransition(to_absl(instant) + absl::Seconds(1), &change))  // which is before, not at
        steady.from = std::max(kFirst, from_absl(zone.At(change.to).trans) + date::days{1});
    if (zone.NextTransition(to_absl(instant), &change))
        steady.until = std::min(kLast, from_absl(zone.At(change.to).trans) - date::days{1});
    return steady;
}

/// The one that this is in, as this or another zone knows it; null: it is too near to a change.
Steady const* steady_at(absl::TimeZone const& zone, Instant instant) {
    constexpr std::size_t kKept = 8;
    thread_local std::array<Steady, kKept> kept;
    thread_local std::size_t oldest = 0;
    auto const holds = [&](Steady const& each) {
        return each.from <= instant && instant < each.until && each.zone == zone;
    };
    auto found = std::ranges::find_if(kept, holds);
    if (found != kept.end()) return &*found;
    auto steady = steady_around(zone, instant);
    if (!holds(steady)) return nullptr;
    return &(kept[oldest++ % kKept] = steady);
}

}  // namespace

Zone::Zone() : zone_{absl::UTCTimeZone()} {}

Result<Zone> Zone::load(std::string_view name) {
    thread_local std::map<std::string, Loaded, std::less<>> loaded;
    if (name == "UTC") return Zone{};
    if (!may_be_iana(name)) return unknown(name);
    auto const file = zone_folder() / name;
    auto const mark = mark_of(file);
    if (!mark) return unknown(name);
    auto const before = loaded.find(name);
    if (before != loaded.end() && before->second.mark == *mark) return before->second.zone;
    auto const bytes = zone_bytes(file);
    if (!bytes) return unknown(name);
    auto zone = from_data(name, *bytes);
    if (zone) loaded.insert_or_assign(std::string{name}, Loaded{*mark, *zone});
    return zone;
}

Result<Zone> Zone::from_data(std::string_view name, std::string_view data) {
    thread_local std::map<std::string, Zone, std::less<>> made;  // by data
    auto found = made.find(data);
    if (found == made.end()) {
        auto const rules = zone_of_bytes(data);
        if (!rules) return unknown(name);
        Zone zone;
        zone.data_ = std::make_shared<std::string const>(data);
        zone.zone_ = *rules;
        found = made.emplace(std::string{data}, std::move(zone)).first;
    }
    auto zone = found->second;
    zone.name_ = name;
    return zone;
}

Instant Zone::at(Date day, std::chrono::minutes time_of_day) const {
    Instant const shown{Instant{day} + time_of_day};
    if (auto const* const steady = steady_at(zone_, shown)) return shown - steady->ahead;
    auto const midnight = absl::CivilSecond{kEpoch + day.time_since_epoch().count()};
    auto const there = zone_.At(midnight + std::chrono::seconds{time_of_day}.count());
    // `pre` is the only one, or the first of two; `trans` is the end of the gap.
    auto const instant = there.kind == absl::TimeZone::TimeInfo::SKIPPED ? there.trans : there.pre;
    return Instant{Duration{absl::ToUnixMicros(instant)}};
}

Date Zone::day_of(Instant instant) const {
    if (auto const* const steady = steady_at(zone_, instant))
        return date::floor<date::days>(instant + steady->ahead);
    auto const day = absl::CivilDay{zone_.At(to_absl(instant)).cs};
    return Date{date::days{day - kEpoch}};
}

std::chrono::seconds Zone::time_of(Instant instant) const {
    if (auto const* const steady = steady_at(zone_, instant)) {
        auto const shown = instant + steady->ahead;
        return std::chrono::floor<std::chrono::seconds>(shown - date::floor<date::days>(shown));
    }
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
