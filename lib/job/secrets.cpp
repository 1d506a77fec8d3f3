#include "job/secrets.h"

#include <array>
#include <cerrno>
#include <fstream>
#include <system_error>

#include "base/text.h"

namespace cadence::job {

namespace {

constexpr std::size_t kLargestSecret = 65536;

tl::unexpected<Error> unreadable(std::string const& where, std::string const& why) {
    return refuse(ErrorCode::unavailable, "secret-unreadable",
                  "The secret " + where + " cannot be read: " + why + ".");
}

/// Without the white space at its end.
Result<std::string> text_in(std::filesystem::path const& file) {
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
    auto const file = file_of(from);
    if (!file) return tl::unexpected{file.error()};
    auto text = text_in(*file);
    if (!text || one_line(*text) == *text) return text;
    auto const lines = text->find_first_of("\r\n") != std::string::npos;
    return unreadable(file->string(), std::string{"it has "} +
                                          (lines ? "more than one line" : "a control character") +
                                          "; it must hold the secret and nothing else");
}

Result<std::filesystem::path> Secrets::key_file(std::string_view from) const {
    auto file = file_of(from);
    if (!file) return file;
    if (auto const text = text_in(*file); !text) return tl::unexpected{text.error()};
    return file;
}

}  // namespace cadence::job
