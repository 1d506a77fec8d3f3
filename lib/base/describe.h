// Values in sentences for people. describe_duration stands beside its parser, in instant.h.
#pragma once

#include <string>

#include "base/instant.h"

namespace cadence {

/// "Thu 2026-01-08 12:00 UTC", with its seconds where it has any.
[[nodiscard]] inline std::string describe_instant(Instant instant) {
    static constexpr std::string_view kEven = ":00";
    auto const second = date::floor<std::chrono::seconds>(instant);
    auto text = format_instant(second);  // "2026-01-08T12:00:00Z"
    text.pop_back();
    text.replace(text.find('T'), 1, " ");
    if (text.ends_with(kEven)) text.resize(text.size() - kEven.size());
    auto const day = date::floor<date::days>(second);
    return weekday_name(date::weekday{day}).substr(0, 3) + " " + text + " UTC";
}

}  // namespace cadence
