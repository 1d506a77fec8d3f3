// A rehearsal script: JSON lines of API calls at virtual times, in order of time.
//   {"at": "2026-01-07T09:00:00Z", "as": "anna", "post": "/v1/releases/backend-2026-01-08/votes",
//    "body": {"vote": "go"}, "expect": 200}
//   {"at": "2026-01-08T11:00:00Z", "check": "production_health", "passes": false, "saw": "HTTP 503"}
//   {"at": "2026-01-08T10:30:00Z", "action": "deploy_production", "done": false, "saw": "exit status 1"}
// `as` is a person of the configuration, or "operator". Without `expect` a refusal fails the rehearsal.
// Checks and actions are never run; the second form says what a check finds from then on (without it, it
// passes), the third what an action comes to (without it, it is done).
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/instant.h"
#include "net/http.h"

namespace cadence::daemon {

struct ScriptCall {
    std::string as;
    net::Method method = net::Method::post;
    std::string target;
    std::string body;
    std::optional<int> expect;
};

struct ScriptFinding {
    std::string check;
    bool passes = true;
    std::string saw;
};
struct ScriptOutcome {
    std::string action;
    bool done = true;
    std::string saw;
};
struct ScriptLine {
    int line = 0;
    Instant at;
    std::variant<ScriptCall, ScriptFinding, ScriptOutcome> does;
};

/// Blank lines and lines that begin with # are skipped. Errors: invalid `script-wrong`, naming the line.
[[nodiscard]] Result<std::vector<ScriptLine>> parse_script(std::string_view text);
[[nodiscard]] Result<std::vector<ScriptLine>> load_script(std::filesystem::path const& file);

}  // namespace cadence::daemon
