// A feature flag: a feature that is deployed and not yet everybody's. Its rollout goes by stages, and each
// step of it is kept with who took it and why. DESIGN section 11.
//
// Invariants: a flag that has reached nobody is `off`, one that has reached everybody is `all`; only between
// the two do groups and the share decide. Whatever changes who is reached is a flip, which the flag gate of
// its train rules; nothing else about a flag concerns anybody but its readers.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>

#include "base/instant.h"
#include "base/names.h"
#include "base/zone.h"

namespace cadence::flag {

BOOST_DEFINE_ENUM_CLASS(Stage, off, internal, beta, all)

inline constexpr std::size_t kMostFlags = 1'000;     // of a daemon
inline constexpr std::size_t kMostGroups = 50;       // of a stage
inline constexpr std::size_t kLongestName = 100;     // of a key or a group
inline constexpr std::size_t kStepsKept = 100;       // with the flag; the log has all of them
inline constexpr std::size_t kLongestAbout = 1'000;  // of a description, an owner or notes

/// Whom the stages reach; who is reached by `internal` stays so in `beta`.
struct Groups {
    std::vector<std::string> internal;
    std::vector<std::string> beta;
    bool operator==(Groups const&) const = default;
};

struct FieldChange {
    std::string field;
    std::string from;
    std::string to;
    bool operator==(FieldChange const&) const = default;
};

struct Step {
    Instant at;
    std::string by;
    std::string reason;  // or empty, where it was no flip
    std::vector<FieldChange> changes;
    bool operator==(Step const&) const = default;
};

struct Flag {
    std::string key;
    std::string train;  // whose flag gate rules it
    std::string description;
    std::string owner;
    std::string notes;
    bool default_value = false;  // of those who are not reached; the others get the opposite
    Stage stage = Stage::off;
    Groups groups;
    int percentage = 0;                        // of everybody, in `beta`
    std::string release;                       // it shipped with, or empty
    std::optional<Date> until = {};            // the day by whose end the rollout should be finished
    std::optional<Instant> due_at = {};        // that end, in the train's zone
    std::optional<Instant> told_late_at = {};  // that it was not
    Instant created_at;
    std::string created_by;
    std::vector<Step> history;  // the last kStepsKept, oldest first
    bool operator==(Flag const&) const = default;
};

BOOST_DESCRIBE_STRUCT(Groups, (), (internal, beta))
BOOST_DESCRIBE_STRUCT(FieldChange, (), (field, from, to))
BOOST_DESCRIBE_STRUCT(Step, (), (at, by, reason, changes))
BOOST_DESCRIBE_STRUCT(Flag, (),
                      (key, train, description, owner, notes, default_value, stage, groups, percentage,
                       release, until, due_at, told_late_at, created_at, created_by, history))

struct WantedGroups {
    std::optional<std::vector<std::string>> internal;
    std::optional<std::vector<std::string>> beta;
};
BOOST_DESCRIBE_STRUCT(WantedGroups, (), (internal, beta))

/// What somebody wants of a flag. What is left out stays as it is; of a new one it is what Flag says, its
/// owner whoever registers it, and its groups those that are called as the stages.
struct Wanted {
    std::optional<std::string> train;
    std::optional<std::string> description;
    std::optional<std::string> owner;
    std::optional<std::string> notes;
    std::optional<bool> default_value;
    std::optional<Stage> stage;
    std::optional<WantedGroups> groups;
    std::optional<int> percentage;
    std::optional<std::string> release;  // "": none
    std::optional<std::string> until;    // a day; "": none
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(Wanted, (),
                      (train, description, owner, notes, default_value, stage, groups, percentage, release,
                       until, reason))

/// Who wants it, when, and the zone in which a day ends.
struct Wanting {
    std::string by;
    Instant at;
    Zone zone;
};

struct Change {
    Flag after;  // with the step in its history
    bool is_new = false;
    bool flips = false;         // somebody may get another value than before
    bool switches_off = false;  // it flips, and the flag is off afterwards: its rollback
};

/// Whether a rollout is under way or still to come.
[[nodiscard]] bool is_unfinished(Flag const& flag);
/// When people are to be told that its rollout is late; nothing: never, as it stands.
[[nodiscard]] std::optional<Instant> late_at(Flag const& flag);
/// "off", "internal", "beta", "beta, 25 %", "all".
[[nodiscard]] std::string show_stage(Flag const& flag);

/// Registers a flag (`before` is null) or changes it; nothing: it is so already. Forward it goes one stage at
/// a time, past a `beta` that would reach nobody; back to any. Errors: invalid `not-a-flag-key`,
/// `not-a-percentage`, `not-a-group`, `too-many-groups`, `description-needed`, `reason-needed` for a flip,
/// `too-long`, `not-a-date`, `date-in-the-past`; unprocessable `stage-skipped`, `flag-of-another-train`.
[[nodiscard]] Result<std::optional<Change>> changed(Flag const* before, std::string const& key,
                                                    Wanted const& wanted, Wanting const& who);
/// Before it is removed. True: that is a flip, as whoever still asks gets the default of its own. Errors:
/// conflict `flag-half-open`; invalid `reason-needed` for a flip.
[[nodiscard]] Result<bool> removing_flips(Flag const& flag, std::string const& reason);

}  // namespace cadence::flag
