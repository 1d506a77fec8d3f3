#include "job/secrets.h"

#include <algorithm>

#include "base/file.h"
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
    auto const text = contents_of(file, kLargestSecret);
    auto const why = text ? std::error_code{} : text.error();
    if (why == std::errc::is_a_directory) return unreadable(file.string(), "it is a directory");
    if (why == std::errc::not_supported) return unreadable(file.string(), "it is a pipe or a device");
    if (why == std::errc::file_too_large) return unreadable(file.string(), "it is larger than 64 KiB");
    if (why) return unreadable(file.string(), why.message());
    std::string secret{trimmed_right(*text)};
    if (secret.empty()) return unreadable(file.string(), "it is empty");
    return secret;
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
    if (!file) return error_of(file);
    auto text = text_in(*file);
    if (!text || std::ranges::none_of(*text, is_control)) return text;
    auto const lines = text->find_first_of("\r\n") != std::string::npos;
    return unreadable(file->string(), std::string{"it has "} +
                                          (lines ? "more than one line" : "a control character") +
                                          "; it must hold the secret and nothing else");
}

Result<std::filesystem::path> Secrets::key_file(std::string_view from) const {
    auto file = file_of(from);
    if (!file) return file;
    if (auto const text = text_in(*file); !text) return error_of(text);
    return file;
}

}  // namespace cadence::job
