// Releases on demand, hotfixes and expedited ones: what they are asked for with, and who consents. DESIGN
// section 5.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/describe/class.hpp>
#include <boost/mp11/list.hpp>

#include "release/checklist.h"

namespace cadence::release {

inline constexpr std::size_t kMostRequests = 100;  // of a train, that are open

struct Approval {
    std::string person;
    std::string name;
    std::vector<Role> roles;
    std::string via;  // by which token it came, and who issued that
    Instant at;
};

/// A merge that would ship with a branch cut from `main`.
struct RideAlong {
    std::string commit;
    std::string title;
    std::string author;
};

/// The request for a hotfix or an expedited release, and who consents.
struct OnDemand {
    std::string title;
    std::optional<Criterion> criterion;  // of a hotfix
    std::optional<double> cvss;
    std::string justification;
    std::string branch;   // "hotfix/2026-01-14-double-booking"
    std::string base;     // what it is cut from: "main", or a tag
    int rides_up_to = 0;  // merges up to this number are in the branch
    std::vector<RideAlong> rides_along;
    std::string requested_by;
    Instant requested_at;
    Instant expires_at;
    std::vector<Approval> approvals;
    std::optional<Instant> approved_at;
};

BOOST_DESCRIBE_STRUCT(Approval, (), (person, name, roles, via, at))
BOOST_DESCRIBE_STRUCT(RideAlong, (), (commit, title, author))
BOOST_DESCRIBE_STRUCT(OnDemand, (),
                      (title, criterion, cvss, justification, branch, base, rides_up_to, rides_along,
                       requested_by, requested_at, expires_at, approvals, approved_at))

// Commands.

struct RequestRelease {
    Kind kind = Kind::hotfix;
    std::string title;
    std::optional<Criterion> criterion;
    std::optional<double> cvss;
    std::string justification;
    std::string commit;
    std::string version;
};
struct Approve {
    std::string release;
};
struct Reject {
    std::string release;
    std::string reason;
};
struct ExpireRequest {
    std::string release;
};

BOOST_DESCRIBE_STRUCT(RequestRelease, (), (kind, title, criterion, cvss, justification, commit, version))
BOOST_DESCRIBE_STRUCT(Approve, (), ())
BOOST_DESCRIBE_STRUCT(Reject, (), (reason))

// Events.

struct ReleaseRequested {
    static constexpr std::string_view type = "release_requested";
    std::string release;
    Kind kind = Kind::hotfix;
    Date slot;
    OnDemand on_demand;
    std::vector<ItemRule> checklist;
};
struct ApprovalGiven {
    static constexpr std::string_view type = "approval_given";
    std::string release;
    std::string person;
    std::string name;
    std::vector<Role> roles;
};
struct ApprovalVoided {
    static constexpr std::string_view type = "approval_voided";
    std::string release;
    std::string person;
    std::string reason;
};

BOOST_DESCRIBE_STRUCT(ReleaseRequested, (), (release, kind, slot, on_demand, checklist))
BOOST_DESCRIBE_STRUCT(ApprovalGiven, (), (release, person, name, roles))
BOOST_DESCRIBE_STRUCT(ApprovalVoided, (), (release, person, reason))

using RequestCommands = boost::mp11::mp_list<RequestRelease, Approve, Reject, ExpireRequest>;
using RequestEvents = boost::mp11::mp_list<ReleaseRequested, ApprovalGiven, ApprovalVoided>;

[[nodiscard]] Result<Events> handle(Train const&, RequestRelease const&, Context const&);
[[nodiscard]] Result<Events> handle(Train const&, Approve const&, Context const&);
[[nodiscard]] Result<Events> handle(Train const&, Reject const&, Context const&);
[[nodiscard]] Result<Events> handle(Train const&, ExpireRequest const&, Context const&);

void apply(Train&, ReleaseRequested const&, Event const&);
void apply(Train&, ApprovalGiven const&, Event const&);
void apply(Train&, ApprovalVoided const&, Event const&);

void erase_approval(Release& release, std::string const& person);

}  // namespace cadence::release
