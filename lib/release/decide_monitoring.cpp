// From a production success to `released`: reminders, the end, and the items that are done by what the daemon
// has done or knows itself. None of these refuses; with nothing to do they give no events.
#include <algorithm>

#include "base/find.h"
#include "release/checks_due.h"
#include "release/draft.h"
#include "release/lifecycle.h"
#include "release/monitoring.h"

namespace cadence::release {

namespace {

/// Announcements before this instant were of another candidate, or of another date.
Instant stands_since(Release const& release) {
    Instant since;
    if (release.candidate) since = release.candidate->set_at;
    if (!release.dates.empty()) since = std::max(since, release.dates.back().at);
    return since;
}

bool does(Release const& release, Item const& item, TickAnnounced const& told) {
    if (item.status != ItemStatus::pending || !contains(item.rule.announced, told.topic)) return false;
    if (item.rule.stage == Stage::post) {
        auto const* const deployed = release.deployed_to(Environment::production);
        return release.in_production() && deployed != nullptr && told.at >= deployed->at;
    }
    return (is_undecided(release.state) || release.is_open_request()) && told.at >= stands_since(release) &&
           (!tested_on_staging(release, item) || release.staged());
}

}  // namespace

Result<Events> handle(Train const& train, RemindMonitoring const& command, Context const& context) {
    auto const* const release = train.find(command.release);
    if (release == nullptr || context.clock_held) return Events{};
    auto const at = next_monitoring_reminder(*release, context.policy);
    if (!at || context.now < *at) return Events{};
    return one_event(context,
                     MonitoringReminded{release->id, *release->monitored_until, open_items_after(*release)});
}

Result<Events> handle(Train const& train, FinishMonitoring const& command, Context const& context) {
    auto const* const release = train.find(command.release);
    if (release == nullptr || context.clock_held) return Events{};
    auto const end = end_of_monitoring(*release);
    if (!end || context.now < *end) return Events{};
    if (auto open = open_items_after(*release); !open.empty())
        return one_event(context, MonitoringOverdue{release->id, *end, std::move(open)});
    Draft draft{train, context};
    draft.change_state(release->id, State::released, "monitored without being rolled back");
    return draft.take();
}

Result<Events> handle(Train const& train, TickAnnounced const& command, Context const& context) {
    auto const* const found = train.find(command.release);
    if (found == nullptr) return Events{};
    auto const release = *found;
    Draft draft{train, context};
    for (auto const& item : release.checklist) {
        if (!does(release, item, command)) continue;
        draft.emit(
            ItemTicked{release.id, item.rule.id, ItemStatus::passed, "announced to " + command.channel});
        draft.settle(release.id);
    }
    return draft.take();
}

Result<Events> handle(Train const& train, TickKnown const& command, Context const& context) {
    auto const* const release = train.find(command.release);
    if (release == nullptr || context.clock_held) return Events{};
    Draft draft{train, context};
    for (auto const& id : known_items(train, *release)) {
        draft.emit(ItemTicked{command.release, id, ItemStatus::passed,
                              train.previous_version()->version + " ran before it"});
    }
    return draft.take();
}

}  // namespace cadence::release
