// The one spelling of an enumerator, for the log, the API, the database and people: its own name where the
// enum is described (BOOST_DEFINE_ENUM_CLASS or BOOST_DESCRIBE_ENUM); for other spellings specialise Names
// next to the enum, in its order.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <boost/describe/enum.hpp>
#include <boost/describe/enumerators.hpp>

#include "base/text.h"

namespace cadence {

template <class Enum>
struct Names;  // static constexpr std::array<std::string_view, N> values
template <class Enum>
requires boost::describe::has_describe_enumerators<Enum>::value struct Names<Enum> {
    static constexpr auto values = []<template <class...> class List, class... Each>(List<Each...>) {
        std::array<std::string_view, sizeof...(Each)> names{};
        ((names[static_cast<std::size_t>(Each::value)] = Each::name), ...);
        return names;
    }(boost::describe::describe_enumerators<Enum>{});
};

template <class Enum>
[[nodiscard]] constexpr std::string_view name_of(Enum value) {
    return Names<Enum>::values[static_cast<std::size_t>(value)];
}

/// The first whose name is so.
template <class Enum, class Is>
[[nodiscard]] constexpr std::optional<Enum> name_where(Is is) {
    auto const& values = Names<Enum>::values;
    auto const found = std::find_if(values.begin(), values.end(), is);
    if (found == values.end()) return std::nullopt;
    return static_cast<Enum>(found - values.begin());
}

template <class Enum>
[[nodiscard]] constexpr std::optional<Enum> parse_name(std::string_view text) {
    return name_where<Enum>([text](std::string_view name) { return name == text; });
}

/// The same as people write it: "rolled-back", "Staging", "GO".
template <class Enum>
[[nodiscard]] constexpr std::optional<Enum> name_meant(std::string_view text) {
    return name_where<Enum>([text](std::string_view name) { return same_name(name, text); });
}

/// "go, no_go": for messages that say what would have been right.
template <class Enum>
[[nodiscard]] std::string all_names() {
    return listed(Names<Enum>::values);
}

}  // namespace cadence
