// What the facts in a hook come to: commands to the train behind it, and words for what is left alone. Pure:
// the same facts on the same train give the same work.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/work.h"
#include "forge/hook.h"

namespace cadence::engine {

/// So long a redelivery is known as one. No service tells later what happened: GitHub delivers again for
/// three days.
inline constexpr Duration kArrivalKept = std::chrono::hours{24 * 7};

/// What the merge gate has heard of a pull request; nothing: it does not know it.
using KnownPullRequest =
    std::function<std::optional<forge::PullRequest>(std::string const& train, std::string const& number)>;

/// All that the work of a hook may depend on.
struct HookScene {
    Config const& config;
    HookConfig const& hook;
    TrainConfig const& train;               // the hook's
    release::Train const& standing;         // that train as it stands
    Instant arrived_at;                     // nothing that is told has happened later
    KnownPullRequest known_pull_request{};  // or nobody to ask
    std::function<bool(std::string const& reference)> is_ours = {};  // a deployment that an action follows
};

struct HookWork {
    std::vector<TrainCommand> commands;
    std::vector<forge::Fact> heard;  // what concerns the merge gate
    std::vector<std::string> notes;  // what was left alone, and why
};

[[nodiscard]] HookWork work_of(std::vector<forge::Fact> const& facts, HookScene const& scene);

/// Stands for a name that is a secret: "5f0c1e9b".
[[nodiscard]] std::string digest_of_name(std::string const& name);
/// How an endpoint is called in the record: "github/backend". The name of a coolify hook is its secret, so
/// that a digest of it stands in its place: "coolify/backend-5f0c1e9b".
[[nodiscard]] std::string endpoint_of(HookConfig const& hook);
/// Whoever tells something through a hook may report and nothing else.
[[nodiscard]] release::Actor hook_actor(std::string const& endpoint);

}  // namespace cadence::engine
