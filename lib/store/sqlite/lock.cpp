#include "store/sqlite/lock.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "store/sqlite/files.h"

namespace cadence::store {

namespace {

/// Its last holder may have removed it between our opening and our locking it.
bool still_there(std::filesystem::path const& file, int descriptor) {
    struct stat named {};
    struct stat held {};
    return ::stat(file.c_str(), &named) == 0 && ::fstat(descriptor, &held) == 0 &&
           named.st_ino == held.st_ino && named.st_dev == held.st_dev;
}

void write_pid(int descriptor) {
    auto const pid = fmt::format("{}\n", ::getpid());
    // Only a courtesy to a second starter: a full disk must not keep us from starting.
    if (::ftruncate(descriptor, 0) == 0 && ::pwrite(descriptor, pid.data(), pid.size(), 0) < 0) errno = 0;
}

tl::unexpected<Error> held_by_another(std::filesystem::path const& file,
                                      std::filesystem::path const& database) {
    constexpr std::size_t kLargest = 64;
    auto const pid = contents_of(file, kLargest).value_or("");
    auto const who = pid.empty() ? std::string{} : fmt::format(" (pid {})", trimmed(pid));
    return refuse(ErrorCode::unavailable, "database-locked",
                  fmt::format("another cadenced{} has {} open; stop it first", who, database.string()));
}

}  // namespace

Result<InstanceLock> InstanceLock::take(std::filesystem::path const& database) {
    auto const file = std::filesystem::path{database.string() + ".lock"};
    for (;;) {
        int const descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (descriptor < 0) return unusable(file, errno);
        if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
            auto const why = errno;
            ::close(descriptor);
            if (why == EWOULDBLOCK) return held_by_another(file, database);
            return unusable(file, why);
        }
        if (still_there(file, descriptor)) {
            write_pid(descriptor);
            return InstanceLock{file, descriptor};
        }
        ::close(descriptor);
    }
}

InstanceLock::InstanceLock(InstanceLock&& other) noexcept
    : file_{std::move(other.file_)}, descriptor_{std::exchange(other.descriptor_, -1)} {}

InstanceLock::~InstanceLock() {
    if (descriptor_ < 0) return;
    ::unlink(file_.c_str());
    ::close(descriptor_);
}

}  // namespace cadence::store
