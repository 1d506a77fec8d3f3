// The insides of a Store; for the .cpp files of this folder only.
#pragma once

#include <utility>

#include "store/connection.h"
#include "store/files.h"
#include "store/lock.h"
#include "store/store.h"

namespace cadence::store {

struct Store::Impl {
    explicit Impl(std::string const& name) : connection{name} {}

    /// Throws StorageFull, or a runtime_error with SQLite's message and extended code.
    [[noreturn]] static void refuse_change(SQLite::Exception const& error);
    /// Throws WriteRefused.
    void begin();
    void commit();
    /// Errors: unavailable `database-removed`.
    [[nodiscard]] Result<void> check_files();

    std::filesystem::path file;        // empty: in memory
    std::optional<InstanceLock> lock;  // outlives the connection
    Connection connection;
    bool commit_unknown = false;                  // nothing is written any more
    bool has_generation = false;                  // of its own, once something is written
    std::optional<std::int64_t> last_event = {};  // in the log, once something is written
    FileId id = {};
    std::optional<FileId> log_id = {};  // once there is one
};

template <class Change>
auto WriteTransaction::change(Change const& make) {
    if (state_ == State::over) throw std::logic_error("the transaction is over");
    if (std::exchange(state_, State::over) == State::fresh) last_event_ = store_->begin_writing();
    state_ = State::begun;
    auto& connection = store_->impl_->connection;
    try {
        return make(connection);
    } catch (SQLite::Exception const& error) {
        state_ = State::over;
        connection.roll_back();
        Store::Impl::refuse_change(error);
    } catch (...) {
        state_ = State::over;
        connection.roll_back();
        throw;
    }
}

template <class... Values>
int WriteTransaction::run(std::string const& sql, Values const&... values) {
    return change([&](Connection& connection) { return connection.run(sql, values...); });
}

}  // namespace cadence::store
