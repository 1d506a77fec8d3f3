// Documents in their making: one function fills one kind of object. A whole document lives in one block of
// memory that is given back at once.
//
// A described struct is put as it is: each member by its name, in order. What is nothing is left
// out of it, texts that are empty too; a list stays where it is empty.
#pragma once

#include <array>
#include <concepts>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <boost/json.hpp>

#include "api/call.h"
#include "json/codec.h"
#include "json/text.h"

namespace cadence::api {

using Object = boost::json::object;
using Array = boost::json::array;

/// The text of the document that `fill` makes of an empty object.
template <class Fill>
[[nodiscard]] std::string document(Fill const& fill) {
    static constexpr std::size_t kUsualSize = 16 * 1024;
    std::array<unsigned char, kUsualSize> room;
    boost::json::monotonic_resource memory{room.data(), room.size()};
    json::Value value(boost::json::object_kind, &memory);
    fill(value.get_object());
    return json::dump(value);
}
template <class Fill>
[[nodiscard]] Answer answer_with(Fill const& fill, std::string_view scope = {}) {
    return {.body = document(fill), .scope = std::string{scope}};
}

inline Object& object_in(Object& into, std::string_view name) {
    return into.emplace(name, boost::json::object_kind).first->value().get_object();
}
inline Array& array_in(Object& into, std::string_view name) {
    return into.emplace(name, boost::json::array_kind).first->value().get_array();
}
inline Object& object_in(Array& into) {
    return into.emplace_back(boost::json::object_kind).get_object();
}
/// One object for each item.
template <class Items, class Fill>
void put_all(Object& into, std::string_view name, Items const& items, Fill const& fill) {
    auto& array = array_in(into, name);
    for (auto const& item : items) fill(object_in(array), item);
}

template <class T>
void put(Object& into, std::string_view name, T const& value) {
    into.emplace(name, json::to_json(value, {into.storage(), true}));
}
inline void put(Object& into, std::string_view name, char const* text) {
    put(into, name, std::string_view{text});
}

/// Only what is known.
inline void put_known(Object& into, std::string_view name, std::string_view text) {
    if (!text.empty()) put(into, name, text);
}
template <class T>
void put_known(Object& into, std::string_view name, std::optional<T> const& value) {
    if (value) put(into, name, *value);
}
template <class T>
void put_known(Object& into, std::string_view name,
               T const& always) requires(!std::convertible_to<T const&, std::string_view>) {
    put(into, name, always);
}

/// The name of a member of the struct; of none it does not compile.
template <json::Described Struct>
struct MemberName {
    // NOLINTNEXTLINE(google-explicit-constructor): a text that is checked
    consteval MemberName(char const* its_text) : text{its_text} {
        auto known = false;
        boost::mp11::mp_for_each<typename json::Codec<Struct>::Members>(
            [&](auto member) { known = known || text == member.name; });
        if (!known) throw "the struct has no such member";
    }
    std::string_view text;
};
/// Those named, in this order, as far as they are known.
template <json::Described Struct>
void put_only(Object& into, Struct const& value,
              std::initializer_list<std::type_identity_t<MemberName<Struct>>> names) {
    for (auto const name : names)
        boost::mp11::mp_for_each<typename json::Codec<Struct>::Members>([&](auto member) {
            if (name.text == member.name) put_known(into, name.text, value.*member.pointer);
        });
}
/// All of them but those named.
template <json::Described Struct>
void put_members(Object& into, Struct const& value, json::MemberNames without = {}) {
    json::Codec<Struct>::write_into(into, value, {into.storage(), true}, without);
}

}  // namespace cadence::api
