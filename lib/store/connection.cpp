#include "store/connection.h"

#include <limits>

#include <fmt/format.h>
#include <sqlite3.h>

namespace cadence::store {

namespace {

void configure(sqlite3* handle, int option, int value) {
    int now = -1;
    if (sqlite3_db_config(handle, option, value, &now) != SQLITE_OK || now != value)
        throw SQLite::Exception{fmt::format("database option {} cannot be set", option), SQLITE_ERROR};
}

/// A page that SQLite cannot read is damage whoever asked for it.
template <class Work>
auto watched(Alarm const& alarm, Work const& work) {
    try {
        return work();
    } catch (SQLite::Exception const& error) {
        auto const code = primary_code(error);
        if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB) alarm(message_of(error));
        throw;
    }
}

}  // namespace

Query::~Query() {
    // Failures of the last step are reported by that step.
    statement_->tryReset();
    if (bound_ > 0) statement_->clearBindings();
}

bool Query::step() {
    return watched(*alarm_, [&] { return statement_->executeStep(); });
}

int Query::run() {
    return watched(*alarm_, [&] { return statement_->exec(); });
}

void Query::damaged(std::string const& why) const {
    auto const text = "a row cannot be read: " + why;
    (*alarm_)(text);
    throw std::runtime_error(text);
}

std::int64_t Query::integer(int column) const {
    return statement_->getColumn(column).getInt64();
}

std::string Query::text(int column) const {
    return statement_->getColumn(column).getString();
}

Instant Query::instant(int column) const {
    return Instant{Duration{integer(column)}};
}

std::optional<Instant> Query::maybe_instant(int column) const {
    if (statement_->isColumnNull(column)) return std::nullopt;
    return instant(column);
}

void Query::set(std::int64_t value) {
    statement_->bind(++bound_, value);
}

void Query::set(std::uint64_t value) {
    auto const largest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    set(static_cast<std::int64_t>(std::min(value, largest)));
}

void Query::set(std::string_view value) {
    statement_->bind(++bound_, std::string{value});
}

void Query::set(Blob value) {
    statement_->bind(++bound_, value.bytes.data(), static_cast<int>(value.bytes.size()));
}

void Query::set(std::optional<Instant> const& value) {
    if (value)
        set(*value);
    else
        statement_->bind(++bound_);
}

Connection::Connection(std::string const& name)
    : database_{name,
                SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_NOFOLLOW | SQLite::OPEN_NOMUTEX,
                0} {
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

void Connection::mark_as_ours() {
    database_.exec(fmt::format("PRAGMA application_id = {}", kApplicationId));
}

void Connection::use_log() {
    auto const in_memory = database_.getFilename() == ":memory:";
    pragma("journal_mode=WAL", in_memory ? "memory" : "wal");
    database_.exec("PRAGMA synchronous=FULL");
    pragma("synchronous", "2");
    database_.exec("PRAGMA foreign_keys=ON");
    database_.exec("PRAGMA cell_size_check=ON");
    if (!in_memory) pragma("mmap_size=0", "0");
    // Checkpoints stay short, and the log keeps its size between them: a log that grows costs twice the sync.
    pragma("wal_autocheckpoint=500", "500");
    pragma("journal_size_limit=8388608", "8388608");
}

void Connection::leave_log_on_close(bool leave) {
    configure(database_.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, leave ? 1 : 0);
}

Query Connection::query(std::string const& sql) {
    auto& statement = statements_[sql];
    if (!statement)
        statement = watched(alarm_, [&] { return std::make_unique<SQLite::Statement>(database_, sql); });
    return {*statement, alarm_};
}

std::int64_t Connection::number(std::string const& sql) {
    auto row = query(sql);
    return row.step() ? row.integer(0) : 0;
}

bool Connection::read_only() const {
    return sqlite3_db_readonly(database_.getHandle(), "main") == 1;
}

bool Connection::in_transaction() const {
    return sqlite3_get_autocommit(database_.getHandle()) == 0;
}

void Connection::roll_back() noexcept {
    if (in_transaction()) database_.tryExec("ROLLBACK");
}

void Connection::pragma(std::string const& statement, std::string_view expected) {
    SQLite::Statement answer{database_, "PRAGMA " + statement};
    if (!answer.executeStep() || answer.getColumn(0).getString() != expected)
        throw SQLite::Exception{fmt::format("PRAGMA {} is refused", statement), SQLITE_ERROR};
}

std::string message_of(SQLite::Exception const& error) {
    return fmt::format("{} (SQLite {})", error.what(), error.getExtendedErrorCode());
}

int primary_code(SQLite::Exception const& error) {
    return error.getErrorCode() & 0xff;
}

tl::unexpected<Error> explained(std::string const& name, SQLite::Exception const& error) {
    auto const unavailable = [&](std::string problem, std::string_view advice) {
        return refuse(ErrorCode::unavailable, std::move(problem),
                      fmt::format("{}: {}; {}", name, message_of(error), advice));
    };
    switch (primary_code(error)) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return unavailable("database-locked", "another program has it open: close that first");
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_CANTOPEN:
            return unavailable("database-read-only", "check its owner, its mode and its mount");
        case SQLITE_NOTADB:
            return unavailable("not-a-database",
                               "name another file, or restore a backup (cadenced restore FILE)");
        case SQLITE_CORRUPT:
            return unavailable("database-corrupt", "restore a backup (cadenced restore FILE)");
        case SQLITE_FULL:
            return refuse(ErrorCode::storage_full, "storage-full",
                          fmt::format("{}: {}; free some space", name, message_of(error)));
        default:
            return unavailable("database-unreachable",
                               "check the disk, or restore a backup (cadenced restore FILE)");
    }
}

}  // namespace cadence::store
