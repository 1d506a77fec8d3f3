#include "release/agenda.h"

#include <algorithm>

namespace cadence::release {

namespace {

constexpr std::chrono::days kHorizon{366 * 3};  // an id further ahead than this is a typing error

constexpr std::size_t kBefore = 2;  // that may open before the instant asked for

/// How far one must look to find `count` derived releases: blackouts may skip some.
Instant horizon(Policy const& policy, Date first, std::size_t count) {
    auto const weeks = (static_cast<int>(count) + 2) * policy.rule.every_weeks + 60;
    return Instant{first} + std::chrono::hours{24 * 7 * weeks};
}

}  // namespace

bool window_ahead(Release const& release) {
    auto const* const close = release.firing(PhaseKind::deploy_window_close);
    return release.state != State::cancelled && close != nullptr && close->status == FiringStatus::pending;
}

Upcoming shown(Release release, Policy const& policy, std::string const& because) {
    Upcoming item;
    if (release.is_scheduled() && calendar::is_slot(policy.rule, release.slot)) {
        auto const own = calendar::window_of(policy.rule, release.slot);
        if (own.opens_at != release.window.opens_at) item.moved_from = own;
    }
    if (item.moved_from) item.moved_because = release.dates.empty() ? because : release.dates.back().reason;
    item.release = std::move(release);
    return item;
}

calendar::Pinned pinned_of(Train const& train) {
    calendar::Pinned pinned;
    for (auto const& [id, release] : train.releases) {
        if (!release.is_scheduled()) continue;
        pinned[release.slot] =
            release.state == State::cancelled ? std::nullopt : std::optional{release.window};
    }
    return pinned;
}

Date free_slot_from(Train const& train, Policy const& policy, Date day) {
    auto const pinned = pinned_of(train);
    auto slot = calendar::slot_from(policy.rule, day);
    while (pinned.contains(slot)) slot = calendar::next_slot(policy.rule, slot);
    return slot;
}

std::vector<calendar::Blackout> blackouts_of(Train const& train, Policy const& policy) {
    auto all = policy.blackouts;
    all.insert(all.end(), train.blackouts.begin(), train.blackouts.end());
    return all;
}

Release derived(Train const& train, Policy const& policy, calendar::Occurrence const& placed) {
    Release release;
    release.id = release_id(train.id, placed.slot);
    release.train = train.id;
    release.slot = placed.slot;
    release.window = placed.window;
    release.required_roles = policy.required_roles;
    for (auto const& phase : placed.phases) {
        release.firings.push_back({phase, 1, FiringStatus::pending, {}, {}});
    }
    return release;
}

Agenda agenda_of(Train const& train, Policy const& policy, std::size_t count, std::optional<Instant> from) {
    Agenda agenda;
    auto const wanted = [&](Release const& release) { return !from || release.window.opens_at >= *from; };
    for (auto const& [id, release] : train.releases) {
        if (window_ahead(release) && wanted(release)) {
            agenda.releases.push_back(shown(release, policy, {}));
        }
    }
    if (train.activated_at) {
        auto const since =
            from ? std::max(
                       train.next_slot,
                       calendar::slot_from(policy.rule,
                                           policy.rule.zone.day_of(
                                               *from - std::chrono::hours{24 * 7 * policy.rule.every_weeks})))
                 : train.next_slot;
        auto const first = calendar::slot_from(policy.rule, since);
        for (auto const& placed :
             calendar::releases(policy.rule, blackouts_of(train, policy), pinned_of(train), first,
                                horizon(policy, first, count), count + kBefore)) {
            if (placed.skipped) {
                agenda.skipped.push_back({placed.slot, placed.reason});
            } else if (auto release = derived(train, policy, placed); wanted(release)) {
                agenda.releases.push_back(shown(std::move(release), policy, placed.reason));
            }
        }
    }
    std::stable_sort(agenda.releases.begin(), agenda.releases.end(), [](auto const& a, auto const& b) {
        return a.release.window.opens_at < b.release.window.opens_at;
    });
    if (agenda.releases.size() > count) agenda.releases.resize(count);
    std::erase_if(agenda.skipped, [&](SkippedSlot const& each) {
        return agenda.releases.empty() || each.slot > agenda.releases.back().release.slot;
    });
    return agenda;
}

std::optional<Release> current_of(Train const& train) {
    std::optional<Release> current;
    for (auto const& [id, release] : train.releases) {
        auto const begun =
            release.is_scheduled() && release.state != State::planned && !is_terminal(release.state);
        if (begun && (!current || release.window.opens_at > current->window.opens_at)) current = release;
    }
    return current;
}

std::optional<Release> next_of(Train const& train, Policy const& policy) {
    auto agenda = agenda_of(train, policy, 1);
    if (agenda.releases.empty()) return std::nullopt;
    return std::move(agenda.releases.front().release);
}

Result<Release> release_by_id(Train const& train, Policy const& policy, std::string_view id) {
    if (auto const* const release = train.find(id)) return *release;
    auto const unknown = [&](std::string const& why) {
        return refuse(ErrorCode::not_found, "release-not-found",
                      "There is no release " + std::string{id} + why);
    };
    auto const prefix = train.id + "-";
    if (!id.starts_with(prefix)) return unknown(".");
    auto const slot = parse_date(id.substr(prefix.size()));
    if (!slot) return unknown(": scheduled releases are named " + train.id + "-YYYY-MM-DD by their slot.");
    if (!calendar::is_slot(policy.rule, *slot)) {
        auto const after = calendar::slot_from(policy.rule, *slot);
        return unknown(": " + format_date(*slot) + " is no slot of this train; the next is " +
                       release_id(train.id, after) + ".");
    }
    if (!train.activated_at || *slot < train.next_slot) return unknown(": it is not in the record.");
    if (*slot > train.next_slot + kHorizon) return unknown(": that is more than three years ahead.");
    auto const placed = calendar::place(policy.rule, blackouts_of(train, policy), pinned_of(train), *slot);
    if (placed.skipped) return unknown(": its slot is skipped for a blackout (" + placed.reason + ").");
    return derived(train, policy, placed);
}

}  // namespace cadence::release
