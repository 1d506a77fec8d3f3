#include "config/fields.h"

#include <algorithm>
#include <array>
#include <ranges>

namespace cadence::config {
namespace {

/// In the order of toml::node_type.
constexpr std::array<std::string_view, 10> kTypes{
    "nothing",  "a table",       "an array", "text",          "a whole number",
    "a number", "true or false", "a date",   "a time of day", "a date with a time"};
static_assert(static_cast<std::size_t>(toml::node_type::date_time) + 1 == kTypes.size());

bool is_array_section(std::string_view name) {
    return name == "people" || name == "trains" || name == "channels" || name == "hooks" ||
           name == "trains.phases" || name == "trains.blackouts" || name == "trains.checks" ||
           name == "trains.checklist" || name == "trains.actions";
}

std::string title_of(std::string_view name) {
    if (name.empty()) return "the top level of the file";
    auto const text = std::string{name};
    return is_array_section(name) ? "[[" + text + "]]" : "[" + text + "]";
}

/// The other sections that know this key: it may only be in the wrong place.
std::vector<std::string> homes_of(std::string_view key) {
    std::vector<std::string> homes;
    for (auto const& section : config_keys()) {
        if (std::ranges::count(section.keys, key, &Key::name) > 0) homes.push_back(title_of(section.section));
    }
    return homes;
}

}  // namespace

Place place_at(toml::source_region const& source, std::string key) {
    return {static_cast<int>(source.begin.line), std::move(key), source.path ? *source.path : std::string{}};
}

std::nullopt_t Value::refuse_for(std::string_view why) const {
    refuse(std::string{key.name} + " " + std::string{why} + "; give " + std::string{key.takes});
    return std::nullopt;
}

std::nullopt_t Value::refuse_type() const {
    return refuse_for("is " + std::string{kTypes.at(static_cast<std::size_t>(node.type()))});
}

std::nullopt_t Value::refuse_text(std::string_view text, std::string_view why, std::string_view hint) const {
    refuse(std::string{key.name} + " " + in_quotes(text) + " " + std::string{why} + "; give " +
           std::string{key.takes} + std::string{hint});
    return std::nullopt;
}

Value Value::element(toml::node const& at, std::size_t index) const {
    return {at, key, path + "[" + std::to_string(index) + "]", report};
}

Place Section::place(std::string_view key) const {
    auto const* node = table.get(key);
    return place_at(node == nullptr ? table.source() : node->source(), path_of(key));
}

std::string Section::path_of(std::string_view key) const {
    return path.empty() ? std::string{key} : path + "." + std::string{key};
}

std::string Section::title() const {
    std::string name;  // "trains.phases" of "trains[0].phases[2]"
    for (std::string_view rest = path; !rest.empty(); take_until(rest, ']')) name += take_until(rest, '[');
    return title_of(name);
}

void Section::refuse_unknown_keys(std::vector<Key> const& known,
                                  std::vector<std::string_view> const& refused) const {
    std::vector<std::string_view> names;
    names.reserve(known.size());
    for (auto const& each : known) names.push_back(each.name);
    for (auto const& [key, node] : table) {
        if (std::ranges::find(names, key.str()) != names.end()) continue;
        if (std::ranges::find(refused, key.str()) != refused.end()) continue;
        auto text = "unknown key " + in_quotes(key.str()) + " in " + title();
        auto const hint = did_you_mean(key.str(), names);
        auto const homes = homes_of(key.str());
        if (!hint.empty()) {
            text += hint;
        } else if (!homes.empty()) {
            text += "; it belongs to " + listed(homes) + ", and a key belongs to the last header above it";
        } else {
            text += "; known here: " + listed(names);
        }
        report.problem(place_at(key.source(), path_of(key.str())), std::move(text));
    }
}

void Section::refuse_missing(Key const& key) const {
    report.problem(place(key.name), std::string{key.name} + " is missing from " + title() + "; give " +
                                        std::string{key.takes});
}

std::optional<Section> section_of(Value const& value) {
    auto const* table = value.node.as_table();
    if (table == nullptr) return value.refuse_type();
    return Section{*table, value.path, value.report};
}

std::optional<std::vector<Section>> sections_of(Value const& value) {
    auto const* array = value.node.as_array();
    if (array == nullptr) return value.refuse_type();
    std::vector<Section> sections;
    for (std::size_t i = 0; i < array->size(); ++i) {
        auto const section = section_of(value.element((*array)[i], i));
        if (section) sections.push_back(*section);
    }
    return sections;
}

}  // namespace cadence::config
