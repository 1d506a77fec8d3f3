#include "api/view.h"

#include <algorithm>
#include <tuple>

#include "base/plain_text.h"
#include "base/text.h"

namespace cadence::api {

namespace {

tl::unexpected<Error> no_release(std::string_view id) {
    return refuse(ErrorCode::not_found, "release-not-found",
                  "There is no release " + one_line(std::string{id}) + ".");
}

/// One that nothing has touched, with the blackout that moved it.
release::Upcoming shown_derived(release::Release release, config::TrainConfig const& config,
                                release::Train const& train) {
    auto const& policy = config.policy;
    auto const placed = calendar::place(policy.rule, release::blackouts_of(train, policy),
                                        release::pinned_of(train), release.slot);
    release.checklist = release::checklist_ahead(train, policy);
    return release::shown(std::move(release), policy, placed.reason);
}

}  // namespace

release::Upcoming shown(release::Release release, config::TrainConfig const* config) {
    if (config == nullptr) return {.release = std::move(release), .moved_from = {}, .moved_because = {}};
    return release::shown(std::move(release), config->policy);
}

Result<release::Upcoming> release_shown(engine::Engine& engine, std::string_view id) {
    auto const train_id = engine.train_of(id);
    if (!train_id) return no_release(id);
    auto const* const config = engine.config().train(*train_id);
    if (config != nullptr)
        if (auto const* const live = engine.train(*train_id).find(id)) return shown(*live, config);
    if (auto past = engine.store().release(id)) return shown(std::move(*past), config);
    if (config == nullptr) return no_release(id);
    auto const& train = engine.train(*train_id);
    return release::release_by_id(train, config->policy, id).map([&](release::Release&& release) {
        return shown_derived(std::move(release), *config, train);
    });
}

std::optional<release::Upcoming> next_shown(release::Train const& train, release::Policy const& policy) {
    auto ahead = release::agenda_of(train, policy, 1).releases;
    if (ahead.empty()) return std::nullopt;
    auto& release = ahead.front().release;
    if (train.find(release.id) == nullptr) release.checklist = release::checklist_ahead(train, policy);
    return std::move(ahead.front());
}

Zone const& zone_of(config::Config const& config, std::string const& train) {
    static Zone const utc;
    auto const* const configured = config.train(train);
    return configured == nullptr ? utc : configured->policy.rule.zone;
}

release::Gate gate_of(engine::Engine& engine, config::TrainConfig const& config, release::Action action,
                      release::Subject const& subject) {
    return release::gate_of(engine.train(config.id), config.policy, action, engine.clock_held(), subject);
}

std::vector<release::Release> live_off_calendar(release::Train const& train) {
    std::vector<release::Release> live;
    for (auto const& [id, release] : train.releases)
        if (!release.is_scheduled() && !release::is_terminal(release.state)) live.push_back(release);
    std::ranges::stable_sort(live, {}, [](auto const& each) { return each.window.opens_at; });
    return live;
}

RunningDeadlines running_deadlines(release::Train const& train, std::string_view release, std::size_t most) {
    std::vector<release::Deadline const*> running;
    for (auto const& [id, deadline] : train.deadlines)
        if (release::is_live(deadline) && (release.empty() || deadline.release == release))
            running.push_back(&deadline);
    auto const sooner = [](auto const* a, auto const* b) {
        return std::tie(a->due_at, a->id) < std::tie(b->due_at, b->id);
    };
    auto const shown = std::min(most, running.size());
    std::ranges::partial_sort(running, running.begin() + static_cast<std::ptrdiff_t>(shown), sooner);
    RunningDeadlines found{.first = {}, .all = running.size()};
    found.first.reserve(shown);
    for (std::size_t i = 0; i < shown; ++i) found.first.push_back(*running[i]);
    return found;
}

}  // namespace cadence::api
