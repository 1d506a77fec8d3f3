// The seam between what the store says, which is SQL, and the engine that keeps it: a connection and its
// prepared statements, each compiled once and kept. Parameters are written $1, $2 ... in the order of their
// first use, and bound in that order. What goes wrong comes as a Failure, whichever engine it is.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>

#include "base/instant.h"
#include "base/names.h"

namespace cadence::store {

/// The members of a record that are columns, and are called so.
template <class Record>
using Columns = boost::describe::describe_members<Record, boost::describe::mod_public>;

struct Blob {
    std::string_view bytes;
};

/// Told what is damaged in the record, before the error goes on its way.
using Alarm = std::function<void(std::string const&)>;

enum class FailureKind { full, locked, read_only, foreign, damaged, other };

/// "disk I/O error (SQLite 778)".
class Failure : public std::runtime_error {
  public:
    Failure(FailureKind kind, std::string const& text) : std::runtime_error{text}, kind_{kind} {}
    [[nodiscard]] FailureKind kind() const { return kind_; }

  private:
    FailureKind kind_;
};

/// One prepared statement of an engine. Throws Failure.
class Statement {
  public:
    Statement() = default;
    Statement(Statement const&) = delete;
    Statement& operator=(Statement const&) = delete;
    virtual ~Statement() = default;

    virtual void bind(int number, std::int64_t value) = 0;
    virtual void bind(int number, std::string_view text) = 0;
    virtual void bind(int number, Blob bytes) = 0;
    virtual void bind_nothing(int number) = 0;
    /// False: there is no further row.
    virtual bool step() = 0;
    /// The number of rows changed.
    virtual int run() = 0;
    /// Ready for another use: without a lock, and without parameters if there were some.
    virtual void reset(bool bound) noexcept = 0;
    [[nodiscard]] virtual std::int64_t integer(int column) const = 0;
    [[nodiscard]] virtual std::string text(int column) const = 0;
    [[nodiscard]] virtual bool is_nothing(int column) const = 0;
};

/// One use of a kept statement; reset at its end, so that no read lock outlives it.
class Query {
  public:
    Query(Statement& statement, Alarm const& alarm) : statement_{&statement}, alarm_{&alarm} {}
    Query(Query const&) = delete;
    Query& operator=(Query const&) = delete;
    ~Query() { statement_->reset(bound_ > 0); }

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

    [[nodiscard]] std::int64_t integer(int column) const { return statement_->integer(column); }
    [[nodiscard]] std::string text(int column) const { return statement_->text(column); }
    [[nodiscard]] Instant instant(int column) const { return Instant{Duration{integer(column)}}; }
    [[nodiscard]] std::optional<Instant> maybe_instant(int column) const;

  private:
    void set(std::int64_t value) { statement_->bind(++bound_, value); }
    void set(std::uint64_t value);
    void set(int value) { set(std::int64_t{value}); }
    void set(std::string_view value);
    void set(char const* value) { set(std::string_view{value}); }
    void set(std::string const& value) { set(std::string_view{value}); }
    void set(Blob value) { statement_->bind(++bound_, value); }
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

    Statement* statement_;
    Alarm const* alarm_;
    int bound_ = 0;
};

class Connection {
  public:
    Connection() = default;
    Connection(Connection const&) = delete;
    Connection& operator=(Connection const&) = delete;
    virtual ~Connection() = default;

    [[nodiscard]] Query query(std::string const& sql);
    /// The number of rows changed.
    template <class... Values>
    int run(std::string const& sql, Values const&... values) {
        return query(sql).bind(values...).run();
    }
    /// A write whose result nobody reads: it need not be done before the transaction reads something, or
    /// ends.
    template <class... Values>
    void later(std::string const& sql, Values const&... values) {
        (void)run(sql, values...);
    }
    [[nodiscard]] std::int64_t number(std::string const& sql);
    void begin() { (void)run("BEGIN IMMEDIATE"); }
    void commit() { (void)run("COMMIT"); }
    [[nodiscard]] virtual bool in_transaction() const = 0;
    /// Never throws: what cannot be rolled back has been already.
    virtual void roll_back() noexcept = 0;
    void on_damage(Alarm alarm) { alarm_ = std::move(alarm); }

  protected:
    [[nodiscard]] virtual std::unique_ptr<Statement> prepare(std::string const& sql) = 0;
    /// Before the engine goes: its statements.
    void forget_statements() { statements_.clear(); }

  private:
    Alarm alarm_ = [](auto const&) {};
    std::unordered_map<std::string, std::unique_ptr<Statement>> statements_;
};

/// Rolled back unless committed.
class Transaction {
  public:
    explicit Transaction(Connection& connection) : connection_{connection} { connection_.begin(); }
    Transaction(Transaction const&) = delete;
    Transaction& operator=(Transaction const&) = delete;
    ~Transaction() { connection_.roll_back(); }
    void commit() { connection_.commit(); }

  private:
    Connection& connection_;
};

}  // namespace cadence::store
