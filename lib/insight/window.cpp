#include "insight/window.h"

#include <algorithm>

#include "base/text.h"

namespace cadence::insight {

namespace {

constexpr int kMostDays = 3660;  // ten years

/// Whole days of the zone.
struct Days {
    std::string name;
    Date from;
    Date to;
};

tl::unexpected<Error> wrong_window(std::string_view text) {
    return refuse(ErrorCode::invalid, "wrong-parameter",
                  "'" + std::string{text} +
                      "' is no window: give a number of days like P90D (10 years at most), a quarter like "
                      "2026-Q1 or a year like 2026.",
                  "window");
}

Date first_of(int year, unsigned month) {
    return Date{date::year{year} / date::month{month} / 1};
}

Days quarter(int year, int number) {
    auto const month = static_cast<unsigned>(number - 1) * 3 + 1;
    auto const first = date::year{year} / date::month{month} / 1;
    return {std::to_string(year) + "-Q" + std::to_string(number), Date{first}, Date{first + date::months{3}}};
}

Days year(int number) {
    return {std::to_string(number), first_of(number, 1), first_of(number + 1, 1)};
}

/// "2026" or "2026-Q1".
std::optional<Days> named(std::string_view text) {
    constexpr std::size_t kYearDigits = 4;
    auto const number = parse_number<int>(text.substr(0, kYearDigits));
    if (!number || *number < 1970 || text.size() < kYearDigits) return std::nullopt;
    if (text.size() == kYearDigits) return year(*number);
    auto const rest = text.substr(kYearDigits);
    auto const is_quarter =
        rest.size() == 3 && rest[0] == '-' && to_lower(rest[1]) == 'q' && rest[2] >= '1' && rest[2] <= '4';
    if (!is_quarter) return std::nullopt;
    return quarter(*number, rest[2] - '0');
}

Window placed(Days days, Zone const& zone, Instant record_ends) {
    Window window{std::move(days.name), zone.at(days.from, {}), zone.at(days.to, {}), {}};
    window.until = std::clamp(record_ends, window.from, window.to);
    return window;
}

/// The one before it of the same kind.
Days before(Days const& days) {
    auto const of_length = days.name.starts_with('P');
    if (of_length) return {days.name, days.from - (days.to - days.from), days.from};
    date::year_month_day const last{days.from - date::days{1}};
    auto const number = static_cast<int>(last.year());
    if (days.name.find('Q') == std::string::npos) return year(number);
    return quarter(number, (static_cast<int>(static_cast<unsigned>(last.month())) - 1) / 3 + 1);
}

}  // namespace

Result<Window> window_of(std::string_view text, Zone const& zone, Instant last) {
    auto const tomorrow = zone.day_of(last) + date::days{1};
    auto const record_ends = zone.at(tomorrow, {});
    if (auto days = named(text)) return placed(*std::move(days), zone, record_ends);
    auto const length = parse_duration(text);
    if (!length || *length % date::days{1} != Duration{0}) return wrong_window(text);
    auto const days = *length / date::days{1};
    if (days < 1 || days > kMostDays) return wrong_window(text);
    return placed({"P" + std::to_string(days) + "D", tomorrow - date::days{days}, tomorrow}, zone,
                  record_ends);
}

std::vector<Window> up_to(Window const& window, std::size_t count, Zone const& zone) {
    std::vector<Window> all{window};
    Days days{window.name, zone.day_of(window.from), zone.day_of(window.to)};
    while (all.size() < count) {
        days = before(days);
        all.push_back(placed(days, zone, window.until));
    }
    std::ranges::reverse(all);
    return all;
}

Window last_quarter(Zone const& zone, Instant now) {
    date::year_month_day const today{zone.day_of(now)};
    auto const month = static_cast<unsigned>(today.month());
    auto const running = quarter(static_cast<int>(today.year()), static_cast<int>((month - 1) / 3) + 1);
    return placed(before(running), zone, now);
}

}  // namespace cadence::insight
