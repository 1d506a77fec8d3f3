// What is looked up in JSON that others wrote, or that the log keeps: what is not there, or is of another
// type, is nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "json/place.h"

namespace cadence::json {

[[nodiscard]] std::string text_in(boost::json::object const& object, std::string_view name);
/// Of what may be no object.
[[nodiscard]] std::string text_in(Value const& value, std::string_view name);
/// The texts of a list.
[[nodiscard]] std::vector<std::string> texts_in(boost::json::object const& object, std::string_view name);
/// The objects of a list; they live in `object`.
[[nodiscard]] std::vector<boost::json::object const*> objects_in(boost::json::object const& object,
                                                                 std::string_view name);

}  // namespace cadence::json
