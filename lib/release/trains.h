// A train as it stands: the aggregate that commands change. It holds the releases, merges and deadlines that
// are alive, not their history; every other release is derived from the calendar until something touches it
// (and is then pinned). Copies share what is long, as nearly every command makes some.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>
#include <boost/mp11/list.hpp>

#include "base/shared_map.h"
#include "release/deadlines.h"
#include "release/gates.h"
#include "release/merges.h"
#include "release/policy.h"
#include "release/release.h"

namespace cadence::release {

struct Train {
    std::string id;
    std::optional<Instant> activated_at;  // nothing: never seen by this database
    Date next_slot;                       // the first slot that the calendar still owns
    SharedMap<Release> releases;
    Merges merges;
    Deadlines deadlines;
    std::vector<calendar::Blackout> blackouts;  // over the API; those of the configuration are in the Policy
    std::vector<Freeze> freezes;                // begun or to come
    std::vector<Exemption> exemptions;
    std::optional<Running> staging;
    std::optional<Running> production;
    std::vector<Ran> ran;
    std::vector<Unmerged> unmerged;
    std::optional<Block> blocked;        // by the newest rollback that is not cleared
    std::vector<Block> blocked_besides;  // by older ones, in the order in which they began
    std::string highest_tag;             // as a check last saw it
    std::vector<MissedPhase> missed;     // not yet announced
    int sequence = 0;                    // numbers given out: blackouts, freezes, exemptions, deployments
    int last_merge = 0;
    std::vector<std::string> cancelled;  // still shown: their windows would not have closed yet
    std::optional<Date> next_review;     // the first day of the quarter to come
    std::string last_unplanned;          // the newest release of this kind

    [[nodiscard]] Release const* find(std::string_view id) const;
    /// The last version that ran well in production before what runs there now, under whatever name; by the
    /// highest tag where there is no record (DESIGN section 3). Nothing: none is known.
    [[nodiscard]] std::optional<Running> previous_version() const;
};

/// The ids of the releases of which this holds.
template <class Which>
[[nodiscard]] std::vector<std::string> ids_where(Train const& train, Which which) {
    std::vector<std::string> ids;
    for (auto const& [id, release] : train.releases) {
        if (which(release)) ids.push_back(id);
    }
    return ids;
}
/// The rollbacks that are not cleared, in the order in which they began.
[[nodiscard]] std::vector<Block> blocks_of(Train const& train);
/// Else it is verified.
[[nodiscard]] bool is_rolling_back(Train const& train, Block const& block);
/// Still to be kept at hand: not over, a phase pending, or a slot that the calendar must step around.
[[nodiscard]] bool is_live(Train const& train, Release const& release);
/// Not in production yet, or the last that is.
[[nodiscard]] bool is_live(Train const& train, Merge const& merge);

BOOST_DESCRIBE_STRUCT(Train, (),
                      (id, activated_at, next_slot, releases, merges, deadlines, blackouts, freezes,
                       exemptions, staging, production, ran, unmerged, blocked, blocked_besides, highest_tag,
                       missed, sequence, last_merge, cancelled, next_review, last_unplanned))

// Commands.

struct ActivateTrain {};
struct ForgetPeople {  // removed from the configuration: their open votes are void
    std::vector<std::string> people;
};
/// The configuration is about to change; decided under the old policy. The train must hold every release of
/// the record from today on: the calendar steps around them.
struct AdoptPolicy {
    Policy next;
};
struct PlanRelease {
    Date slot;
};

// Events.

struct TrainActivated {
    static constexpr std::string_view type = "train_activated";
    Date next_slot;
    std::optional<Date> next_review;
};
struct CalendarChanged {  // another rule owns the slots from here on
    static constexpr std::string_view type = "calendar_changed";
    Date next_slot;
};
struct ReleasePlanned {
    static constexpr std::string_view type = "release_planned";
    std::string release;
    Kind kind = Kind::scheduled;
    Date slot;
    Window window;
    std::vector<calendar::PhaseTime> phases;
    std::vector<Role> required_roles;
    std::vector<ItemRule> checklist;
    std::string shifted_by;  // the blackout's reason, or empty
    std::optional<Window> shifted_from;
    Date next_slot;
};
struct SlotSkipped {
    static constexpr std::string_view type = "slot_skipped";
    Date slot;
    std::string reason;
    Date next_slot;
};

BOOST_DESCRIBE_STRUCT(TrainActivated, (), (next_slot, next_review))
BOOST_DESCRIBE_STRUCT(CalendarChanged, (), (next_slot))
BOOST_DESCRIBE_STRUCT(ReleasePlanned, (),
                      (release, kind, slot, window, phases, required_roles, checklist, shifted_by,
                       shifted_from, next_slot))
BOOST_DESCRIBE_STRUCT(SlotSkipped, (), (slot, reason, next_slot))

using TrainCommands = boost::mp11::mp_list<ActivateTrain, ForgetPeople, AdoptPolicy, PlanRelease>;
using TrainEvents = boost::mp11::mp_list<TrainActivated, CalendarChanged, ReleasePlanned, SlotSkipped>;

[[nodiscard]] Result<Events> handle(Train const&, ActivateTrain const&, Context const&);
[[nodiscard]] Result<Events> handle(Train const&, ForgetPeople const&, Context const&);
[[nodiscard]] Result<Events> handle(Train const&, AdoptPolicy const&, Context const&);
[[nodiscard]] Result<Events> handle(Train const&, PlanRelease const&, Context const&);

void apply(Train&, TrainActivated const&, Event const&);
void apply(Train&, CalendarChanged const&, Event const&);
void apply(Train&, ReleasePlanned const&, Event const&);
void apply(Train&, SlotSkipped const&, Event const&);

}  // namespace cadence::release
