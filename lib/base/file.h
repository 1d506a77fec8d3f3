// A small file as a whole.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <system_error>

#include <tl/expected.hpp>

namespace cadence {

/// A pipe may keep its reader waiting for ever: a program that serves others refuses them.
enum class Pipes { refused, read };

/// Errors: that of the system; std::errc::is_a_directory; std::errc::not_supported for a pipe, a device or a
/// socket that is refused; std::errc::file_too_large for more than `most` bytes.
[[nodiscard]] tl::expected<std::string, std::error_code> contents_of(std::filesystem::path const& file,
                                                                     std::size_t most,
                                                                     Pipes pipes = Pipes::refused);

}  // namespace cadence
