// A train to whose hook something is told, and facts to tell.
#pragma once

#include <gtest/gtest.h>

#include "config/endpoint.h"
#include "support/house.h"
#include "worker/hook_work.h"

namespace cadence::worker {

using namespace engine;  // support/house.h

using release::Environment;
using release::RecordMerge;
using release::ReportDeployment;

inline std::string const kHead = "6113728f27ae82c7b1a177c8d03f9e96e0adf246";
inline auto const kArrived = utc("2026-01-06T09:00:00Z");

class Scene {
  public:
    Scene() : config{config_of_spec()} {
        hook.name = "backend";
        hook.source = forge::Source::github;
        hook.train = kTrain;
        hook.environments = {{"production", Environment::production}, {"staging", Environment::staging}};
        config.people[0].known_as["github_login"] = "AnnaGit";
        config.people[0].known_as["gitlab_username"] = "anna.lab";
        config.trains[0].forge = forge::Forge{.repository = "acme/backend"};
        standing.id = kTrain;
    }
    HookWork work(forge::Fact const& fact) { return work_of({fact}, scene()); }
    HookScene scene() {
        return {.config = config,
                .hook = hook,
                .train = config.trains[0],
                .standing = standing,
                .arrived_at = kArrived,
                .known_pull_request = known,
                .asked = asked,
                .first_repository = first};
    }
    RecordMerge merge(forge::Fact const& fact) { return the<RecordMerge>(work(fact)); }
    ReportDeployment report(forge::Fact const& fact) { return the<ReportDeployment>(work(fact)); }
    std::string note(forge::Fact const& fact) {
        auto const found = work(fact);
        EXPECT_TRUE(found.commands.empty());
        return found.notes.size() == 1 ? found.notes[0] : "not one note";
    }
    release::Release& release(std::string const& id, State state, std::string version = "") {
        standing.releases.emplace(id, release::Release{});
        auto& added = standing.releases.edit(id);
        added.id = id;
        added.state = state;
        if (!version.empty()) added.candidate = release::Candidate{version, "4f1c9a0", kArrived, "anna"};
        return added;
    }

    config::Config config;
    config::HookConfig hook;
    release::Train standing;
    KnownPullRequest known;
    std::optional<AskedCommit> asked;
    std::string first;

  private:
    template <class Command>
    static Command the(HookWork const& work) {
        if (work.commands.size() != 1 || !std::holds_alternative<Command>(work.commands[0].command)) {
            ADD_FAILURE() << "another command, or another number of them";
            return {};
        }
        EXPECT_EQ(work.commands[0].train, kTrain);
        return std::get<Command>(work.commands[0].command);
    }
};

inline forge::Pushed push(std::string message = "Round the totals") {
    return {.repository = "Acme/Backend",
            .branch = "main",
            .before = "0000001",
            .commit = kHead,
            .author = "annagit",
            .title = message.substr(0, message.find('\n')),
            .message = message,
            .committed_at = utc("2026-01-05T09:00:00Z")};
}

inline forge::PullRequestChanged merged_pull_request() {
    forge::PullRequestChanged changed{.repository = "acme/backend", .action = "closed"};
    changed.pull_request = {.number = "12",
                            .title = "Round the totals",
                            .author = "annagit",
                            .branch = "round-totals",
                            .base = "main",
                            .head = "1111111",
                            .labels = {"urgent"},
                            .open = false,
                            .merged = true,
                            .merge_commit = kHead,
                            .merged_at = utc("2026-01-06T08:59:00Z")};
    return changed;
}

}  // namespace cadence::worker
