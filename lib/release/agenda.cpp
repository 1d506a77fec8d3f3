#include "release/agenda.h"

#include <algorithm>
#include <tuple>

#include "base/find.h"

namespace cadence::release {

namespace {

constexpr std::chrono::days kHorizon{366 * 3};  // an id further ahead than this is a typing error

/// It would have its window still.
bool is_cancelled_ahead(Train const& train, Release const& release) {
    return release.state == State::cancelled && contains(train.cancelled, release.id);
}

bool wanted(Train const& train, Release const& release, Ahead const& ahead) {
    auto const opens_at = release.window.opens_at;
    if (!window_ahead(release) && !(ahead.cancelled && is_cancelled_ahead(train, release))) return false;
    if (ahead.from && opens_at < *ahead.from) return false;
    return !ahead.after || std::pair{opens_at, release.id} > *ahead.after;
}

/// No release that is asked for opens before it.
Instant earliest(Ahead const& ahead) {
    auto const from = ahead.from.value_or(Instant::min());
    return ahead.after ? std::max(from, ahead.after->first) : from;
}

/// It opens when the rule alone says so.
bool is_regular(Release const& release, Policy const& policy) {
    return release.is_scheduled() && calendar::is_slot(policy.rule, release.slot) &&
           calendar::window_of(policy.rule, release.slot).opens_at == release.window.opens_at;
}

/// The slot to begin with: one that a blackout shifted may open as late as the next slot's day.
Date first_slot(Train const& train, Policy const& policy, Instant from) {
    auto const& rule = policy.rule;
    if (from < Instant{train.next_slot}) return calendar::slot_from(rule, train.next_slot);
    auto const reach = date::weeks{rule.every_weeks};
    return calendar::slot_from(rule, std::max(train.next_slot, rule.zone.day_of(from) - reach));
}

/// The first of the skipped slots right before it.
Date first_skipped(Train const& train, Policy const& policy, Date slot) {
    auto const blackouts = blackouts_of(train, policy);
    auto const pinned = pinned_of(train);
    if (blackouts.empty()) return slot;
    for (std::size_t i = 0; i < calendar::kSkippedShown; ++i) {
        auto const before = slot - date::weeks{policy.rule.every_weeks};
        if (before < train.next_slot || !calendar::is_slot(policy.rule, before) || pinned.contains(before) ||
            !calendar::place(policy.rule, blackouts, pinned, before).skipped)
            break;
        slot = before;
    }
    return slot;
}

bool by_opening(Upcoming const& a, Upcoming const& b) {
    return std::tie(a.release.window.opens_at, a.release.id) <
           std::tie(b.release.window.opens_at, b.release.id);
}

/// Those that the calendar still owns.
void add_derived(Agenda& agenda, Train const& train, Policy const& policy, Ahead const& ahead) {
    calendar::Span span{.from = earliest(ahead)};
    span.first = first_skipped(train, policy, first_slot(train, policy, span.from));
    span.limit = ahead.count + (ahead.after ? 1 : 0);  // the one that is passed may open at that instant
    for (auto const& placed :
         calendar::releases(policy.rule, blackouts_of(train, policy), pinned_of(train), span)) {
        if (placed.skipped) {
            agenda.skipped.push_back({placed.slot, placed.reason});
        } else if (auto release = derived(train, policy, placed); wanted(train, release, ahead)) {
            agenda.releases.push_back(shown(std::move(release), policy, placed.reason));
        } else {
            agenda.skipped.clear();
        }
    }
}

/// Of the last move that its record tells; a cancellation moves nothing.
std::optional<std::string> reason_of_move(Release const& release) {
    for (auto change = release.dates.rbegin(); change != release.dates.rend(); ++change) {
        if (change->to) return change->reason;
    }
    return std::nullopt;
}

/// Three years from the next release on, wherever blackouts leave that.
Date horizon_of(Train const& train, Policy const& policy, Date slot) {
    auto const usual = train.next_slot + kHorizon;
    if (slot <= usual) return usual;
    auto const next = next_of(train, policy);
    return next ? std::max(usual, policy.rule.zone.day_of(next->window.opens_at) + kHorizon) : usual;
}

}  // namespace

bool window_ahead(Release const& release) {
    return !is_terminal(release.state) && release.awaits(PhaseKind::deploy_window_close);
}

Upcoming shown(Release release, Policy const& policy, std::string const& because) {
    Upcoming item;
    if (release.is_scheduled() && calendar::is_slot(policy.rule, release.slot)) {
        auto const own = calendar::window_of(policy.rule, release.slot);
        if (own.opens_at != release.window.opens_at) item.moved_from = own;
    }
    if (item.moved_from) item.moved_because = reason_of_move(release).value_or(because);
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
    release.firings = pending_firings(placed.phases, 1);
    return release;
}

Agenda upcoming_of(Train const& train, Policy const& policy, Ahead const& ahead) {
    Agenda agenda;
    if (train.activated_at) add_derived(agenda, train, policy, ahead);
    auto passed = Date::min();  // what lies before it has been told of
    for (auto const& [id, release] : train.releases) {
        if (wanted(train, release, ahead))
            agenda.releases.push_back(shown(release, policy, {}));
        else if (release.is_scheduled() && release.window.opens_at <= earliest(ahead))
            passed = std::max(passed, release.slot);
    }
    std::ranges::sort(agenda.releases, by_opening);
    if (agenda.releases.size() > ahead.count) agenda.releases.resize(ahead.count);
    std::erase_if(agenda.skipped, [&](SkippedSlot const& each) {
        return each.slot < passed || agenda.releases.empty() ||
               each.slot > agenda.releases.back().release.slot;
    });
    return agenda;
}

Agenda agenda_of(Train const& train, Policy const& policy, std::size_t count, std::optional<Instant> from) {
    return upcoming_of(train, policy, {.count = count, .from = from});
}

Openings openings_of(Train const& train, Policy const& policy) {
    auto const reach = date::weeks{policy.rule.every_weeks};
    auto const blackouts = blackouts_of(train, policy);
    Openings openings;
    auto const irregular = [&](Instant end) {
        openings.irregular_until = std::max(openings.irregular_until, end + reach);
    };
    for (auto const& each : blackouts) irregular(Instant{each.to + date::days{2}});  // wherever that ends
    for (auto const& [id, release] : train.releases) {
        if (!is_regular(release, policy)) irregular(release.window.closes_at);
        if (wanted(train, release, {.cancelled = true}) &&
            (!openings.first || release.window.opens_at < *openings.first))
            openings.first = release.window.opens_at;
    }
    if (!train.activated_at) return openings;
    auto const placed = calendar::first_opening(policy.rule, blackouts, pinned_of(train),
                                                first_slot(train, policy, Instant::min()), Instant::min());
    if (placed && (!openings.first || *placed < *openings.first)) openings.first = placed;
    return openings;
}

std::optional<Instant> earliest_opening(Openings const& openings, Policy const& policy,
                                        std::string_view train, Ahead const& ahead) {
    auto const from = earliest(ahead);
    if (!openings.first || *openings.first > from) return openings.first;
    if (from <= openings.irregular_until) return from;
    auto slot = calendar::slot_from(policy.rule, policy.rule.zone.day_of(from));
    auto opens_at = calendar::window_of(policy.rule, slot).opens_at;
    auto const passed =
        ahead.after && opens_at == ahead.after->first && release_id(train, slot) <= ahead.after->second;
    if (opens_at < from || passed)
        opens_at = calendar::window_of(policy.rule, calendar::next_slot(policy.rule, slot)).opens_at;
    return opens_at;
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
        return unknown(": " + format_date(*slot) + " is not a slot of this train; the next is " +
                       release_id(train.id, after) + ".");
    }
    if (!train.activated_at || *slot < train.next_slot) return unknown(": it is not in the record.");
    if (*slot > horizon_of(train, policy, *slot)) return unknown(": that is more than three years ahead.");
    auto const placed = calendar::place(policy.rule, blackouts_of(train, policy), pinned_of(train), *slot);
    if (placed.skipped) return unknown(": its slot is skipped for a blackout (" + placed.reason + ").");
    return derived(train, policy, placed);
}

}  // namespace cadence::release
