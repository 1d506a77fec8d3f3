// One table of fields per section of the configuration: the key, whether it must be there, its default as one
// would write it, what it takes, and how it is read. Unknown, missing and mistyped keys all come from here.
// Not for others than the configuration's own files: everybody else sees the Config.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <toml++/toml.h>

#include "config/keys.h"
#include "config/report.h"
#include "config/words.h"

namespace cadence::config {

[[nodiscard]] Place place_at(toml::source_region const& source, std::string key);

/// A value and where it is, for those who read it and those who refuse it.
struct Value {
    toml::node const& node;
    Key const& key;
    std::string path;
    Report& report;

    [[nodiscard]] Place place() const { return place_at(node.source(), path); }
    void refuse(std::string text) const { report.problem(place(), std::move(text)); }
    /// "listen is a whole number; give ..."
    // Callers that give nothing anyway go on after it.
    // NOLINTBEGIN(modernize-use-nodiscard)
    std::nullopt_t refuse_type() const;
    /// "listen \"x\" <why>; give ...<hint>"
    std::nullopt_t refuse_text(std::string_view text, std::string_view why, std::string_view hint = {}) const;
    /// "listen <why>; give ..."
    std::nullopt_t refuse_for(std::string_view why) const;
    // NOLINTEND(modernize-use-nodiscard)
    /// One of the elements of this array.
    [[nodiscard]] Value element(toml::node const& at, std::size_t index) const;
};

/// { name = value }: `read` is given each name with its value, and says whether it took it. False: some of
/// them were refused, or it is no table.
template <class Read>
[[nodiscard]] bool read_table(Value const& value, Read const& read) {
    auto const* const table = value.node.as_table();
    if (table == nullptr) {
        value.refuse_type();
        return false;
    }
    bool all = true;
    for (auto const& [name, node] : *table) {
        Value const each{node, value.key, value.path + "." + std::string{name.str()}, value.report};
        all = read(name.str(), each) && all;
    }
    return all;
}

/// The same, with each value that `read` gives put into `entries` under its name.
template <class Entries, class Read>
[[nodiscard]] bool read_entries(Entries& entries, Value const& value, Read const& read) {
    return read_table(value, [&](std::string_view name, Value const& each) {
        auto const entry = read(name, each);
        if (entry) entries.emplace(name, *entry);
        return entry.has_value();
    });
}

template <class Target>
struct Field {
    Key key;
    bool (*read)(Target&, Value const&);  // false: refused, and the report says why
};

/// The target that a step, or a reader of the target itself, starts from.
template <class Step>
struct StartOf;
template <class Member, class Target>
struct StartOf<Member Target::*> {
    using type = Target;
};
template <class Member, class Target>
struct StartOf<Member& (*)(Target&)> {
    using type = Target;
};
template <class Target>
struct StartOf<bool (*)(Target&, Value const&)> {
    using type = Target;
};

template <class Target>
constexpr Target& member_at(Target& target) {
    return target;
}
/// The member to which the steps lead, each a pointer to a member or a function that gives one.
template <auto kStep, auto... kMore, class Target>
constexpr auto& member_at(Target& target) {
    return member_at<kMore...>(std::invoke(kStep, target));
}

/// Stores a reader's value in its member.
template <class Member, class Read>
bool put(Member& member, std::optional<Read> read) {
    if (!read) return false;
    member = std::move(*read);
    return true;
}

/// `kRead` gives the value of the member to which the steps lead; or it takes the target itself.
template <auto kRead, auto... kSteps>
constexpr auto field(Key const& key) {
    if constexpr (sizeof...(kSteps) == 0) {
        return Field<typename StartOf<decltype(kRead)>::type>{key, kRead};
    } else {
        using Target = typename StartOf<std::tuple_element_t<0, std::tuple<decltype(kSteps)...>>>::type;
        return Field<Target>{key, [](Target& target, Value const& value) {
                                 return put(member_at<kSteps...>(target), kRead(value));
                             }};
    }
}
template <auto kRead, auto... kSteps>
constexpr auto required(std::string_view key, std::string_view takes) {
    return field<kRead, kSteps...>({key, Need::required, "", takes});
}
template <auto kRead, auto... kSteps>
constexpr auto optional(std::string_view key, std::string_view fallback, std::string_view takes) {
    return field<kRead, kSteps...>({key, Need::optional, fallback, takes});
}
template <auto kRead, auto... kSteps>
constexpr auto optional(std::string_view key, std::string_view takes) {
    return optional<kRead, kSteps...>(key, "", takes);
}

/// A reader with what it wants to know besides the value.
template <auto kRead, auto const&... kMore>
inline constexpr auto with = [](Value const& value) { return kRead(value, kMore...); };

/// Keys of a section that are missing or were refused.
using Failed = std::set<std::string, std::less<>>;

/// A table of the file while it is being read.
struct Section {
    toml::table const& table;
    std::string path;  // "trains[0].phases[2]"
    Report& report;

    [[nodiscard]] Place place() const { return place_at(table.source(), path); }
    /// Where a key is, or the section itself where it is not given.
    [[nodiscard]] Place place(std::string_view key) const;
    [[nodiscard]] std::string path_of(std::string_view key) const;
    /// "[server]", "[[trains]]", "the top level".
    [[nodiscard]] std::string title() const;
    /// All but the known ones, and those that were refused already.
    void refuse_unknown_keys(std::vector<Key> const& known,
                             std::vector<std::string_view> const& refused = {}) const;
    void refuse_missing(Key const& key) const;
};

/// The section's values for these fields, whatever else it has.
template <class Fields, class Target>
Failed read_fields(Section const& section, Fields const& fields, Target& target) {
    Failed failed;
    for (auto const& field : fields) {
        auto const* node = section.table.get(field.key.name);
        if (node != nullptr) {
            Value const value{*node, field.key, section.path_of(field.key.name), section.report};
            if (!field.read(target, value)) failed.emplace(field.key.name);
        } else if (field.key.need == Need::required) {
            section.refuse_missing(field.key);
            failed.emplace(field.key.name);
        }
    }
    return failed;
}

template <class Fields>
[[nodiscard]] std::vector<Key> keys_of(Fields const& fields) {
    std::vector<Key> keys;
    keys.reserve(fields.size());
    for (auto const& field : fields) keys.push_back(field.key);
    return keys;
}

template <class Fields, class Target>
Failed read_section(Section const& section, Fields const& fields, Target& target) {
    section.refuse_unknown_keys(keys_of(fields));
    return read_fields(section, fields, target);
}

/// The value as a section, or a problem.
[[nodiscard]] std::optional<Section> section_of(Value const& value);
/// The value as sections: [[name]], or an array of inline tables.
[[nodiscard]] std::optional<std::vector<Section>> sections_of(Value const& value);

/// Gives each of them to `read`, which says whether it took it. False: some were refused, or it is no array.
template <class Read>
[[nodiscard]] bool read_sections(Value const& value, Read const& read) {
    auto const sections = sections_of(value);
    if (!sections) return false;
    bool all = sections->size() == value.node.as_array()->size();
    for (auto const& section : *sections) all = read(section) && all;
    return all;
}

/// A section that is read into the member to which the steps lead.
template <auto const& kFields, auto... kSteps>
constexpr auto subsection(std::string_view key, std::string_view takes) {
    using Target = typename StartOf<std::tuple_element_t<0, std::tuple<decltype(kSteps)...>>>::type;
    return Field<Target>{{key, Need::optional, "", takes}, [](Target& target, Value const& value) {
                             auto const table = section_of(value);
                             return table &&
                                    read_section(*table, kFields, member_at<kSteps...>(target)).empty();
                         }};
}

}  // namespace cadence::config
