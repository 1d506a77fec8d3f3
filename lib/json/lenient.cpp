#include "json/lenient.h"

#include <boost/json.hpp>

namespace cadence::json {

namespace {

boost::json::array const* array_in(boost::json::object const& object, std::string_view name) {
    auto const* const value = object.if_contains(boost::json::string_view{name});
    return value == nullptr ? nullptr : value->if_array();
}

}  // namespace

std::string text_in(boost::json::object const& object, std::string_view name) {
    auto const* const value = object.if_contains(boost::json::string_view{name});
    auto const* const text = value == nullptr ? nullptr : value->if_string();
    return text == nullptr ? std::string{} : std::string{text->data(), text->size()};
}

std::string text_in(Value const& value, std::string_view name) {
    auto const* const object = value.if_object();
    return object == nullptr ? std::string{} : text_in(*object, name);
}

std::vector<std::string> texts_in(boost::json::object const& object, std::string_view name) {
    std::vector<std::string> texts;
    if (auto const* const array = array_in(object, name)) {
        for (auto const& each : *array) {
            if (auto const* const text = each.if_string()) texts.emplace_back(text->data(), text->size());
        }
    }
    return texts;
}

std::vector<boost::json::object const*> objects_in(boost::json::object const& object, std::string_view name) {
    std::vector<boost::json::object const*> objects;
    if (auto const* const array = array_in(object, name)) {
        for (auto const& each : *array) {
            if (auto const* const found = each.if_object()) objects.push_back(found);
        }
    }
    return objects;
}

}  // namespace cadence::json
