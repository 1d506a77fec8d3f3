#include "forge/arriving.h"

#include <algorithm>

#include "base/text.h"
#include "net/target.h"

namespace cadence::forge {

namespace {

constexpr std::string_view kForm = "application/x-www-form-urlencoded";

// Of a form that anybody sends.
constexpr std::size_t kMostFields = 64;
constexpr std::size_t kLongestName = 200;

}  // namespace

std::size_t count_of(net::Headers const& headers, std::string_view name) {
    return static_cast<std::size_t>(std::ranges::count(headers, name, &net::Headers::value_type::first));
}

std::optional<std::string_view> header_of(net::Headers const& headers, std::string_view name) {
    if (count_of(headers, name) != 1) return std::nullopt;
    return std::ranges::find(headers, name, &net::Headers::value_type::first)->second;
}

bool is_form(net::Headers const& headers) {
    auto const type = header_of(headers, "content-type");
    return type && equals_ignoring_case(type->substr(0, kForm.size()), kForm);
}

std::optional<std::string_view> form_field(std::string_view body, std::string_view name) {
    std::optional<std::string_view> found;
    for (std::size_t fields = 0; !body.empty(); ++fields) {
        auto value = take_until(body, '&');
        auto const encoded = take_until(value, '=');
        if (fields == kMostFields || encoded.size() > kLongestName) return std::nullopt;
        auto const known_as = net::percent_decode(encoded, net::Plus::space);
        if (!known_as || (found && *known_as == name)) return std::nullopt;
        if (*known_as == name) found = value;
    }
    return found;
}

tl::unexpected<Error> malformed_hook(std::string detail, std::string field) {
    return refuse(ErrorCode::invalid, "malformed-hook", std::move(detail), std::move(field));
}

tl::unexpected<Error> lacking(std::string_view event, std::string_view pointer, std::string_view wanted) {
    std::string detail{event};
    detail.append(": ").append(pointer).append(" must be ").append(wanted).append(".");
    return malformed_hook(std::move(detail), "#" + std::string{pointer});
}

}  // namespace cadence::forge
