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
    static Value write(bool value, Writing const& how) { return Value(value, how.memory); }
    static Result<bool> read(Value const& value, Place const& place);
};

template <>
struct Codec<std::string_view> {  // which is only written
    static Value write(std::string_view value, Writing const& how) {
        return Value(boost::json::string_view{value}, how.memory);
    }
};

template <>
struct Codec<std::string> : Codec<std::string_view> {
    static Result<std::string> read(Value const& value, Place const& place);
};

template <>
struct Codec<double> {
    static Value write(double value, Writing const& how) { return Value(value, how.memory); }
    static Result<double> read(Value const& value, Place const& place);
};

/// Of what is a text in JSON: how it is written and read, and what it is called.
template <class T>
struct Spelling;
template <>
struct Spelling<Instant> {
    static constexpr auto write = format_instant;
    static constexpr auto read = parse_instant;
    static constexpr std::string_view wanted = "an instant like \"2026-01-22T10:00:00Z\"";
};
template <>
struct Spelling<Date> {
    static constexpr auto write = format_date;
    static constexpr auto read = parse_date;
    static constexpr std::string_view wanted = "a day like \"2026-01-22\"";
};
template <>
struct Spelling<Duration> {
    static constexpr auto write = format_duration;
    static constexpr auto read = parse_duration;
    static constexpr std::string_view wanted = "a duration like \"PT2H\"";
};

template <class T>
requires requires {
    Spelling<T>::wanted;
}
struct Codec<T> {
    static Value write(T value, Writing const& how) {
        return Codec<std::string>::write(Spelling<T>::write(value), how);
    }
    static Result<T> read(Value const& value, Place const& place) {
        auto const* const text = value.if_string();
        if (text == nullptr) return wrong_type(place, Spelling<T>::wanted, value);
        auto parsed = Spelling<T>::read({text->data(), text->size()});
        if (!parsed) return refused_at(place, std::move(parsed.error()));
        return parsed;
    }
};

template <std::integral T>
struct Codec<T> {
    static Value write(T value, Writing const& how) { return Value(value, how.memory); }
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
    static Value write(E value, Writing const& how) {
        return Codec<std::string_view>::write(name_of(value), how);
    }
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
    static Value write(std::optional<T> const& value, Writing const& how) {
        return value ? to_json(*value, how) : Value(nullptr, how.memory);
    }
    static Result<std::optional<T>> read(Value const& value, Place const& place) {
        if (value.is_null()) return std::nullopt;
        return Codec<T>::read(value, place).map([](T&& read) { return std::optional<T>{std::move(read)}; });
    }
};

template <class T>
struct Codec<std::vector<T>> {
    static Value write(std::vector<T> const& items, Writing const& how) {
        boost::json::array array(how.memory);
        array.reserve(items.size());
        for (auto const& item : items) array.push_back(to_json(item, how));
        return Value(std::move(array));
    }
    static Result<std::vector<T>> read(Value const& value, Place const& place) {
        auto const* array = value.if_array();
        if (array == nullptr) return wrong_type(place, "an array", value);
        std::vector<T> items;
        items.reserve(array->size());
        for (auto const& element : *array) {
            auto item = Codec<T>::read(element, place.item(items.size()));
            if (!item) return error_of(item);
            items.push_back(std::move(*item));
        }
        return items;
    }
};

template <class T>
struct Codec<std::map<std::string, T>> {
    static Value write(std::map<std::string, T> const& items, Writing const& how) {
        boost::json::object object(how.memory);
        object.reserve(items.size());
        for (auto const& [name, item] : items) object.emplace(name, to_json(item, how));
        return Value(std::move(object));
    }
    static Result<std::map<std::string, T>> read(Value const& value, Place const& place) {
        auto const* object = value.if_object();
        if (object == nullptr) return wrong_type(place, "an object", value);
        std::map<std::string, T> items;
        for (auto const& [key, element] : *object) {
            std::string name{key};
            auto item = Codec<T>::read(element, place.member(name));
            if (!item) return error_of(item);
            items.emplace(std::move(name), std::move(*item));
        }
        return items;
    }
};

/// What copies share: as an array, and as an object.
template <class T>
requires requires(T& items, typename T::value_type item) {
    items.add(std::move(item));
}
struct Codec<T> {
    using Items = std::vector<typename T::value_type>;
    static Value write(T const& items, Writing const& how) {
        return Codec<Items>::write({items.begin(), items.end()}, how);
    }
    static Result<T> read(Value const& value, Place const& place) {
        return Codec<Items>::read(value, place).map([](Items items) {
            T read;
            for (auto& item : items) read.add(std::move(item));
            return read;
        });
    }
};
template <class T>
requires requires {
    typename T::mapped_type;
}
struct Codec<T> {
    using Items = std::map<std::string, typename T::mapped_type>;
    static Value write(T const& items, Writing const& how) {
        return Codec<Items>::write({items.begin(), items.end()}, how);
    }
    static Result<T> read(Value const& value, Place const& place) {
        return Codec<Items>::read(value, place).map([](Items items) {
            T read;
            for (auto& item : items) {
                if constexpr (requires { read.put(std::move(item.second)); })
                    read.put(std::move(item.second));  // which has its key in it
                else
                    read.emplace(item.first, std::move(item.second));
            }
            return read;
        });
    }
};

}  // namespace cadence::json
