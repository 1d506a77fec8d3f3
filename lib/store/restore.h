// Puts a backup in the place of a database that nobody has open.
//
// Invariants: the backup is read, and never written to; what was there is kept aside, its log with it;
// whenever we die, the next start finds the one or the other, or says what to do, and restoring again does
// it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "base/instant.h"
#include "base/result.h"

namespace cadence::store {

struct Restored {
    std::int64_t events = 0;         // the last sequence of its log
    std::optional<Instant> last_at;  // when that was
    std::int64_t lost = 0;           // events known to have come after it
    bool of_another_installation = false;
    std::filesystem::path kept;  // what was there before, or empty: there was nothing
};

/// `backup` may be `database` itself: it is then taken without its log. Errors: unavailable
/// `database-locked`, `not-restorable`, and as Store::open.
[[nodiscard]] Result<Restored> restore(std::filesystem::path const& database,
                                       std::filesystem::path const& backup, Instant now);

}  // namespace cadence::store
