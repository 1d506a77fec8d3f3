#include "base/file.h"

#include <array>
#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cadence {

tl::expected<std::string, std::error_code> contents_of(std::filesystem::path const& file, std::size_t most,
                                                       Pipes pipes) {
    auto const failed = [](int why) { return tl::unexpected{std::error_code{why, std::generic_category()}}; };
    auto const refusing = pipes == Pipes::refused;
    auto const descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | (refusing ? O_NONBLOCK : 0));
    if (descriptor < 0) return failed(errno);
    struct stat status {};
    if (refusing && ::fstat(descriptor, &status) == 0 && !S_ISREG(status.st_mode) &&
        !S_ISDIR(status.st_mode)) {
        ::close(descriptor);
        return failed(ENOTSUP);
    }
    std::string text;
    std::array<char, 16384> part{};
    auto got = ::read(descriptor, part.data(), part.size());
    for (; got > 0 && text.size() <= most; got = ::read(descriptor, part.data(), part.size()))
        text.append(part.data(), static_cast<std::size_t>(got));
    auto const why = errno;
    ::close(descriptor);
    if (text.size() > most) return failed(EFBIG);
    return got < 0 ? failed(why) : tl::expected<std::string, std::error_code>{std::move(text)};
}

}  // namespace cadence
