#include "worker/forge_status.h"

#include "release/decision.h"

namespace cadence::worker {

forge::Status status_of(release::Gate const& gate, Zone const& zone, forge::Kind kind,
                        std::string target_url) {
    forge::Saying saying{.text = "May be merged: the gate is open", .target_url = std::move(target_url)};
    auto const reasons = release::in_short(gate.reasons);
    if (!gate.open) {
        saying.state = forge::StatusState::failure;
        saying.text = reasons;
        if (gate.changes_at) saying.ending = "; may change " + zone.show(*gate.changes_at);
    } else if (gate.advisory) {
        saying.text = "May be merged; note: " + reasons;
    }
    return forge::status_for(kind, saying);
}

}  // namespace cadence::worker
