#include "engine/secrets.h"

#include <array>
#include <cerrno>
#include <fstream>
#include <system_error>

namespace cadence::engine {

namespace {

constexpr std::size_t kLargestSecret = 65536;

tl::unexpected<Error> unreadable(std::string const& where, std::string const& why) {
    return refuse(ErrorCode::unavailable, "secret-unreadable",
                  "The secret " + where + " cannot be read: " + why + ".");
}

}  // namespace

Result<std::filesystem::path> Secrets::file_of(std::string_view from) const {
    std::filesystem::path file{from};
    if (file.is_absolute()) return file;
    if (credentials_.empty())
        return unreadable("credential " + std::string{from},
                          "there are no credentials here; put LoadCredential= into the unit, or name a file");
    return credentials_ / file;
}

Result<std::string> Secrets::read(std::string_view from) const {
    auto const where = file_of(from);
    if (!where) return tl::unexpected{where.error()};
    auto const& file = *where;
    std::error_code ignored;
    if (std::filesystem::is_directory(file, ignored)) return unreadable(file.string(), "it is a directory");
    errno = 0;
    std::ifstream stream{file, std::ios::binary};
    if (!stream) return unreadable(file.string(), std::system_category().message(errno));
    std::string text(kLargestSecret + 1, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(stream.gcount()));
    if (text.size() > kLargestSecret) return unreadable(file.string(), "it is larger than 64 KiB");
    text.erase(text.find_last_not_of(" \t\r\n") + 1);
    if (text.empty()) return unreadable(file.string(), "it is empty");
    return text;
}

}  // namespace cadence::engine
