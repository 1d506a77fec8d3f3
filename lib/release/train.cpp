#include "release/train.h"

#include <algorithm>

#include "artifact/version.h"

namespace cadence::release {

Release const* Train::find(std::string_view wanted) const {
    auto const found = releases.find(std::string{wanted});
    return found == releases.end() ? nullptr : &found->second;
}

Merge const* Train::merge_of(std::string_view commit) const {
    auto const found = std::find_if(merges.rbegin(), merges.rend(),
                                    [&](Merge const& each) { return same_commit(each.commit, commit); });
    return found == merges.rend() ? nullptr : &*found;
}

std::optional<Running> Train::previous_version() const {
    for (auto each = ran.rbegin(); each != ran.rend(); ++each) {
        auto const current =
            production && each->what.since == production->since && each->what.release == production->release;
        auto const same = production && !each->what.version.empty() &&
                          without_v(each->what.version) == without_v(production->version);
        if (!each->rolled_back && !current && !same) return each->what;
    }
    auto const running = production ? without_v(production->version) : std::string_view{};
    if (highest_tag.empty() || without_v(highest_tag) == running) return std::nullopt;
    return Running{{}, artifact::plain_version(highest_tag), {}, {}};
}

bool is_live(Train const& train, Release const& release) {
    auto const ahead = release.is_scheduled() && release.slot >= train.next_slot;
    auto const shown =
        std::find(train.cancelled.begin(), train.cancelled.end(), release.id) != train.cancelled.end();
    return ahead || shown || !is_terminal(release.state) || release.has_pending_phase() ||
           release.deployment_running();
}

bool is_live(Train const& train, Merge const& merge) {
    if (!merge.production_at) return true;
    return !train.merges.empty() && train.merges.back().number == merge.number;
}

}  // namespace cadence::release
