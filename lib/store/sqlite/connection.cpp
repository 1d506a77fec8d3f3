#include "store/sqlite/connection.h"

#include <fmt/format.h>
#include <sqlite3.h>

namespace cadence::store {

namespace {

void configure(sqlite3* handle, int option, int value) {
    int now = -1;
    if (sqlite3_db_config(handle, option, value, &now) != SQLITE_OK || now != value)
        throw Failure{FailureKind::other, fmt::format("database option {} cannot be set", option)};
}

FailureKind kind_of(SQLite::Exception const& error) {
    switch (error.getErrorCode() & 0xff) {  // without the extension
        case SQLITE_FULL:
            return FailureKind::full;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return FailureKind::locked;
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_CANTOPEN:
            return FailureKind::read_only;
        case SQLITE_NOTADB:
            return FailureKind::foreign;
        case SQLITE_CORRUPT:
            return FailureKind::damaged;
        default:
            return FailureKind::other;
    }
}

class SqliteStatement final : public Statement {
  public:
    SqliteStatement(SQLite::Database& database, std::string const& sql) : statement_{database, sql} {}

    void bind(int number, std::int64_t value) override {
        as_failure([&] { statement_.bind(number, value); });
    }
    void bind(int number, std::string_view text) override {
        as_failure([&] { statement_.bind(number, std::string{text}); });
    }
    void bind(int number, Blob bytes) override {
        as_failure(
            [&] { statement_.bind(number, bytes.bytes.data(), static_cast<int>(bytes.bytes.size())); });
    }
    void bind_nothing(int number) override {
        as_failure([&] { statement_.bind(number); });
    }
    bool step() override {
        return as_failure([&] { return statement_.executeStep(); });
    }
    int run() override {
        return as_failure([&] { return statement_.exec(); });
    }
    void reset(bool bound) noexcept override {
        statement_.tryReset();  // failures of the last step are reported by that step
        if (bound) statement_.clearBindings();
    }
    [[nodiscard]] std::int64_t integer(int column) const override {
        return as_failure([&] { return statement_.getColumn(column).getInt64(); });
    }
    [[nodiscard]] std::string text(int column) const override {
        return as_failure([&] { return statement_.getColumn(column).getString(); });
    }
    [[nodiscard]] bool is_nothing(int column) const override {
        return as_failure([&] { return statement_.isColumnNull(column); });
    }

  private:
    mutable SQLite::Statement statement_;  // whose columns are not to be had of a const one
};

SQLite::Database opened(std::string const& name) {
    return as_failure([&] {
        return SQLite::Database{
            name, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_NOFOLLOW | SQLite::OPEN_NOMUTEX,
            0};
    });
}

}  // namespace

Failure failure_of(SQLite::Exception const& error) {
    return {kind_of(error), fmt::format("{} (SQLite {})", error.what(), error.getExtendedErrorCode())};
}

SqliteConnection::SqliteConnection(std::string const& name) : database_{opened(name)} {
    auto* const handle = database_.getHandle();
    sqlite3_extended_result_codes(handle, 1);
    configure(handle, SQLITE_DBCONFIG_DEFENSIVE, 1);
    configure(handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0);
    configure(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0);
    configure(handle, SQLITE_DBCONFIG_DQS_DML, 0);
    configure(handle, SQLITE_DBCONFIG_DQS_DDL, 0);
    leave_log_on_close(true);
    pragma("locking_mode=EXCLUSIVE", "exclusive");  // before the log: its index stays in our memory
}

void SqliteConnection::execute(std::string const& sql) {
    as_failure([&] { database_.exec(sql); });
}

void SqliteConnection::mark_as_ours() {
    execute(fmt::format("PRAGMA application_id = {}", kApplicationId));
}

void SqliteConnection::use_log() {
    auto const in_memory = database_.getFilename() == ":memory:";
    pragma("journal_mode=WAL", in_memory ? "memory" : "wal");
    execute("PRAGMA synchronous=FULL");
    pragma("synchronous", "2");
    execute("PRAGMA foreign_keys=ON");
    execute("PRAGMA cell_size_check=ON");
    if (!in_memory) pragma("mmap_size=0", "0");
    // Checkpoints stay short, and the log keeps its size between them: a log that grows costs twice the sync.
    pragma("wal_autocheckpoint=1500", "1500");
    pragma("journal_size_limit=8388608", "8388608");
}

void SqliteConnection::leave_log_on_close(bool leave) {
    configure(database_.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, leave ? 1 : 0);
}

std::unique_ptr<Statement> SqliteConnection::prepare(std::string const& sql) {
    return as_failure([&] { return std::make_unique<SqliteStatement>(database_, sql); });
}

bool SqliteConnection::read_only() const {
    return sqlite3_db_readonly(database_.getHandle(), "main") == 1;
}

bool SqliteConnection::in_transaction() const {
    return sqlite3_get_autocommit(database_.getHandle()) == 0;
}

void SqliteConnection::roll_back() noexcept {
    if (in_transaction()) database_.tryExec("ROLLBACK");
}

void SqliteConnection::pragma(std::string const& statement, std::string_view expected) {
    auto const answer = as_failure([&] {
        SQLite::Statement row{database_, "PRAGMA " + statement};
        return row.executeStep() ? row.getColumn(0).getString() : std::string{};
    });
    if (answer != expected) throw Failure{FailureKind::other, fmt::format("PRAGMA {} is refused", statement)};
}

tl::unexpected<Error> explained(std::string const& name, Failure const& failure) {
    auto const unavailable = [&](std::string problem, std::string_view advice) {
        return refuse(ErrorCode::unavailable, std::move(problem),
                      fmt::format("{}: {}; {}", name, failure.what(), advice));
    };
    switch (failure.kind()) {
        case FailureKind::locked:
            return unavailable("database-locked", "another program has it open: close that first");
        case FailureKind::read_only:
            return unavailable("database-read-only", "check its owner, its mode and its mount");
        case FailureKind::foreign:
            return unavailable("not-a-database",
                               "name another file, or restore a backup (cadenced restore FILE)");
        case FailureKind::damaged:
            return unavailable("database-corrupt", "restore a backup (cadenced restore FILE)");
        case FailureKind::full:
            return refuse(ErrorCode::storage_full, "storage-full",
                          fmt::format("{}: {}; free some space", name, failure.what()));
        case FailureKind::other:
            break;
    }
    return unavailable("database-unreachable", "check the disk, or restore a backup (cadenced restore FILE)");
}

}  // namespace cadence::store
