// What can be asked of a train, by people or by time. DESIGN sections 5 and 13.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "release/policy.h"
#include "release/release.h"

namespace cadence::release {

// By people. `release` is an id; a release that the calendar still owns is pinned by its first command.
struct CastVote {
    std::string release;
    Choice vote = Choice::go;
    std::string reason;
};
struct WithdrawVote {
    std::string release;
    std::string person;  // empty: one's own
    std::string reason;
};
struct SetCandidate {
    std::string release;
    std::string version;
    std::string commit;
};
struct Postpone {
    std::string release;
    std::optional<Instant> to;  // nothing: a week later, same local time
    std::string reason;
};
struct Cancel {
    std::string release;
    std::string reason;
};
struct ReportDeployment {
    std::string release;
    Environment environment = Environment::production;
    DeploymentStatus status = DeploymentStatus::succeeded;
    std::string version;
    std::string commit;
    std::optional<Instant> at;  // nothing: now
    std::string source;
};
struct RecordIssue {
    std::string release;
    std::string text;
    std::optional<Severity> severity;
};
struct AddBlackout {
    Date from;
    Date to;
    std::string reason;
};
struct EndBlackout {
    std::string blackout;
};

// By time and by the daemon.
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
struct FirePhase {
    std::string release;
    std::string phase;
};
struct FinishMonitoring {
    std::string release;
};
struct ReportMissed {};

using Command = std::variant<CastVote, WithdrawVote, SetCandidate, Postpone, Cancel, ReportDeployment,
                             RecordIssue, AddBlackout, EndBlackout, ActivateTrain, ForgetPeople, AdoptPolicy,
                             PlanRelease, FirePhase, FinishMonitoring, ReportMissed>;

}  // namespace cadence::release
