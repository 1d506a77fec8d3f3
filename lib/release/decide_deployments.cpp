// Reports from staging and production. A report is a fact: it is recorded as it came, never refused for the
// state of the release, and permits nothing; what is out of order becomes an issue. DESIGN section 5.
#include <algorithm>

#include "artifact/version.h"
#include "base/describe.h"
#include "base/find.h"
#include "release/arguments.h"
#include "release/claim.h"
#include "release/draft.h"
#include "release/lifecycle.h"
#include "release/objections.h"
#include "release/production.h"

namespace cadence::release {

namespace {

bool known_already(Train const& train, Release const* release, ReportDeployment const& command, Instant at) {
    auto const same = [&](auto const& each, Instant when) {
        return without_v(each.version) == command.version && each.commit == command.commit && when == at;
    };
    if (release != nullptr) {
        return std::ranges::any_of(release->deployments, [&](auto const& each) {
            return each.environment == command.environment && each.status == command.status &&
                   same(each, each.at);
        });
    }
    if (command.status != DeploymentStatus::succeeded) return false;
    if (command.environment == Environment::staging)
        return train.staging && same(*train.staging, train.staging->since);
    return std::ranges::any_of(train.ran, [&](Ran const& each) { return same(each.what, each.what.since); });
}

/// The number of the newest merge that is in what was deployed; 0: none that we know. Who tells no commit and
/// names no release is believed to mean the newest only in person: what a machine does not say is not
/// assumed.
int covers(Train const& train, Release const* release, ReportDeployment const& command, Instant at,
           Actor const& actor) {
    if (command.status != DeploymentStatus::succeeded) return 0;
    auto const known = [&](std::string const& commit) {
        auto const* const merge = commit.empty() ? nullptr : train.merges.of_commit(commit);
        return merge == nullptr ? 0 : merge->number;
    };
    if (release != nullptr && release->is_on_demand())
        return std::max(known(command.commit), release->on_demand->rides_up_to);
    if (!command.commit.empty()) return known(command.commit);
    if (release != nullptr && release->candidate && !release->candidate->commit.empty())
        return known(release->candidate->commit);
    if (contains(actor.roles, Role::bot)) return 0;
    int newest = 0;
    for (auto const& merge : train.merges) {
        if (merge.merged_at <= at) newest = merge.number;
    }
    return newest;
}

/// The gate of merges waits for its end: whoever knows it is reminded.
void promise_an_end(Draft& draft, std::string const& id) {
    auto const* const running = draft.at(id).running_deployment();
    if (running == nullptr || draft.live_deadline(deadline_id(DeadlineKind::deployment, id)) != nullptr)
        return;
    draft.start_deadline(DeadlineKind::deployment, id, id, running->at,
                         draft.context().policy.clocks.deployment);
}

std::string name_of_running(Running const& running) {
    auto const& name = running.release.empty() ? software_of(running) : running.release;
    return name.empty() ? "something else" : name;
}

void started(Draft& draft, std::string const& id, Instant at) {
    auto const& runs = draft.train().production;
    if (runs && runs->since > at && runs->release != id)
        return draft.abandon_deployment(
            id, "its end was never reported; production has " + name_of_running(*runs) + " since");
    promise_an_end(draft, id);
    auto const& release = draft.at(id);
    auto const waits =
        is_undecided(release.state) || release.is_open_request() || release.state == State::overdue;
    if (!waits || !release.deployment_running()) return;  // reported after its end
    draft.change_state(id, State::deploying, "a deployment to production has begun");
}

/// The promises of a request are kept, and one more is made of what no calendar plans.
void keep_promises(Draft& draft, std::string const& id, Instant at) {
    draft.meet_deadline(DeadlineKind::hotfix_deploy, id, at);
    draft.start_deadline(DeadlineKind::retrospective, id, id, at,
                         draft.context().policy.clocks.retrospective);
}

/// Whoever ships next must contain it; whoever is on the way already can only be warned.
void warn_those_on_their_way(Draft& draft, std::string const& id) {
    auto const on_their_way = ids_where(draft.train(), [&](Release const& each) {
        return each.id != id && each.state == State::deploying && each.deployment_running();
    });
    for (auto const& other : on_their_way)
        draft.record_issue(other, id + " reached production while it was being deployed: does it contain it?",
                           std::nullopt);
}

/// Whatever began before production got something newer has ended, whoever was to tell.
void end_older(Draft& draft, std::string const& id, Instant at) {
    auto const older = ids_where(draft.train(), [&](Release const& each) {
        auto const* const running = each.running_deployment();
        return each.id != id && running != nullptr && running->at <= at;
    });
    auto const& by = id.empty() ? std::string{"something else"} : id;
    for (auto const& other : older)
        draft.abandon_deployment(other, "its end was never reported; production has " + by + " since");
    draft.settle_held();  // another release may have waited for it
}

void succeeded(Draft& draft, std::string const& id, Instant at) {
    auto const release = draft.at(id);
    if (release.state == State::rolling_back) return;
    auto const first = release.state != State::monitoring;
    if (release.awaits(PhaseKind::deploy_window_open))
        draft.skip_pending(id, "in production before its window", all_but_the_retrospective);
    if (!release.is_scheduled() && first) keep_promises(draft, id, at);
    if (auto const& newest = draft.train().production; newest && newest->release != id) {
        auto const newer = name_of_running(*newest);
        draft.end_monitoring(id, newer, newer + " is in production since");
        return;
    }
    draft.change_state(id, State::monitoring, "in production");
    auto const older = ids_where(
        draft.train(), [&](Release const& each) { return each.id != id && each.state == State::monitoring; });
    for (auto const& other : older) draft.end_monitoring(other, id, id + " is in production");
    if (!release.is_scheduled()) warn_those_on_their_way(draft, id);
}

void in_production(Draft& draft, std::string const& id, DeploymentStatus status, Instant at) {
    switch (status) {
        case DeploymentStatus::started:
            started(draft, id, at);
            return;
        case DeploymentStatus::succeeded:
            succeeded(draft, id, at);
            break;
        case DeploymentStatus::failed:
            draft.record_issue(id, "Deployment to production failed", std::nullopt);
            draft.end_deployment(id, "the deployment failed");
            break;
        case DeploymentStatus::abandoned:
            draft.end_deployment(id, "the deployment was given up");
            break;
    }
    if (!draft.at(id).deployment_running()) draft.meet_deadline(DeadlineKind::deployment, id, at);
    draft.settle_held();  // another release may have waited for its end
}

/// The demands of production on the other releases, now that it runs this.
void heed(Draft& draft, std::string const& id, std::vector<std::string> const& contains) {
    draft.have_production_heeded(id);
    for (auto const& each : contains)
        draft.excuse(contains_item(each), (id.empty() ? "what production runs" : id) + " contains it");
}

/// A merge that is in production no longer needs its staging deadline.
void release_promises(Draft& draft, int covers) {
    auto const merges = draft.train().merges;
    for (auto const& merge : merges) {
        if (merge.number <= covers)
            draft.withdraw_deadline(deadline_id(DeadlineKind::staging_deploy, merge.commit),
                                    "in production already");
    }
}

/// A later success on staging keeps the promise of every merge that it has in it.
void on_staging(Draft& draft, std::string const& id, ReportDeployment const& command, int covers,
                Instant at) {
    if (command.status != DeploymentStatus::succeeded) return;
    auto const merges = draft.train().merges;
    for (auto const& merge : merges) {
        if (merge.number <= covers) draft.meet_deadline(DeadlineKind::staging_deploy, merge.commit, at);
    }
    draft.ask_checks_again("it may be on staging now");
    if (id.empty() || !draft.at(id).is_on_demand() || is_terminal(draft.at(id).state)) return;
    auto const& candidate = draft.at(id).candidate;
    auto const other =
        !command.commit.empty() && (!candidate || is_other_commit(command.commit, candidate->commit));
    if (other && draft.at(id).is_open_request()) draft.set_candidate(id, command.version, command.commit);
}

/// Other software is monitored from its own deployment on.
std::optional<Instant> monitored_until(Train const& train, Release const* release,
                                       ReportDeployment const& command, Instant at, Policy const& policy) {
    auto const success = release != nullptr && command.environment == Environment::production &&
                         command.status == DeploymentStatus::succeeded;
    if (!success || release->state == State::rolling_back) return std::nullopt;
    auto const& runs = train.production;
    auto const other = runs && other_software(command.version, command.commit, *runs);
    if (release->state == State::monitoring && !other) return std::nullopt;
    return at + policy.monitoring;
}

std::string deployment_number(Train const& train, Release const* release) {
    return release != nullptr ? std::to_string(release->deployments.size() + 1)
                              : "deployment-" + std::to_string(train.sequence + 1);
}

/// Production runs what nobody planned: a release of its own, to be monitored and, perhaps, rolled back.
std::string record_unplanned(Draft& draft, ReportDeployment const& command, Instant at) {
    auto const& policy = draft.context().policy;
    ReleasePlanned planned;
    planned.kind = Kind::unplanned;
    planned.slot = policy.rule.zone.day_of(at);
    planned.release = next_unplanned(draft.train(), planned.slot);
    planned.window = {at, at};
    planned.checklist = items_for(policy, Kind::unplanned);
    planned.next_slot = draft.train().next_slot;
    auto id = planned.release;
    draft.emit(std::move(planned));
    if (!command.version.empty() || !command.commit.empty())
        draft.emit(CandidateSet{id, command.version, command.commit, {}, {}});
    return id;
}

/// A train whose production is not known yet is told what runs there; that is nobody's release.
bool is_baseline(Train const& train, ReportDeployment const& command) {
    return command.baseline || (command.release.empty() && !train.production);
}

/// The release that the report is of: a live one, a new one that nobody planned, or empty.
std::string release_of(Draft& draft, ReportDeployment const& command, Instant at) {
    auto id = claimed_by(draft.train(), command);
    if (!id.empty() || command.environment == Environment::staging || !reaches_production(command)) return id;
    auto const& train = draft.train();
    auto const over = command.status == DeploymentStatus::started && train.production &&
                      train.production->since > at;  // told behind what replaced it
    if (over || is_baseline(train, command) || runs_already(train, command) ||
        known_already(train, nullptr, command, at))
        return id;
    return record_unplanned(draft, command, at);
}

Result<void> check_report(Train const& train, ReportDeployment const& command, Context const& context) {
    if (auto allowed = require(context.actor, Right::report_deployment); !allowed) return allowed;
    if (command.at && *command.at > context.now + kClockSkew)
        return refuse(ErrorCode::invalid, "date-in-the-future",
                      describe_instant(*command.at) + " is in the future; a report says what has happened.",
                      "#/at");
    if (!command.baseline) return {};
    auto const success = command.environment == Environment::production &&
                         command.status == DeploymentStatus::succeeded && command.release.empty();
    if (!success)
        return refuse(
            ErrorCode::invalid, "baseline-is-a-success",
            "A baseline says what production already runs: leave out release, status and environment.",
            "#/baseline");
    if (!train.production) return {};
    auto const runs = software_of(*train.production);
    return refuse(ErrorCode::conflict, "production-is-known",
                  "Production is already known to run " + (runs.empty() ? "something" : runs) +
                      "; report what was deployed since without the baseline.",
                  "#/baseline");
}

}  // namespace

Result<Events> handle(Train const& train, ReportDeployment const& reported, Context const& context) {
    auto command = reported;
    command.version = artifact::plain_version(reported.version);
    if (auto checked = check_report(train, command, context); !checked) return error_of(checked);
    auto const at = command.at.value_or(context.now);
    Draft draft{train, context};
    if (!command.release.empty()) {
        if (auto const pinned = draft.pin(command.release); !pinned) return error_of(pinned);
    }
    auto const id = release_of(draft, command, at);
    auto const before = draft.train();
    auto const* const release = before.find(id);
    if (command.at && known_already(before, release, command, at)) return Events{};
    if (release != nullptr) {
        auto const room = check_room(release->deployments.size(), kMostDeployments, id, "deployments",
                                     "is something reporting in a loop?");
        if (!room) return error_of(room);
    }
    auto const production = command.environment == Environment::production;
    auto const success = production && command.status == DeploymentStatus::succeeded;
    auto const texts = production && release != nullptr ? objections(before, *release, command, at, context)
                                                        : std::vector<std::string>{};
    auto const up_to = success ? merged_up_to(before, release, command, at) : std::nullopt;
    auto const reach = production ? up_to.value_or(0) : covers(before, release, command, at, context.actor);
    auto const contains =
        success ? contained_in(before, release, command, up_to) : std::vector<std::string>{};
    draft.emit(DeploymentReported{id, deployment_number(before, release), command.environment, command.status,
                                  command.version, command.commit, at, command.source,
                                  monitored_until(before, release, command, at, context.policy), reach, up_to,
                                  contains});
    for (auto const& text : texts) draft.record_issue(id, text, std::nullopt);
    if (production) release_promises(draft, reach);
    if (!production) on_staging(draft, id, command, reach, at);
    if (success) heed(draft, id, contains);  // before a window opens that waited for it
    if (production && release != nullptr) in_production(draft, id, command.status, at);
    if (success) end_older(draft, id, at);
    return draft.take();
}

}  // namespace cadence::release
