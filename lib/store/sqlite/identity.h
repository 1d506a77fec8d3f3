// Whose database this is, and which state of it was in use last: kept in the database and in
// `cadenced.db.identity` beside it. A log that is not of this file, a copy put in its place and a file that
// is gone are noticed by it before SQLite opens anything.
//
// Invariant, whenever we die: the generation that the file of the database has by itself is that of the
// identity file, or one more. The first write of a start and each backup take the next one: into the
// database, then the log is written back, and only then the identity file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include <boost/describe/class.hpp>

#include "base/result.h"
#include "store/sqlite/connection.h"
#include "store/sqlite/files.h"

namespace cadence::store {

inline constexpr std::string_view kIdentityFile = ".identity";  // beside the database

struct Identity {
    std::string installation;
    std::int64_t generation = 0;
    std::int64_t last_sequence = 0;  // of the log of events, when this was written
};
BOOST_DESCRIBE_STRUCT(Identity, (), (installation, generation, last_sequence))

/// What the identity file says; nothing: there is none. Errors: unavailable `identity-unreadable`.
[[nodiscard]] Result<std::optional<Identity>> kept_identity(std::filesystem::path const& database);
/// Throws std::system_error.
void keep_identity(std::filesystem::path const& database, Identity const& identity);
/// At an end, so that whoever restores a backup is told what it lacks. Throws std::system_error.
void keep_last_sequence(SqliteConnection& connection, std::filesystem::path const& database);

/// Whether database and log are those that were in use last; reads, and writes nothing. Without an identity
/// file any database may be. Errors: unavailable `database-missing`, `database-replaced`.
[[nodiscard]] Result<void> check_identity(std::filesystem::path const& database, Found found,
                                          std::optional<Identity> const& kept);

/// Of the generation after that which was kept, or else after the database's own.
[[nodiscard]] Identity next_identity(SqliteConnection& connection, std::optional<Identity> const& kept);
/// In a transaction of the caller's.
void put_identity(SqliteConnection& connection, Identity const& identity);
/// After its commit: writes the log back, then the identity file. Throws Failure,
/// std::system_error.
void settle_identity(SqliteConnection& connection, std::filesystem::path const& database,
                     Identity const& identity);

}  // namespace cadence::store
