// Sections whose keys depend on their `kind`: checks, channels, actions. Each has one table of kinds, a row
// with its own table of fields per kind. A key that only another kind has is told apart from one that nobody
// knows, and one that would put a secret into the file from both.
#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "config/draft.h"

namespace cadence::config {

template <class Draft>
struct KindRow {
    std::string_view name;
    std::vector<Key> (*keys)();
    Failed (*read)(Draft& draft);
};

template <auto const& kFields>
[[nodiscard]] std::vector<Key> keys_in() {
    return keys_of("", kFields).keys;
}

struct KindKeys {
    std::string_view kind;
    std::vector<Key> keys;
};

/// The keys of such a section, whatever they are read into.
struct KindTable {
    std::string_view noun;  // what such sections are called: "checks"
    std::vector<Key> common;
    std::vector<KindKeys> kinds;

    /// Each once, those of all kinds first.
    [[nodiscard]] std::vector<Key> all_keys() const;
    /// Says what is wrong with the section's keys; an empty or unknown kind may have any that there is.
    void refuse_keys(Section const& section, std::string_view kind) const;
};

template <class Fields, class Kinds>
[[nodiscard]] KindTable kind_table(std::string_view noun, Fields const& common, Kinds const& kinds) {
    KindTable table{noun, keys_of("", common).keys, {}};
    for (auto const& kind : kinds) table.kinds.push_back({kind.name, kind.keys()});
    return table;
}

/// Whether the value is the name of a kind; says so if not.
template <class Kinds>
[[nodiscard]] bool is_kind(Value const& value, Kinds const& kinds) {
    auto const* const text = value.node.as_string();
    std::vector<std::string> names;
    names.reserve(std::size(kinds));
    for (auto const& kind : kinds) names.emplace_back(kind.name);
    if (text == nullptr) {
        (void)value.refuse_type();
        return false;
    }
    if (std::ranges::find(names, text->get()) != names.end()) return true;
    (void)value.refuse_text(text->get(), "is unknown", did_you_mean(text->get(), names));
    return false;
}

template <class Draft, class Fields, class Kinds>
[[nodiscard]] Draft read_of_kind(Section const& section, std::string_view noun, Fields const& common,
                                 Kinds const& kinds) {
    Draft draft{section, {}, {}};
    auto const kind = section.table["kind"].value_or(std::string_view{});
    kind_table(noun, common, kinds).refuse_keys(section, kind);
    draft.failed = read_fields(section, std::span<Field<Draft> const>{common}, draft);
    for (auto const& row : kinds) {
        if (row.name == kind) draft.failed.merge(row.read(draft));
    }
    return draft;
}

}  // namespace cadence::config
