#include "release/objections.h"

#include <ranges>

#include "artifact/version.h"
#include "base/find.h"
#include "release/claim.h"
#include "release/decision.h"
#include "release/gates.h"
#include "release/production.h"

namespace cadence::release {

namespace {

using Texts = std::vector<std::string>;

/// Nobody may claim it: why not.
void object_to_nobodys(Texts& texts, Train const& train, ReportDeployment const& command) {
    auto text = std::string{"Deployed to production without being planned"};
    if (auto const* const named = train.find(command.release); named != nullptr)
        text += ": " + named->id + ", which it names, " + standing_of(named->state);
    texts.push_back(std::move(text));
}

void object_to_missing_permission(Texts& texts, Release const& release, Instant at) {
    auto const decision = decision_of(release);
    if (release.is_on_demand()) {
        if (release.state == State::requested)
            texts.push_back("Deployed to production without approval: " +
                            in_short(decision.reasons, release));
        return;
    }
    if (release.state != State::monitoring && decision.verdict != Verdict::go)
        texts.push_back("Deployed to production without GO: " + in_short(decision.reasons, release));
    if (at < release.window.opens_at || at >= release.window.closes_at)
        texts.emplace_back("Deployed to production outside its window");
}

/// The reasons that shut the gate for everybody at that moment.
void object_to_shut_gate(Texts& texts, Train const& train, Release const& release, Instant at,
                         Context const& context) {
    for (auto const& [other, each] : train.releases) {
        if (other == release.id || !each.deployment_running()) continue;
        texts.push_back("Deployed to production while the deployment of " + other + " was running");
    }
    for (auto const& freeze : train.freezes) {
        if (!freeze.begun || !covers(freeze, Action::deploy) || freeze.from > at) continue;
        texts.push_back("Deployed to production although " + freeze.by +
                        " froze deployments: " + freeze.reason + " (" + freeze.id + ")");
    }
    if (!release.is_on_demand()) {
        for (auto const& block : blocks_of(train))
            texts.push_back("Deployed to production although the rollback of " + block.release +
                            " is not cleared");
    }
    if (context.clock_held)
        texts.emplace_back("Deployed to production while the calendar was on hold for the clock");
}

/// Rolled-back software is back, or its version is on other software.
void object_to_return(Texts& texts, Train const& train, ReportDeployment const& command) {
    auto const named = [&] { return command.version.empty() ? command.commit : command.version; };
    if (auto const* const ran = taken_back(train, command.version, command.commit); ran != nullptr) {
        texts.push_back("Deployed " + named() + ", which was rolled back with " + ran->rollback + ": " +
                        ran->why);
        return;
    }
    auto const* const spent = last_where(train.ran, [&](Ran const& each) {
        return each.rolled_back && !command.version.empty() &&
               artifact::same_version(each.what.version, command.version) &&
               is_other_commit(command.commit, each.what.commit);
    });
    if (spent != nullptr)
        texts.push_back("Deployed commit " + command.commit + " as version " + command.version +
                        ", which was another commit (" + spent->what.commit + ") and was rolled back");
}

void object_to_another(Texts& texts, Release const& release, ReportDeployment const& command) {
    if (!release.candidate || release.kind == Kind::unplanned) return;
    auto const& candidate = *release.candidate;
    if (!artifact::same_version(command.version, candidate.version) && !command.version.empty() &&
        !candidate.version.empty()) {
        texts.push_back("Deployed version " + command.version + " instead of the candidate " +
                        candidate.version);
    } else if (is_other_commit(command.commit, candidate.commit)) {
        texts.push_back("Deployed commit " + command.commit + " instead of the candidate " +
                        candidate.commit);
    }
}

}  // namespace

std::vector<std::string> objections(Train const& train, Release const& release,
                                    ReportDeployment const& command, Instant at, Context const& context) {
    Texts texts;
    auto const ended =
        command.status == DeploymentStatus::failed || command.status == DeploymentStatus::abandoned;
    if (ended || release.state == State::rolling_back) return texts;
    auto const again =
        release.deployment_running() ||
        (release.state == State::monitoring && is_candidate(release, command.version, command.commit));
    if (!again) {
        if (release.kind == Kind::unplanned) {
            object_to_nobodys(texts, train, command);
        } else {
            object_to_missing_permission(texts, release, at);
        }
        object_to_shut_gate(texts, train, release, at, context);
        object_to_return(texts, train, command);
    }
    object_to_another(texts, release, command);
    std::erase_if(texts, [&](std::string const& each) {
        return first_with(release.issues, &Issue::text, each) != nullptr;
    });
    return texts;
}

}  // namespace cadence::release
