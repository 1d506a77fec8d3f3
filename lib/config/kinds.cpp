#include "config/kinds.h"

#include "config/outward.h"

namespace cadence::config {
namespace {

bool has(std::vector<Key> const& keys, std::string_view name) {
    return std::ranges::find(keys, name, &Key::name) != keys.end();
}

/// The kinds that have this key.
std::vector<std::string> owners_of(KindTable const& table, std::string_view key) {
    std::vector<std::string> owners;
    for (auto const& kind : table.kinds) {
        if (has(kind.keys, key)) owners.emplace_back(kind.kind);
    }
    return owners;
}

}  // namespace

std::vector<Key> KindTable::all_keys() const {
    auto keys = common;
    for (auto const& kind : kinds) {
        for (auto const& key : kind.keys) {
            if (!has(keys, key.name)) keys.push_back(key);
        }
    }
    return keys;
}

void KindTable::refuse_keys(Section const& section, std::string_view kind) const {
    auto const own = std::ranges::find(kinds, kind, &KindKeys::kind);
    if (own == kinds.end()) {
        auto const known = all_keys();
        section.refuse_unknown_keys(known, refuse_secrets(section, known));
        return;
    }
    auto known = common;
    known.insert(known.end(), own->keys.begin(), own->keys.end());
    auto refused = refuse_secrets(section, known);
    for (auto const& [key, node] : section.table) {
        auto const owners = owners_of(*this, key.str());
        if (owners.empty() || has(known, key.str())) continue;
        if (std::ranges::find(refused, key.str()) != refused.end()) continue;
        refused.push_back(key.str());
        auto const place = place_at(key.source(), section.path_of(key.str()));
        section.report.problem(place, std::string{key.str()} + " is for " + std::string{noun} +
                                          " of the kind " + listed(owners) +
                                          ", and this one is of the kind " + std::string{kind} +
                                          "; leave it out, or change the kind");
    }
    section.refuse_unknown_keys(known, refused);
}

}  // namespace cadence::config
