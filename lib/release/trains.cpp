#include "release/trains.h"

#include <ranges>

#include "base/find.h"
#include "release/production.h"

namespace cadence::release {

Release const* Train::find(std::string_view wanted) const {
    auto const found = releases.find(wanted);
    return found == releases.end() ? nullptr : &found->second;
}

std::optional<Running> Train::previous_version() const {
    return ran_well_before(*this, production ? names_of(*this, *production) : std::vector<Running>{});
}

std::vector<Block> blocks_of(Train const& train) {
    auto blocks = train.blocked_besides;
    if (train.blocked) blocks.push_back(*train.blocked);
    return blocks;
}

bool is_rolling_back(Train const& train, Block const& block) {
    auto const* const release = train.find(block.release);
    return release != nullptr && release->state == State::rolling_back;
}

bool is_live(Train const& train, Release const& release) {
    auto const ahead = release.is_scheduled() && release.slot >= train.next_slot;
    return ahead || contains(train.cancelled, release.id) || !is_terminal(release.state) ||
           release.has_pending_phase() || release.deployment_running();
}

bool is_live(Train const& train, Merge const& merge) {
    if (!merge.production_at) return true;
    return !train.merges.empty() && train.merges.back().number == merge.number;
}

}  // namespace cadence::release
