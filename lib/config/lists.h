// Arrays of the configuration, element by element: the whole array counts as refused if one element is, and
// what stands there twice is refused, too.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/values.h"

namespace cadence::config {

/// Reads every element of an array of texts with `read`.
template <class Read>
auto list_of(Value const& value, Read const& read) {
    using Item = typename decltype(read(value))::value_type;
    std::optional<std::vector<Item>> items;
    auto const* array = value.node.as_array();
    if (array == nullptr) {
        items = value.refuse_type();
        return items;
    }
    items.emplace();
    bool all = true;
    for (std::size_t i = 0; i < array->size(); ++i) {
        auto const element = value.element((*array)[i], i);
        auto const item = read(element);
        all = all && item.has_value();
        if (!item) continue;
        if (std::ranges::find(*items, *item) != items->end()) {
            element.refuse(std::string{value.key.name} + " names " + in_quotes(*string_of(element)) +
                           " twice; once is enough");
            all = false;
        }
        items->push_back(*item);
    }
    if (!all) items.reset();
    return items;
}

/// A program's words with `read`, which may stand there twice; the first that is refused ends it.
template <class Read>
std::optional<std::vector<std::string>> program_words(Value const& value, Read const& read) {
    auto const* array = value.node.as_array();
    if (array == nullptr) return value.refuse_type();
    std::vector<std::string> words;
    for (std::size_t i = 0; i < array->size(); ++i) {
        auto word = read(value.element((*array)[i], i));
        if (!word) return std::nullopt;
        words.push_back(std::move(*word));
    }
    return words;
}

/// The same as list_of, of at least one element.
template <class Read>
auto filled_list_of(Value const& value, Read const& read) {
    auto items = list_of(value, read);
    if (items && items->empty()) items = value.refuse_for("is empty");
    return items;
}

/// The same as readers.
template <auto kRead>
[[nodiscard]] auto list(Value const& value) {
    return list_of(value, kRead);
}
template <auto kRead>
[[nodiscard]] auto filled_list(Value const& value) {
    return filled_list_of(value, kRead);
}

/// An enumerator by its name; `noun` is what one of them is called.
template <class Enum>
[[nodiscard]] std::optional<Enum> named(Value const& element, std::string const& noun) {
    auto const text = string_of(element);
    if (!text) return std::nullopt;
    auto const found = parse_name<Enum>(*text);
    if (!found)
        element.refuse("unknown " + noun + " " + in_quotes(*text) + "; the " + noun + "s are " +
                       all_names<Enum>() + did_you_mean(*text, Names<Enum>::values));
    return found;
}

}  // namespace cadence::config
