// The dates ahead: releases that stand in the record and those the calendar still owns, as one list.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "release/policy.h"
#include "release/trains.h"

namespace cadence::release {

/// A release as the calendar shows it. One that nothing has touched has attempt 1, is planned, and all its
/// phases are pending.
struct Upcoming {
    Release release;
    std::optional<Window> moved_from;  // what its slot would give, when that is another
    std::string moved_because;
};

struct SkippedSlot {
    Date slot;
    std::string reason;
};

/// The part of the dates ahead that is asked for.
struct Ahead {
    std::size_t count = 1;
    std::optional<Instant> from = {};                           // opening at or after it
    std::optional<std::pair<Instant, std::string>> after = {};  // beyond this opening and id
    bool cancelled = false;                                     // those, too
};

struct Agenda {
    std::vector<Upcoming> releases;  // by opening and id
    std::vector<SkippedSlot> skipped;
};

/// A release beside where its slot would have put it. `because` is why it is elsewhere, if its record does
/// not say.
[[nodiscard]] Upcoming shown(Release release, Policy const& policy, std::string const& because = {});
/// Its window has not closed, and it is not over.
[[nodiscard]] bool window_ahead(Release const& release);
/// The dates ahead, with the slots that are skipped before and between them.
[[nodiscard]] Agenda upcoming_of(Train const& train, Policy const& policy, Ahead const& ahead);
/// Those that will take place.
[[nodiscard]] Agenda agenda_of(Train const& train, Policy const& policy, std::size_t count,
                               std::optional<Instant> from = {});
/// When the releases of a train open, as far as can be said without making them: kept for many trains, so
/// that a look at their dates need not look at each.
struct Openings {
    std::optional<Instant> first;  // of those ahead or cancelled ahead; nothing: there are none
    Instant irregular_until;       // from here on they open when the rule alone says so, or not at all
};
[[nodiscard]] Openings openings_of(Train const& train, Policy const& policy);
/// No release that is asked for opens before it; nothing: there are none.
[[nodiscard]] std::optional<Instant> earliest_opening(Openings const& openings, Policy const& policy,
                                                      std::string_view train, Ahead const& ahead);

/// The one between its code freeze and its end, or nothing.
[[nodiscard]] std::optional<Release> current_of(Train const& train);
/// The first whose window has not closed.
[[nodiscard]] std::optional<Release> next_of(Train const& train, Policy const& policy);
/// A release by id, whether in the record or still the calendar's. Errors: not_found `release-not-found`.
[[nodiscard]] Result<Release> release_by_id(Train const& train, Policy const& policy, std::string_view id);
/// The checklist of a release that nothing has touched yet, if it began now.
[[nodiscard]] std::vector<Item> checklist_ahead(Train const& train, Policy const& policy);
/// Slots and windows that the calendar must step around.
[[nodiscard]] calendar::Pinned pinned_of(Train const& train);
/// The first slot on or after `day` that is not in the record.
[[nodiscard]] Date free_slot_from(Train const& train, Policy const& policy, Date day);
/// The configuration's blackouts and the API's, as one list.
[[nodiscard]] std::vector<calendar::Blackout> blackouts_of(Train const& train, Policy const& policy);
/// As `place`, as a release nobody has touched.
[[nodiscard]] Release derived(Train const& train, Policy const& policy, calendar::Occurrence const& placed);

}  // namespace cadence::release
