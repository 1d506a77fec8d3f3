#include "api/bodies.h"

namespace cadence::api {

Result<json::Value> body_json(net::Request const& request, std::size_t longest) {
    if (request.body.empty()) return json::Value(boost::json::object_kind);
    auto value = json::parse(request.body);
    if (!value || !value->is_object()) return value;
    for (auto const& [name, member] : value->get_object()) {
        if (!member.is_string() || member.get_string().size() <= longest) continue;
        return refuse(ErrorCode::invalid, "too-long",
                      "#/" + std::string{name} + " is longer than " + std::to_string(longest) + " bytes.",
                      "#/" + std::string{name});
    }
    return value;
}

}  // namespace cadence::api
