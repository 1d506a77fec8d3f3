// The files that the daemon puts into its runtime directory for the tools on this host: `operator.token`
// (0640: root and our group) and `url`. Gone when it stops. A directory is one daemon's at a time: the
// kernel's lock on it says so, and dies with the process.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"

namespace cadence::daemon {

class RuntimeFiles {
  public:
    explicit RuntimeFiles(std::filesystem::path directory) : directory_{std::move(directory)} {}
    ~RuntimeFiles();
    RuntimeFiles(RuntimeFiles const&) = delete;
    RuntimeFiles& operator=(RuntimeFiles const&) = delete;

    /// Makes the directory this process's own. Errors: unavailable `runtime-directory`; conflict
    /// `runtime-directory-taken`, where another cadenced has it.
    [[nodiscard]] Result<void> claim();
    /// Appears whole or not at all. Errors: unavailable `runtime-directory`.
    [[nodiscard]] Result<void> write(std::string const& name, std::string const& text, unsigned mode);

  private:
    std::filesystem::path directory_;
    int lock_ = -1;
    std::vector<std::filesystem::path> written_;
};

}  // namespace cadence::daemon
