// One table of fields per section of the configuration: the key, whether it must be there, its default as one
// would write it, what it takes, and how it is read. Unknown, missing and mistyped keys all come from here.
// Not for others than the configuration's own files: everybody else sees the Config.
#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <toml++/toml.h>

#include "config/keys.h"
#include "config/report.h"
#include "config/words.h"

namespace cadence::config {

/// A value and where it is, for those who read it and those who refuse it.
struct Value {
    toml::node const& node;
    Key const& key;
    std::string path;
    Report& report;

    [[nodiscard]] Place place() const { return {static_cast<int>(node.source().begin.line), path}; }
    void refuse(std::string text) const { report.problem(place(), std::move(text)); }
    /// "listen is a whole number; give ..."
    [[nodiscard]] std::nullopt_t refuse_type() const;
    /// "listen \"x\" <why>; give ...<hint>"
    [[nodiscard]] std::nullopt_t refuse_text(std::string_view text, std::string_view why,
                                             std::string_view hint = {}) const;
    /// One of the elements of this array.
    [[nodiscard]] Value element(toml::node const& at, std::size_t index) const;
};

/// { name = value }: `read` is given each name with its value, and says whether it took it. False: some of
/// them were refused, or it is no table.
template <class Read>
[[nodiscard]] bool read_table(Value const& value, Read const& read) {
    auto const* const table = value.node.as_table();
    if (table == nullptr) {
        (void)value.refuse_type();
        return false;
    }
    bool all = true;
    for (auto const& [name, node] : *table) {
        Value const each{node, value.key, value.path + "." + std::string{name.str()}, value.report};
        all = read(name.str(), each) && all;
    }
    return all;
}

template <class Target>
struct Field {
    Key key;
    bool (*read)(Target&, Value const&);  // false: refused, and the report says why
};

/// Keys of a section that are missing or were refused.
using Failed = std::set<std::string, std::less<>>;

/// A table of the file while it is being read.
struct Section {
    toml::table const& table;
    std::string name;  // "trains.phases", as in Keys
    std::string path;  // "trains[0].phases[2]"
    Report& report;

    [[nodiscard]] Place place() const { return {static_cast<int>(table.source().begin.line), path}; }
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
template <class Target>
Failed read_fields(Section const& section, std::span<Field<Target> const> fields, Target& target) {
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

template <class Target>
Failed read_section(Section const& section, std::span<Field<Target> const> fields, Target& target) {
    std::vector<Key> known;
    known.reserve(fields.size());
    for (auto const& field : fields) known.push_back(field.key);
    section.refuse_unknown_keys(known);
    return read_fields(section, fields, target);
}

/// Stores a reader's value in its member.
template <class Member, class Read>
bool put(Member& member, std::optional<Read> read) {
    if (!read) return false;
    member = std::move(*read);
    return true;
}

/// The value as a section, or a problem.
[[nodiscard]] std::optional<Section> section_of(Value const& value, std::string_view name);
/// The value as sections: [[name]], or an array of inline tables.
[[nodiscard]] std::optional<std::vector<Section>> sections_of(Value const& value, std::string_view name);

}  // namespace cadence::config
