#include "config/zones.h"

#include <algorithm>
#include <array>
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
    std::string_view word;
    std::string_view zone;
};

/// Abbreviations, which the database has for a few zones only, and large cities that keep another's time.
constexpr std::array kMeant{
    Meant{"z", "UTC"},
    Meant{"gmt", "UTC"},
    Meant{"cet", "Europe/Berlin"},
    Meant{"cest", "Europe/Berlin"},
    Meant{"mez", "Europe/Berlin"},
    Meant{"mesz", "Europe/Berlin"},
    Meant{"met", "Europe/Berlin"},
    Meant{"mest", "Europe/Berlin"},
    Meant{"wet", "Europe/Lisbon"},
    Meant{"west", "Europe/Lisbon"},
    Meant{"eet", "Europe/Helsinki"},
    Meant{"eest", "Europe/Helsinki"},
    Meant{"bst", "Europe/London"},
    Meant{"msk", "Europe/Moscow"},
    Meant{"et", "America/New_York"},
    Meant{"est", "America/New_York"},
    Meant{"edt", "America/New_York"},
    Meant{"est5edt", "America/New_York"},
    Meant{"ct", "America/Chicago"},
    Meant{"cst", "America/Chicago"},
    Meant{"cdt", "America/Chicago"},
    Meant{"cst6cdt", "America/Chicago"},
    Meant{"mt", "America/Denver"},
    Meant{"mst", "America/Denver"},
    Meant{"mdt", "America/Denver"},
    Meant{"mst7mdt", "America/Denver"},
    Meant{"pt", "America/Los_Angeles"},
    Meant{"pst", "America/Los_Angeles"},
    Meant{"pdt", "America/Los_Angeles"},
    Meant{"pst8pdt", "America/Los_Angeles"},
    Meant{"akst", "America/Anchorage"},
    Meant{"akdt", "America/Anchorage"},
    Meant{"hst", "Pacific/Honolulu"},
    Meant{"brt", "America/Sao_Paulo"},
    Meant{"sast", "Africa/Johannesburg"},
    Meant{"ist", "Asia/Kolkata"},
    Meant{"jst", "Asia/Tokyo"},
    Meant{"kst", "Asia/Seoul"},
    Meant{"sgt", "Asia/Singapore"},
    Meant{"hkt", "Asia/Hong_Kong"},
    Meant{"aest", "Australia/Sydney"},
    Meant{"aedt", "Australia/Sydney"},
    Meant{"awst", "Australia/Perth"},
    Meant{"nzst", "Pacific/Auckland"},
    Meant{"nzdt", "Pacific/Auckland"},
    Meant{"munich", "Europe/Berlin"},
    Meant{"muenchen", "Europe/Berlin"},
    Meant{"hamburg", "Europe/Berlin"},
    Meant{"frankfurt", "Europe/Berlin"},
    Meant{"cologne", "Europe/Berlin"},
    Meant{"germany", "Europe/Berlin"},
    Meant{"geneva", "Europe/Zurich"},
    Meant{"bern", "Europe/Zurich"},
    Meant{"milan", "Europe/Rome"},
    Meant{"barcelona", "Europe/Madrid"},
    Meant{"lyon", "Europe/Paris"},
    Meant{"manchester", "Europe/London"},
    Meant{"edinburgh", "Europe/London"},
    Meant{"boston", "America/New_York"},
    Meant{"washington", "America/New_York"},
    Meant{"miami", "America/New_York"},
    Meant{"atlanta", "America/New_York"},
    Meant{"houston", "America/Chicago"},
    Meant{"dallas", "America/Chicago"},
    Meant{"austin", "America/Chicago"},
    Meant{"seattle", "America/Los_Angeles"},
    Meant{"san_francisco", "America/Los_Angeles"},
    Meant{"rio_de_janeiro", "America/Sao_Paulo"},
    Meant{"mumbai", "Asia/Kolkata"},
    Meant{"delhi", "Asia/Kolkata"},
    Meant{"bangalore", "Asia/Kolkata"},
    Meant{"bengaluru", "Asia/Kolkata"},
    Meant{"beijing", "Asia/Shanghai"},
    Meant{"shenzhen", "Asia/Shanghai"},
    Meant{"osaka", "Asia/Tokyo"},
    Meant{"abu_dhabi", "Asia/Dubai"},
    Meant{"canberra", "Australia/Sydney"},
    Meant{"wellington", "Pacific/Auckland"},
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

/// The one that is called so, in whatever capitals.
std::string called(std::string const& wanted, std::vector<std::string> const& zones) {
    auto const found = std::ranges::find(zones, wanted, lower);
    return found == zones.end() ? std::string{} : *found;
}

/// "berlin" of "europe/berlin".
std::string_view last_part(std::string_view name) {
    return name.substr(name.rfind('/') + 1);
}

/// Wherever that city lies.
std::string city_called(std::string_view wanted, std::vector<std::string> const& zones) {
    auto const found = std::ranges::find_if(
        zones, [&](std::string const& each) { return lower(last_part(each)) == wanted; });
    return found == zones.end() ? std::string{} : *found;
}

}  // namespace

std::string zone_hint(std::string_view text) {
    auto const zones = known_zones();
    auto wanted = lower(trimmed(text));
    std::ranges::replace(wanted, ' ', '_');
    auto const quoted = [](std::string const& zone) { return "; did you mean " + in_quotes(zone) + "?"; };
    auto const is_there = [](std::string_view zone) { return Zone::load(zone).has_value(); };
    if (auto const name = called(wanted, zones); !name.empty()) return quoted(name);
    if (auto const ahead = offset_in(wanted)) {
        auto const zone = zone_of_offset(*ahead);
        return is_there(zone) ? quoted(zone) + side_of(*ahead) : std::string{};
    }
    auto const meant = std::ranges::find(kMeant, last_part(wanted), &Meant::word);
    if (meant != kMeant.end() && is_there(meant->zone)) return quoted(std::string{meant->zone});
    if (auto const name = city_called(last_part(wanted), zones); !name.empty()) return quoted(name);
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
