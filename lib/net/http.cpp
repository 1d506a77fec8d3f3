#include "net/http.h"

#include <algorithm>

namespace cadence::net {

std::optional<std::string_view> Request::header(std::string_view name) const {
    auto const found =
        std::find_if(headers.begin(), headers.end(), [&](auto const& field) { return field.first == name; });
    if (found == headers.end()) return std::nullopt;
    return std::string_view{found->second};
}

}  // namespace cadence::net
