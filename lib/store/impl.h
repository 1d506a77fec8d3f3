// The insides of a Store; for the .cpp files of this folder only.
#pragma once

#include <utility>

#include "store/sqlite/connection.h"
#include "store/sqlite/files.h"
#include "store/sqlite/lock.h"
#include "store/store.h"

namespace cadence::store {

struct Store::Impl {
    explicit Impl(std::string const& name) : connection{name} {}

    /// Throws StorageFull, or the failure.
    [[noreturn]] static void refuse_change(Failure const& failure);
    /// Throws WriteRefused.
    void begin();
    void commit();
    /// Errors: unavailable `database-removed`.
    [[nodiscard]] Result<void> check_files();

    std::filesystem::path file;        // empty: in memory
    std::optional<InstanceLock> lock;  // outlives the connection
    SqliteConnection connection;
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
    } catch (Failure const& failure) {
        state_ = State::over;
        connection.roll_back();
        Store::Impl::refuse_change(failure);
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
