#include <system_error>

#include <SQLiteCpp/Backup.h>
#include <fmt/format.h>

#include "store/impl.h"
#include "store/sqlite/files.h"

namespace cadence::store {

namespace fs = std::filesystem;

namespace {

tl::unexpected<Error> failed(fs::path const& to, std::string_view why) {
    return refuse(ErrorCode::unavailable, "backup-failed",
                  fmt::format("no backup at {}: {}", to.string(), why));
}

/// One file, without a log beside it, read through once. Empty when all is well.
std::string copy_into(fs::path const& part, SQLite::Database& source) {
    SQLite::Database copy{part.string(),
                          SQLite::OPEN_READWRITE | SQLite::OPEN_NOFOLLOW | SQLite::OPEN_NOMUTEX};
    SQLite::Backup{copy, source}.executeStep(-1);
    copy.exec("PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=DELETE");
    auto const verdict = copy.execAndGet("PRAGMA integrity_check").getString();
    return verdict == "ok" ? std::string{} : "the copy is damaged: " + verdict;
}

}  // namespace

Result<void> Store::backup(fs::path const& to) {
    auto const target = located(to);
    if (!target) return failed(to, target.error().detail);
    if (fs::exists(fs::symlink_status(*target))) return failed(to, "there is a file already; name another");
    if (impl_->connection.in_transaction()) return failed(to, "a transaction is open");
    auto const part = fs::path{target->string() + ".part"};
    try {
        fs::remove(part);
        if (auto created = create_private(part); !created) return failed(to, created.error().detail);
        if (auto const damage = copy_into(part, impl_->connection.database()); !damage.empty()) {
            fs::remove(part);
            return failed(to, damage);
        }
        sync_path(part);
        begin_generation();  // what is written from here on is later than the copy
        fs::rename(part, *target);
        sync_path(target->parent_path());
    } catch (CommitUnknown const&) {
        throw;
    } catch (std::runtime_error const& error) {
        std::error_code ignored;
        fs::remove(part, ignored);
        return failed(to, error.what());
    }
    return {};
}

}  // namespace cadence::store
