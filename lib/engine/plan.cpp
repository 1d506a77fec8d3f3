#include <algorithm>
#include <set>

#include "engine/config.h"

namespace cadence::engine {
namespace {

using Openings = std::map<std::string, Instant>;

/// The releases ahead of one train under one configuration.
struct Dates {
    Openings openings;  // by release; more than are compared
    Instant horizon =
        Instant::max();  // the last of the first `count`: beyond it, nothing is known to be absent
};

/// A train this database has not seen runs from its first release.
release::Train standing(std::map<std::string, release::Train> const& trains, TrainConfig const& config) {
    auto const known = trains.find(config.id);
    auto train = known == trains.end() ? release::Train{} : known->second;
    if (train.activated_at) return train;
    train.id = config.id;
    train.next_slot = std::max(train.next_slot, config.policy.rule.first_release);
    train.activated_at = Instant{train.next_slot};
    return train;
}

Dates dates_of(std::map<std::string, release::Train> const& trains, TrainConfig const* config,
               std::size_t count) {
    Dates dates;
    if (config == nullptr) return dates;
    // A release that the other configuration has among its first may be a few places further on here.
    auto const looked_at = 2 * count + 8;
    auto const agenda = release::agenda_of(standing(trains, *config), config->policy, looked_at);
    for (auto const& upcoming : agenda.releases) {
        dates.openings.emplace(upcoming.release.id, upcoming.release.window.opens_at);
    }
    if (agenda.releases.size() >= count) dates.horizon = agenda.releases[count - 1].release.window.opens_at;
    return dates;
}

std::optional<Instant> opening(Openings const& openings, std::string const& id) {
    auto const found = openings.find(id);
    return found == openings.end() ? std::nullopt : std::optional{found->second};
}

std::vector<DateDiff> compare(std::string const& train, Dates const& before, Dates const& after) {
    auto const horizon = std::min(before.horizon, after.horizon);
    std::set<std::string> ids;
    for (auto const& openings : {before.openings, after.openings}) {
        for (auto const& [id, opens_at] : openings) {
            if (opens_at <= horizon) ids.insert(id);
        }
    }
    std::vector<DateDiff> diffs;
    for (auto const& id : ids) {
        DateDiff diff{train, id, opening(before.openings, id), opening(after.openings, id)};
        if (diff.from != diff.to) diffs.push_back(std::move(diff));
    }
    std::ranges::stable_sort(diffs, {}, [](DateDiff const& diff) {
        return std::min(diff.from.value_or(Instant::max()), diff.to.value_or(Instant::max()));
    });
    return diffs;
}

}  // namespace

std::vector<DateDiff> plan(std::map<std::string, release::Train> const& trains, Config const& old_config,
                           Config const& new_config, std::size_t count) {
    if (count == 0) return {};
    std::set<std::string> ids;
    for (auto const* config : {&old_config, &new_config}) {
        for (auto const& train : config->trains) ids.insert(train.id);
    }
    std::vector<DateDiff> all;
    for (auto const& id : ids) {
        auto const* const was = old_config.train(id);
        auto const* const will_be = new_config.train(id);
        if (was != nullptr && will_be != nullptr && was->policy == will_be->policy) continue;
        auto const before = dates_of(trains, was, count);
        auto const after = dates_of(trains, will_be, count);
        auto const diffs = compare(id, before, after);
        all.insert(all.end(), diffs.begin(), diffs.end());
    }
    return all;
}

}  // namespace cadence::engine
