#include <system_error>

#include <fmt/format.h>

#include "base/plain_text.h"
#include "base/text.h"
#include "store/impl.h"
#include "store/sqlite/files.h"
#include "store/sqlite/identity.h"
#include "store/sqlite/migrations.h"

namespace cadence::store {

namespace fs = std::filesystem;

namespace {

/// Reading a database creates an empty log beside it: taken away again when we go no further.
class LogSweeper {
  public:
    explicit LogSweeper(fs::path const& file) : log_{file.string() + "-wal"}, was_there_{fs::exists(log_)} {}
    LogSweeper(LogSweeper const&) = delete;
    LogSweeper& operator=(LogSweeper const&) = delete;
    ~LogSweeper() {
        std::error_code ignored;
        if (!was_there_ && fs::file_size(log_, ignored) == 0 && !ignored) fs::remove(log_, ignored);
    }
    void keep() { was_there_ = true; }

  private:
    fs::path log_;
    bool was_there_;
};

tl::unexpected<Error> corrupt(std::string const& name, std::string_view what) {
    return refuse(ErrorCode::unavailable, "database-corrupt",
                  fmt::format("{} is damaged: {}; restore a backup (cadenced restore FILE)", name, what));
}

/// Reads every page: most of a second for a million events.
std::string damage_in(SqliteConnection& connection) {
    auto row = connection.query("PRAGMA quick_check(1)");
    auto const verdict = row.step() ? row.text(0) : "it cannot be checked";
    return verdict == "ok" ? std::string{} : one_line(verdict);
}

/// Everything that may refuse the database comes before anything that writes to it.
Result<void> prepare(SqliteConnection& connection, fs::path const& file, Found found, Instant now) {
    auto const name = file.empty() ? std::string{"the database"} : file.string();
    if (connection.read_only()) return unusable(file, EROFS);
    auto const version = checked_version(connection, name);
    if (!version) return error_of(version);
    if (!file.empty() && is_marked_damaged(file)) {
        if (auto const damage = damage_in(connection); !damage.empty()) return corrupt(name, damage);
        unmark_damaged(file);
    }
    if (found == Found::nothing) connection.mark_as_ours();
    connection.use_log();
    if (!file.empty()) sync_path(file.parent_path());
    migrate(connection, *version, now);
    connection.leave_log_on_close(false);
    return {};
}

}  // namespace

Store::Store(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {}

Store::~Store() {
    if (impl_->file.empty() || impl_->commit_unknown) return;
    try {
        keep_last_sequence(impl_->connection, impl_->file);
    } catch (std::exception const&) {
        return;  // that of the start serves as well
    }
}

Result<std::unique_ptr<Store>> Store::open(fs::path const& file, Instant now) {
    auto const in_memory = file == ":memory:";
    try {
        if (in_memory) {
            auto impl = std::make_unique<Impl>(":memory:");
            if (auto ready = prepare(impl->connection, {}, Found::nothing, now); !ready)
                return error_of(ready);
            return std::unique_ptr<Store>{new Store{std::move(impl)}};
        }
        return open_file(file, now);
    } catch (Failure const& failure) {
        return explained(file.string(), failure);
    } catch (std::system_error const& error) {
        return unusable(file, error.code().value());
    }
}

Result<std::unique_ptr<Store>> Store::open_file(fs::path const& named, Instant now) {
    auto const file = located(named);
    if (!file) return error_of(file);
    auto lock = InstanceLock::take(*file);
    if (!lock) return error_of(lock);
    auto const found = inspect(*file);
    if (!found) return error_of(found);
    auto const kept = kept_identity(*file);
    if (!kept) return error_of(kept);
    if (auto known = check_identity(*file, *found, *kept); !known) return error_of(known);
    if (auto created = create_private(*file); !created) return error_of(created);

    LogSweeper sweeper{*file};
    auto impl = std::make_unique<Impl>(file->string());
    impl->file = *file;
    if (auto ready = prepare(impl->connection, *file, *found, now); !ready) return error_of(ready);
    sweeper.keep();
    auto const id = id_of(*file);
    if (!id) return unusable(*file, errno);
    impl->id = *id;
    impl->lock.emplace(std::move(*lock));
    return std::unique_ptr<Store>{new Store{std::move(impl)}};
}

}  // namespace cadence::store
