// A month in the terminal: weeks from Monday, with release days, code freezes and blackouts marked.
#pragma once

#include <map>
#include <string>

#include "base/instant.h"
#include "cadencectl/document.h"
#include "cadencectl/style.h"

namespace cadence::ctl {

struct Day {
    bool release = false;  // its deploy window opens
    bool freeze = false;   // from a code freeze to the day before the release
    bool blackout = false;
    bool cancelled = false;  // a release that would have opened
};

struct Month {
    date::year_month month;
    Date today;
    std::map<Date, Day> days{};
    boost::json::array releases{};  // whose window opens in it, by opening
    boost::json::array blackouts{};
    boost::json::array skipped{};  // slots without a release
};

/// Takes up a release (whole or in short), a blackout and a skipped slot, as far as they fall into the month.
void mark_release(Month& month, Json const& release);
void mark_skipped(Month& month, Json const& slot);
void mark_blackout(Month& month, Json const& blackout);
[[nodiscard]] std::string render(Month const& month, Style style);

}  // namespace cadence::ctl
