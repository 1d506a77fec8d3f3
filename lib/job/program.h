// How programs are run, and how they ended: with the variables stated and no others, and git with no
// configuration but the repository's own and what is stated here, asking nobody for anything.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "job/fill.h"
#include "net/process_spec.h"

namespace cadence::job {

inline constexpr std::size_t kMaxCommandOutput = 1024 * 1024;

/// A program as configured: its words filled in, a usual PATH. Errors: as `fill`.
struct Program {
    std::vector<std::string> const& command;
    std::map<std::string, std::string> const& environment;
    std::string const& directory;
};
[[nodiscard]] Result<net::ProcessSpec> run_of(Program const& program, FillWords const& words);

using GitConfig = std::vector<std::pair<std::string, std::string>>;
/// Reads a repository whoever owns it.
[[nodiscard]] std::map<std::string, std::string> git_environment(GitConfig config = {});

/// Reads a local repository; fetches nothing.
[[nodiscard]] net::ProcessSpec git_without_network(std::vector<std::string> words, std::size_t max_output);

/// "exit status 3: No space left": what went wrong is said first, then the last line of what it `said`.
[[nodiscard]] std::string ending_of(net::ProcessResult const& ran, std::string_view said);

/// Hexadecimal, at least as long as git abbreviates.
[[nodiscard]] bool is_commit(std::string_view text);

}  // namespace cadence::job
