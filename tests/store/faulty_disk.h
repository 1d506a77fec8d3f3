// A disk between SQLite and the real one, that fails when told to and remembers what it was asked to do, so
// that any moment of a power cut can be played back: what was not synced may be there or not, sector by
// sector, and a file that was made or removed may still be as it was until its directory was synced.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <vector>

#include <sqlite3.h>

namespace cadence::store {

struct DiskOp {
    enum class Kind { create, write, truncate, sync, remove, sync_directory };
    Kind kind;
    std::string file;  // its name, without the directory
    std::int64_t offset = 0;
    std::string bytes;
};

/// What the replayed disk promised and did not keep.
struct Lies {
    bool sync_does_nothing = false;
    bool log_is_not_synced = false;        // as synchronous=NORMAL
    bool directory_is_not_synced = false;  // as without the fsync of the directory after the switch to WAL
};

class FaultyDisk {
  public:
    /// SQLite's default from here to the destructor.
    FaultyDisk();
    FaultyDisk(FaultyDisk const&) = delete;
    FaultyDisk& operator=(FaultyDisk const&) = delete;
    ~FaultyDisk();

    int answer_to_writes = SQLITE_OK;
    int answer_to_syncs = SQLITE_OK;
    std::vector<DiskOp> ops;

  private:
    sqlite3_vfs* real_;
    sqlite3_vfs vfs_;
};

/// The files after a power cut that came before `ops[cut]`.
[[nodiscard]] std::map<std::string, std::string> after_power_cut(std::vector<DiskOp> const& ops,
                                                                 std::size_t cut, Lies lies,
                                                                 std::mt19937& random);

}  // namespace cadence::store
