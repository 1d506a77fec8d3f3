#include "engine/forge_status.h"

#include "release/decision.h"

namespace cadence::engine {

forge::Status status_of(release::Gate const& gate, Zone const& zone, std::string target_url) {
    using forge::fitted;
    forge::Status status{.target_url = std::move(target_url)};
    auto const reasons = release::in_short(gate.reasons);
    if (gate.open) {
        status.description =
            gate.advisory ? fitted("May be merged; note: " + reasons) : "May be merged: the gate is open";
        return status;
    }
    status.state = forge::StatusState::failure;
    auto const until = gate.changes_at ? "; may change " + zone.show(*gate.changes_at) : std::string{};
    status.description = fitted(reasons, forge::kLongestDescription - until.size()) + until;
    return status;
}

}  // namespace cadence::engine
