// One SQLite connection and its prepared statements, each compiled once and kept. Parameters are written
// $1, $2 ... in the order of their first use, and bound in that order.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include <SQLiteCpp/SQLiteCpp.h>

#include "base/instant.h"

namespace cadence::store {

struct Blob {
    std::string_view bytes;
};

/// One use of a kept statement; reset at its end, so that no read lock outlives it.
class Query {
  public:
    explicit Query(SQLite::Statement& statement) : statement_{&statement} {}
    Query(Query const&) = delete;
    Query& operator=(Query const&) = delete;
    ~Query();

    template <class... Values>
    Query& bind(Values const&... values) {
        (set(values), ...);
        return *this;
    }
    bool step() { return statement_->executeStep(); }
    int run() { return statement_->exec(); }  // the number of rows changed

    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] Instant instant(int column) const;
    [[nodiscard]] std::optional<Instant> maybe_instant(int column) const;

  private:
    void set(std::int64_t value);
    void set(std::uint64_t value);
    void set(int value) { set(std::int64_t{value}); }
    void set(std::string_view value);
    void set(char const* value) { set(std::string_view{value}); }
    void set(std::string const& value) { set(std::string_view{value}); }
    void set(Blob value);
    void set(Instant value) { set(std::int64_t{value.time_since_epoch().count()}); }
    void set(std::optional<Instant> const& value);

    SQLite::Statement* statement_;
    int bound_ = 0;
};

class Connection {
  public:
    /// Opens it with every safeguard that does not touch the file, and leaves no trace when closed before
    /// `use_log`. Throws SQLite::Exception.
    explicit Connection(std::string const& name);

    /// Marks an empty file as ours. Before `use_log`, so that the mark is in the file and not in the log.
    void mark_as_ours();
    /// Write-ahead log, every commit synced. From here on the file is written.
    void use_log();
    /// Keep the log as it is when closing: nothing but a later start may decide what it is worth.
    void leave_log_on_close(bool leave);

    [[nodiscard]] SQLite::Database& database() { return database_; }
    [[nodiscard]] Query query(std::string const& sql);
    [[nodiscard]] std::int64_t number(std::string const& sql);
    [[nodiscard]] bool read_only() const;
    [[nodiscard]] bool in_transaction() const;
    /// Never throws: what cannot be rolled back has been already.
    void roll_back() noexcept;

  private:
    void pragma(std::string const& statement, std::string_view expected);

    SQLite::Database database_;
    std::unordered_map<std::string, std::unique_ptr<SQLite::Statement>> statements_;
};

/// Rolled back unless committed.
class Transaction {
  public:
    explicit Transaction(Connection& connection) : connection_{connection} {
        connection_.query("BEGIN IMMEDIATE").run();
    }
    Transaction(Transaction const&) = delete;
    Transaction& operator=(Transaction const&) = delete;
    ~Transaction() { connection_.roll_back(); }
    void commit() { connection_.query("COMMIT").run(); }

  private:
    Connection& connection_;
};

/// "disk I/O error (SQLite 778)".
[[nodiscard]] std::string message_of(SQLite::Exception const& error);
/// Without the extension: SQLITE_FULL, SQLITE_BUSY ...
[[nodiscard]] int primary_code(SQLite::Exception const& error);

/// "CADE" in a file's header says whose it is.
inline constexpr std::int64_t kApplicationId = 0x43414445;

}  // namespace cadence::store
