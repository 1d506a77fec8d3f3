#include "release/release.h"

#include <algorithm>

#include "release/train.h"

namespace cadence::release {

Firing const* Release::firing(PhaseKind wanted) const {
    auto const found = std::find_if(firings.begin(), firings.end(), [&](Firing const& each) {
        return each.attempt == attempt && each.phase.kind == wanted;
    });
    return found == firings.end() ? nullptr : &*found;
}

Vote const* Release::vote_of(std::string_view person) const {
    auto const found =
        std::find_if(votes.begin(), votes.end(), [&](Vote const& vote) { return vote.person == person; });
    return found == votes.end() ? nullptr : &*found;
}

bool Release::window_open() const {
    auto const* const open = firing(PhaseKind::deploy_window_open);
    auto const* const close = firing(PhaseKind::deploy_window_close);
    return open != nullptr && close != nullptr && close->status == FiringStatus::pending &&
           (open->status == FiringStatus::fired || open->status == FiringStatus::late);
}

bool Release::deployment_running() const {
    Deployment const* last = nullptr;  // reports may come out of order
    for (auto const& each : deployments) {
        if (each.environment != Environment::production) continue;
        if (last == nullptr || each.at >= last->at) last = &each;
    }
    return last != nullptr && last->status == DeploymentStatus::started;
}

bool Release::has_pending_phase() const {
    return std::any_of(firings.begin(), firings.end(),
                       [](Firing const& each) { return each.status == FiringStatus::pending; });
}

bool Release::in_production() const {
    return state == State::monitoring || state == State::released;
}

bool is_terminal(State state) {
    return state == State::released || state == State::cancelled;
}

bool is_final(FiringStatus status) {
    return status != FiringStatus::pending && status != FiringStatus::held;
}

bool is_undecided(State state) {
    switch (state) {
        case State::planned:
        case State::frozen:
        case State::go:
        case State::no_go:
        case State::held:
            return true;
        case State::deploying:
        case State::monitoring:
        case State::released:
        case State::overdue:
        case State::cancelled:
            return false;
    }
    return false;
}

std::string release_id(std::string_view train, Date slot) {
    return std::string{train} + "-" + format_date(slot);
}

Release const* Train::find(std::string_view wanted) const {
    auto const found = releases.find(std::string{wanted});
    return found == releases.end() ? nullptr : &found->second;
}

bool is_live(Train const& train, Release const& release) {
    return !is_terminal(release.state) || release.has_pending_phase() || release.deployment_running() ||
           release.slot >= train.next_slot;
}

}  // namespace cadence::release
