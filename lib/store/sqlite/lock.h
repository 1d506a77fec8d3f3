// One cadenced to a database: a file beside it, locked by the kernel for as long as its holder lives, with
// the holder's process number in it.
#pragma once

#include <filesystem>

#include "base/result.h"

namespace cadence::store {

class InstanceLock {
  public:
    /// Errors: unavailable `database-locked`, `database-read-only`, `database-unreachable`; storage_full.
    [[nodiscard]] static Result<InstanceLock> take(std::filesystem::path const& database);
    InstanceLock(InstanceLock&& other) noexcept;
    InstanceLock& operator=(InstanceLock&&) = delete;
    ~InstanceLock();

  private:
    InstanceLock(std::filesystem::path file, int descriptor)
        : file_{std::move(file)}, descriptor_{descriptor} {}

    std::filesystem::path file_;
    int descriptor_;
};

}  // namespace cadence::store
