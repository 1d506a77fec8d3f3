#include "release/checks_due.h"

#include <algorithm>

#include "release/policy.h"

namespace cadence::release {

namespace {

bool wanted(Item const& item) {
    return !item.rule.check.empty() && item.status != ItemStatus::waived &&
           item.status != ItemStatus::not_applicable;
}

/// From when on the checks before the release make sense; nothing: not now.
std::optional<Instant> checked_from(Release const& release) {
    if (release.is_open_request())
        return release.candidate ? std::optional{release.candidate->set_at} : std::nullopt;
    if (!release.undecided() || release.state == State::planned) return std::nullopt;
    auto const* const freeze = release.firing(PhaseKind::code_freeze);
    return freeze == nullptr ? std::nullopt : std::optional{freeze->phase.at};
}

std::optional<Instant> after_release(Release const& release, Item const& item) {
    if (release.state != State::monitoring || !release.monitored_until) return std::nullopt;
    auto const end = *release.monitored_until;
    if (!item.checked_at) {
        auto const* const deployed = release.deployed_to(Environment::production);
        return deployed == nullptr ? end : std::min(deployed->at, end);
    }
    auto const next = *item.checked_at + item.rule.every;
    if (*item.checked_at < end) return std::min(next, end);
    auto const awaited = release.monitoring_overdue && item.rule.required && !item.done();
    return awaited ? std::optional{next} : std::nullopt;
}

std::optional<Instant> due_at(Release const& release, Item const& item) {
    if (!wanted(item) || is_terminal(release.state)) return std::nullopt;
    if (item.running_since) return *item.running_since + kCheckAbandoned;
    if (item.asked_at) return item.asked_at;
    if (item.rule.stage == Stage::post) return after_release(release, item);
    auto const from = checked_from(release);
    if (!from || (tested_on_staging(release, item) && !release.staged())) return std::nullopt;
    return item.checked_at ? std::max(*from, *item.checked_at + item.rule.every) : from;
}

}  // namespace

bool tested_on_staging(Release const& release, Item const& item) {
    return release.is_on_demand() && item.rule.resets && item.rule.stage == Stage::pre;
}

std::optional<Instant> next_check(Release const& release) {
    std::optional<Instant> next;
    for (auto const& item : release.checklist) {
        auto const due = due_at(release, item);
        if (due && (!next || *due < *next)) next = due;
    }
    return next;
}

std::vector<std::string> checks_due(Release const& release, Instant now) {
    std::vector<std::string> ids;
    for (auto const& item : release.checklist) {
        auto const due = due_at(release, item);
        if (due && *due <= now) ids.push_back(item.rule.id);
    }
    return ids;
}

bool final_checks_done(Release const& release) {
    return std::ranges::all_of(release.checklist, [&](Item const& item) {
        if (item.rule.stage != Stage::post || !wanted(item)) return true;
        return !item.running_since && item.checked_at && *item.checked_at >= *release.monitored_until;
    });
}

}  // namespace cadence::release
