// Rollbacks, and the line that they block until a Tech Lead clears it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/describe/class.hpp>
#include <boost/mp11/list.hpp>

#include "release/deployments.h"

namespace cadence::release {

struct Rollback {
    Severity severity = Severity::p0;
    RollbackOption option = RollbackOption::previous_version;
    std::string from_version;
    std::vector<Running> leaves = {};  // under every name that it has run by
    std::string to_version;            // option previous_version
    std::string to_commit;
    std::vector<std::string> commits;  // option revert: what is reverted
    std::string branch;                // and the branch that does it
    std::string reason;
    std::string by;
    Instant started_at;
    std::optional<Instant> restored_at;  // since when production runs something else, by the last report
    std::optional<Instant> verified_at;
    std::string verified_by;
    std::optional<Running> restored = {};  // what production ran when it was verified
    bool by_word = false;                  // by the verifier's word: no report says so
    std::string note;
};

/// After a rollback no scheduled release is deployed until a Tech Lead clears it.
struct Block {
    std::string release;
    std::string reason;
    Instant since;
    std::string verified_by = {};  // empty: it is being rolled back
};

BOOST_DESCRIBE_STRUCT(Rollback, (),
                      (severity, option, from_version, leaves, to_version, to_commit, commits, branch, reason,
                       by, started_at, restored_at, verified_at, verified_by, restored, by_word, note))
BOOST_DESCRIBE_STRUCT(Block, (), (release, reason, since, verified_by))

// Commands.

struct StartRollback {
    std::string release;
    Severity severity = Severity::p0;
    RollbackOption option = RollbackOption::previous_version;
    std::string to_version;  // empty: the last that ran well
    std::vector<std::string> commits;
    std::string branch;
    std::string reason;
    bool force = false;  // a P2, or to what ran badly itself
};
struct VerifyRollback {
    std::string release;
    bool health = false;
    bool smoke = false;
    bool resolved = false;
    std::string note;
    std::string runs = {};  // the version or commit that production runs, by one's own word
};
struct ClearRollback {
    std::string reason;
};

BOOST_DESCRIBE_STRUCT(StartRollback, (), (severity, option, to_version, commits, branch, reason, force))
BOOST_DESCRIBE_STRUCT(VerifyRollback, (), (health, smoke, resolved, note, runs))
BOOST_DESCRIBE_STRUCT(ClearRollback, (), (reason))

// Events.

struct RollbackStarted {
    static constexpr std::string_view type = "rollback_started";
    std::string release;
    Severity severity = Severity::p0;
    RollbackOption option = RollbackOption::previous_version;
    std::string from_version;
    std::string to_version;
    std::string to_commit;
    std::vector<std::string> commits;
    std::string branch;
    std::string reason;
    bool forced = false;
    std::vector<Running> leaves = {};
};
struct RollbackVerified {
    static constexpr std::string_view type = "rollback_verified";
    std::string release;
    std::optional<Running> restored;  // what production runs again
    std::string note;
    bool by_word = false;  // so says the actor; no report does
};
struct RollbackCleared {
    static constexpr std::string_view type = "rollback_cleared";
    std::string release;
    std::string reason;
};

BOOST_DESCRIBE_STRUCT(RollbackStarted, (),
                      (release, severity, option, from_version, to_version, to_commit, commits, branch,
                       reason, forced, leaves))
BOOST_DESCRIBE_STRUCT(RollbackVerified, (), (release, restored, note, by_word))
BOOST_DESCRIBE_STRUCT(RollbackCleared, (), (release, reason))

using RollbackCommands = boost::mp11::mp_list<StartRollback, VerifyRollback, ClearRollback>;
using RollbackEvents = boost::mp11::mp_list<RollbackStarted, RollbackVerified, RollbackCleared>;

[[nodiscard]] Result<Events> handle(Train const&, StartRollback const&, Context const&);
[[nodiscard]] Result<Events> handle(Train const&, VerifyRollback const&, Context const&);
[[nodiscard]] Result<Events> handle(Train const&, ClearRollback const&, Context const&);

void apply(Train&, RollbackStarted const&, Event const&);
void apply(Train&, RollbackVerified const&, Event const&);
void apply(Train&, RollbackCleared const&, Event const&);

}  // namespace cadence::release
