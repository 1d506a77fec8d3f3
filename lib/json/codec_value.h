// Codecs of single values and containers; included by json/codec.h.
#pragma once

#include "json/codec.h"

namespace cadence::json {

template <class E>
concept Named = std::is_enum_v<E> && requires {
    Names<E>::values;
};

template <>
struct Codec<bool> {
    static Value write(bool value) { return Value(value); }
    static Result<bool> read(Value const& value, Place const& place);
};

template <>
struct Codec<std::string> {
    static Value write(std::string const& value) { return Value(value); }
    static Result<std::string> read(Value const& value, Place const& place);
};

template <>
struct Codec<double> {
    static Value write(double value) { return Value(value); }
    static Result<double> read(Value const& value, Place const& place);
};

template <>
struct Codec<Instant> {
    static Value write(Instant value) { return Value(format_instant(value)); }
    static Result<Instant> read(Value const& value, Place const& place);
};

template <>
struct Codec<Date> {
    static Value write(Date value) { return Value(format_date(value)); }
    static Result<Date> read(Value const& value, Place const& place);
};

template <>
struct Codec<Duration> {
    static Value write(Duration value) { return Value(format_duration(value)); }
    static Result<Duration> read(Value const& value, Place const& place);
};

template <std::integral T>
struct Codec<T> {
    static Value write(T value) { return Value(value); }
    static Result<T> read(Value const& value, Place const& place) {
        if (!value.is_number()) return wrong_type(place, "a whole number", value);
        boost::json::error_code refused;
        auto const number = value.to_number<T>(refused);
        if (refused) return wrong_type(place, "a whole number in range", value);
        return number;
    }
};

template <Named E>
struct Codec<E> {
    static Value write(E value) { return Value(boost::json::string_view{name_of(value)}); }
    static Result<E> read(Value const& value, Place const& place) {
        auto const* text = value.if_string();
        if (text == nullptr) return wrong_type(place, "one of " + all_names<E>(), value);
        std::string_view const name{text->data(), text->size()};
        if (auto const found = parse_name<E>(name)) return *found;
        return unknown_value(place, name, {Names<E>::values.begin(), Names<E>::values.end()});
    }
};

template <class T>
struct Codec<std::optional<T>> {
    static Value write(std::optional<T> const& value) { return value ? to_json(*value) : Value(nullptr); }
    static Result<std::optional<T>> read(Value const& value, Place const& place) {
        if (value.is_null()) return std::nullopt;
        return Codec<T>::read(value, place).map([](T&& read) { return std::optional<T>{std::move(read)}; });
    }
};

template <class T>
struct Codec<std::vector<T>> {
    static Value write(std::vector<T> const& items) {
        boost::json::array array;
        array.reserve(items.size());
        for (auto const& item : items) array.push_back(to_json(item));
        return Value(std::move(array));
    }
    static Result<std::vector<T>> read(Value const& value, Place const& place) {
        auto const* array = value.if_array();
        if (array == nullptr) return wrong_type(place, "an array", value);
        std::vector<T> items;
        items.reserve(array->size());
        for (auto const& element : *array) {
            auto item = Codec<T>::read(element, place.item(items.size()));
            if (!item) return tl::unexpected{std::move(item.error())};
            items.push_back(std::move(*item));
        }
        return items;
    }
};

template <class T>
struct Codec<std::map<std::string, T>> {
    static Value write(std::map<std::string, T> const& items) {
        boost::json::object object;
        object.reserve(items.size());
        for (auto const& [name, item] : items) object.emplace(name, to_json(item));
        return Value(std::move(object));
    }
    static Result<std::map<std::string, T>> read(Value const& value, Place const& place) {
        auto const* object = value.if_object();
        if (object == nullptr) return wrong_type(place, "an object", value);
        std::map<std::string, T> items;
        for (auto const& [key, element] : *object) {
            std::string name{key};
            auto item = Codec<T>::read(element, place.member(name));
            if (!item) return tl::unexpected{std::move(item.error())};
            items.emplace(std::move(name), std::move(*item));
        }
        return items;
    }
};

}  // namespace cadence::json
