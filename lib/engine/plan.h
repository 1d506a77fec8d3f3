// The effect of a change of configuration, or of a zone's data, on the dates: the whole difference of the
// dates ahead. Pure.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>

#include "config/config.h"
#include "release/trains.h"

namespace cadence::engine {

/// A phase of a release that itself stays where it is.
struct PhaseDiff {
    std::string phase;
    std::optional<Instant> from;
    std::optional<Instant> to;
    bool operator==(PhaseDiff const&) const = default;
};

/// One release ahead that moves, appears or disappears, or whose phases do; or a slot that is skipped.
struct DateDiff {
    std::string train;
    std::string release;
    std::optional<Instant> from;  // nothing: it appears
    std::optional<Instant> to;    // nothing: it disappears
    bool skipped = false;         // what the slot has become
    std::string reason;           // why it is skipped or elsewhere than its slot
    std::vector<PhaseDiff> phases = {};
    bool operator==(DateDiff const&) const = default;
};

/// Dates of a train after this one may change, too, and are not compared.
struct Further {
    std::string train;
    Instant after;
    bool operator==(Further const&) const = default;
};

BOOST_DESCRIBE_STRUCT(PhaseDiff, (), (phase, from, to))
BOOST_DESCRIBE_STRUCT(DateDiff, (), (train, release, from, to, skipped, reason, phases))
BOOST_DESCRIBE_STRUCT(Further, (), (train, after))

struct DatePlan {
    std::vector<DateDiff> dates;
    std::vector<Further> further;
    bool operator==(DatePlan const&) const = default;
};

/// When, and how, a configuration is put in force.
struct Adoption {
    Instant now;
    bool clock_held = false;
    /// A train as it stands, with what the record has of the last weeks.
    std::function<release::Train(std::string const& id)> standing;
};

/// How a train stands once a policy is in force in place of another (null: it was not configured).
[[nodiscard]] release::Train adopted(release::Train train, release::Policy const* before,
                                     release::Policy const& after, Adoption const& adoption);

/// All that changes up to the later of the two twelfth releases of each train, and as far ahead as a blackout
/// touches that only one side has, but no more than three years; what else may change is `further`.
[[nodiscard]] DatePlan plan(config::Config const& before, config::Config const& after,
                            Adoption const& adoption);

/// The trains and people that only `before` has, and what becomes of what they are part of; each a sentence.
[[nodiscard]] std::vector<std::string> goes(config::Config const& before, config::Config const& after);

}  // namespace cadence::engine
