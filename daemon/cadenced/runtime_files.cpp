#include "cadenced/runtime_files.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cadence::daemon {

namespace {

tl::unexpected<Error> failed(std::filesystem::path const& path) {
    return refuse(ErrorCode::unavailable, "runtime-directory",
                  "cannot write " + path.string() + ": " + std::strerror(errno) +
                      "; give another --runtime-dir, or make it writable for cadenced");
}

}  // namespace

RuntimeFiles::~RuntimeFiles() {
    std::error_code ignored;
    for (auto const& path : written_) std::filesystem::remove(path, ignored);
    if (lock_ >= 0) ::close(lock_);
}

Result<void> RuntimeFiles::claim() {
    std::error_code ignored;
    std::filesystem::create_directories(directory_, ignored);
    lock_ = ::open(directory_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (lock_ < 0) return failed(directory_);
    if (::flock(lock_, LOCK_EX | LOCK_NB) == 0) return {};
    if (errno != EWOULDBLOCK) return failed(directory_);
    return refuse(ErrorCode::conflict, "runtime-directory-taken",
                  "another cadenced uses the runtime directory " + directory_.string() +
                      "; give this one another with --runtime-dir");
}

Result<void> RuntimeFiles::write(std::string const& name, std::string const& text, unsigned mode) {
    std::error_code ignored;
    auto const path = directory_ / name;
    auto const fresh = directory_ / (name + ".new");
    std::filesystem::remove(fresh, ignored);
    auto const descriptor = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0) return failed(fresh);
    auto const size = static_cast<ssize_t>(text.size());
    auto const done =
        ::fchmod(descriptor, mode) == 0 && ::write(descriptor, text.data(), text.size()) == size;
    auto const closed = ::close(descriptor) == 0;
    if (!done || !closed || ::rename(fresh.c_str(), path.c_str()) != 0) return failed(path);
    written_.push_back(path);
    return {};
}

}  // namespace cadence::daemon
