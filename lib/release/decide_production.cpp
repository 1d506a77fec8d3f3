// What was seen in staging and production. A report is a fact: it is recorded as it came, never refused for
// the state of the release; what is out of order becomes an issue. DESIGN section 5, "Facts are recorded".
#include <algorithm>

#include "release/cases.h"
#include "release/draft.h"
#include "release/objections.h"

namespace cadence::release {

namespace {

constexpr Duration kClockSkew = std::chrono::minutes{5};  // between a deploy system's clock and ours

bool known_already(Train const& train, Release const* release, ReportDeployment const& command, Instant at) {
    auto const same = [&](auto const& each, Instant when) {
        return each.version == command.version && each.commit == command.commit && when == at;
    };
    if (release != nullptr) {
        return std::any_of(release->deployments.begin(), release->deployments.end(), [&](auto const& each) {
            return each.environment == command.environment && each.status == command.status &&
                   same(each, each.at);
        });
    }
    auto const& running = command.environment == Environment::production ? train.production : train.staging;
    return command.status == DeploymentStatus::succeeded && running && same(*running, running->since);
}

bool ships(Release const& release, ReportDeployment const& command) {
    if (!release.candidate || is_terminal(release.state)) return false;
    auto const& candidate = *release.candidate;
    if (!command.commit.empty() && !candidate.commit.empty())
        return same_commit(command.commit, candidate.commit);
    return !command.version.empty() && without_v(command.version) == without_v(candidate.version);
}

/// A report that names no release is about the one that ships this commit or version; in production else the
/// one that is being deployed. Empty: none of ours.
std::string release_meant(Train const& train, ReportDeployment const& command) {
    if (!command.release.empty()) return command.release;
    for (auto const& [id, release] : train.releases) {
        if (ships(release, command)) return id;
    }
    if (command.environment == Environment::staging) return {};
    for (auto const state : {State::rolling_back, State::deploying, State::held, State::approved}) {
        for (auto const& [id, release] : train.releases) {
            if (release.state == state) return id;
        }
    }
    return {};
}

/// The number of the newest merge that is in what was deployed; 0: none that we know.
int covers(Train const& train, Release const* release, ReportDeployment const& command, Instant at) {
    if (command.status != DeploymentStatus::succeeded) return 0;
    auto const known = [&](std::string const& commit) {
        auto const* const merge = commit.empty() ? nullptr : train.merge_of(commit);
        return merge == nullptr ? 0 : merge->number;
    };
    if (release != nullptr && release->is_on_demand())
        return std::max(known(command.commit), release->on_demand->rides_up_to);
    if (!command.commit.empty()) return known(command.commit);
    if (release != nullptr && release->candidate && !release->candidate->commit.empty())
        return known(release->candidate->commit);
    int newest = 0;
    for (auto const& merge : train.merges) {
        if (merge.merged_at <= at) newest = merge.number;
    }
    return newest;
}

/// What comes before a production deployment makes no sense after it; an open window still closes on time.
bool moot_in_production(Release const& release, Firing const& firing) {
    if (firing.phase.kind == PhaseKind::deploy_window_close) return !release.window_open();
    return firing.phase.at <= release.window.opens_at;
}

void open_held_window(Draft& draft, std::string const& id) {
    auto const release = draft.at(id);
    if (release.state != State::held) return;
    draft.fire(release, *release.firing(PhaseKind::deploy_window_open), FiringStatus::late,
               "deployed without GO");
}

void started(Draft& draft, std::string const& id) {
    auto const& release = draft.at(id);
    auto const waits =
        is_undecided(release.state) || release.state == State::requested || release.state == State::approved;
    if (!waits || !release.deployment_running()) return;  // reported after its end
    open_held_window(draft, id);
    draft.change_state(id, State::deploying, "a deployment to production has begun");
}

/// On demand the promises of the request are kept, and one more is made.
void keep_promises(Draft& draft, std::string const& id, Instant at) {
    draft.meet_deadline(deadline_id(DeadlineKind::hotfix_deploy, id), at);
    draft.start_deadline({.id = deadline_id(DeadlineKind::retrospective, id),
                          .kind = DeadlineKind::retrospective,
                          .release = id,
                          .subject = id,
                          .started_at = at,
                          .due_at = at + draft.context().policy.clocks.retrospective});
}

/// Whoever ships next must contain it; whoever is on the way already can only be warned.
void ask_others_to_contain_it(Draft& draft, std::string const& id) {
    auto const releases = draft.train().releases;
    for (auto const& [other, release] : releases) {
        if (release.is_on_demand()) continue;
        if (release.state == State::deploying) {
            draft.record_issue(other,
                               id + " reached production while it was being deployed: does it contain it?",
                               std::nullopt);
        }
        if (!is_undecided(release.state) && release.state != State::overdue) continue;
        draft.require_unmerged(other);
        draft.settle(other);
    }
}

/// Reaching production says something new about it: it was not over, and is not on its way back.
bool is_news(Release const& release) {
    return release.state != State::released && release.state != State::cancelled &&
           release.state != State::rolling_back && release.state != State::rolled_back;
}

void succeeded(Draft& draft, std::string const& id, Instant at) {
    auto const release = draft.at(id);
    if (!is_news(release)) return;
    auto const first = release.state != State::monitoring;
    open_held_window(draft, id);
    draft.skip_pending(id, "in production already", moot_in_production);
    if (release.is_on_demand() && first) keep_promises(draft, id, at);
    if (auto const& newest = draft.train().production; newest && newest->release != id) {
        draft.end_monitoring(id, newest->release, newest->release + " is in production since");
        return;
    }
    draft.change_state(id, State::monitoring, "in production");
    std::vector<std::string> older;
    for (auto const& [other, each] : draft.train().releases) {
        if (other != id && each.state == State::monitoring) older.push_back(other);
    }
    for (auto const& other : older) draft.end_monitoring(other, id, id + " is in production");
    if (release.is_on_demand()) ask_others_to_contain_it(draft, id);
}

void failed(Draft& draft, std::string const& id) {
    auto const before = draft.at(id);
    draft.record_issue(id, "Deployment to production failed", std::nullopt);
    if (before.state != State::deploying || before.deployment_running()) return;
    auto const pending = [&](PhaseKind kind) {
        auto const* const firing = before.firing(kind);
        return firing != nullptr && firing->status == FiringStatus::pending;
    };
    if (before.is_on_demand()) {
        auto const approved = before.on_demand->approved_at.has_value();
        draft.change_state(id, approved ? State::approved : State::requested, "the deployment failed");
    } else if (pending(PhaseKind::code_freeze)) {
        draft.change_state(id, State::planned, "the deployment failed");
    } else if (!pending(PhaseKind::deploy_window_close)) {
        draft.change_state(id, State::overdue, "the deployment failed and its window is over");
    } else {
        draft.change_state(id, State::go, "the deployment failed");
        draft.require_unmerged(id);
        draft.settle(id);
    }
}

void in_production(Draft& draft, std::string const& id, DeploymentStatus status, Instant at) {
    switch (status) {
        case DeploymentStatus::started:
            started(draft, id);
            return;
        case DeploymentStatus::succeeded:
            succeeded(draft, id, at);
            break;
        case DeploymentStatus::failed:
            failed(draft, id);
            break;
    }
    draft.settle_held();  // another release may have waited for its end
}

/// What is in production needs no promise of staging any more.
void release_promises(Draft& draft, int covers) {
    auto const merges = draft.train().merges;
    for (auto const& merge : merges) {
        auto const found =
            draft.train().deadlines.find(deadline_id(DeadlineKind::staging_deploy, merge.commit));
        if (merge.number > covers || found == draft.train().deadlines.end() || !is_live(found->second))
            continue;
        auto const deadline = found->second;
        draft.emit(
            DeadlineWithdrawn{{}, deadline.id, deadline.kind, deadline.due_at, "in production already"});
    }
}

/// A later success on staging keeps the promise of every merge that it has in it.
void on_staging(Draft& draft, std::string const& id, ReportDeployment const& command, int covers,
                Instant at) {
    if (command.status != DeploymentStatus::succeeded) return;
    auto const merges = draft.train().merges;
    for (auto const& merge : merges) {
        if (merge.number <= covers)
            draft.meet_deadline(deadline_id(DeadlineKind::staging_deploy, merge.commit), at);
    }
    draft.ask_checks_again("it may be on staging now");
    if (id.empty() || !draft.at(id).is_on_demand() || is_terminal(draft.at(id).state)) return;
    auto const& candidate = draft.at(id).candidate;
    auto const other =
        !command.commit.empty() && (!candidate || is_other_commit(command.commit, candidate->commit));
    if (other && (draft.at(id).state == State::requested || draft.at(id).state == State::approved))
        draft.set_candidate(id, command.version, command.commit);
}

std::optional<Instant> monitored_until(Release const* release, ReportDeployment const& command, Instant at,
                                       Policy const& policy) {
    auto const starts = release != nullptr && command.environment == Environment::production &&
                        command.status == DeploymentStatus::succeeded && is_news(*release) &&
                        release->state != State::monitoring;
    return starts ? std::optional{at + policy.monitoring} : std::nullopt;
}

std::string deployment_number(Train const& train, Release const* release) {
    return release != nullptr ? std::to_string(release->deployments.size() + 1)
                              : "deployment-" + std::to_string(train.sequence + 1);
}

}  // namespace

Result<Events> on(Train const& train, ReportDeployment const& command, Context const& context) {
    if (auto allowed = require(context.actor, Right::report_deployment); !allowed) {
        return tl::unexpected{allowed.error()};
    }
    auto const at = command.at.value_or(context.now);
    if (at > context.now + kClockSkew) {
        return refuse(ErrorCode::invalid, "date-in-the-future",
                      format_instant(at) + " is still to come; a report tells what has happened.", "#/at");
    }
    Draft draft{train, context};
    auto const id = release_meant(train, command);
    if (!id.empty()) {
        if (auto const pinned = draft.pin(id); !pinned) return tl::unexpected{pinned.error()};
    }
    auto const before = draft.train();
    auto const* const release = before.find(id);
    if (command.at && known_already(before, release, command, at)) return Events{};
    auto const production = command.environment == Environment::production;
    auto const objects = production && release != nullptr && command.status != DeploymentStatus::failed;
    auto const texts = objects ? objections(before, *release, command, at) : std::vector<std::string>{};
    auto const reach = covers(before, release, command, at);
    draft.emit(DeploymentReported{id, deployment_number(before, release), command.environment, command.status,
                                  command.version, command.commit, at, command.source,
                                  monitored_until(release, command, at, context.policy), reach});
    for (auto const& text : texts) draft.record_issue(id, text, std::nullopt);
    if (production) release_promises(draft, reach);
    if (!production) on_staging(draft, id, command, reach, at);
    if (production && release != nullptr) in_production(draft, id, command.status, at);
    return draft.take();
}

}  // namespace cadence::release
