#include "engine/metrics.h"

#include <algorithm>

namespace cadence::engine {

namespace {

tl::unexpected<Error> too_much(insight::Window const& window) {
    return refuse(ErrorCode::invalid, "wrong-parameter",
                  "More has happened in " + window.name +
                      " than one answer can be made of (800 deployments, 10,000 changes): ask for a shorter "
                      "window.",
                  "window");
}

insight::Facts facts_in(store::Store const& store, release::Train const& train, Instant from, Instant until) {
    auto facts = store.facts({.train = train.id, .from = from, .until = until});
    facts.active_since = train.activated_at;
    return facts;
}

}  // namespace

Result<Look> look_back(store::Store const& store, release::Train const& train, Zone const& zone,
                       std::string_view text, std::size_t windows) {
    auto const last = store.last_event_at(train.id).value_or(Instant{});
    auto const window = insight::window_of(text, zone, last);
    if (!window) return error_of(window);
    Look look{.windows = insight::up_to(*window, windows, zone)};
    look.facts = facts_in(store, train, look.windows.front().from, window->until);
    auto const& since = look.facts.since;
    if (since > window->from) return too_much(*window);
    std::erase_if(look.windows, [&](insight::Window const& each) { return each.from < since; });
    return look;
}

std::vector<release::Figure> quarter_figures(store::Store const& store, release::Train const& train,
                                             Zone const& zone, Instant now) {
    auto const quarter = insight::last_quarter(zone, now);
    auto const facts = facts_in(store, train, quarter.from, quarter.to);
    if (facts.since > quarter.from) return {};
    std::vector<release::Figure> figures;
    auto const metrics = insight::metrics_of(facts, {quarter});
    for (auto const& metric : metrics.front().all)
        figures.push_back({std::string{name_of(metric.name)}, metric.value, metric.met});
    return figures;
}

}  // namespace cadence::engine
