#include <algorithm>

#include "calendar/calendar.h"

namespace cadence::calendar {
namespace {

struct Taken {
    Date slot;
    Window window;
};

/// The pinned windows that end after `from`, in order and disjoint, so that one look-up finds a clash.
std::vector<Taken> taken_after(Instant from, Pinned const& pinned, std::optional<Date> ignored) {
    std::vector<Taken> taken;
    for (auto const& [slot, window] : pinned) {
        if (window && window->closes_at > from && slot != ignored) taken.push_back({slot, *window});
    }
    std::ranges::sort(taken, {}, [](Taken const& each) { return each.window.opens_at; });

    std::vector<Taken> disjoint;
    for (auto const& next : taken) {
        if (!disjoint.empty() && next.window.opens_at < disjoint.back().window.closes_at) {
            auto& closes_at = disjoint.back().window.closes_at;
            closes_at = std::max(closes_at, next.window.closes_at);
        } else {
            disjoint.push_back(next);
        }
    }
    return disjoint;
}

std::string reason_of(Blackout const& blackout) {
    if (!blackout.reason.empty()) return blackout.reason;
    return "blackout " + format_date(blackout.from) + " to " + format_date(blackout.to);
}

/// Calendar days have four digits in their year.
constexpr Date kLastDay = date::year{9999} / 12 / 31;

/// The first slot that the blackouts of this slot's day do not cover with all the days it could be shifted
/// to.
Date first_not_swallowed(Rule const& rule, std::vector<Blackout> const& blackouts, Date slot) {
    auto const reach = date::weeks{rule.every_weeks - 1};
    auto first = slot;
    for (auto const& each : blackouts) {
        if (each.from <= slot && slot <= each.to) first = std::max(first, each.to - reach + date::days{1});
    }
    return slot_from(rule, first);
}

class Placer {
  public:
    Placer(Rule const& rule, std::vector<Blackout> const& blackouts, std::vector<Taken> taken)
        : rule_(rule), blackouts_(blackouts), taken_(std::move(taken)) {}

    /// Its window alone.
    [[nodiscard]] Occurrence window(Date slot) const {
        auto const next = next_slot(rule_, slot);
        auto const next_opens_at = window_of(rule_, next).opens_at;
        Occurrence placed;
        placed.slot = slot;
        for (auto day = slot; day < next; day += date::weeks{1}) {
            placed.window = window_of(rule_, day);
            auto const obstacle = obstacle_to(placed.window, next_opens_at);
            if (!obstacle) return placed;
            if (placed.reason.empty()) placed.reason = *obstacle;
            if (rule_.on_blackout == BlackoutPolicy::skip) break;
        }
        placed.window = window_of(rule_, slot);
        placed.skipped = true;
        return placed;
    }

  private:
    /// Why nothing can be released in `window`; the next release has its own from `next_opens_at`.
    [[nodiscard]] std::optional<std::string> obstacle_to(Window const& window, Instant next_opens_at) const {
        if (!blackouts_.empty()) {
            auto const day = rule_.zone.day_of(window.opens_at);
            auto const blackout = std::ranges::find_if(
                blackouts_, [&](Blackout const& b) { return b.from <= day && day <= b.to; });
            if (blackout != blackouts_.end()) return reason_of(*blackout);
        }
        auto const taken = std::ranges::partition_point(
            taken_, [&](Taken const& t) { return t.window.closes_at <= window.opens_at; });
        if (taken != taken_.end() && taken->window.overlaps(window))
            return "shares its window with the release of " + format_date(taken->slot);
        if (window.closes_at > next_opens_at) return "its window would run into the next release's";
        return std::nullopt;
    }

    Rule const& rule_;
    std::vector<Blackout> const& blackouts_;
    std::vector<Taken> taken_;
};

}  // namespace

Occurrence place(Rule const& rule, std::vector<Blackout> const& blackouts, Pinned const& pinned, Date slot) {
    auto const opens_at = window_of(rule, slot).opens_at;
    auto placed = Placer{rule, blackouts, taken_after(opens_at, pinned, slot)}.window(slot);
    if (!placed.skipped) placed.phases = phases_of(rule, placed.window.opens_at);
    return placed;
}

std::vector<Occurrence> releases(Rule const& rule, std::vector<Blackout> const& blackouts,
                                 Pinned const& pinned, Span const& span) {
    auto slot = slot_from(rule, span.first);
    Placer const placer{rule, blackouts, taken_after(window_of(rule, slot).opens_at, pinned, std::nullopt)};
    std::vector<Occurrence> placed;
    std::size_t found = 0;
    std::size_t skipped = 0;  // in a row
    while (found < span.limit && slot <= kLastDay && window_of(rule, slot).opens_at < span.until) {
        auto const next = next_slot(rule, slot);
        if (!pinned.contains(slot)) {
            auto occurrence = placer.window(slot);
            if (!occurrence.skipped && occurrence.window.opens_at >= span.until) break;
            skipped = occurrence.skipped ? skipped + 1 : 0;
            if (occurrence.skipped) {
                placed.push_back(std::move(occurrence));
            } else if (occurrence.window.opens_at < span.from) {
                placed.clear();
            } else {
                ++found;
                occurrence.phases = phases_of(rule, occurrence.window.opens_at);
                placed.push_back(std::move(occurrence));
            }
        }
        slot = skipped < kSkippedShown ? next : std::max(next, first_not_swallowed(rule, blackouts, slot));
    }
    return placed;
}

std::optional<Instant> first_opening(Rule const& rule, std::vector<Blackout> const& blackouts,
                                     Pinned const& pinned, Date first, Instant from) {
    auto slot = slot_from(rule, first);
    Placer const placer{rule, blackouts, taken_after(window_of(rule, slot).opens_at, pinned, std::nullopt)};
    while (slot <= kLastDay) {
        auto next = next_slot(rule, slot);
        if (!pinned.contains(slot)) {
            auto const occurrence = placer.window(slot);
            if (!occurrence.skipped && occurrence.window.opens_at >= from) return occurrence.window.opens_at;
            if (occurrence.skipped) next = std::max(next, first_not_swallowed(rule, blackouts, slot));
        }
        slot = next;
    }
    return std::nullopt;
}

}  // namespace cadence::calendar
