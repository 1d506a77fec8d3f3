#include "net/http_request.h"

#include <algorithm>

namespace cadence::net {

std::string_view HttpResponse::header(std::string_view name) const {
    auto const found = std::ranges::find(headers, name, [](auto const& field) { return field.first; });
    return found == headers.end() ? std::string_view{} : std::string_view{found->second};
}

}  // namespace cadence::net
