#include "store/sqlite/files.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/sqlite/migrations.h"

namespace cadence::store {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kHeaderSize = 100;
constexpr std::size_t kReadVersionAt = 19;
constexpr std::size_t kUserVersionAt = 60;
constexpr std::size_t kApplicationIdAt = 68;
constexpr std::string_view kDamagedMark = ".damaged";
using Header = std::array<char, kHeaderSize>;

std::int64_t big_endian(Header const& header, std::size_t at) {
    std::uint32_t number = 0;
    for (std::size_t i = at; i < at + 4; ++i) number = number << 8U | static_cast<unsigned char>(header[i]);
    return static_cast<std::int32_t>(number);
}

/// All zeros where there is none.
Header header_of(fs::path const& file) {
    Header header{};
    std::ifstream in{file, std::ios::binary};
    return in.read(header.data(), header.size()) ? header : Header{};
}

tl::unexpected<Error> no_database(fs::path const& file, std::string_view what) {
    return refuse(ErrorCode::unavailable, "not-a-database",
                  fmt::format("{} {}; name another file, or restore a backup (cadenced restore FILE)",
                              file.string(), what));
}

/// The creation of a database was cut short before its first page was whole: SQLite takes it back.
bool half_created(fs::path const& file, Header const& header) {
    return std::all_of(header.begin(), header.end(), [](char byte) { return byte == '\0'; }) &&
           size_or_zero(beside(file, "-journal")) > 0;
}

Result<Found> inspect_header(fs::path const& file, Header const& header) {
    static constexpr std::string_view kMagic{"SQLite format 3\0", 16};
    if (half_created(file, header)) return Found::nothing;
    if (std::string_view{header.data(), kMagic.size()} != kMagic) {
        // A checkpoint may have been cut short in the first page; the log has it whole, and SQLite will say.
        if (size_or_zero(beside(file, "-wal")) > 0) return Found::ours;
        return no_database(file, "is not a database of cadenced");
    }
    if (big_endian(header, kApplicationIdAt) != kApplicationId)
        return no_database(file, "is an SQLite database, but not one of cadenced");
    auto const version = big_endian(header, kUserVersionAt);
    if (version > newest_migration()) return newer(file.string(), version);
    return Found::ours;
}

}  // namespace

std::uintmax_t size_or_zero(fs::path const& file) {
    std::error_code missing;
    auto const size = fs::file_size(file, missing);
    return missing ? 0 : size;
}

bool has_no_log(fs::path const& file) {
    return header_of(file)[kReadVersionAt] == 1;
}

fs::path beside(fs::path const& file, std::string_view suffix) {
    return fs::path{file.string().append(suffix)};
}

std::optional<FileId> id_of(fs::path const& file) {
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0) return std::nullopt;
    return FileId{status.st_dev, status.st_ino};
}

Result<fs::path> located(fs::path const& file) {
    std::error_code missing;
    auto const absolute = fs::absolute(file);
    auto const directory = fs::canonical(absolute.parent_path(), missing);
    if (missing) return unusable(absolute.parent_path(), missing.value());
    return directory / absolute.filename();
}

Result<Found> inspect(fs::path const& file) {
    std::error_code missing;
    auto const kind = fs::symlink_status(file, missing).type();
    if (kind == fs::file_type::not_found || (kind == fs::file_type::regular && size_or_zero(file) == 0)) {
        if (size_or_zero(beside(file, "-wal")) == 0) return Found::nothing;
        return refuse(ErrorCode::unavailable, "database-altered",
                      fmt::format("{} is empty, but {}-wal is not: the database was removed from under its "
                                  "log; put it back, or restore a backup (cadenced restore FILE)",
                                  file.string(), file.string()));
    }
    if (kind == fs::file_type::symlink) return no_database(file, "is a symbolic link");
    if (kind != fs::file_type::regular) return no_database(file, "is not a file");
    if (::access(file.c_str(), R_OK | W_OK) != 0) return unusable(file, errno);
    Header header{};
    std::ifstream in{file, std::ios::binary};
    if (!in.read(header.data(), header.size())) return no_database(file, "is not a database of cadenced");
    return inspect_header(file, header);
}

Result<void> create_private(fs::path const& file) {
    int const descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0) return unusable(file, errno);
    ::close(descriptor);
    return {};
}

void write_private(fs::path const& file, std::string_view bytes) {
    auto const descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    auto const opened = descriptor >= 0;
    if (opened) errno = ENOSPC;  // of a write that falls short
    auto const written = opened && ::write(descriptor, bytes.data(), bytes.size()) == std::ssize(bytes) &&
                         ::fsync(descriptor) == 0;
    auto const why = errno;
    if (opened) ::close(descriptor);
    if (!written) throw std::system_error{why, std::generic_category(), file.string()};
}

void mark_damaged(fs::path const& file) {
    std::ofstream{beside(file, kDamagedMark)};
}

bool is_marked_damaged(fs::path const& file) {
    return fs::exists(beside(file, kDamagedMark));
}

void unmark_damaged(fs::path const& file) {
    std::error_code ignored;
    fs::remove(beside(file, kDamagedMark), ignored);
}

void sync_path(fs::path const& file_or_directory) {
    int const descriptor = ::open(file_or_directory.c_str(), O_RDONLY | O_CLOEXEC);
    auto const synced = descriptor >= 0 && ::fsync(descriptor) == 0;
    auto const why = errno;
    if (descriptor >= 0) ::close(descriptor);
    if (!synced) throw std::system_error{why, std::generic_category(), "fsync " + file_or_directory.string()};
}

tl::unexpected<Error> unusable(fs::path const& file, int why) {
    auto const text = std::generic_category().message(why);
    if (why == ENOSPC || why == EDQUOT)
        return refuse(ErrorCode::storage_full, "storage-full",
                      fmt::format("{}: {}; free some space", file.string(), text));
    if (why == EROFS || why == EACCES || why == EPERM)
        return refuse(ErrorCode::unavailable, "database-read-only",
                      fmt::format("{} cannot be written ({}); check its owner, its mode and its mount",
                                  file.string(), text));
    return refuse(ErrorCode::unavailable, "database-unreachable",
                  fmt::format("{} cannot be used: {}", file.string(), text));
}

}  // namespace cadence::store
