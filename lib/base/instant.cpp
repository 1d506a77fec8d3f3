#include "base/instant.h"

#include <array>
#include <cstddef>

#include <absl/time/time.h>
#include <fmt/format.h>

#include "base/text.h"

namespace cadence {

namespace {

constexpr std::array<std::string_view, 7> kWeekdays{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                    "Thursday", "Friday", "Saturday"};
constexpr Instant kFirstInstant{Date{date::year{1} / 1 / 1}};
constexpr Instant kEndOfTime{Date{date::year{10000} / 1 / 1}};

/// Reads a text from the left; every step says whether it found what it wanted.
class Scanner {
  public:
    explicit Scanner(std::string_view text) : rest_{text} {}

    [[nodiscard]] bool done() const { return rest_.empty(); }

    bool literal(std::string_view any_of) {
        if (rest_.empty() || any_of.find(rest_.front()) == std::string_view::npos) return false;
        rest_.remove_prefix(1);
        return true;
    }

    /// Exactly `width` digits with a value up to `max`.
    bool number(std::size_t width, int max, int& value) {
        if (rest_.size() < width) return false;
        value = 0;
        for (char const c : rest_.substr(0, width)) {
            if (!is_digit(c)) return false;
            value = value * 10 + (c - '0');
        }
        rest_.remove_prefix(width);
        return value <= max;
    }

    /// ".25": at least one digit; what is finer than a microsecond is dropped.
    bool fraction(Duration& value) {
        if (!literal(".")) return true;
        Duration unit = std::chrono::milliseconds{100};
        std::size_t digits = 0;
        for (; digits < rest_.size() && is_digit(rest_[digits]); ++digits) {
            value += unit * (rest_[digits] - '0');
            unit /= 10;
        }
        rest_.remove_prefix(digits);
        return digits > 0;
    }

  private:
    std::string_view rest_;
};

/// False where the text has another form; a day that does not exist comes back as `!ok()`.
bool scan_date(Scanner& in, date::year_month_day& day) {
    int y = 0;
    int m = 0;
    int d = 0;
    if (!in.number(4, 9999, y) || !in.literal("-") || !in.number(2, 99, m) || !in.literal("-") ||
        !in.number(2, 99, d))
        return false;
    day = date::year{y} / date::month{static_cast<unsigned>(m)} / date::day{static_cast<unsigned>(d)};
    return true;
}

bool exists(date::year_month_day const& day) {
    return day.ok() && day.year() >= date::year{1};
}

bool scan_time(Scanner& in, Duration& time) {
    int h = 0;
    int m = 0;
    int s = 0;
    Duration fraction{0};
    if (!in.number(2, 23, h) || !in.literal(":") || !in.number(2, 59, m) || !in.literal(":") ||
        !in.number(2, 59, s) || !in.fraction(fraction))
        return false;
    time = std::chrono::hours{h} + std::chrono::minutes{m} + std::chrono::seconds{s} + fraction;
    return true;
}

/// "Z" or "+01:00": what to take off the local time.
bool scan_offset(Scanner& in, Duration& offset) {
    if (in.literal("Zz")) return true;
    bool const west = in.literal("-");
    int h = 0;
    int m = 0;
    if ((!west && !in.literal("+")) || !in.number(2, 23, h) || !in.literal(":") || !in.number(2, 59, m))
        return false;
    offset = std::chrono::hours{h} + std::chrono::minutes{m};
    if (west) offset = -offset;
    return true;
}

}  // namespace

std::string format_instant(Instant instant) {
    auto const time = absl::FromUnixMicros(instant.time_since_epoch().count());
    return absl::FormatTime("%E4Y-%m-%dT%H:%M:%E*SZ", time, absl::UTCTimeZone());
}

Result<Instant> parse_instant(std::string_view text) {
    auto const refused = [text](std::string_view why) {
        return refuse(ErrorCode::invalid, "not-an-instant", fmt::format("\"{}\" {}", text, why));
    };
    Scanner in{text};
    date::year_month_day day;
    Duration time{0};
    Duration offset{0};
    if (!scan_date(in, day) || !in.literal("Tt") || !scan_time(in, time) || !scan_offset(in, offset) ||
        !in.done())
        return refused(
            "is not an instant. Write a date, a time and an offset, like 2026-01-22T10:00:00Z or "
            "2026-01-22T11:00:00+01:00.");
    if (!exists(day)) return refused("names a day that does not exist in the calendar.");
    Instant const instant = Instant{Date{day}} + time - offset;
    if (instant < kFirstInstant || instant >= kEndOfTime) return refused("lies outside the years 1 to 9999.");
    return instant;
}

std::string format_date(Date day) {
    auto const midnight = absl::UnixEpoch() + absl::Hours(24) * day.time_since_epoch().count();
    return absl::FormatTime("%E4Y-%m-%d", midnight, absl::UTCTimeZone());
}

Result<Date> parse_date(std::string_view text) {
    auto const refused = [text](std::string_view why) {
        return refuse(ErrorCode::invalid, "not-a-date", fmt::format("\"{}\" {}", text, why));
    };
    Scanner in{text};
    date::year_month_day day;
    if (!scan_date(in, day) || !in.done())
        return refused("is not a date. Write year, month and day, like 2026-01-22.");
    if (!exists(day)) return refused("does not exist in the calendar.");
    return Date{day};
}

std::string weekday_name(date::weekday weekday) {
    return std::string{kWeekdays[weekday.c_encoding() % kWeekdays.size()]};
}

std::optional<date::weekday> parse_weekday(std::string_view text) {
    for (unsigned i = 0; i < kWeekdays.size(); ++i)
        if (equals_ignoring_case(text, kWeekdays[i]) || equals_ignoring_case(text, kWeekdays[i].substr(0, 3)))
            return date::weekday{i};
    return std::nullopt;
}

}  // namespace cadence
