#include "store/restore.h"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/plain_text.h"
#include "base/text.h"
#include "store/sqlite/identity.h"
#include "store/sqlite/lock.h"
#include "store/sqlite/migrations.h"

namespace cadence::store {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kPart = ".restoring";

tl::unexpected<Error> not_restorable(fs::path const& backup, std::string_view why) {
    return refuse(ErrorCode::unavailable, "not-restorable",
                  fmt::format("{} cannot be restored: {}", backup.string(), why));
}

/// Root restores for the user that the folder is of.
void give_to_owner(fs::path const& file) {
    struct stat folder {};
    if (::geteuid() != 0 || ::stat(file.parent_path().c_str(), &folder) != 0) return;
    if (::lchown(file.c_str(), folder.st_uid, folder.st_gid) != 0)
        throw std::system_error{errno, std::generic_category(), "chown " + file.string()};
}

/// The one file alone, for its owner alone.
Result<void> take_copy(fs::path const& backup, fs::path const& part) {
    if (!fs::is_regular_file(backup)) return not_restorable(backup, "there is no such file");
    for (auto const* const suffix : {"", "-journal", "-wal"}) fs::remove(beside(part, suffix));
    if (auto created = create_private(part); !created) return created;
    fs::copy_file(backup, part, fs::copy_options::overwrite_existing);
    fs::permissions(part, fs::perms::owner_read | fs::perms::owner_write);
    give_to_owner(part);
    return {};
}

struct Copy {
    Identity identity;
    std::optional<Instant> last_at;
};

/// Reads all of it, brings it to our schema, and makes it what comes after that which was kept.
Result<Copy> prepare_copy(fs::path const& part, std::optional<Identity> const& kept, Instant now) {
    auto const damaged = [](std::string_view what) {
        return refuse(ErrorCode::unavailable, "not-restorable", std::string{what});
    };
    auto const found = inspect(part);
    if (!found) return error_of(found);
    if (*found == Found::nothing) return damaged("it is empty");
    SqliteConnection connection{part.string()};
    auto const version = checked_version(connection, "the copy of it");
    if (!version) return error_of(version);
    connection.database().exec("PRAGMA journal_mode=DELETE");
    auto const verdict =
        connection.query("PRAGMA integrity_check(1)").first([](Query const& row) { return row.text(0); });
    if (verdict != "ok") return damaged("it is damaged: " + one_line(verdict.value_or("")));
    migrate(connection, *version, now);

    auto const has_identity = connection.number("SELECT count(*) FROM identity") > 0;
    Copy copy{next_identity(connection, has_identity ? std::nullopt : kept), {}};
    if (kept) copy.identity.generation = std::max(copy.identity.generation, kept->generation + 1);
    copy.last_at =
        connection.query("SELECT at FROM events ORDER BY seq DESC LIMIT 1").first([](Query const& row) {
            return row.instant(0);
        });
    Transaction transaction{connection};
    put_identity(connection, copy.identity);
    transaction.commit();
    return copy;
}

/// The database before its log: without a database no start goes on, without a log one would.
fs::path set_aside(fs::path const& file, Instant now) {
    auto stamp = format_instant(now);
    std::erase_if(stamp, [](char c) { return c == '-' || c == ':'; });
    auto const aside = beside(file, ".before-restore-" + stamp);
    auto any = false;
    for (auto const* const suffix : {"", "-journal", "-wal"}) {
        if (!fs::exists(fs::symlink_status(beside(file, suffix)))) continue;
        fs::rename(beside(file, suffix), beside(aside, suffix));
        any = true;
    }
    sync_path(file.parent_path());
    return any ? aside : fs::path{};
}

}  // namespace

Result<Restored> restore(fs::path const& database, fs::path const& backup, Instant now) try {
    auto const file = located(database);
    if (!file) return error_of(file);
    auto const lock = InstanceLock::take(*file);
    if (!lock) return error_of(lock);
    auto const kept = kept_identity(*file).value_or(std::nullopt);
    auto const part = beside(*file, kPart);
    if (auto copied = take_copy(backup, part); !copied) return error_of(copied);
    auto const ready = prepare_copy(part, kept, now);
    if (!ready) {
        fs::remove(part);
        return not_restorable(backup, ready.error().detail);
    }
    sync_path(part);
    auto const aside = set_aside(*file, now);
    fs::rename(part, *file);
    sync_path(file->parent_path());
    keep_identity(*file, ready->identity);
    give_to_owner(beside(*file, kIdentityFile));
    unmark_damaged(*file);

    auto const events = ready->identity.last_sequence;
    return Restored{
        .events = events,
        .last_at = ready->last_at,
        .lost = kept ? std::max<std::int64_t>(kept->last_sequence - events, 0) : 0,
        .of_another_installation = kept && kept->installation != ready->identity.installation,
        .kept = aside,
    };
} catch (std::runtime_error const& error) {  // SQLite's, or of the files
    std::error_code ignored;
    fs::remove(beside(database, kPart), ignored);
    return not_restorable(backup, error.what());
}

}  // namespace cadence::store
