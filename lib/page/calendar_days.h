// The days of a calendar that are more than a number: releases, freezes, blackouts, and what a month says of
// them.
#pragma once

#include <map>

#include "page/parts.h"

namespace cadence::page {

/// What a day carries beside its number.
struct Day {
    std::string style;  // of the disc; empty: no release
    std::string href;
    std::string spoken;  // ": 1.10.0, released"
    bool frozen = false;
    bool blackout = false;
    Array notes = {};  // what a month says of it
};
using Days = std::map<Date, Day>;

[[nodiscard]] Days days_of(Object const& document, Setting const& setting);

}  // namespace cadence::page
