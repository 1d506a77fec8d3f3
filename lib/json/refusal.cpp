#include "json/refusal.h"

#include <array>

#include "base/plain_text.h"
#include "base/text.h"
#include "json/lenient.h"
#include "json/reader.h"

namespace cadence::json {

namespace {

using Object = boost::json::object;

std::string_view text_of(Value const* value) {
    auto const* const text = value ? value->if_string() : nullptr;
    return text ? std::string_view{text->data(), text->size()} : std::string_view{};
}

/// Null, false, "", [] and {} are how none is told.
bool is_something(Value const* value) {
    if (value == nullptr || value->is_null()) return false;
    if (auto const* const yes = value->if_bool()) return *yes;
    if (auto const* const text = value->if_string()) return !text->empty();
    if (auto const* const list = value->if_array()) return !list->empty();
    if (auto const* const object = value->if_object()) return !object->empty();
    return true;
}

bool is_false(Value const* value) {
    auto const* const yes = value ? value->if_bool() : nullptr;
    return yes != nullptr && !*yes;
}

std::string words_in(Object const& object) {
    auto const* const error = member_of(object, "error");
    auto const* const errors = member_of(object, "errors");
    auto const* const list = errors ? errors->if_array() : nullptr;
    auto const* const first = list && !list->empty() ? &list->front() : nullptr;
    for (auto const* const value : {error, first, member_of(object, "message")}) {
        auto const* const inner = value ? value->if_object() : nullptr;
        auto const text = text_of(inner ? member_of(*inner, "message") : value);
        if (!text.empty()) return ": " + one_line(std::string{text});
    }
    return {};
}

}  // namespace

std::string refusal_in(std::string_view body) {
    auto const value = parse_foreign(body);
    auto const* const object = value ? value->if_object() : nullptr;
    if (object == nullptr) return {};
    for (auto const* const name : {"ok", "success"})
        if (is_false(member_of(*object, name)))
            return '"' + std::string{name} + "\" is false" + words_in(*object);
    static constexpr std::array<std::string_view, 4> kFailed{"error", "failed", "failure", "fail"};
    if (auto const status = text_of(member_of(*object, "status")); is_one_of(status, kFailed))
        return "\"status\" is \"" + std::string{status} + '"' + words_in(*object);
    for (auto const* const name : {"error", "errors"})
        if (is_something(member_of(*object, name)))
            return "it has \"" + std::string{name} + '"' + words_in(*object);
    return {};
}

}  // namespace cadence::json
