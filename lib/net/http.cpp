#include "net/http.h"

#include <algorithm>

#include "base/text.h"

namespace cadence::net {

bool has_field(Headers const& headers, std::string_view name) {
    return std::ranges::any_of(headers,
                               [&](auto const& field) { return equals_ignoring_case(field.first, name); });
}

void add_field(std::string& head, std::string_view name, std::string_view value) {
    head.append(name).append(": ").append(value).append("\r\n");
}

std::optional<std::string_view> Request::header(std::string_view name) const {
    auto const found =
        std::find_if(headers.begin(), headers.end(), [&](auto const& field) { return field.first == name; });
    if (found == headers.end()) return std::nullopt;
    return std::string_view{found->second};
}

std::string Request::list(std::string_view name) const {
    std::string all;
    for (auto const& field : headers) {
        if (field.first != name) continue;
        if (!all.empty()) all += ", ";
        all += field.second;
    }
    return all;
}

}  // namespace cadence::net
