#include "json/lenient.h"

#include <boost/json.hpp>

#include "base/text.h"

namespace cadence::json {

namespace {

/// "2013-12-03 17:15:43 +0100" as RFC 3339 writes it.
std::string with_t_and_colon(std::string text) {
    static constexpr std::size_t kDate = 10;
    static constexpr std::string_view kUtc = " UTC";
    if (text.size() <= kDate || text[kDate] != ' ') return text;
    text[kDate] = 'T';
    if (text.ends_with(kUtc)) return text.substr(0, text.size() - kUtc.size()) + "Z";
    auto const space = text.find(' ');
    if (space != std::string::npos) text.erase(space, 1);
    auto const sign = text.find_last_of("+-");
    if (sign != std::string::npos && sign > kDate && text.size() == sign + 5) text.insert(sign + 3, ":");
    return text;
}

std::optional<Instant> from_seconds(std::int64_t seconds) {
    static constexpr std::int64_t kYear10000 = 253402300800;
    if (seconds < 0 || seconds >= kYear10000) return std::nullopt;
    return Instant{std::chrono::seconds{seconds}};
}

boost::json::array const& items_of(Value const* value) {
    static boost::json::array const kNone;
    auto const* const list = value == nullptr ? nullptr : value->if_array();
    return list == nullptr ? kNone : *list;
}

}  // namespace

Value const* find(Value const& value, std::string_view pointer) {
    boost::json::error_code missing;
    return value.find_pointer({pointer.data(), pointer.size()}, missing);
}

std::string text_at(Value const& value, std::string_view pointer) {
    auto const* const found = find(value, pointer);
    if (found == nullptr) return {};
    if (auto const* const string = found->if_string()) return {string->data(), string->size()};
    if (auto const* const number = found->if_int64()) return std::to_string(*number);
    if (auto const* const number = found->if_uint64()) return std::to_string(*number);
    return {};
}

bool flag_at(Value const& value, std::string_view pointer) {
    auto const* const found = find(value, pointer);
    return found != nullptr && found->is_bool() && found->get_bool();
}

std::optional<std::int64_t> number_at(Value const& value, std::string_view pointer) {
    return parse_number<std::int64_t>(text_at(value, pointer));
}

std::optional<Instant> instant_at(Value const& value, std::string_view pointer) {
    auto const text = text_at(value, pointer);
    if (auto const seconds = parse_number<std::int64_t>(text)) return from_seconds(*seconds);
    auto const instant = parse_instant(with_t_and_colon(text));
    return instant ? std::optional{*instant} : std::nullopt;
}

boost::json::array const& list_at(Value const& value, std::string_view pointer) {
    return items_of(find(value, pointer));
}

std::vector<std::string> texts_at(Value const& value, std::string_view pointer, std::string_view name) {
    std::vector<std::string> texts;
    for (auto const& item : list_at(value, pointer))
        if (auto text = text_at(item, name); !text.empty()) texts.push_back(std::move(text));
    return texts;
}

bool has(Value const& value, std::string_view pointer) {
    auto const* const found = find(value, pointer);
    return found != nullptr && !found->is_null();
}

Value const* member_of(boost::json::object const& object, std::string_view name) {
    return object.if_contains(boost::json::string_view{name});
}

std::string text_in(boost::json::object const& object, std::string_view name) {
    auto const* const value = member_of(object, name);
    auto const* const text = value == nullptr ? nullptr : value->if_string();
    return text == nullptr ? std::string{} : std::string{text->data(), text->size()};
}

std::string text_in(Value const& value, std::string_view name) {
    auto const* const object = value.if_object();
    return object == nullptr ? std::string{} : text_in(*object, name);
}

std::vector<std::string> texts_in(boost::json::object const& object, std::string_view name) {
    std::vector<std::string> texts;
    for (auto const& each : items_of(member_of(object, name)))
        if (auto const* const text = each.if_string()) texts.emplace_back(text->data(), text->size());
    return texts;
}

std::vector<boost::json::object const*> objects_in(boost::json::object const& object, std::string_view name) {
    std::vector<boost::json::object const*> objects;
    for (auto const& each : items_of(member_of(object, name)))
        if (auto const* const found = each.if_object()) objects.push_back(found);
    return objects;
}

}  // namespace cadence::json
