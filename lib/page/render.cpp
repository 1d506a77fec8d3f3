#include "page/render.h"

#include <array>
#include <map>
#include <memory>
#include <stdexcept>

#include <kainjow/mustache.hpp>

#include "base/digest.h"
#include "base/encoding.h"
#include "json/text.h"
#include "page/embedded.h"

namespace cadence::page {

namespace {

namespace mustache = kainjow::mustache;
using JsonValue = boost::json::value;

mustache::data data_of(JsonValue const& value);

mustache::data data_of(Object const& object) {
    mustache::data data{mustache::data::type::object};
    for (auto const& [name, value] : object) data.set(name, data_of(value));
    return data;
}

mustache::data data_of(JsonValue const& value) {
    if (value.is_string()) return {std::string{value.get_string()}};
    if (value.is_object()) return data_of(value.get_object());
    if (value.is_array()) {
        mustache::data list{mustache::data::type::list};
        for (auto const& each : value.get_array()) list.push_back(data_of(each));
        return list;
    }
    if (value.is_bool()) return {value.get_bool()};
    if (value.is_null()) return {false};
    return {json::dump(value)};
}

/// With the templates that it includes in their places.
std::string text_of(std::string_view name) {
    static constexpr std::string_view kInclude = "{{>";
    auto const found = embedded().find(name);
    if (found == embedded().end()) throw std::logic_error("there is no template " + std::string{name});
    std::string text{found->second};
    for (auto at = text.find(kInclude); at != text.npos; at = text.find(kInclude, at)) {
        auto const end = text.find("}}", at);
        auto const from = at + kInclude.size();
        text.replace(at, end + 2 - at, text_of(std::string_view{text}.substr(from, end - from)));
    }
    return text;
}

mustache::mustache& compiled(std::string_view name) {
    static std::map<std::string, std::unique_ptr<mustache::mustache>, std::less<>> all;
    auto found = all.find(name);
    if (found == all.end()) {
        auto made = std::make_unique<mustache::mustache>(text_of(name));
        if (!made->is_valid()) throw std::logic_error(std::string{name} + ": " + made->error_message());
        found = all.emplace(name, std::move(made)).first;
    }
    return *found->second;
}

Asset asset(std::string_view name, std::string_view content_type) {
    constexpr std::size_t kDigits = 16;
    auto const bytes = embedded().at(name);
    return {.path = "/assets/" + to_hex(sha256(bytes)).substr(0, kDigits) +
                    std::string{name.substr(name.rfind('.'))},
            .content_type = content_type,
            .bytes = bytes};
}

/// The navigation: a page more is a row more, with its template.
struct Entry {
    std::string_view path;
    std::string_view name;
    bool rest = false;  // at the foot, where there is little room
};
constexpr std::array kEntries{Entry{"/", "Trains"}, Entry{"/releases", "Releases"},
                              Entry{"/calendar", "Calendar"}, Entry{"/events", "Log", true},
                              Entry{"/people", "People", true}};

Object entry_of(Entry const& entry, Place const& place) {
    auto const about_one = !place.only_train && !place.train.empty();
    auto const of_train = about_one && entry.path != "/people" && entry.path != "/";
    Object view{{"href", std::string{entry.path} +
                             (of_train ? "?train=" + percent_encode(place.train) : std::string{})},
                {"name", entry.path == "/" && place.only_train && !place.train_name.empty() ? place.train_name
                                                                                            : entry.name},
                {"rest", entry.rest}};
    if (entry.path == place.path) view["current"] = true;
    return view;
}

}  // namespace

std::span<Asset const> assets() {
    static std::array const all{asset("style.css", "text/css; charset=utf-8"),
                                asset("script.js", "text/javascript; charset=utf-8")};
    return all;
}

std::string render(std::string_view name, Object const& view) {
    auto& filled = compiled(name);
    auto text = filled.render(data_of(view));
    if (!filled.is_valid()) throw std::logic_error(std::string{name} + ": " + filled.error_message());
    return text;
}

std::string framed(Whole whole, Place const& place) {
    boost::json::array entries;
    for (auto const& entry : kEntries) entries.push_back(entry_of(entry, place));
    Object view{{"title", whole.title},
                {"description", whole.description},
                {"style", assets()[0].path},
                {"script", assets()[1].path},
                {"entries", std::move(entries)},
                {"train", place.train},
                {"several", !place.only_train},
                {"revision", place.revision},
                {"content", render(whole.content, whole.view)}};
    if (whole.description.empty()) view.erase("description");
    return render("frame", view);
}

}  // namespace cadence::page
