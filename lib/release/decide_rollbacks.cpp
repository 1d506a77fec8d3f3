// Rolling back: by severity, to the last version that ran well or by reverting; verified, then cleared. Spec
// "Rollback Procedure"; DESIGN sections 3 and 5.
#include <algorithm>

#include "artifact/version.h"
#include "base/describe.h"
#include "base/find.h"
#include "base/plain_text.h"
#include "release/arguments.h"
#include "release/draft.h"
#include "release/lifecycle.h"
#include "release/production.h"

namespace cadence::release {

namespace {

Result<void> check_severity(StartRollback const& command) {
    if (command.severity != Severity::p2 || command.force) return {};
    return refuse(ErrorCode::unprocessable, "fix-forward",
                  "P2 is fixed forward: a rollback is for P0 and P1, unless it is forced.", "#/severity");
}

Result<void> check_state(Train const& train, Release const& release) {
    if (release.state == State::rolling_back || release.state == State::rolled_back)
        return refuse(ErrorCode::conflict, "already-rolled-back",
                      release.id + " is already " +
                          (release.state == State::rolled_back ? "rolled back" : "being rolled back") + ".");
    auto const deployed = std::ranges::any_of(
        release.deployments, [](auto const& each) { return each.environment == Environment::production; });
    auto const runs = train.production && train.production->release == release.id;
    auto const underway = release.state == State::deploying || release.state == State::monitoring;
    if (deployed && (underway || runs)) return {};
    auto detail = release.id + " " + standing_of(release.state);
    if (release.state == State::released && train.production) {
        auto const& runs_now = *train.production;
        detail += " and production runs " + (runs_now.release.empty() ? runs_now.version : runs_now.release) +
                  ": roll that back";
    } else {
        detail += " and was not deployed to production: there is nothing to roll back";
    }
    auto const known = train.production && !train.production->release.empty();
    return refuse(ErrorCode::conflict, "not-deployed", detail + ".", {},
                  known ? std::vector{train.production->release} : std::vector<std::string>{});
}

std::string version_in(std::vector<Running> const& names) {
    auto const* const named = first_where(names, [](Running const& each) { return !each.version.empty(); });
    return named == nullptr ? std::string{} : named->version;
}

/// The software that production has run by this version or commit, other than what is being left; else the
/// bare name.
Running named_target(Train const& train, std::string const& version, std::string const& commit,
                     std::vector<Running> const& leaves) {
    for (auto each = train.ran.rbegin(); each != train.ran.rend(); ++each) {
        auto const& what = each->what;
        if (same_software(version, commit, what) && !is_one_of(what.version, what.commit, leaves))
            return what;
    }
    return {{}, version, commit, {}};
}

struct Name {
    std::string version;
    std::string commit;
};

/// A version or a commit, as people write either.
Result<Name> read_name(std::string const& text, std::string const& field) {
    if (artifact::parse_tag(text)) return Name{artifact::plain_version(text), {}};
    if (check_commit(text, field)) return Name{{}, text};
    return refuse(ErrorCode::invalid, "not-a-version",
                  "'" + one_line(text) + "' is neither a version nor a commit.", field);
}

/// With the last that ran well, to go to instead.
tl::unexpected<Error> refuse_target(Train const& train, std::vector<Running> const& leaves,
                                    std::string problem, std::string detail, std::string field) {
    auto const before = ran_well_before(train, leaves);
    return refuse(ErrorCode::unprocessable, std::move(problem), std::move(detail), std::move(field),
                  before ? std::vector{software_of(*before)} : std::vector<std::string>{});
}

tl::unexpected<Error> same_version(Train const& train, std::string const& named, std::string const& release,
                                   std::vector<Running> const& leaves, std::string field) {
    return refuse_target(train, leaves, "same-version",
                         named + " is exactly what is being rolled back with " + release + ".",
                         std::move(field));
}

/// With another build of it, a version is the same.
bool is_not_lower(std::string const& version, std::vector<Running> const& leaves) {
    auto const to = artifact::parse_tag(version);
    return to && std::ranges::any_of(leaves, [&](Running const& each) {
               auto const from = artifact::parse_tag(each.version);
               return from && std::is_gteq(artifact::precedence(*to, *from));
           });
}

/// Never what is left, whatever its name; what ran badly itself, or can hardly have run, only by force.
Result<Running> chosen_target(Train const& train, Release const& release, StartRollback const& command,
                              std::vector<Running> const& leaves) {
    auto const name = read_name(command.to_version, "#/to_version");
    if (!name) return error_of(name);
    auto target = named_target(train, name->version, name->commit, leaves);
    if (is_one_of(target.version, target.commit, leaves))
        return same_version(train, command.to_version, release.id, leaves, "#/to_version");
    auto const* const ran = ran_as(train, target.version, target.commit);
    auto const doubtful = [&](std::string problem, std::string detail) {
        return refuse_target(train, leaves, std::move(problem), std::move(detail), "#/to_version");
    };
    if (command.force) return target;
    if (ran == nullptr && is_not_lower(target.version, leaves))
        return doubtful("version-not-lower", command.to_version +
                                                 " has never run in production and is not lower than "
                                                 "what is rolled back. Force it if you are sure.");
    if (ran != nullptr && ran->rolled_back)
        return doubtful("version-rolled-back", command.to_version + " was rolled back itself, with " +
                                                   ran->rollback + " (" + ran->why +
                                                   "). Force it if you are sure.");
    return target;
}

/// Option A: the version that is named, or the last that ran well; never what is left, whatever its name.
Result<Running> target_of(Train const& train, Release const& release, StartRollback const& command,
                          std::vector<Running> const& leaves) {
    if (!command.to_version.empty()) return chosen_target(train, release, command, leaves);
    auto const& runs = train.production;
    if (runs && !is_one_of(runs->version, runs->commit, leaves) && runs->release != release.id)
        return *runs;  // it never got there
    if (auto const previous = ran_well_before(train, leaves)) return *previous;
    return refuse(ErrorCode::conflict, "no-previous-version",
                  "No version is known to have run well before " + release.id +
                      ": name the version to go back to, or the commits to revert.",
                  "#/to_version");
}

Result<RollbackStarted> plan_of(Train const& train, Release const& release, StartRollback const& command) {
    RollbackStarted plan;
    plan.release = release.id;
    plan.severity = command.severity;
    plan.option = command.option;
    plan.leaves = names_of(train, release);
    plan.from_version = artifact::plain_version(version_in(plan.leaves));
    plan.reason = command.reason;
    plan.forced = command.severity == Severity::p2;
    if (command.option == RollbackOption::previous_version) {
        auto const target = target_of(train, release, command, plan.leaves);
        if (!target) return error_of(target);
        plan.to_version = artifact::plain_version(target->version);
        plan.to_commit = target->commit;
        return plan;
    }
    if (command.commits.empty() && command.branch.empty())
        return refuse(
            ErrorCode::invalid, "revert-needs-commits",
            "Reverting needs the commits to revert or the branch that does it: they pass the merge gate.",
            "#/commits");
    for (std::size_t i = 0; i < command.commits.size(); ++i) {
        if (auto checked = check_commit(command.commits[i], "#/commits/" + std::to_string(i)); !checked)
            return error_of(checked);
    }
    if (auto checked = check_branch(command.branch, "#/branch"); !checked) return error_of(checked);
    plan.commits = command.commits;
    plan.branch = command.branch;
    return plan;
}

void start_clocks(Draft& draft, std::string const& id, Severity severity) {
    auto const& clocks = draft.context().policy.clocks;
    auto const now = draft.context().now;
    draft.withdraw_deadlines(id, "rolled back");
    draft.start_deadline(DeadlineKind::rollback, id, id, now,
                         severity == Severity::p0 ? clocks.rollback_p0 : clocks.rollback_p1);
    draft.start_deadline(DeadlineKind::post_mortem, id, id, now, clocks.post_mortem);
}

Result<void> check_verified(VerifyRollback const& command) {
    struct Demand {
        bool holds;
        char const* field;
        char const* text;
    };
    for (auto const& [holds, field, text] :
         {Demand{command.health, "#/health", "health checks pass"},
          Demand{command.smoke, "#/smoke", "smoke tests pass"},
          Demand{command.resolved, "#/resolved", "the issue is resolved"}}) {
        if (holds) continue;
        return refuse(
            ErrorCode::unprocessable, "rollback-not-verified",
            std::string{"A rollback is verified when health checks pass, smoke tests pass and the issue "
                        "is resolved; still open: "} +
                text + ".",
            field);
    }
    return {};
}

/// A version, or a commit.
Result<Running> by_word(Train const& train, Release const& release, VerifyRollback const& command,
                        Instant now) {
    auto const leaves = left_by(release);
    auto const name = read_name(command.runs, "#/runs");
    if (!name) return error_of(name);
    auto const& [version, commit] = *name;
    auto running = named_target(train, version, commit, leaves);
    if (is_one_of(running.version, running.commit, leaves))
        return same_version(train, command.runs, release.id, leaves, "#/runs");
    auto const& rollback = *release.rollback;
    if (running.commit.empty() && same_software(version, commit, {{}, rollback.to_version, {}, {}}))
        running.commit = rollback.to_commit;
    running.since = now;
    running.merged_up_to = merged_up_to(train, running.version, running.commit, leaves);
    return running;
}

/// The software that production runs instead, by a report since the rollback began or by the verifier's word.
Result<RollbackVerified> verification(Train const& train, Release const& release,
                                      VerifyRollback const& command, Instant now) {
    auto const& runs = train.production;
    auto const reported = runs && restores(release, runs->version, runs->commit, runs->since);
    auto const agrees =
        reported && (same_software(command.runs, {}, *runs) || same_commit(command.runs, runs->commit));
    if (reported && (command.runs.empty() || agrees))
        return RollbackVerified{release.id, *runs, command.note, false};
    if (!command.runs.empty()) {
        auto const said = by_word(train, release, command, now);
        if (!said) return error_of(said);
        return RollbackVerified{release.id, *said, command.note, true};
    }
    auto const& left = release.rollback->from_version;
    return refuse(ErrorCode::conflict, "nothing-restored",
                  "No production deployment of anything but " + (left.empty() ? release.id : left) +
                      " was reported since the rollback began at " +
                      describe_instant(release.rollback->started_at) +
                      ": report the one that restored it, or say yourself what production runs.",
                  "#/runs");
}

/// The oldest that is verified, or the newest.
Block const& to_be_cleared(Train const& train) {
    auto const& besides = train.blocked_besides;
    auto const* const verified =
        first_where(besides, [&](Block const& each) { return !is_rolling_back(train, each); });
    return verified == nullptr ? *train.blocked : *verified;
}

/// Whoever verified it does not clear it, unless the configuration lets them.
Result<void> check_other(Train const& train, Block const& block, Context const& context) {
    auto const* const release = train.find(block.release);
    auto const verifier = block.verified_by.empty() && release != nullptr && release->rollback
                              ? release->rollback->verified_by
                              : block.verified_by;
    if (!context.policy.clear_by_another || verifier != context.actor.id) return {};
    return refuse(ErrorCode::conflict, "cleared-by-verifier",
                  context.actor.id + " has verified the rollback of " + block.release +
                      ": another Tech Lead must clear it. A team of one sets clear_by_another = false in "
                      "[trains.rollback].");
}

}  // namespace

Result<Events> handle(Train const& train, StartRollback const& command, Context const& context) {
    if (auto allowed = require(context.actor, Right::roll_back); !allowed) return error_of(allowed);
    if (auto given = need_text(command.reason, "reason-needed",
                               "Say what is wrong: it opens the post-mortem.", "#/reason");
        !given)
        return error_of(given);
    Draft draft{train, context};
    auto const release = draft.pin(command.release);
    if (!release) return error_of(release);
    if (auto checked = check_state(draft.train(), *release); !checked) return error_of(checked);
    if (auto checked = check_severity(command); !checked) return error_of(checked);
    auto const plan = plan_of(draft.train(), *release, command);
    if (!plan) return error_of(plan);
    draft.emit(*plan);
    draft.record_issue(release->id, "Rolled back: " + command.reason, command.severity);
    draft.change_state(release->id, State::rolling_back, command.reason);
    draft.skip_pending(release->id, "rolled back", [](Release const& each, Firing const& firing) {
        auto const closes = firing.phase.kind == PhaseKind::deploy_window_close;
        return firing.phase.kind != PhaseKind::retrospective && !(closes && each.window_open());
    });
    start_clocks(draft, release->id, command.severity);
    draft.have_production_heeded(release->id);  // what it contained is to be contained again
    return draft.take();
}

Result<Events> handle(Train const& train, VerifyRollback const& command, Context const& context) {
    if (auto allowed = require(context.actor, Right::verify_rollback); !allowed) return error_of(allowed);
    Draft draft{train, context};
    auto const release = draft.pin(command.release);
    if (!release) return error_of(release);
    if (release->state != State::rolling_back)
        return refuse(ErrorCode::conflict, "not-rolling-back",
                      release->id + " " + standing_of(release->state) + ": no rollback of it is running.");
    if (auto checked = check_verified(command); !checked) return error_of(checked);
    auto const verified = verification(draft.train(), *release, command, context.now);
    if (!verified) return error_of(verified);
    draft.emit(*verified);
    draft.abandon_deployment(release->id, "the rollback was verified, and its end was never reported");
    draft.change_state(release->id, State::rolled_back, "verified");
    draft.meet_deadline(DeadlineKind::rollback, release->id, context.now);
    draft.have_production_heeded(release->id);
    draft.excuse(contains_item(release->id), release->id + " was rolled back");
    return draft.take();
}

Result<Events> handle(Train const& train, ClearRollback const& command, Context const& context) {
    if (auto allowed = require(context.actor, Right::clear_rollback); !allowed) return error_of(allowed);
    if (!train.blocked)
        return refuse(ErrorCode::conflict, "nothing-to-clear",
                      "No rollback keeps " + train.id + " from deploying.");
    auto const& block = to_be_cleared(train);
    auto const& release = block.release;
    if (is_rolling_back(train, block))
        return refuse(ErrorCode::conflict, "rollback-not-verified",
                      "The rollback of " + release + " is not verified yet; verify it first.");
    if (auto checked = check_other(train, block, context); !checked) return error_of(checked);
    Draft draft{train, context};
    draft.emit(RollbackCleared{release, command.reason});
    draft.settle_held();
    return draft.take();
}

}  // namespace cadence::release
