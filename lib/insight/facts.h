// What is known of a train's production over some time: deployments, rollbacks, changes that shipped. Read
// from the record by whoever can; everything in insight/ is made of it and of nothing else.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "release/rollbacks.h"
#include "release/terms.h"

namespace cadence::insight {

/// The end of a deployment to production, as it was reported.
struct Deployed {
    std::string deployment;
    std::string release = {};                // or empty: of none
    std::optional<release::Kind> kind = {};  // the release's
    release::DeploymentStatus status = release::DeploymentStatus::succeeded;
    std::string version = {};
    std::string commit = {};
    Instant at;  // when it happened, however late it was reported
};

struct RolledBack {
    std::string release;
    Instant started_at;
    std::optional<Instant> restored_at =
        {};  // since when production runs something else; nothing: it does not
};

/// A merge that is in production.
struct Change {
    std::optional<Instant> committed_at = {};
    Instant merged_at;
    Instant shipped_at;  // of one that was rolled back: when it shipped again
};

struct Facts {
    Instant since;                             // nothing older is in it
    std::optional<Instant> active_since = {};  // when the train was first looked after
    std::optional<Deployed> before = {};       // production's last success before them
    std::vector<Deployed> deployments = {};    // those that ended, oldest first
    std::vector<RolledBack> rollbacks = {};    // oldest first, also of what was deployed since
    std::vector<Change> changes = {};          // in the order in which they shipped
};

}  // namespace cadence::insight
