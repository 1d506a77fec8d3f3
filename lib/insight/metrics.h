// How well a train delivers: the four metrics of the spec ("Release Metrics") and, as DORA has added it, the
// rework rate. Each with the rule it is counted by, in words, what it rests on and what it leaves out.
//
// Invariants: the same facts give the same figures; too little data is no value, never 0 or 100 %; what is
// left out is told with its reason. It does not judge people, and does not blend trains.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include "insight/facts.h"
#include "insight/window.h"
#include "release/records.h"

namespace cadence::insight {

enum class Name { deployment_frequency, lead_time, time_to_recover, change_failure_rate, rework_rate };
BOOST_DESCRIBE_ENUM(Name, deployment_frequency, lead_time, time_to_recover, change_failure_rate, rework_rate)
inline constexpr std::size_t kMetrics = 5;

enum class Unit { per_year, seconds, ratio };
BOOST_DESCRIBE_ENUM(Unit, per_year, seconds, ratio)

/// How a target is to be read.
enum class Aim { at_least, below };
BOOST_DESCRIBE_ENUM(Aim, at_least, below)

/// What is the same for each of a name.
struct Rule {
    Name name;
    std::string_view title;
    Unit unit;
    std::optional<double> target;  // the spec's
    Aim aim;
    std::size_t needs;  // a smaller sample says nothing
    std::string_view formula;
};
[[nodiscard]] Rule const& rule_of(Name name);

/// Rows that were looked at and not counted.
struct Excluded {
    std::string reason;
    std::size_t count = 0;
    std::vector<std::string> rows = {};  // the first of them by name, where they have one
};

struct Metric {
    Name name = Name::deployment_frequency;
    std::optional<double> value = {};
    std::optional<bool> met = {};           // the target; nothing without one, or without a value
    std::size_t sample = 0;                 // deployments, changes or rollbacks
    std::vector<std::string> remarks = {};  // beside the formula: why there is no value, what is uncertain
    std::vector<Excluded> excluded = {};
    std::vector<std::string> releases = {};  // behind the number: the newest, oldest first
};

inline constexpr std::size_t kMostNamed = 100;  // releases or rows

struct ByKind {
    std::size_t scheduled = 0;
    std::size_t hotfix = 0;
    std::size_t expedited = 0;
    std::size_t unplanned = 0;
};
BOOST_DESCRIBE_STRUCT(ByKind, (), (scheduled, hotfix, expedited, unplanned))

struct Metrics {
    std::array<Metric, kMetrics> all;  // in the order of Name
    ByKind deployments;                // that count

    [[nodiscard]] Metric const& of(Name name) const { return all.at(static_cast<std::size_t>(name)); }
};

/// Of each of these windows, to whose beginning the facts must reach back.
[[nodiscard]] std::vector<Metrics> metrics_of(Facts const& facts, std::vector<Window> const& windows);

/// "26.1 a year", "9 d 2 h", "4.2 %".
[[nodiscard]] std::string shown(Unit unit, double value);
/// "at least 26 a year", "below 1 h"; empty without a target.
[[nodiscard]] std::string target_of(Rule const& rule);
/// "Lead time for changes: 9 d 2 h (target: below 14 d)", "Rework rate: too little data".
[[nodiscard]] std::string in_words(release::Figure const& figure);

}  // namespace cadence::insight
