// One SQLite connection.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <SQLiteCpp/SQLiteCpp.h>

#include "base/result.h"
#include "store/connection.h"

namespace cadence::store {

class SqliteConnection final : public Connection {
  public:
    /// Opens it with every safeguard that does not touch the file, and leaves no trace when closed before
    /// `use_log`. Throws Failure.
    explicit SqliteConnection(std::string const& name);
    ~SqliteConnection() override { forget_statements(); }

    /// Marks an empty file as ours. Before `use_log`, so that the mark is in the file and not in the log.
    void mark_as_ours();
    /// Write-ahead log, every commit synced. From here on the file is written.
    void use_log();
    /// Keep the log as it is when closing: nothing but a later start may decide what it is worth.
    void leave_log_on_close(bool leave);
    /// Statements without parameters.
    void execute(std::string const& sql);

    [[nodiscard]] SQLite::Database& database() { return database_; }
    [[nodiscard]] bool read_only() const;
    [[nodiscard]] bool in_transaction() const override;
    void roll_back() noexcept override;

  private:
    [[nodiscard]] std::unique_ptr<Statement> prepare(std::string const& sql) override;
    void pragma(std::string const& statement, std::string_view expected);

    SQLite::Database database_;
};

/// Its exceptions as failures.
[[nodiscard]] Failure failure_of(SQLite::Exception const& error);
template <class Work>
auto as_failure(Work const& work) {
    try {
        return work();
    } catch (SQLite::Exception const& error) {
        throw failure_of(error);
    }
}

/// What a failure means for the one who starts us.
[[nodiscard]] tl::unexpected<Error> explained(std::string const& name, Failure const& failure);

/// "CADE" in a file's header says whose it is.
inline constexpr std::int64_t kApplicationId = 0x43414445;

}  // namespace cadence::store
