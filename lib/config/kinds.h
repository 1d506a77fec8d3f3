// Sections whose keys depend on their `kind`: checks, channels, actions. Each has one table of kinds, a row
// with its own table of fields per kind. A key that only another kind has is told apart from one that nobody
// knows, and one that would put a secret into the file from both.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "config/draft.h"
#include "config/values.h"

namespace cadence::config {

template <class Draft>
struct KindRow {
    std::string_view name;
    std::vector<Key> (*keys)();
    Failed (*read)(Draft& draft);
};

/// A kind of the thing whose `kMember` is a What. `kVerify` checks across its fields.
template <auto kMember, class What, auto const& kFields,
          void (*kVerify)(What const&, Drafted<typename StartOf<decltype(kMember)>::type> const&) = nullptr>
[[nodiscard]] constexpr auto kind_row(std::string_view name) {
    using Kind = Drafted<typename StartOf<decltype(kMember)>::type>;
    return KindRow<Kind>{name, [] { return keys_of(kFields); },
                         [](Kind& draft) {
                             What what;
                             auto failed = read_fields(draft.section, kFields, what);
                             if (kVerify != nullptr && failed.empty()) kVerify(what, draft);
                             draft.thing.*kMember = std::move(what);
                             return failed;
                         }};
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
    KindTable table{noun, keys_of(common), {}};
    for (auto const& kind : kinds) table.kinds.push_back({kind.name, kind.keys()});
    return table;
}

/// The field that names the kind.
template <class Draft, auto const& kKinds>
[[nodiscard]] constexpr Field<Draft> kind_field() {
    return {{"kind", Need::required, "", kChoice<kKinds>}, [](Draft&, Value const& value) {
                std::vector<std::string_view> names;
                for (auto const& kind : kKinds) names.push_back(kind.name);
                auto const text = string_of(value);
                if (!text || std::ranges::find(names, *text) != names.end()) return text.has_value();
                value.refuse_text(*text, "is unknown", did_you_mean(*text, names));
                return false;
            }};
}

template <class Draft, class Fields, class Kinds>
[[nodiscard]] Draft read_of_kind(Section const& section, std::string_view noun, Fields const& common,
                                 Kinds const& kinds) {
    Draft draft{{section}};
    auto const kind = section.table["kind"].value_or(std::string_view{});
    kind_table(noun, common, kinds).refuse_keys(section, kind);
    draft.failed = read_fields(section, common, draft);
    for (auto const& row : kinds) {
        if (row.name == kind) draft.failed.merge(row.read(draft));
    }
    return draft;
}

/// Of a train: the drafts, and what they make.
template <class Thing, class Fields, class Kinds>
[[nodiscard]] bool read_all_of_kinds(Value const& value, Fields const& common, Kinds const& kinds,
                                     std::vector<Drafted<Thing>>& drafts, std::vector<Thing>& things) {
    return read_sections(value, [&](Section const& section) {
        drafts.push_back(read_of_kind<Drafted<Thing>>(section, value.key.name, common, kinds));
        things.push_back(drafts.back().thing);
        return drafts.back().failed.empty();
    });
}

}  // namespace cadence::config
