#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <span>

#include <fmt/format.h>

#include "base/instant.h"
#include "base/text.h"

namespace cadence {

namespace {

using Micros = std::uint64_t;  // a magnitude: the sign is kept apart, so that Duration::min() has one

constexpr Micros kSecond = 1'000'000;
constexpr Micros kMinute = 60 * kSecond;
constexpr Micros kHour = 60 * kMinute;
constexpr Micros kDay = 24 * kHour;
constexpr Micros kWeek = 7 * kDay;
constexpr Micros kLongest = std::numeric_limits<std::int64_t>::max();

struct Unit {
    std::string_view name;
    Micros size;
};

constexpr auto kIsoDate = std::to_array<Unit>({{"W", kWeek}, {"D", kDay}});
constexpr auto kIsoTime = std::to_array<Unit>({{"H", kHour}, {"M", kMinute}, {"S", kSecond}});
constexpr auto kShown = std::to_array<Unit>(
    {{"d", kDay}, {"h", kHour}, {"min", kMinute}, {"s", kSecond}, {"ms", 1000}, {"µs", 1}});
constexpr auto kWritten = std::to_array<Unit>(
    {{"w", kWeek},      {"week", kWeek},     {"weeks", kWeek},     {"d", kDay},      {"day", kDay},
     {"days", kDay},    {"h", kHour},        {"hour", kHour},      {"hours", kHour}, {"m", kMinute},
     {"min", kMinute},  {"minute", kMinute}, {"minutes", kMinute}, {"s", kSecond},   {"sec", kSecond},
     {"secs", kSecond}, {"second", kSecond}, {"seconds", kSecond}, {"ms", 1000},     {"us", 1},
     {"µs", 1}});

Micros magnitude(Duration duration) {
    auto const count = duration.count();
    return count < 0 ? Micros{0} - static_cast<Micros>(count) : static_cast<Micros>(count);
}

/// The numbers read so far: units get smaller, and only the last number has a fraction.
struct Sum {
    Micros total = 0;
    Micros last_unit = std::numeric_limits<Micros>::max();
    bool whole = true;
};

struct Number {
    Micros whole = 0;
    Micros millionths = 0;
    bool fraction = false;
};

/// Takes "12" or "1.5" off the left.
std::optional<Number> take_number(std::string_view& rest) {
    Number number;
    std::size_t i = 0;
    for (; i < rest.size() && is_digit(rest[i]); ++i)
        if (__builtin_mul_overflow(number.whole, Micros{10}, &number.whole) ||
            __builtin_add_overflow(number.whole, static_cast<Micros>(rest[i] - '0'), &number.whole))
            return std::nullopt;
    if (i == 0) return std::nullopt;
    if (i < rest.size() && rest[i] == '.') {
        std::size_t const first = ++i;
        for (Micros unit = 100'000; i < rest.size() && is_digit(rest[i]); ++i, unit /= 10)
            number.millionths += unit * static_cast<Micros>(rest[i] - '0');
        if (i == first) return std::nullopt;
        number.fraction = true;
    }
    rest.remove_prefix(i);
    return number;
}

void skip_spaces(std::string_view& rest) {
    rest = trimmed_left(rest, " ");
}

/// "h 30 min": takes the name of the unit, which ends at a digit or a space.
std::string_view take_name(std::string_view& rest) {
    skip_spaces(rest);
    auto const name = rest.substr(0, rest.find_first_of(" 0123456789"));
    rest.remove_prefix(name.size());
    return name;
}

bool add(Sum& sum, Number const& number, Micros unit) {
    sum.last_unit = unit;
    sum.whole = !number.fraction;
    Micros product = 0;
    return !__builtin_mul_overflow(number.whole, unit, &product) &&
           !__builtin_add_overflow(sum.total, product, &sum.total) &&
           !__builtin_add_overflow(sum.total, number.millionths * unit / 1'000'000, &sum.total);
}

/// One or more numbers with their units, to the end of the text.
bool add_all(Sum& sum, std::string_view rest, std::span<Unit const> units) {
    do {
        auto const number = take_number(rest);
        if (!number || !sum.whole) return false;
        auto const name = take_name(rest);
        auto const unit =
            std::ranges::find_if(units, [name](Unit const& u) { return equals_ignoring_case(u.name, name); });
        if (unit == units.end() || unit->size >= sum.last_unit || !add(sum, *number, unit->size))
            return false;
        if (!rest.empty() && rest.front() == ' ') {
            skip_spaces(rest);
            if (rest.empty()) return false;
        }
    } while (!rest.empty());
    return true;
}

/// The text after the P of ISO 8601: "14D", "T2H", "1DT2H".
bool add_iso(Sum& sum, std::string_view text) {
    if (text.find(' ') != std::string_view::npos) return false;
    auto const t = text.find('T');
    if (t == std::string_view::npos) return add_all(sum, text, kIsoDate);
    return (t == 0 || add_all(sum, text.substr(0, t), kIsoDate)) &&
           add_all(sum, text.substr(t + 1), kIsoTime);
}

}  // namespace

std::string format_duration(Duration duration) {
    Micros rest = magnitude(duration);
    if (rest == 0) return "PT0S";
    std::string text = duration < Duration{0} ? "-P" : "P";
    if (rest >= kDay) text += fmt::format("{}D", rest / kDay);
    rest %= kDay;
    if (rest > 0) text += 'T';
    if (rest >= kHour) text += fmt::format("{}H", rest / kHour);
    rest %= kHour;
    if (rest >= kMinute) text += fmt::format("{}M", rest / kMinute);
    rest %= kMinute;
    if (rest == 0) return text;
    text += std::to_string(rest / kSecond);
    if (rest % kSecond > 0) {
        text += fmt::format(".{:06}", rest % kSecond);
        text.erase(text.find_last_not_of('0') + 1);
    }
    return text + "S";
}

std::string describe_duration(Duration duration) {
    Micros const all = magnitude(duration);
    auto const big = std::ranges::find_if(kShown, [all](Unit const& u) { return all >= u.size; });
    if (big == kShown.end()) return "0 s";
    std::string text = fmt::format("{}{} {}", duration < Duration{0} ? "-" : "", all / big->size, big->name);
    auto const small = std::next(big);
    if (small != kShown.end() && all % big->size >= small->size)
        text += fmt::format(" {} {}", all % big->size / small->size, small->name);
    return text;
}

Result<Duration> parse_duration(std::string_view text) {
    auto rest = text;
    bool const negative = !rest.empty() && rest.front() == '-';
    if (negative) rest.remove_prefix(1);
    bool const iso = !rest.empty() && rest.front() == 'P';
    Sum sum;
    Micros const longest = negative ? kLongest + 1 : kLongest;
    if (!(iso ? add_iso(sum, rest.substr(1)) : add_all(sum, rest, kWritten)) || sum.total > longest)
        return refuse(
            ErrorCode::invalid, "not-a-duration",
            fmt::format(
                "\"{}\" is not a duration. Write numbers with their units, the largest first (weeks, days, "
                "hours, minutes, seconds), like 2h, 1h30m, 2 weeks or PT2H.",
                text));
    return Duration{static_cast<std::int64_t>(negative ? Micros{0} - sum.total : sum.total)};
}

}  // namespace cadence
