#include "release/event.h"

namespace cadence::release {

EventBody::EventBody(EventBody const& other) = default;
EventBody::EventBody(EventBody&& other) noexcept = default;
EventBody& EventBody::operator=(EventBody const& other) = default;
EventBody& EventBody::operator=(EventBody&& other) noexcept = default;
EventBody::~EventBody() = default;
bool EventBody::operator==(EventBody const& other) const = default;

std::string_view type_of(EventBody const& body) {
    return std::visit([](auto const& event) { return std::decay_t<decltype(event)>::type; }, body);
}

std::string_view release_of(EventBody const& body) {
    return std::visit(
        [](auto const& event) -> std::string_view {
            if constexpr (requires { event.release; }) {
                return event.release;
            } else {
                return {};
            }
        },
        body);
}

}  // namespace cadence::release
