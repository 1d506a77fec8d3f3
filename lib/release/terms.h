// The words of a release's life: its kinds, states and what is reported about it. DESIGN sections 2 and 5.
#pragma once

#include <array>
#include <string_view>

#include "base/names.h"

namespace cadence::release {

enum class Kind { scheduled, hotfix, expedited, unplanned /* somebody deployed */ };
BOOST_DESCRIBE_ENUM(Kind, scheduled, hotfix, expedited, unplanned)

enum class State {
    planned,
    frozen,
    go,
    no_go,
    held,  // its window is open, but nobody has said GO, or the train is kept from deploying
    deploying,
    monitoring,
    released,
    overdue,  // its window is over and production has not got it
    cancelled,
    requested,  // on demand: waits for staging, smoke tests and two approvals
    approved,
    rejected,
    expired,
    rolling_back,
    rolled_back,
};
BOOST_DESCRIBE_ENUM(State, planned, frozen, go, no_go, held, deploying, monitoring, released, overdue,
                    cancelled, requested, approved, rejected, expired, rolling_back, rolled_back)

enum class FiringStatus {
    pending,
    fired,
    late,     // more than a minute after it was due
    missed,   // past the limit after which it makes no sense; never acted on
    held,     // a window without GO: a late GO makes it `late`, the window's end `missed`
    skipped,  // cancelled, postponed, or a condition that did not hold
};
BOOST_DESCRIBE_ENUM(FiringStatus, pending, fired, late, missed, held, skipped)

BOOST_DEFINE_ENUM_CLASS(Choice, go, no_go)
BOOST_DEFINE_ENUM_CLASS(Environment, staging, production)
enum class DeploymentStatus {
    started,
    succeeded,
    failed,
    abandoned,  // its end was never reported: nobody knows, or it was called off
};
BOOST_DESCRIBE_ENUM(DeploymentStatus, started, succeeded, failed, abandoned)
enum class Severity { p0, p1, p2 };

/// The criteria of a hotfix (spec "Criteria for Hotfix").
BOOST_DEFINE_ENUM_CLASS(Criterion, outage, security, data_integrity, business_blocker)

enum class RollbackOption { previous_version, revert };  // spec: option A, option B
BOOST_DESCRIBE_ENUM(RollbackOption, previous_version, revert)

}  // namespace cadence::release

template <>
struct cadence::Names<cadence::release::Severity> {
    static constexpr std::array<std::string_view, 3> values{"P0", "P1", "P2"};
};
