// Which release a reported deployment belongs to. DESIGN section 5.
//
// Invariant: a report is never given to a release that is over, whatever it names.
#pragma once

#include <string>

#include "release/command.h"
#include "release/trains.h"

namespace cadence::release {

/// Its candidate is what was reported: by commit where both are known, else by version.
[[nodiscard]] bool is_candidate(Release const& release, std::string_view version, std::string_view commit);

/// It is there, or on its way; in other cases production stays as it is.
[[nodiscard]] bool reaches_production(ReportDeployment const& command);
/// Production runs it as it is: whoever reports it again says nothing new.
[[nodiscard]] bool runs_already(Train const& train, ReportDeployment const& command);

/// The live release that may claim it, or empty. In production: the one it names; else the only one whose
/// candidate it is (of several, the one of that version, the one that runs, the one that may be deployed);
/// else the one that is rolled back, or whose deployment it ends; else the one whose window is open with GO;
/// one that tells nothing, else the only one on demand that is approved. On staging: the one it names, else
/// the first on demand, or the first, whose candidate it is.
[[nodiscard]] std::string claimed_by(Train const& train, ReportDeployment const& command);

/// The id of the next release that somebody has deployed unplanned: "backend-unplanned-2026-12-01".
[[nodiscard]] std::string next_unplanned(Train const& train, Date day);

}  // namespace cadence::release
