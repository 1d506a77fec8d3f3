// The store's own work on files, beside SQLite: look before it opens, and sync directories.
#pragma once

#include <filesystem>

#include "base/result.h"

namespace cadence::store {

/// The file with its directory's real path, so that only the file itself may not be a link. Errors:
/// unavailable `database-unreachable`.
[[nodiscard]] Result<std::filesystem::path> located(std::filesystem::path const& file);

enum class Found { nothing, ours };

/// Reads its first bytes, and writes nothing. An empty file counts as nothing. Errors: unavailable
/// `not-a-database`, `database-newer`, `database-read-only`, `database-altered`.
[[nodiscard]] Result<Found> inspect(std::filesystem::path const& file);

/// An empty file that only its owner may read. Does nothing if there is one. Errors: as `unusable`.
[[nodiscard]] Result<void> create_private(std::filesystem::path const& file);

/// Throws std::system_error.
void sync_path(std::filesystem::path const& file_or_directory);

/// The meaning of an errno for a file that the database needs. unavailable `database-read-only`,
/// `database-unreachable`; storage_full `storage-full`.
[[nodiscard]] tl::unexpected<Error> unusable(std::filesystem::path const& file, int why);

}  // namespace cadence::store
