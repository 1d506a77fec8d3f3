// The store's own work on files, beside SQLite: look before it opens, and sync directories.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace cadence::store {

/// The file with its directory's real path, so that only the file itself may not be a link. Errors:
/// unavailable `database-unreachable`.
[[nodiscard]] Result<std::filesystem::path> located(std::filesystem::path const& file);

/// Which file a path leads to; nothing where there is none.
using FileId = std::pair<std::uint64_t, std::uint64_t>;  // device and inode
[[nodiscard]] std::optional<FileId> id_of(std::filesystem::path const& file);
/// "cadenced.db-wal"
[[nodiscard]] std::filesystem::path beside(std::filesystem::path const& file, std::string_view suffix);

enum class Found { nothing, ours };

/// Reads its first bytes, and writes nothing. An empty file counts as nothing. Errors: unavailable
/// `not-a-database`, `database-newer`, `database-read-only`, `database-altered`.
[[nodiscard]] Result<Found> inspect(std::filesystem::path const& file);

/// 0 for one that is not there.
[[nodiscard]] std::uintmax_t size_or_zero(std::filesystem::path const& file);
/// Its header says that it is never written through a log: so are our backups.
[[nodiscard]] bool has_no_log(std::filesystem::path const& file);

/// An empty file that only its owner may read. Does nothing if there is one. Errors: as `unusable`.
[[nodiscard]] Result<void> create_private(std::filesystem::path const& file);

/// The next start reads the whole file before it trusts it. Best effort.
void mark_damaged(std::filesystem::path const& file);
[[nodiscard]] bool is_marked_damaged(std::filesystem::path const& file);
void unmark_damaged(std::filesystem::path const& file);

/// A file with these bytes that only its owner may read, on disk but for its name. Throws std::system_error.
void write_private(std::filesystem::path const& file, std::string_view bytes);
/// Throws std::system_error.
void sync_path(std::filesystem::path const& file_or_directory);

/// The meaning of an errno for a file that the database needs. unavailable `database-read-only`,
/// `database-unreachable`; storage_full `storage-full`.
[[nodiscard]] tl::unexpected<Error> unusable(std::filesystem::path const& file, int why);

}  // namespace cadence::store
