// One SQLite connection and its prepared statements, each compiled once and kept. Parameters are written
// $1, $2 ... in the order of their first use, and bound in that order.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>
#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>

#include "base/instant.h"
#include "base/names.h"
#include "base/result.h"

namespace cadence::store {

/// The members of a record that are columns, and are called so.
template <class Record>
using Columns = boost::describe::describe_members<Record, boost::describe::mod_public>;

struct Blob {
    std::string_view bytes;
};

/// Told what is damaged in the file, before the error goes on its way.
using Alarm = std::function<void(std::string const&)>;

/// One use of a kept statement; reset at its end, so that no read lock outlives it.
class Query {
  public:
    Query(SQLite::Statement& statement, Alarm const& alarm) : statement_{&statement}, alarm_{&alarm} {}
    Query(Query const&) = delete;
    Query& operator=(Query const&) = delete;
    ~Query();

    template <class... Values>
    Query& bind(Values const&... values) {
        (set(values), ...);
        return *this;
    }
    bool step();
    int run();  // the number of rows changed
    /// A row that makes no sense. Throws std::runtime_error.
    [[noreturn]] void damaged(std::string const& why) const;
    /// The next row, as `read` makes of it.
    template <class Read>
    auto first(Read const& read) -> std::optional<decltype(read(*this))> {
        if (!step()) return std::nullopt;
        return read(*this);
    }
    template <class Read>
    auto all(Read const& read) -> std::vector<decltype(read(*this))> {
        std::vector<decltype(read(*this))> rows;
        while (step()) rows.push_back(read(*this));
        return rows;
    }

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
    void set(bool value) { set(std::int64_t{value ? 1 : 0}); }
    template <class Enum>
    requires std::is_enum_v<Enum>
    void set(Enum value) { set(name_of(value)); }
    /// The described members of a record.
    template <class Record>
    requires boost::describe::has_describe_members<Record>::value void set(Record const& record) {
        boost::mp11::mp_for_each<Columns<Record>>([&](auto member) { set(record.*member.pointer); });
    }
    void set(Instant value) { set(std::int64_t{value.time_since_epoch().count()}); }
    void set(std::optional<Instant> const& value);

    SQLite::Statement* statement_;
    Alarm const* alarm_;
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
    /// The number of rows changed.
    template <class... Values>
    int run(std::string const& sql, Values const&... values) {
        return query(sql).bind(values...).run();
    }
    [[nodiscard]] std::int64_t number(std::string const& sql);
    [[nodiscard]] bool read_only() const;
    [[nodiscard]] bool in_transaction() const;
    /// Never throws: what cannot be rolled back has been already.
    void roll_back() noexcept;
    void on_damage(Alarm alarm) { alarm_ = std::move(alarm); }

  private:
    void pragma(std::string const& statement, std::string_view expected);

    SQLite::Database database_;
    Alarm alarm_ = [](auto const&) {};
    std::unordered_map<std::string, std::unique_ptr<SQLite::Statement>> statements_;
};

/// Rolled back unless committed.
class Transaction {
  public:
    explicit Transaction(Connection& connection) : connection_{connection} {
        connection_.run("BEGIN IMMEDIATE");
    }
    Transaction(Transaction const&) = delete;
    Transaction& operator=(Transaction const&) = delete;
    ~Transaction() { connection_.roll_back(); }
    void commit() { connection_.run("COMMIT"); }

  private:
    Connection& connection_;
};

/// "disk I/O error (SQLite 778)".
[[nodiscard]] std::string message_of(SQLite::Exception const& error);
/// Without the extension: SQLITE_FULL, SQLITE_BUSY ...
[[nodiscard]] int primary_code(SQLite::Exception const& error);

/// What a failure means for the one who starts us.
[[nodiscard]] tl::unexpected<Error> explained(std::string const& name, SQLite::Exception const& error);

/// "CADE" in a file's header says whose it is.
inline constexpr std::int64_t kApplicationId = 0x43414445;

}  // namespace cadence::store
