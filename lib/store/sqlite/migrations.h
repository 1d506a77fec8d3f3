// The migrations in the folder of that name, embedded at build time, in order and without a gap. What has
// been published is never edited: each is checked against the checksum kept when it was applied.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "store/sqlite/connection.h"

namespace cadence::store {

struct Migration {
    int number = 0;
    std::string_view name;
    std::string_view sql;
};

[[nodiscard]] std::vector<Migration> const& migrations();
[[nodiscard]] int newest_migration();

/// Writes nothing. The version the database is at, 0 for an empty one. Errors: unavailable `database-newer`,
/// `database-altered`; their text begins with `name`.
[[nodiscard]] Result<int> checked_version(SqliteConnection& connection, std::string const& name);
/// The error for a database that a later program has written.
[[nodiscard]] tl::unexpected<Error> newer(std::string const& name, std::int64_t version);
/// Applies what comes after `version`, each in a transaction of its own together with its row.
void migrate(SqliteConnection& connection, int version, Instant now);
/// Every object of the schema as its SQL, sorted.
[[nodiscard]] std::vector<std::string> schema_of(SQLite::Database& database);

}  // namespace cadence::store
