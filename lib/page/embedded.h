// The files of this folder as they lie in the binary, by name.
#pragma once

#include <map>
#include <string_view>

namespace cadence::page {

[[nodiscard]] std::map<std::string_view, std::string_view> const& embedded();

}  // namespace cadence::page
