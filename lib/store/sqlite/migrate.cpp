#include <algorithm>

#include <fmt/format.h>

#include "base/digest.h"
#include "store/sqlite/migrations.h"

namespace cadence::store {

namespace {

std::string checksum_of(std::string_view text) {
    return to_hex(sha256(text));
}

tl::unexpected<Error> altered(std::string const& name, std::string_view what) {
    return refuse(
        ErrorCode::unavailable, "database-altered",
        fmt::format("{}: {}; restore a backup (cadenced restore FILE), or install the cadenced that wrote it",
                    name, what));
}

std::vector<std::string> schema_at(int version) {
    SQLite::Database fresh{":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
    for (auto const& migration : migrations())
        if (migration.number <= version) fresh.exec(std::string{migration.sql});
    return schema_of(fresh);
}

/// The rows of schema_migrations against what is embedded.
Result<int> checked_history(SqliteConnection& connection, std::string const& name) {
    auto rows = connection.query("SELECT number, name, checksum FROM schema_migrations ORDER BY number");
    int version = 0;
    while (rows.step()) {
        auto const number = rows.integer(0);
        if (number > newest_migration()) return newer(name, number);
        if (number != version + 1) return altered(name, fmt::format("migration {} is missing", version + 1));
        auto const& known = migrations()[static_cast<std::size_t>(version)];
        if (rows.text(2) != checksum_of(known.sql))
            return altered(
                name,
                fmt::format("migration {} ({}) was applied with a different text than this cadenced has",
                            number, rows.text(1)));
        ++version;
    }
    return version;
}

/// "table notes": the first object that is missing or changed, else one too many; empty when there is no
/// difference.
std::string first_difference(std::vector<std::string> const& is, std::vector<std::string> const& should) {
    auto const first_not_in = [](auto const& some, auto const& others) {
        auto const found = std::find_if(some.begin(), some.end(), [&](std::string const& object) {
            return std::find(others.begin(), others.end(), object) == others.end();
        });
        return found == some.end() ? std::string{} : found->substr(0, found->find(" of "));
    };
    auto const missing = first_not_in(should, is);
    return missing.empty() ? first_not_in(is, should) : missing;
}

}  // namespace

int newest_migration() {
    return migrations().back().number;
}

tl::unexpected<Error> newer(std::string const& name, std::int64_t version) {
    return refuse(ErrorCode::unavailable, "database-newer",
                  fmt::format("{}: database is at version {}, this cadenced knows {}: install the newer one, "
                              "or restore a backup (cadenced restore FILE)",
                              name, version, newest_migration()));
}

std::vector<std::string> schema_of(SQLite::Database& database) {
    return as_failure([&] {
        SQLite::Statement rows{database,
                               "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema "
                               "WHERE name NOT LIKE 'sqlite_stat%' ORDER BY tbl_name, type DESC, name"};
        std::vector<std::string> schema;
        while (rows.executeStep())
            schema.push_back(fmt::format("{} {} of {}: {}", rows.getColumn(0).getString(),
                                         rows.getColumn(1).getString(), rows.getColumn(2).getString(),
                                         rows.getColumn(3).getString()));
        return schema;
    });
}

Result<int> checked_version(SqliteConnection& connection, std::string const& name) {
    auto const stated = connection.number("PRAGMA user_version");
    if (stated > newest_migration()) return newer(name, stated);
    auto const schema = schema_of(connection.database());
    if (schema.empty() && stated == 0) return 0;
    auto const has_history =
        connection.number(
            "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migrations'") == 1;
    if (!has_history) return altered(name, "the table schema_migrations is missing");
    auto version = checked_history(connection, name);
    if (!version) return version;
    if (*version != stated)
        return altered(name, fmt::format("it says version {} and lists {} migrations", stated, *version));
    auto const expected = schema_at(*version);
    if (auto const object = first_difference(schema, expected); !object.empty())
        return altered(name, "its schema was changed by another program at " + object);
    return version;
}

void migrate(SqliteConnection& connection, int version, Instant now) {
    for (auto const& migration : migrations()) {
        if (migration.number <= version) continue;
        Transaction transaction{connection};
        connection.execute(std::string{migration.sql});
        connection.run(
            "INSERT INTO schema_migrations (number, name, checksum, applied_at) VALUES ($1, $2, $3, $4)",
            migration.number, migration.name, checksum_of(migration.sql), now);
        connection.execute(fmt::format("PRAGMA user_version = {}", migration.number));
        transaction.commit();
    }
}

}  // namespace cadence::store
