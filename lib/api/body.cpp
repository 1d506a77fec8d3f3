#include "api/body.h"

#include "json/reader.h"

namespace cadence::api {

namespace {

Result<void> check_length(json::Value const& value, std::string const& pointer, std::size_t longest) {
    if (auto const* const list = value.if_array()) {
        for (std::size_t i = 0; i < list->size(); ++i) {
            if (auto fits = check_length((*list)[i], pointer + "/" + std::to_string(i), longest); !fits)
                return fits;
        }
    }
    if (!value.is_string() || value.get_string().size() <= longest) return {};
    return refuse(ErrorCode::invalid, "too-long",
                  pointer + " is longer than " + std::to_string(longest) + " bytes.", pointer);
}

}  // namespace

Result<json::Value> body_json(net::Request const& request, std::size_t longest) {
    if (request.body.empty()) return json::Value(boost::json::object_kind);
    static constexpr std::size_t kMostValues = 10'000;
    auto value = json::parse_foreign(request.body, nullptr, {.values = kMostValues});
    if (!value || !value->is_object()) return value;
    for (auto const& [name, member] : value->get_object()) {
        if (auto const fits = check_length(member, "#/" + std::string{name}, longest); !fits)
            return tl::unexpected{fits.error()};
    }
    return value;
}

json::Value tidied(json::Value value) {
    if (auto* const list = value.if_array()) {
        for (auto& each : *list) each = tidied(std::move(each));
    } else if (auto* const object = value.if_object()) {
        for (auto& member : *object) member.value() = tidied(std::move(member.value()));
    } else if (auto const* const text = value.if_string()) {
        value = pasted({text->data(), text->size()});
    }
    return value;
}

}  // namespace cadence::api
