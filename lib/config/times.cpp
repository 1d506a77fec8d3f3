#include <array>

#include "base/text.h"
#include "config/values.h"
#include "config/zones.h"

namespace cadence::config {
namespace {

constexpr Duration kDay = std::chrono::hours{24};
constexpr Duration kWeek = 7 * kDay;
constexpr int kMaxWeeks = 520;

std::optional<std::chrono::minutes> parse_time(std::string_view text) {
    bool const shaped = text.size() == 5 && is_digit(text[0]) && is_digit(text[1]) && text[2] == ':' &&
                        is_digit(text[3]) && is_digit(text[4]);
    if (!shaped) return std::nullopt;
    auto const hour = std::chrono::hours{(text[0] - '0') * 10 + (text[1] - '0')};
    auto const minute = std::chrono::minutes{(text[3] - '0') * 10 + (text[4] - '0')};
    if (hour >= kDay || minute >= std::chrono::hours{1}) return std::nullopt;
    return hour + minute;
}

/// Takes "3d", "3 days", "2 weeks" from the front and gives the days; 0 where the text begins otherwise.
std::optional<int> take_days(std::string_view& text) {
    constexpr int kMaxDays = 10'000;
    auto const number = text.substr(0, text.find_first_not_of("0123456789"));
    auto rest = trimmed(text.substr(number.size()));
    auto const unit = rest.substr(0, rest.find_first_of("0123456789 "));
    rest.remove_prefix(unit.size());
    int const factor = unit == "d" || unit == "day" || unit == "days"     ? 1
                       : unit == "w" || unit == "week" || unit == "weeks" ? 7
                                                                          : 0;
    if (number.empty() || factor == 0) return 0;
    auto const count = parse_number<int>(number);
    if (!count || *count > kMaxDays) return std::nullopt;
    text = trimmed(rest);
    return *count * factor;
}

std::optional<calendar::Offset> parse_offset(std::string_view text) {
    text = trimmed(text);
    if (text == "0") return calendar::Offset{};
    bool const before = text.starts_with('-');
    if (before || text.starts_with('+')) text.remove_prefix(1);
    if (text.empty() || !is_digit(text.front())) return std::nullopt;
    auto const days = take_days(text);
    if (!days || (!text.empty() && !is_digit(text.front()))) return std::nullopt;
    auto const time = text.empty() ? Result<Duration>{Duration{0}} : parse_duration(text);
    if (!time) return std::nullopt;
    int const sign = before ? -1 : 1;
    return calendar::Offset{.days = sign * *days, .time = sign * *time};
}

}  // namespace

std::optional<Duration> duration_of(Value const& value, Lengths lengths) {
    auto const text = string_of(value);
    if (!text) return std::nullopt;
    auto const duration = parse_duration(*text);
    if (!duration) return value.refuse_text(*text, "is not a length of time");
    if (*duration < lengths.shortest || *duration > lengths.longest)
        return value.refuse_text(*text, "is not between " + describe_duration(lengths.shortest) + " and " +
                                            describe_duration(lengths.longest));
    return *duration;
}

std::optional<Date> date_of(Value const& value) {
    if (auto const* date = value.node.as_date()) {
        auto const& given = date->get();
        auto const day = date::year{given.year} / date::month{given.month} / date::day{given.day};
        if (day.ok() && given.year >= 1) return Date{day};
        return value.refuse_text(format_date(Date{day}), "is outside the years 1 to 9999");
    }
    auto const text = string_of(value);
    if (!text) return std::nullopt;
    auto const day = parse_date(*text);
    if (!day) return value.refuse_text(*text, "is not a date");
    return *day;
}

std::optional<date::weekday> weekday_of(Value const& value) {
    auto const text = string_of(value);
    if (!text) return std::nullopt;
    auto const weekday = parse_weekday(*text);
    if (!weekday) return value.refuse_text(*text, "is not a day of the week");
    return weekday;
}

std::optional<std::chrono::minutes> time_of(Value const& value) {
    if (auto const* time = value.node.as_time()) {
        auto const& given = time->get();
        auto const minutes = std::chrono::hours{given.hour} + std::chrono::minutes{given.minute};
        if (given.second == 0 && given.nanosecond == 0) return minutes;
        return value.refuse_for("has seconds");
    }
    auto const text = string_of(value);
    if (!text) return std::nullopt;
    auto const time = parse_time(*text);
    if (!time) return value.refuse_text(*text, "is not a time of day");
    return time;
}

std::optional<int> weeks_of(Value const& value) {
    auto const text = string_of(value);
    if (!text) return std::nullopt;
    auto const duration = parse_duration(*text);
    if (!duration || *duration % kWeek != Duration{0} || *duration < kWeek || *duration > kMaxWeeks * kWeek)
        return value.refuse_text(*text, "is not a whole number of weeks from 1 to 520");
    return static_cast<int>(*duration / kWeek);
}

std::optional<Zone> zone_of(Value const& value) {
    auto const text = string_of(value);
    if (!text) return std::nullopt;
    auto const zone = Zone::load(*text);
    if (zone) return *zone;
    return value.refuse_text(*text, "is not in the zone database", zone_hint(*text));
}

std::optional<calendar::Offset> offset_of(Value const& value) {
    if (auto const* number = value.node.as_integer(); number != nullptr && number->get() == 0)
        return calendar::Offset{};
    auto const text = string_of(value);
    if (!text) return std::nullopt;
    auto const offset = parse_offset(*text);
    if (!offset) return value.refuse_text(*text, "is not an offset from the release");
    return offset;
}

}  // namespace cadence::config
