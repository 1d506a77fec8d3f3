// What happened, in short lines that read well in an expectation.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "support/world.h"

namespace cadence::testing {

/// "code_freeze fired", the phases of the current attempt.
inline std::vector<std::string> phases_of(release::Release const& release) {
    std::vector<std::string> lines;
    for (auto const& firing : release.firings) {
        if (firing.attempt != release.attempt) continue;
        lines.push_back(firing.phase.name + " " + std::string{name_of(firing.status)});
    }
    return lines;
}

inline std::vector<std::string> texts_of(std::vector<release::Issue> const& issues) {
    std::vector<std::string> lines;
    for (auto const& issue : issues) lines.push_back(issue.text);
    return lines;
}

inline std::vector<std::string> codes_of(std::vector<release::Reason> const& reasons) {
    std::vector<std::string> codes;
    for (auto const& reason : reasons) codes.push_back(reason.code);
    return codes;
}

inline std::vector<std::string> texts_of(std::vector<release::Reason> const& reasons) {
    std::vector<std::string> texts;
    for (auto const& reason : reasons) texts.push_back(reason.text);
    return texts;
}

/// kFirst shipped 1.2.0, kSecond shipped 1.3.0 ten minutes ago.
inline World world_of_two_shipped() {
    World world;
    world.ship(kFirst, "1.2.0");
    world.ship(kSecond, "1.3.0");
    return world;
}

/// A report about production that names no release.
inline release::ReportDeployment of_train(std::string version, std::string commit,
                                          DeploymentStatus status = DeploymentStatus::succeeded) {
    release::ReportDeployment report;
    report.status = status;
    report.version = std::move(version);
    report.commit = std::move(commit);
    return report;
}

/// The problem of a refusal; "accepted" when there was none.
inline std::string problem_of(Result<Events> const& result) {
    return result ? std::string{"accepted"} : result.error().problem;
}

template <class Body>
std::vector<Body> all_of_type(Events const& events) {
    std::vector<Body> found;
    for (auto const& event : events) {
        if (auto const* const body = std::get_if<Body>(&event.body)) found.push_back(*body);
    }
    return found;
}

/// The states a release went through, "frozen go deploying".
inline std::string states_of(Events const& log, std::string const& id) {
    std::string states;
    for (auto const& change : all_of_type<release::StateChanged>(log)) {
        if (change.release != id) continue;
        states += (states.empty() ? "" : " ") + std::string{name_of(change.to)};
    }
    return states;
}

/// How many firings of each status, over all releases and attempts.
inline std::map<FiringStatus, int> statuses_of(Train const& train) {
    std::map<FiringStatus, int> counts;
    for (auto const& [id, release] : train.releases) {
        for (auto const& firing : release.firings) ++counts[firing.status];
    }
    return counts;
}

/// A deployment to production, whose end nobody knows.
inline bool runs_something(World const& world) {
    return std::ranges::any_of(world.train().releases,
                               [](auto const& each) { return each.second.deployment_running(); });
}

inline Train folded(Events const& log) {
    Train train;
    train.id = kTrain;
    for (auto const& event : log) train = release::evolve(std::move(train), event);
    return train;
}

}  // namespace cadence::testing
