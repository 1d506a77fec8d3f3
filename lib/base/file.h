// A small file as a whole.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <system_error>

#include <tl/expected.hpp>

namespace cadence {

/// Errors: that of the system; std::errc::is_a_directory; std::errc::file_too_large for more than `most`
/// bytes.
[[nodiscard]] tl::expected<std::string, std::error_code> contents_of(std::filesystem::path const& file,
                                                                     std::size_t most);

}  // namespace cadence
