// The secrets that a configuration names, looked at from where it runs: whether they can be read. It says
// nothing of what is in them.
#pragma once

#include <string>
#include <vector>

#include "engine/config.h"
#include "engine/secrets.h"

namespace cadence::engine {

/// Where a secret is kept, and who needs it: `channel "team-chat"`.
struct NamedSecret {
    std::string what;
    std::string from;
};
[[nodiscard]] std::vector<NamedSecret> named_secrets(Config const& config);

/// One line each, for people: `channel "team-chat": the secret /etc/cadenced/slack cannot be read: ...`.
[[nodiscard]] std::vector<std::string> unreadable_secrets(Config const& config, Secrets const& secrets);

}  // namespace cadence::engine
