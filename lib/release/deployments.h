// Deployments as they are reported, what runs where by them, and the monitoring that follows one.
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

inline constexpr std::size_t kMostDeployments = 500;  // reported of a release

/// How far from ours the clock of who reports an instant may be.
constexpr Duration kClockSkew = std::chrono::minutes{5};

struct Deployment {
    std::string id;
    Environment environment = Environment::production;
    DeploymentStatus status = DeploymentStatus::succeeded;
    std::string version;
    std::string commit;
    Instant at;  // when it happened, as reported
    std::string source;
    std::string by;
};

/// The software that one environment runs, by the last success reported.
struct Running {
    std::string release;  // or empty: the release is unknown
    std::string version;
    std::string commit;
    Instant since;
    std::optional<int> merged_up_to = {};  // it has the merges up to this number and none after; or not known
};

/// The history of production, by which a rollback goes back. The newest last.
struct Ran {
    Running what;
    bool rolled_back = false;
    std::string rollback = {};  // of the release so named
    std::string why = {};
};

/// Required after the release, and neither passed nor waived.
struct OpenItem {
    std::string item;
    std::string text;
    ItemStatus status = ItemStatus::pending;
    std::string reason;
    std::string check;        // that does it, or empty
    std::vector<Role> roles;  // who may tick it
};

BOOST_DESCRIBE_STRUCT(Deployment, (), (id, environment, status, version, commit, at, source, by))
BOOST_DESCRIBE_STRUCT(Running, (), (release, version, commit, since, merged_up_to))
BOOST_DESCRIBE_STRUCT(Ran, (), (what, rolled_back, rollback, why))
BOOST_DESCRIBE_STRUCT(OpenItem, (), (item, text, status, reason, check, roles))

// Commands.

struct ReportDeployment {
    std::string release;  // empty: whichever may claim it (claim.h)
    Environment environment = Environment::production;
    DeploymentStatus status = DeploymentStatus::succeeded;
    std::string version;
    std::string commit;
    std::optional<Instant> at;  // nothing: now
    std::string source;
    bool baseline = false;  // what a new installation's production runs already
};
struct FinishMonitoring {  // or tells that what is required after the release is still open
    std::string release;
};
struct RemindMonitoring {
    std::string release;
};

BOOST_DESCRIBE_STRUCT(ReportDeployment, (), (environment, status, version, commit, at, source, baseline))

// Events.

struct DeploymentReported {
    static constexpr std::string_view type = "deployment_reported";
    std::string release;  // or empty: the release is unknown
    std::string deployment;
    Environment environment = Environment::production;
    DeploymentStatus status = DeploymentStatus::succeeded;
    std::string version;
    std::string commit;
    Instant deployed_at;
    std::string source;
    std::optional<Instant> monitored_until;  // when this success starts monitoring
    int covers = 0;                          // it has the merges up to this number
    std::optional<int> merged_up_to = {};  // a production success: it has those and none after; or not known
    std::vector<std::string> contains = {};  // on-demand releases that were to be contained, and are
};
struct MonitoringReminded {
    static constexpr std::string_view type = "monitoring_reminded";
    std::string release;
    Instant monitored_until;
    std::vector<OpenItem> open;
};
struct MonitoringOverdue {
    static constexpr std::string_view type = "monitoring_overdue";
    std::string release;
    Instant monitored_until;
    std::vector<OpenItem> open;
};

BOOST_DESCRIBE_STRUCT(DeploymentReported, (),
                      (release, deployment, environment, status, version, commit, deployed_at, source,
                       monitored_until, covers, merged_up_to, contains))
BOOST_DESCRIBE_STRUCT(MonitoringReminded, (), (release, monitored_until, open))
BOOST_DESCRIBE_STRUCT(MonitoringOverdue, (), (release, monitored_until, open))

using DeploymentCommands = boost::mp11::mp_list<ReportDeployment, FinishMonitoring, RemindMonitoring>;
using DeploymentEvents = boost::mp11::mp_list<DeploymentReported, MonitoringReminded, MonitoringOverdue>;

[[nodiscard]] Result<Events> handle(Train const&, ReportDeployment const&, Context const&);
[[nodiscard]] Result<Events> handle(Train const&, FinishMonitoring const&, Context const&);
[[nodiscard]] Result<Events> handle(Train const&, RemindMonitoring const&, Context const&);

void apply(Train&, DeploymentReported const&, Event const&);
void apply(Train&, MonitoringReminded const&, Event const&);
void apply(Train&, MonitoringOverdue const&, Event const&);

}  // namespace cadence::release
