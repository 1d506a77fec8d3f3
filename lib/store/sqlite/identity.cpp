#include "store/sqlite/identity.h"

#include <system_error>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "base/digest.h"
#include "base/encoding.h"
#include "base/file.h"
#include "json/codec.h"
#include "json/text.h"

namespace cadence::store {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kInstallationBytes = 16;

Result<Identity> identity_in(std::string_view text) {
    auto const value = json::parse(text);
    return value ? json::from_request<Identity>(*value) : error_of(value);
}

std::optional<Identity> row_of(SQLite::Database& database) {
    SQLite::Statement rows{database, "SELECT installation, generation FROM identity"};
    if (!rows.executeStep()) return std::nullopt;
    return Identity{rows.getColumn(0).getString(), rows.getColumn(1).getInt64(), 0};
}

/// What the file says without its log: nothing where it cannot be read by itself, as when a power cut came in
/// the middle of a checkpoint. One of before there were identities has an empty one.
std::optional<Identity> identity_without_log(fs::path const& database) try {
    SQLite::Database file{"file:" + percent_encode(database.string()) + "?immutable=1",
                          SQLite::OPEN_READONLY | SQLite::OPEN_URI};
    if (!file.tableExists("identity")) return Identity{};
    return row_of(file).value_or(Identity{});
} catch (SQLite::Exception const&) {
    return std::nullopt;
}

/// Without a look at the log of events, which may be damaged.
std::int64_t last_sequence(SqliteConnection& connection) {
    return connection.number("SELECT seq FROM sqlite_sequence WHERE name = 'events'");
}

tl::unexpected<Error> missing(fs::path const& database, Identity const& kept) {
    return refuse(
        ErrorCode::unavailable, "database-missing",
        fmt::format(
            "{0} is missing or empty, but {1} says that there was one, with {2} events: put it back, or "
            "restore a backup (cadenced restore FILE), or remove {1} to begin anew",
            database.string(), beside(database, kIdentityFile).string(), kept.last_sequence));
}

tl::unexpected<Error> replaced(fs::path const& database, std::string_view why) {
    auto const log = beside(database, "-wal");
    auto const rest = size_or_zero(log) > 0
                          ? fmt::format(" and the log beside it, {}, would be written over it", log.string())
                          : std::string{};
    return refuse(
        ErrorCode::unavailable, "database-replaced",
        fmt::format("{0} is not the database that was in use here last: {1}{2}; put that one back, or "
                    "take this one with `cadenced restore {0}`, which keeps the log aside",
                    database.string(), why, rest));
}

}  // namespace

Result<std::optional<Identity>> kept_identity(fs::path const& database) {
    constexpr std::size_t kLargest = 4096;
    auto const file = beside(database, kIdentityFile);
    auto const text = contents_of(file, kLargest);
    if (!text && text.error() == std::errc::no_such_file_or_directory) return std::nullopt;
    auto identity = text ? identity_in(*text)
                         : Result<Identity>{refuse(ErrorCode::invalid, "unreadable", text.error().message())};
    if (identity) return std::move(*identity);
    return refuse(ErrorCode::unavailable, "identity-unreadable",
                  fmt::format("{} cannot be read ({}); if {} is the right database, remove that file",
                              file.string(), identity.error().detail, database.string()));
}

void keep_identity(fs::path const& database, Identity const& identity) {
    auto const file = beside(database, kIdentityFile);
    auto const part = beside(file, ".part");
    write_private(part, json::dump(json::to_json(identity)) + "\n");
    fs::rename(part, file);
    sync_path(file.parent_path());
}

void keep_last_sequence(SqliteConnection& connection, fs::path const& database) {
    auto kept = kept_identity(database);
    if (!kept || !*kept) return;
    (*kept)->last_sequence = last_sequence(connection);
    keep_identity(database, **kept);
}

Result<void> check_identity(fs::path const& database, Found found, std::optional<Identity> const& kept) {
    if (found == Found::nothing) {
        if (kept) return missing(database, *kept);
        return {};
    }
    if (size_or_zero(beside(database, "-wal")) > 0 && has_no_log(database))
        return replaced(database, "it is a copy that has no log");
    if (!kept) return {};
    auto const own = identity_without_log(database);
    if (!own) return {};
    if (own->installation.empty()) return replaced(database, "it is of an earlier cadenced");
    if (own->installation != kept->installation) return replaced(database, "it is another installation's");
    if (own->generation < kept->generation) return replaced(database, "it is a copy of an earlier time");
    if (own->generation > kept->generation + 1) return replaced(database, "it is of a later time");
    return {};
}

Identity next_identity(SqliteConnection& connection, std::optional<Identity> const& kept) {
    auto next = kept ? *kept : as_failure([&] {
                                   return row_of(connection.database());
                               }).value_or(Identity{to_hex(random_bytes(kInstallationBytes)), 0, 0});
    ++next.generation;
    next.last_sequence = last_sequence(connection);
    return next;
}

void put_identity(SqliteConnection& connection, Identity const& identity) {
    connection.run("DELETE FROM identity");
    connection.run("INSERT INTO identity (installation, generation) VALUES ($1, $2)", identity.installation,
                   identity.generation);
}

void settle_identity(SqliteConnection& connection, fs::path const& database, Identity const& identity) {
    if (connection.number("PRAGMA wal_checkpoint(FULL)") != 0)
        throw Failure{FailureKind::locked, "the log cannot be written back"};
    keep_identity(database, identity);
}

}  // namespace cadence::store
