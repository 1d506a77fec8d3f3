// How the endpoints of hooks are called wherever people see them, and who tells something through one.
#pragma once

#include <string>

#include "config/config.h"
#include "release/people.h"

namespace cadence::config {

/// Stands for a name that is a secret: "5f0c1e9b".
[[nodiscard]] std::string digest_of_name(std::string const& name);
/// How an endpoint is called in the record: "github/backend". The name of a coolify hook is its secret, so
/// that a digest of it stands in its place: "coolify/backend-5f0c1e9b".
[[nodiscard]] std::string endpoint_of(HookConfig const& hook);
/// The hook that is called so, or null.
[[nodiscard]] HookConfig const* hook_at(Config const& config, std::string const& endpoint);
/// Whoever tells something through a hook may report and nothing else.
[[nodiscard]] release::Actor hook_actor(std::string const& endpoint);

}  // namespace cadence::config
