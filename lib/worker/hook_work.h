// The effect of the facts in a hook: commands to the train behind it, and notes on what is left alone. Pure:
// the same facts on the same train give the same work.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/work.h"
#include "forge/hook.h"

namespace cadence::worker {

/// The merge gate's knowledge of a pull request; nothing: it does not know it.
using KnownPullRequest =
    std::function<std::optional<forge::PullRequest>(std::string const& train, std::string const& number)>;

/// The other side's answer about the commit of a deployment that a notice names.
struct AskedCommit {
    std::string commit;
    std::string why_not = {};        // where it did not say
    std::string contradiction = {};  // what it says otherwise than the notice: "says \"failed\""
};

/// All that the work of a hook may depend on.
struct HookScene {
    config::Config const& config;
    config::HookConfig const& hook;
    config::TrainConfig const& train;       // the hook's
    release::Train const& standing;         // that train as it stands
    Instant arrived_at;                     // nothing that is told has happened later
    KnownPullRequest known_pull_request{};  // or nobody to ask
    std::function<bool(std::string const& reference)> is_ours = {};  // a deployment that an action follows
    std::optional<AskedCommit> asked = {};  // of the deployment in it; nothing: nobody could be asked
    std::string first_repository = {};      // whose main branch this hook told of first, or empty
};

struct HookWork {
    std::vector<engine::TrainCommand> commands;
    std::vector<forge::Fact> heard;   // what concerns the merge gate
    std::vector<std::string> notes;   // what was left alone, and why
    std::vector<std::string> doubts;  // those of the notes that somebody may have to mend
    std::vector<std::string> faults;  // what cannot be used as it was told
    bool understood = false;          // some of it was of interest
    std::string repository;           // whose main branch it told of, where nothing says which is meant
};

/// The environment of ours that a deployment went to; nothing: none of this hook's.
[[nodiscard]] std::optional<release::Environment> environment_of(config::HookConfig const& hook,
                                                                 forge::Deployed const& fact);

[[nodiscard]] HookWork work_of(std::vector<forge::Fact> const& facts, HookScene const& scene);

}  // namespace cadence::worker
