// A train as it stands: the aggregate that commands change. It holds the releases that are alive, not its
// history; every other release is derived from the calendar until something touches it (and is then pinned).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "release/release.h"

namespace cadence::release {

/// What one environment runs, by the last success reported.
struct Running {
    std::string release;
    std::string version;
    std::string commit;
    Instant since;
    bool operator==(Running const&) const = default;
};

struct MissedPhase {
    std::string release;
    std::string phase;
    Instant due_at;
    Instant noticed_at;
    bool operator==(MissedPhase const&) const = default;
};

struct Train {
    std::string id;
    std::optional<Instant> activated_at;  // nothing: never seen by this database
    Date next_slot;                       // the first slot that the calendar still owns
    std::map<std::string, Release> releases;
    std::vector<calendar::Blackout> blackouts;  // over the API; those of the configuration are in the Policy
    std::optional<Running> staging;
    std::optional<Running> production;
    std::vector<MissedPhase> missed;  // not yet announced
    int sequence = 0;                 // numbers given out: blackouts
    bool operator==(Train const&) const = default;

    [[nodiscard]] Release const* find(std::string_view id) const;
};

/// Still to be kept at hand: not over, a phase pending, or a slot that the calendar must step around.
[[nodiscard]] bool is_live(Train const& train, Release const& release);

}  // namespace cadence::release
