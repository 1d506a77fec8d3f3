// How a release stands, in one line: a word that is whole by itself, and why. Page, chat and JSON say the
// same by it. It rests on committed state alone and names instants, never distances. DESIGN section 12.
#pragma once

#include <array>
#include <string>

#include <boost/describe/class.hpp>

#include "base/names.h"
#include "base/zone.h"
#include "release/trains.h"

namespace cadence::release {

enum class OutlookCode {
    on_track,
    off_track,  // nothing is due yet, and something is wrong already
    not_go_yet,
    go,
    no_go,
    held,
    deploying,
    monitoring,
    overdue,
    rolling_back,
    rolled_back,
    released,
    cancelled,
    requested,
    approved,
    rejected,
    expired,
};
BOOST_DESCRIBE_ENUM(OutlookCode, on_track, off_track, not_go_yet, go, no_go, held, deploying, monitoring,
                    overdue, rolling_back, rolled_back, released, cancelled, requested, approved, rejected,
                    expired)

struct Outlook {
    OutlookCode code = OutlookCode::on_track;
    std::string word;  // "Not GO yet"
    std::string why;   // "2 votes and 4 checklist items are missing."; may be empty
};
BOOST_DESCRIBE_STRUCT(Outlook, (), (code, word, why))

/// Of a release, within its train as it stands.
[[nodiscard]] Outlook outlook_of(Release const& release, Train const& train, Zone const& zone);
/// "2 votes and 4 checklist items", or empty when nothing is: what is still missing for GO.
[[nodiscard]] std::string missing_in_numbers(Release const& release);

}  // namespace cadence::release
