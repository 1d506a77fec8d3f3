// What was seen in staging and production. A report is a fact: it is recorded as it came, never refused for
// the state of the release; what is out of order becomes an issue. DESIGN section 5, "Facts are recorded".
#include <algorithm>

#include "release/cases.h"
#include "release/decision.h"
#include "release/draft.h"

namespace cadence::release {

namespace {

constexpr Duration kClockSkew = std::chrono::minutes{5};  // between a deploy system's clock and ours

bool known_already(Release const& release, ReportDeployment const& command, Instant at) {
    return std::any_of(release.deployments.begin(), release.deployments.end(), [&](Deployment const& each) {
        return each.environment == command.environment && each.status == command.status &&
               each.version == command.version && each.commit == command.commit && each.at == at;
    });
}

/// Tags are written v1.2.0, versions 1.2.0.
std::string_view without_v(std::string_view version) {
    return version.starts_with('v') ? version.substr(1) : version;
}

/// Either may be abbreviated, as git does it: to seven digits, not fewer.
bool is_other_commit(std::string const& a, std::string const& b) {
    constexpr std::size_t kAbbreviated = 7;
    if (a.empty() || b.empty()) return false;
    return std::min(a.size(), b.size()) < kAbbreviated || (!a.starts_with(b) && !b.starts_with(a));
}

/// What is out of order about a production deployment that has begun or ended well.
std::vector<std::string> objections(Release const& release, ReportDeployment const& command, Instant at) {
    std::vector<std::string> texts;
    auto const needs_go = is_undecided(release.state) || release.state == State::overdue;
    if (needs_go && decision_of(release).verdict != Verdict::go) {
        texts.emplace_back("Deployed to production without GO");
    }
    if (release.state == State::cancelled)
        texts.emplace_back("Deployed to production although it was cancelled");
    auto const in_window = at >= release.window.opens_at && at < release.window.closes_at;
    auto const running = release.deployment_running();
    if (!in_window && !running && release.state != State::cancelled) {
        texts.emplace_back("Deployed to production outside its window");
    }
    if (!release.candidate) return texts;
    auto const& candidate = *release.candidate;
    if (without_v(command.version) != without_v(candidate.version) && !command.version.empty() &&
        !candidate.version.empty()) {
        texts.push_back("Deployed version " + command.version + " instead of the candidate " +
                        candidate.version);
    } else if (is_other_commit(command.commit, candidate.commit)) {
        texts.push_back("Deployed commit " + command.commit + " instead of the candidate " +
                        candidate.commit);
    }
    return texts;
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
    if (!is_undecided(release.state) || !release.deployment_running()) return;  // reported after its end
    open_held_window(draft, id);
    draft.change_state(id, State::deploying, "a deployment to production has begun");
}

void succeeded(Draft& draft, std::string const& id) {
    auto const state = draft.at(id).state;
    if (state == State::cancelled || state == State::released) return;
    open_held_window(draft, id);
    draft.skip_pending(id, "in production already", moot_in_production);
    if (auto const& newest = draft.train().production; newest && newest->release != id) {
        draft.change_state(id, State::released, newest->release + " is in production since");
        return;
    }
    draft.change_state(id, State::monitoring, "in production");
    std::vector<std::string> older;
    for (auto const& [other, release] : draft.train().releases) {
        if (other != id && release.state == State::monitoring) older.push_back(other);
    }
    for (auto const& other : older) draft.change_state(other, State::released, id + " is in production");
}

void failed(Draft& draft, std::string const& id) {
    auto const before = draft.at(id);
    draft.record_issue(id, "Deployment to production failed", std::nullopt);
    if (before.state != State::deploying || before.deployment_running()) return;
    auto const pending = [&](PhaseKind kind) {
        auto const* const firing = before.firing(kind);
        return firing != nullptr && firing->status == FiringStatus::pending;
    };
    if (pending(PhaseKind::code_freeze)) {
        draft.change_state(id, State::planned, "the deployment failed");
    } else if (!pending(PhaseKind::deploy_window_close)) {
        draft.change_state(id, State::overdue, "the deployment failed and its window is over");
    } else {
        draft.change_state(id, State::go, "the deployment failed");
        draft.settle(id);
    }
}

void in_production(Draft& draft, ReportDeployment const& command) {
    switch (command.status) {
        case DeploymentStatus::started:
            started(draft, command.release);
            break;
        case DeploymentStatus::succeeded:
            succeeded(draft, command.release);
            break;
        case DeploymentStatus::failed:
            failed(draft, command.release);
            break;
    }
}

std::optional<Instant> monitored_until(Release const& release, ReportDeployment const& command, Instant at,
                                       Policy const& policy) {
    auto const starts = command.environment == Environment::production &&
                        command.status == DeploymentStatus::succeeded && !is_terminal(release.state) &&
                        release.state != State::monitoring;
    return starts ? std::optional{at + policy.monitoring} : std::nullopt;
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
    auto const id = draft.pin(command.release);
    if (!id) return tl::unexpected{id.error()};
    auto const release = draft.at(*id);
    if (command.at && known_already(release, command, at)) return Events{};
    auto const production = command.environment == Environment::production;
    auto const texts = production && command.status != DeploymentStatus::failed
                           ? objections(release, command, at)
                           : std::vector<std::string>{};
    draft.emit(DeploymentReported{*id, std::to_string(release.deployments.size() + 1), command.environment,
                                  command.status, command.version, command.commit, at, command.source,
                                  monitored_until(release, command, at, context.policy)});
    for (auto const& text : texts) draft.record_issue(*id, text, std::nullopt);
    if (production) in_production(draft, command);
    return draft.take();
}

Result<Events> on(Train const& train, RecordIssue const& command, Context const& context) {
    if (auto allowed = require(context.actor, Right::record_issue); !allowed)
        return tl::unexpected{allowed.error()};
    if (command.text.empty()) {
        return refuse(ErrorCode::invalid, "text-needed", "An issue needs a text that says what is wrong.",
                      "#/text");
    }
    Draft draft{train, context};
    auto const id = draft.pin(command.release);
    if (!id) return tl::unexpected{id.error()};
    draft.record_issue(*id, command.text, command.severity);
    return draft.take();
}

}  // namespace cadence::release
