#include "json/codec.h"

#include <cmath>

namespace cadence::json {

Result<bool> Codec<bool>::read(Value const& value, Place const& place) {
    if (!value.is_bool()) return wrong_type(place, "true or false", value);
    return value.get_bool();
}

Result<std::string> Codec<std::string>::read(Value const& value, Place const& place) {
    auto const* const text = value.if_string();
    if (text == nullptr) return wrong_type(place, "a string", value);
    return std::string{text->data(), text->size()};
}

Result<double> Codec<double>::read(Value const& value, Place const& place) {
    if (!value.is_number()) return wrong_type(place, "a number", value);
    auto const number = value.to_number<double>();
    if (!std::isfinite(number)) return wrong_type(place, "a number in range", value);
    return number;
}

}  // namespace cadence::json
