#include "forge/arriving.h"

#include <algorithm>

#include "base/text.h"
#include "forge/hook_parts.h"
#include "json/text.h"
#include "net/target.h"

namespace cadence::forge {

namespace {

constexpr std::string_view kForm = "application/x-www-form-urlencoded";

bool is_form(Arriving const& arriving) {
    auto const type = header_of(arriving, "content-type");
    return type && equals_ignoring_case(type->substr(0, kForm.size()), kForm);
}

Result<json::Value> parsed(std::string_view text) {
    auto value = json::parse(text);
    if (!value) return malformed_hook("The body is not JSON. " + brief(value.error().detail));
    if (!value->is_object()) return malformed_hook("The body is JSON, but not an object.", "#");
    return value;
}

}  // namespace

std::size_t count_of(Arriving const& arriving, std::string_view name) {
    return static_cast<std::size_t>(
        std::ranges::count(arriving.headers, name, &net::Headers::value_type::first));
}

std::optional<std::string_view> header_of(Arriving const& arriving, std::string_view name) {
    if (count_of(arriving, name) != 1) return std::nullopt;
    return std::ranges::find(arriving.headers, name, &net::Headers::value_type::first)->second;
}

std::optional<std::string> form_field(std::string_view body, std::string_view name) {
    auto const form = net::parse_target("/?" + std::string{body});
    if (!form) return std::nullopt;
    using Field = std::pair<std::string, std::string>;
    if (std::ranges::count(form->query, name, &Field::first) != 1) return std::nullopt;
    return std::ranges::find(form->query, name, &Field::first)->second;
}

Result<json::Value> json_body(Arriving const& arriving) {
    if (!is_form(arriving)) return parsed(arriving.body);
    auto const payload = form_field(arriving.body, "payload");
    if (!payload)
        return malformed_hook("The form has no field \"payload\". Send application/json, or one such field.");
    return parsed(*payload);
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
