#include "json/events.h"

#include <type_traits>

namespace cadence::json {

Value to_json(release::EventBody const& body) {
    return std::visit([](auto const& event) { return to_json(event); }, body);
}

Result<release::EventBody> event_body_from(std::string_view type, Value const& value) {
    Result<release::EventBody> read =
        refuse(ErrorCode::invalid, "unknown-event",
               "\"" + std::string{type} + "\" is not an event that this version knows.");
    boost::mp11::mp_for_each<boost::mp11::mp_transform<std::type_identity, release::EventBody::variant>>(
        [&](auto each) {
            using Body = typename decltype(each)::type;
            if (Body::type == type)
                read = from_json<Body>(value).map(
                    [](Body&& body) { return release::EventBody{std::move(body)}; });
        });
    return read;
}

std::vector<std::string_view> event_types() {
    std::vector<std::string_view> types;
    boost::mp11::mp_for_each<boost::mp11::mp_transform<std::type_identity, release::EventBody::variant>>(
        [&](auto each) { types.push_back(decltype(each)::type::type); });
    return types;
}

}  // namespace cadence::json
