#include <algorithm>
#include <array>
#include <cstddef>

#include <fmt/format.h>

#include "artifact/heading.h"
#include "artifact/heading_words.h"
#include "base/text.h"

namespace cadence::artifact {

namespace {

constexpr std::array<std::string_view, 12> kMonths{"january",   "february", "march",    "april",
                                                   "may",       "june",     "july",     "august",
                                                   "september", "october",  "november", "december"};

/// "January", "Jan" or "Sept." as 1 to 12; 0 for another word.
int month_of(std::string_view word) {
    if (word.ends_with('.')) word.remove_suffix(1);
    if (word.size() < 3) return 0;
    auto const month = std::ranges::find_if(kMonths, [word](std::string_view name) {
        return word.size() <= name.size() && equals_ignoring_case(name.substr(0, word.size()), word);
    });
    return month == kMonths.end() ? 0 : static_cast<int>(month - kMonths.begin()) + 1;
}

/// "2nd" is 2; 0 for what is no day.
int day_of(std::string_view word) {
    auto const digits = word.substr(0, word.find_first_not_of("0123456789"));
    auto const ending = word.substr(digits.size());
    bool const known = ending.empty() || ending == "st" || ending == "nd" || ending == "rd" || ending == "th";
    return known && digits.size() <= 2 ? parse_number<int>(digits).value_or(0) : 0;
}

std::optional<Date> date_of(std::string_view year, int month, int day) {
    auto const parsed = parse_date(fmt::format("{}-{:02}-{:02}", year, month, day));
    return parsed ? std::optional{*parsed} : std::nullopt;
}

/// "2026-01-22" with any one separator, the year first.
std::optional<Date> numeric_date(std::string word) {
    std::ranges::replace_if(
        word, [](char c) { return c == '/' || c == '.'; }, '-');
    auto const parsed = parse_date(word);
    return parsed ? std::optional{*parsed} : std::nullopt;
}

/// Three numbers with two separators: whoever wrote it meant a date, and not a version after another.
bool looks_like_date(std::string_view word) {
    if (word.empty() || !is_digit(word.front()) || !is_digit(word.back())) return false;
    if (word.find_first_not_of("0123456789-/.") != std::string_view::npos || word.size() < 8 ||
        word.size() > 10)
        return false;
    return std::ranges::count_if(word, [](char c) { return !is_digit(c); }) == 2;
}

WrittenDate taken(std::vector<std::string>& words, std::size_t first, std::size_t count) {
    auto const begin = words.begin() + static_cast<std::ptrdiff_t>(first);
    auto const end = begin + static_cast<std::ptrdiff_t>(count);
    WrittenDate date{.text = fmt::format("{}", fmt::join(begin, end, " "))};
    words.erase(begin, end);
    return date;
}

/// "January 22 2026" or "22 January 2026" at `at`.
bool is_written_out(std::vector<std::string> const& words, std::size_t at) {
    if (at + 2 >= words.size() || words[at + 2].size() != 4 || !is_number(words[at + 2])) return false;
    return (month_of(words[at]) != 0 && day_of(words[at + 1]) != 0) ||
           (day_of(words[at]) != 0 && month_of(words[at + 1]) != 0);
}

WrittenDate take_written_out(std::vector<std::string>& words, std::size_t at) {
    bool const month_first = month_of(words[at]) != 0;
    auto const date = date_of(words[at + 2], month_of(words[month_first ? at : at + 1]),
                              day_of(words[month_first ? at + 1 : at]));
    auto written = taken(words, at, 3);
    written.date = date;
    return written;
}

}  // namespace

WrittenDate take_date(std::vector<std::string>& words) {
    for (std::size_t at = 0; at < words.size(); ++at) {
        if (is_written_out(words, at)) return take_written_out(words, at);
        bool const placeholder = is_date_to_come(words[at]);
        if (!placeholder && !looks_like_date(words[at])) continue;
        auto written = taken(words, at, 1);
        written.date = numeric_date(written.text);
        written.placeholder = placeholder;
        return written;
    }
    return {};
}

}  // namespace cadence::artifact
