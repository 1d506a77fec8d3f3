// A rehearsal script: JSON lines of API calls at virtual times, in order of time.
//   {"at": "2026-01-07T09:00:00Z", "as": "anna", "post": "/v1/releases/backend-2026-01-08/votes",
//    "body": {"vote": "go"}, "expect": 200}
// `as` is a person of the configuration, or "operator". Without `expect` a refusal fails the rehearsal.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "net/http.h"

namespace cadence::daemon {

struct ScriptCall {
    int line = 0;
    Instant at;
    std::string as;
    net::Method method = net::Method::post;
    std::string target;
    std::string body;
    std::optional<int> expect;
};

/// Blank lines and lines that begin with # are skipped. Errors: invalid `script-wrong`, naming the line.
[[nodiscard]] Result<std::vector<ScriptCall>> parse_script(std::string_view text);
[[nodiscard]] Result<std::vector<ScriptCall>> load_script(std::filesystem::path const& file);

}  // namespace cadence::daemon
