#include "release/monitoring.h"

#include <algorithm>

#include "base/find.h"
#include "base/text.h"
#include "release/checks_due.h"

namespace cadence::release {

std::vector<OpenItem> open_items_after(Release const& release) {
    std::vector<OpenItem> open;
    for (auto const& item : release.checklist) {
        if (item.rule.stage != Stage::post || !item.rule.required || item.done()) continue;
        open.push_back(
            {item.rule.id, item.rule.text, item.status, item.reason, item.rule.check, item.rule.roles});
    }
    return open;
}

std::string in_short(std::vector<OpenItem> const& items, std::string const& release) {
    std::vector<std::string> ids;
    for (auto const failed : {true, false})
        for (auto const& each : items)
            if ((each.status == ItemStatus::failed) == failed)
                ids.push_back(each.item + (failed ? " (failed)" : ""));
    auto const many = ids.size() > kNamed;
    return first_listed(std::move(ids)) + (many ? " (cadencectl checklist " + release + ")" : "");
}

std::optional<Instant> next_monitoring_reminder(Release const& release, Policy const& policy) {
    auto const before = policy.clocks.monitoring_reminder;
    if (release.state != State::monitoring || !release.monitored_until || before == Duration{0})
        return std::nullopt;
    if (release.monitoring_reminded || release.monitoring_overdue) return std::nullopt;
    auto const at = *release.monitored_until - before;
    auto const* const deployed = release.deployed_to(Environment::production);
    if (deployed != nullptr && at < deployed->at) return std::nullopt;
    return open_items_after(release).empty() ? std::nullopt : std::optional{at};
}

std::optional<Instant> end_of_monitoring(Release const& release) {
    if (release.state != State::monitoring || !release.monitored_until || !final_checks_done(release))
        return std::nullopt;
    if (release.monitoring_overdue && !open_items_after(release).empty()) return std::nullopt;
    return release.monitored_until;
}

bool waits_for_announcement(Release const& release, std::string const& topic) {
    return std::ranges::any_of(release.checklist, [&](Item const& item) {
        return item.status == ItemStatus::pending && contains(item.rule.announced, topic);
    });
}

std::vector<std::string> known_items(Train const& train, Release const& release) {
    std::vector<std::string> ids;
    if (release.state != State::monitoring) return ids;
    for (auto const& item : release.checklist) {
        auto const waits = item.status == ItemStatus::pending && item.rule.check.empty();
        if (!waits || item.rule.known != Known::previous_version) continue;
        auto const previous = train.previous_version();
        if (previous && !previous->version.empty()) ids.push_back(item.rule.id);
    }
    return ids;
}

}  // namespace cadence::release
