#include "release/objections.h"

#include "release/decision.h"

namespace cadence::release {

namespace {

/// Another production deployment that runs at this moment, or empty.
std::string running_beside(Train const& train, std::string const& id) {
    for (auto const& [other, release] : train.releases) {
        if (other != id && release.deployment_running()) return other;
    }
    return {};
}

void object_to_time(std::vector<std::string>& texts, Release const& release, Instant at) {
    auto const needs_go = is_undecided(release.state) || release.state == State::overdue;
    if (needs_go && decision_of(release).verdict != Verdict::go) {
        texts.emplace_back("Deployed to production without GO");
    }
    auto const in_window = at >= release.window.opens_at && at < release.window.closes_at;
    if (!in_window && !release.deployment_running() && release.state != State::cancelled) {
        texts.emplace_back("Deployed to production outside its window");
    }
}

}  // namespace

std::vector<std::string> objections(Train const& train, Release const& release,
                                    ReportDeployment const& command, Instant at) {
    std::vector<std::string> texts;
    if (release.state == State::rolling_back) return texts;
    if (release.state == State::cancelled)
        texts.emplace_back("Deployed to production although it was cancelled");
    if (!release.is_on_demand()) {
        object_to_time(texts, release, at);
    } else if (release.state == State::requested || release.state == State::rejected ||
               release.state == State::expired) {
        texts.emplace_back("Deployed to production without approval");
    }
    if (auto const other = running_beside(train, release.id);
        !other.empty() && !release.deployment_running()) {
        texts.push_back("Deployed to production while the deployment of " + other + " was running");
    }
    if (train.blocked && !release.is_on_demand() && !release.deployment_running()) {
        texts.push_back("Deployed to production although the rollback of " + train.blocked->release +
                        " is not cleared");
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

}  // namespace cadence::release
