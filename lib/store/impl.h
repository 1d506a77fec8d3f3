// The insides of a Store; for the .cpp files of this folder only.
#pragma once

#include "store/connection.h"
#include "store/files.h"
#include "store/lock.h"
#include "store/store.h"

namespace cadence::store {

struct Store::Impl {
    explicit Impl(std::string const& name) : connection{name} {}

    /// Runs a change inside a batch. Whatever goes wrong, the whole batch is rolled back and closed first.
    template <class Change>
    auto change(bool& open, Change const& make) {
        if (!open) throw std::logic_error("the batch is over");
        try {
            return make();
        } catch (SQLite::Exception const& error) {
            open = false;
            connection.roll_back();
            refuse_change(error);
        } catch (...) {
            open = false;
            connection.roll_back();
            throw;
        }
    }
    /// Throws StorageFull, or a runtime_error with SQLite's message and extended code.
    [[noreturn]] static void refuse_change(SQLite::Exception const& error);
    void commit();
    /// Errors: unavailable `database-removed`.
    [[nodiscard]] Result<void> check_files();

    std::filesystem::path file;        // empty: in memory
    std::optional<InstanceLock> lock;  // outlives the connection
    Connection connection;
    bool commit_unknown = false;  // nothing is written any more
    bool has_generation = false;  // of its own, once something is written
    FileId id = {};
    std::optional<FileId> log_id = {};  // once there is one
};

template <class... Values>
int WriteTransaction::run(std::string const& sql, Values const&... values) {
    auto& impl = *store_->impl_;
    return impl.change(open_, [&] { return impl.connection.run(sql, values...); });
}

}  // namespace cadence::store
