// The secrets that a configuration names, looked at from where it runs: whether they can be read, by whom
// else, and whether their channels can do with them. Nothing of what is in them is told.
#pragma once

#include <string>
#include <vector>

#include "config/config.h"
#include "job/secrets.h"

namespace cadence::config {

/// Where a secret is kept, and who needs it: `channel "team-chat"`.
struct NamedSecret {
    std::string what;
    std::string from;
    bool is_key = false;  // a file that a program reads for itself
};
[[nodiscard]] std::vector<NamedSecret> named_secrets(Config const& config);

/// One line each, for people: `channel "team-chat": the secret /etc/cadenced/slack cannot be read: ...`.
[[nodiscard]] std::vector<std::string> doubtful_secrets(Config const& config, job::Secrets const& secrets);

}  // namespace cadence::config
