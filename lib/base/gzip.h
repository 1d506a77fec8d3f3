// Bytes in the gzip format (RFC 1952): of the same bytes always the same.
#pragma once

#include <string>
#include <string_view>

namespace cadence {

[[nodiscard]] std::string gzip(std::string_view bytes);

}  // namespace cadence
