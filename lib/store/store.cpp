#include "store/store.h"

#include <cerrno>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <sys/statvfs.h>

#include "store/impl.h"
#include "store/sqlite/identity.h"

namespace cadence::store {

namespace {

constexpr std::uint64_t kSpaceNeeded = 1 << 20;  // less than this is full: the log could not grow

/// A look at the file system before anything is written.
Result<void> has_room(std::filesystem::path const& file) {
    struct statvfs space {};
    if (::statvfs(file.c_str(), &space) != 0 || (space.f_flag & ST_RDONLY) != 0)
        return refuse(ErrorCode::unavailable, "database-read-only",
                      fmt::format("{} cannot be written; check its mount", file.string()));
    auto const left = std::uint64_t{space.f_bavail} * space.f_frsize;
    if (left < kSpaceNeeded)
        return refuse(ErrorCode::storage_full, "storage-full",
                      fmt::format("{} bytes are left for {}; free some space", left, file.string()));
    return {};
}

}  // namespace

void Store::Impl::refuse_change(Failure const& failure) {
    if (failure.kind() == FailureKind::full) throw StorageFull(failure.what());
    throw failure;
}

void Store::Impl::begin() {
    try {
        connection.begin();
    } catch (Failure const& failure) {
        refuse_change(failure);
    }
}

void Store::Impl::commit() {
    try {
        connection.commit();
    } catch (Failure const& failure) {
        if (failure.kind() == FailureKind::full) {
            connection.roll_back();
            throw StorageFull(failure.what());
        }
        commit_unknown = true;
        connection.leave_log_on_close(true);
        throw CommitUnknown(failure.what());
    }
}

Result<void> Store::Impl::check_files() {
    if (file.empty()) return {};
    auto const log = id_of(beside(file, "-wal"));
    if (!log_id) log_id = log;
    if (id_of(file) == id && log == log_id) return {};
    return refuse(
        ErrorCode::unavailable, "database-removed",
        fmt::format(
            "{} was removed or replaced while it was open, so nothing is recorded any more; "
            "stop cadenced, put the database back or restore a backup (cadenced restore FILE), and start it",
            (id_of(file) == id ? beside(file, "-wal") : file).string()));
}

void Store::on_damage(std::function<void(std::string const&)> tell) {
    impl_->connection.on_damage([this, tell = std::move(tell)](std::string const& what) {
        impl_->connection.leave_log_on_close(true);
        if (!impl_->file.empty()) mark_damaged(impl_->file);
        tell(what);
    });
}

void Store::begin_generation() {
    if (impl_->file.empty()) return;
    auto const kept = kept_identity(impl_->file);
    if (!kept) throw std::runtime_error{kept.error().detail};
    auto const identity = next_identity(impl_->connection, *kept);
    impl_->begin();
    try {
        put_identity(impl_->connection, identity);
    } catch (...) {
        impl_->connection.roll_back();
        throw;
    }
    impl_->commit();
    settle_identity(impl_->connection, impl_->file, identity);
}

/// A full disk leaves it to a later start.
void Store::begin_first_generation() try { begin_generation(); } catch (StorageFull const&) {
    return;
} catch (Failure const& failure) {
    if (failure.kind() != FailureKind::full) throw;
} catch (std::system_error const& error) {
    if (error.code() != std::errc::no_space_on_device && error.code().value() != EDQUOT) throw;
}

WriteTransaction Store::begin() {
    if (impl_->commit_unknown) throw CommitUnknown("an earlier commit failed: start again and read back");
    return WriteTransaction{*this};
}

std::int64_t Store::begin_writing() {
    if (auto const there = impl_->check_files(); !there) throw StorageGone(there.error().detail);
    if (!std::exchange(impl_->has_generation, true)) begin_first_generation();
    if (!impl_->last_event) impl_->last_event = revision();
    impl_->begin();
    return *impl_->last_event;
}

Result<void> Store::writable() {
    if (impl_->commit_unknown)
        return refuse(ErrorCode::unavailable, "commit-unknown",
                      "A commit failed: cadenced must be restarted.");
    if (auto there = impl_->check_files(); !there) return there;
    if (!impl_->file.empty()) {
        if (auto room = has_room(impl_->file); !room) return room;
    }
    if (impl_->connection.in_transaction()) return {};
    try {
        begin().set_meta("writable", "");
    } catch (StorageFull const& full) {
        return refuse(ErrorCode::storage_full, "storage-full", full.what());
    } catch (std::runtime_error const& error) {
        return refuse(ErrorCode::unavailable, "database-unwritable", error.what());
    }
    return {};
}

}  // namespace cadence::store
