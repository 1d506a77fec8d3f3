// The configuration of a train: everything a decision may depend on besides state and command.
#pragma once

#include <string>
#include <vector>

#include <boost/describe/class.hpp>

#include "base/shared_vector.h"
#include "calendar/calendar.h"
#include "release/checklist.h"

namespace cadence::release {

/// How long each promise may take (DESIGN section 7).
struct Clocks {
    Duration staging_deploy = std::chrono::minutes{5};
    Duration hotfix_deploy = std::chrono::hours{4};
    Duration deployment = std::chrono::hours{1};  // until the end of one that has begun is reported
    Duration rollback_p0 = std::chrono::minutes{15};
    Duration rollback_p1 = std::chrono::hours{1};
    Duration post_mortem = std::chrono::hours{24};
    Duration retrospective = std::chrono::hours{24};
    Duration cadence_review = std::chrono::hours{24 * 14};
    Duration vote_reminder = std::chrono::hours{4};           // so long before the go/no-go; 0: none
    Duration monitoring_reminder = std::chrono::minutes{30};  // before the end of monitoring; 0: none
};
BOOST_DESCRIBE_STRUCT(Clocks, (),
                      (staging_deploy, hotfix_deploy, deployment, rollback_p0, rollback_p1, post_mortem,
                       retrospective, cadence_review, vote_reminder, monitoring_reminder))

enum class BranchBase { main, last_version };  // what on-demand branches are cut from
BOOST_DESCRIBE_ENUM(BranchBase, main, last_version)

struct Policy {
    calendar::Rule rule;
    std::vector<calendar::Blackout> blackouts;  // the configuration's
    std::vector<Role> required_roles;
    SharedVector<ItemRule> checklist;
    Duration monitoring = std::chrono::hours{2};         // from a production success to `released`
    Duration approval_expires = std::chrono::hours{24};  // a request for approval
    std::string main_branch = "main";
    BranchBase branch_base = BranchBase::main;
    bool clear_by_another = true;  // a rollback is cleared by somebody other than who verified it
    Clocks clocks;
    bool operator==(Policy const&) const = default;
};

/// A phase that fires later than this after it was due is `late`. DESIGN section 4.
inline constexpr Duration kLateAfter = std::chrono::seconds{60};
/// A retrospective this long overdue is missed. DESIGN section 4.
inline constexpr Duration kRetrospectiveLimit = std::chrono::hours{24 * 7};
/// A check that has not answered for so long is started again.
inline constexpr Duration kCheckAbandoned = std::chrono::minutes{15};

struct Context {
    Instant now;
    Policy const& policy;
    Actor const& actor;
    bool clock_held = false;  // the calendar waits; only closings go on
};

}  // namespace cadence::release
