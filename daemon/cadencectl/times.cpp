#include "cadencectl/times.h"

#include "base/zone.h"

namespace cadence::ctl {

namespace {

std::string weekday_of(Zone const& zone, Instant instant) {
    return weekday_name(date::weekday{zone.day_of(instant)}).substr(0, 3);
}

/// " (11:00 CET)", or nothing for UTC.
std::string beside(Instant instant, std::string_view timezone) {
    if (timezone.empty() || timezone == "UTC") return {};
    auto const zone = Zone::load(timezone);
    if (!zone) return {};
    Zone const utc;
    auto const local = zone->show(instant);
    if (zone->day_of(instant) == utc.day_of(instant)) return " (" + local.substr(local.find(' ') + 1) + ")";
    return " (" + weekday_of(*zone, instant) + " " + local + ")";
}

}  // namespace

std::string when(std::string_view instant, std::string_view timezone) {
    auto const parsed = parse_instant(instant);
    if (!parsed) return std::string{instant};
    Zone const utc;
    return weekday_of(utc, *parsed) + " " + utc.show(*parsed) + beside(*parsed, timezone);
}

std::string stamp(std::string_view instant) {
    auto const parsed = parse_instant(instant);
    if (!parsed) return std::string{instant};
    auto shown = format_instant(std::chrono::floor<std::chrono::seconds>(*parsed));
    shown.pop_back();
    shown[shown.find('T')] = ' ';
    return shown;
}

std::string window(std::string_view opens_at, std::string_view closes_at, std::string_view timezone) {
    auto const opens = parse_instant(opens_at);
    auto const closes = parse_instant(closes_at);
    if (!opens || !closes || *opens == *closes) return when(opens_at, timezone);
    Zone const utc;
    if (utc.day_of(*opens) != utc.day_of(*closes))
        return when(opens_at, timezone) + " to " + when(closes_at, timezone);
    auto const from = utc.show(*opens);  // "2026-01-22 10:00 UTC"
    auto const to = utc.show(*closes);
    return weekday_of(utc, *opens) + " " + from.substr(0, 16) + "-" + to.substr(11) +
           beside(*opens, timezone);
}

std::string distance(std::string_view instant, Instant now) {
    auto const parsed = parse_instant(instant);
    if (!parsed) return {};
    auto const left = std::chrono::floor<std::chrono::seconds>(*parsed - now);
    if (left < Duration{0}) return describe_duration(-left) + " ago";
    return "in " + describe_duration(left);
}

std::string length(std::string_view duration) {
    auto const parsed = parse_duration(duration);
    return parsed ? describe_duration(*parsed) : std::string{duration};
}

}  // namespace cadence::ctl
