#include "config/zones.h"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <vector>

#include "base/file.h"
#include "base/nearest.h"
#include "base/text.h"
#include "base/zone.h"
#include "base/zone_data.h"
#include "config/words.h"

namespace cadence::config {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

struct Meant {
    std::string_view zone;
    std::string_view words;
};

/// Abbreviations, which the database has for a few zones only, and large cities that keep another's time.
constexpr std::array kMeant{
    Meant{"UTC", "z gmt"},
    Meant{"Europe/Berlin", "cet cest mez mesz met mest munich muenchen hamburg frankfurt cologne germany"},
    Meant{"Europe/Lisbon", "wet west"},
    Meant{"Europe/Helsinki", "eet eest"},
    Meant{"Europe/London", "bst manchester edinburgh"},
    Meant{"Europe/Zurich", "geneva bern"},
    Meant{"Europe/Rome", "milan"},
    Meant{"Europe/Madrid", "barcelona"},
    Meant{"Europe/Paris", "lyon"},
    Meant{"Europe/Moscow", "msk"},
    Meant{"America/New_York", "et est edt est5edt boston washington miami atlanta"},
    Meant{"America/Chicago", "ct cst cdt cst6cdt houston dallas austin"},
    Meant{"America/Denver", "mt mst mdt mst7mdt"},
    Meant{"America/Los_Angeles", "pt pst pdt pst8pdt seattle san_francisco"},
    Meant{"America/Anchorage", "akst akdt"},
    Meant{"Pacific/Honolulu", "hst"},
    Meant{"America/Sao_Paulo", "brt rio_de_janeiro"},
    Meant{"Africa/Johannesburg", "sast"},
    Meant{"Asia/Dubai", "abu_dhabi"},
    Meant{"Asia/Kolkata", "ist mumbai delhi bangalore bengaluru"},
    Meant{"Asia/Shanghai", "beijing shenzhen"},
    Meant{"Asia/Hong_Kong", "hkt"},
    Meant{"Asia/Singapore", "sgt"},
    Meant{"Asia/Seoul", "kst"},
    Meant{"Asia/Tokyo", "jst osaka"},
    Meant{"Australia/Perth", "awst"},
    Meant{"Australia/Sydney", "aest aedt canberra"},
    Meant{"Pacific/Auckland", "nzst nzdt wellington"},
};

struct ByOffset {
    minutes ahead;
    std::string_view zone;
};

/// Where no zone of whole hours is: those that keep such a time the whole year.
constexpr std::array kByOffset{
    ByOffset{minutes{-570}, "Pacific/Marquesas"}, ByOffset{minutes{210}, "Asia/Tehran"},
    ByOffset{minutes{270}, "Asia/Kabul"},         ByOffset{minutes{330}, "Asia/Kolkata"},
    ByOffset{minutes{345}, "Asia/Kathmandu"},     ByOffset{minutes{390}, "Asia/Yangon"},
    ByOffset{minutes{525}, "Australia/Eucla"},    ByOffset{minutes{570}, "Australia/Darwin"},
};

/// Every zone name this machine knows: "Z name ..." and "L target name" in tzdata.zi.
std::vector<std::string> known_zones() {
    constexpr std::size_t kLargest = 1U << 20U;
    std::vector<std::string> zones;
    auto const text = contents_of(zone_folder() / "tzdata.zi", kLargest).value_or("");
    for (std::string_view rest = text; !rest.empty();) {
        auto line = take_until(rest, '\n');
        auto const kind = take_until(line, ' ');
        auto const first = take_until(line, ' ');
        if (kind == "Z") zones.emplace_back(first);
        if (kind == "L") zones.emplace_back(take_until(line, ' '));
    }
    return zones;
}

/// "utc+2", "gmt-05:30", "+0200": how far ahead of UTC that is.
std::optional<minutes> offset_in(std::string_view text) {
    for (std::string_view const name : {"etc/", "utc", "gmt", "z"}) {
        if (text.starts_with(name)) text.remove_prefix(name.size());
    }
    while (text.starts_with('_')) text.remove_prefix(1);
    if (text.empty() || (text.front() != '+' && text.front() != '-')) return std::nullopt;
    auto const sign = text.front() == '-' ? -1 : 1;
    std::string digits;
    for (char const c : text.substr(1)) {
        if (is_digit(c))
            digits += c;
        else if (c != ':' && c != '_')
            return std::nullopt;
    }
    if (digits.empty() || digits.size() > 4) return std::nullopt;
    auto const number = std::stoi(digits);
    auto const ahead =
        digits.size() <= 2 ? minutes{hours{number}} : hours{number / 100} + minutes{number % 100};
    return sign * ahead;
}

std::string zone_of_offset(minutes ahead) {
    if (ahead == minutes{0}) return "UTC";
    auto const odd = std::ranges::find(kByOffset, ahead, &ByOffset::ahead);
    if (odd != kByOffset.end()) return std::string{odd->zone};
    auto const whole = std::chrono::floor<hours>(ahead);
    if (whole != ahead) return {};
    // POSIX counts the other way round than everybody else.
    return "Etc/GMT" + std::string{ahead < minutes{0} ? "+" : "-"} + std::to_string(std::abs(whole.count()));
}

std::string side_of(minutes ahead) {
    if (ahead == minutes{0}) return {};
    return " It is " + describe_duration(std::chrono::abs(Duration{ahead})) +
           (ahead < minutes{0} ? " behind UTC" : " ahead of UTC") + " all year";
}

/// "berlin" of "europe/berlin".
std::string_view last_part(std::string_view name) {
    return name.substr(name.rfind('/') + 1);
}

/// The zone that is called so, in whatever capitals: as a whole, or by its city.
template <class Part>
std::string called(std::string_view wanted, std::vector<std::string> const& zones, Part const& part) {
    auto const found =
        std::ranges::find(zones, wanted, [&](std::string const& each) { return lower(part(each)); });
    return found == zones.end() ? std::string{} : *found;
}

}  // namespace

std::string zone_hint(std::string_view text) {
    auto const zones = known_zones();
    auto wanted = lower(trimmed(text));
    std::ranges::replace(wanted, ' ', '_');
    auto const quoted = [](std::string const& zone) { return "; did you mean " + in_quotes(zone) + "?"; };
    auto const is_there = [](std::string_view zone) { return Zone::load(zone).has_value(); };
    if (auto const name = called(wanted, zones, std::identity{}); !name.empty()) return quoted(name);
    if (auto const ahead = offset_in(wanted)) {
        auto const zone = zone_of_offset(*ahead);
        return is_there(zone) ? quoted(zone) + side_of(*ahead) : std::string{};
    }
    auto const city = last_part(wanted);
    auto const* const meant = std::ranges::find_if(
        kMeant, [&](Meant const& each) { return std::ranges::count(split(each.words, ' '), city) > 0; });
    if (meant != kMeant.end() && is_there(meant->zone)) return quoted(std::string{meant->zone});
    if (auto const name = called(city, zones, last_part); !name.empty()) return quoted(name);
    auto const has_digits = std::ranges::any_of(wanted, is_digit);
    if (has_digits) return {};
    std::vector<std::string_view> names{zones.begin(), zones.end()};
    for (auto const& zone : zones) names.push_back(last_part(zone));
    auto const name = nearest(wanted, names);
    auto const near = std::ranges::find_if(
        zones, [&](std::string const& each) { return each == name || last_part(each) == name; });
    return name.empty() ? std::string{} : quoted(*near);
}

}  // namespace cadence::config
