// Rolling back: by severity, to the last version that ran well or by reverting; verified, then cleared. Spec
// "Rollback Procedure"; DESIGN sections 3 and 5.
#include <algorithm>

#include "artifact/version.h"
#include "release/cases.h"
#include "release/draft.h"

namespace cadence::release {

namespace {

Result<void> check_severity(StartRollback const& command) {
    if (command.severity != Severity::p2 || command.force) return {};
    return refuse(ErrorCode::unprocessable, "fix-forward",
                  "P2 is fixed forward: a rollback is for P0 and P1. Force it with a reason if you must.",
                  "#/severity");
}

Result<void> check_state(Train const& train, Release const& release) {
    if (release.state == State::rolling_back || release.state == State::rolled_back) {
        return refuse(ErrorCode::conflict, "already-rolled-back",
                      release.id + " is " +
                          (release.state == State::rolled_back ? "rolled back" : "being rolled back") +
                          " already.");
    }
    auto const deployed =
        std::any_of(release.deployments.begin(), release.deployments.end(),
                    [](auto const& each) { return each.environment == Environment::production; });
    auto const runs = train.production && train.production->release == release.id;
    auto const underway = release.state == State::deploying || release.state == State::monitoring;
    if (deployed && (underway || runs)) return {};
    auto detail = release.id + " is " + std::string{name_of(release.state)};
    if (release.state == State::released && train.production) {
        auto const& runs_now = *train.production;
        detail += " and production runs " + (runs_now.release.empty() ? runs_now.version : runs_now.release) +
                  ": roll that back";
    } else {
        detail += " and was not deployed to production: there is nothing to roll back";
    }
    Error error{ErrorCode::conflict, "not-deployed", detail + ".", {}, {}};
    if (train.production && !train.production->release.empty())
        error.alternatives.push_back(train.production->release);
    return tl::unexpected{std::move(error)};
}

std::string running_version(Train const& train, Release const& release) {
    if (train.production && train.production->release == release.id) return train.production->version;
    return release.candidate ? release.candidate->version : std::string{};
}

/// Option A: the version that is named, or the last that ran well.
Result<Running> target_of(Train const& train, Release const& release, StartRollback const& command) {
    auto const from = running_version(train, release);
    if (!command.to_version.empty()) {
        if (!from.empty() && without_v(command.to_version) == without_v(from)) {
            return refuse(ErrorCode::unprocessable, "same-version",
                          command.to_version + " is what is to be rolled back.", "#/to_version");
        }
        for (auto each = train.ran.rbegin(); each != train.ran.rend(); ++each) {
            if (without_v(each->what.version) == without_v(command.to_version)) return each->what;
        }
        return Running{{}, command.to_version, {}, {}};
    }
    auto const runs = train.production && train.production->release == release.id;
    if (!runs && train.production) return *train.production;  // it never got there
    if (auto const previous = train.previous_version()) return *previous;
    return refuse(ErrorCode::conflict, "no-previous-version",
                  "No version is known to have run well before " + release.id +
                      ": name one as to_version, or revert commits.",
                  "#/to_version");
}

Result<RollbackStarted> plan_of(Train const& train, Release const& release, StartRollback const& command) {
    RollbackStarted plan;
    plan.release = release.id;
    plan.severity = command.severity;
    plan.option = command.option;
    plan.from_version = artifact::plain_version(running_version(train, release));
    plan.reason = command.reason;
    plan.forced = command.severity == Severity::p2;
    if (command.option == RollbackOption::previous_version) {
        auto const target = target_of(train, release, command);
        if (!target) return tl::unexpected{target.error()};
        plan.to_version = artifact::plain_version(target->version);
        plan.to_commit = target->commit;
        return plan;
    }
    if (command.commits.empty() && command.branch.empty()) {
        return refuse(
            ErrorCode::invalid, "revert-needs-commits",
            "Reverting needs the commits to revert or the branch that does it: they pass the merge gate.",
            "#/commits");
    }
    for (std::size_t i = 0; i < command.commits.size(); ++i) {
        if (auto checked = check_commit(command.commits[i], "#/commits/" + std::to_string(i)); !checked)
            return tl::unexpected{checked.error()};
    }
    if (auto checked = check_branch(command.branch, "#/branch"); !checked)
        return tl::unexpected{checked.error()};
    plan.commits = command.commits;
    plan.branch = command.branch;
    return plan;
}

void start_clocks(Draft& draft, std::string const& id, Severity severity) {
    auto const& clocks = draft.context().policy.clocks;
    auto const now = draft.context().now;
    auto const start = [&](DeadlineKind kind, Duration within) {
        draft.start_deadline({.id = deadline_id(kind, id),
                              .kind = kind,
                              .release = id,
                              .subject = id,
                              .started_at = now,
                              .due_at = now + within});
    };
    draft.withdraw_deadlines(id, "rolled back");
    start(DeadlineKind::rollback, severity == Severity::p0 ? clocks.rollback_p0 : clocks.rollback_p1);
    start(DeadlineKind::post_mortem, clocks.post_mortem);
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

/// What production runs again, as far as it is known and not reported.
std::optional<Running> restored(Train const& train, Release const& release, Instant now) {
    auto const& rollback = *release.rollback;
    if (rollback.restored_at || rollback.to_version.empty()) return std::nullopt;
    Running running{{}, rollback.to_version, rollback.to_commit, now};
    for (auto const& each : train.ran) {
        if (without_v(each.what.version) == without_v(running.version)) running.release = each.what.release;
    }
    return running;
}

/// Nobody must contain any more what production no longer runs.
void release_from_containing(Draft& draft, std::string const& id) {
    auto const item_id = "contains-" + id;
    auto const releases = draft.train().releases;
    for (auto const& [other, release] : releases) {
        auto const* const item = release.item(item_id);
        if (item == nullptr || item->done() || is_terminal(release.state)) continue;
        draft.emit(ItemTicked{other, item_id, ItemStatus::waived, id + " was rolled back"});
        draft.settle(other);
    }
}

}  // namespace

Result<Events> on(Train const& train, StartRollback const& command, Context const& context) {
    if (auto allowed = require(context.actor, Right::roll_back); !allowed)
        return tl::unexpected{allowed.error()};
    if (auto given = need_text(command.reason, "reason-needed",
                               "Say what is wrong: it opens the post-mortem.", "#/reason");
        !given)
        return tl::unexpected{given.error()};
    Draft draft{train, context};
    auto const id = draft.pin(command.release);
    if (!id) return tl::unexpected{id.error()};
    auto const release = draft.at(*id);
    if (auto checked = check_state(draft.train(), release); !checked) return tl::unexpected{checked.error()};
    if (auto checked = check_severity(command); !checked) return tl::unexpected{checked.error()};
    auto const plan = plan_of(draft.train(), release, command);
    if (!plan) return tl::unexpected{plan.error()};
    draft.emit(*plan);
    draft.record_issue(*id, "Rolled back: " + command.reason, command.severity);
    draft.change_state(*id, State::rolling_back, command.reason);
    draft.skip_pending(*id, "rolled back", [](Release const& each, Firing const& firing) {
        auto const closes = firing.phase.kind == PhaseKind::deploy_window_close;
        return firing.phase.kind != PhaseKind::retrospective && !(closes && each.window_open());
    });
    start_clocks(draft, *id, command.severity);
    return draft.take();
}

Result<Events> on(Train const& train, VerifyRollback const& command, Context const& context) {
    if (auto allowed = require(context.actor, Right::verify_rollback); !allowed)
        return tl::unexpected{allowed.error()};
    Draft draft{train, context};
    auto const id = draft.pin(command.release);
    if (!id) return tl::unexpected{id.error()};
    auto const release = draft.at(*id);
    if (release.state != State::rolling_back) {
        return refuse(ErrorCode::conflict, "not-rolling-back",
                      *id + " is " + std::string{name_of(release.state)} + ": no rollback of it is running.");
    }
    if (auto checked = check_verified(command); !checked) return tl::unexpected{checked.error()};
    draft.emit(RollbackVerified{*id, restored(train, release, context.now), command.note});
    draft.change_state(*id, State::rolled_back, "verified");
    draft.meet_deadline(deadline_id(DeadlineKind::rollback, *id), context.now);
    release_from_containing(draft, *id);
    return draft.take();
}

Result<Events> on(Train const& train, ClearRollback const& command, Context const& context) {
    if (auto allowed = require(context.actor, Right::clear_rollback); !allowed)
        return tl::unexpected{allowed.error()};
    if (!train.blocked) {
        return refuse(ErrorCode::conflict, "nothing-to-clear",
                      "No rollback keeps " + train.id + " from deploying.");
    }
    auto const& release = train.blocked->release;
    if (auto const* const live = train.find(release); live != nullptr && live->state == State::rolling_back) {
        return refuse(ErrorCode::conflict, "rollback-not-verified",
                      "The rollback of " + release + " is not verified yet; verify it first.");
    }
    Draft draft{train, context};
    draft.emit(RollbackCleared{release, command.reason});
    draft.settle_held();
    return draft.take();
}

}  // namespace cadence::release
