#include "store/rows.h"

#include <fmt/format.h>

#include "json/codec.h"
#include "json/text.h"
#include "release/trains.h"

namespace cadence::store {

namespace {

template <class T>
T parsed(std::string_view body) {
    auto value = json::parse(body).and_then([](json::Value const& read) { return json::from_json<T>(read); });
    if (!value)
        throw std::runtime_error(fmt::format("a row in the database is damaged: {}", value.error().detail));
    return std::move(*value);
}

}  // namespace

template <class T>
std::string body_of(T const& value) {
    if constexpr (std::is_same_v<T, release::Train>)
        return json::dump(json::to_json_without(value, {"releases", "merges", "deadlines"}));
    else
        return json::dump(json::to_json(value));
}

template <class T>
T from_body(std::string_view body) {
    return parsed<T>(body);
}

template std::string body_of(release::Train const&);
template std::string body_of(release::Release const&);
template std::string body_of(release::Merge const&);
template std::string body_of(release::Deadline const&);
template release::Train from_body(std::string_view);
template release::Release from_body(std::string_view);
template release::Merge from_body(std::string_view);
template release::Deadline from_body(std::string_view);

std::string list_text(std::vector<std::string> const& items) {
    return items.empty() ? std::string{} : json::dump(json::to_json(items));
}

void read(Query const& row, int column, std::vector<std::string>& into) {
    if (auto const text = row.text(column); !text.empty()) into = parsed<std::vector<std::string>>(text);
}

}  // namespace cadence::store
