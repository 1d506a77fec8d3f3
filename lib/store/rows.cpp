#include "store/rows.h"

#include <boost/json/monotonic_resource.hpp>

#include "flag/flags.h"
#include "json/codec.h"
#include "json/text.h"
#include "release/trains.h"

namespace cadence::store {

namespace {

template <class T>
T parsed(Query const& row, int column) {
    auto value = json::parse(row.text(column)).and_then([](json::Value const& read) {
        return json::from_json<T>(read);
    });
    if (!value) row.damaged(value.error().detail);
    return std::move(*value);
}

}  // namespace

template <class T>
std::string body_of(T const& value) {
    boost::json::monotonic_resource memory;
    json::Writing const how{&memory};
    if constexpr (std::is_same_v<T, release::Train>)
        return json::dump(json::Codec<T>::write(value, how, {"releases", "merges", "deadlines"}));
    else
        return json::dump(json::to_json(value, how));
}

template <class T>
T body_in(Query const& row) {
    return parsed<T>(row, 0);
}

template std::string body_of(release::Train const&);
template std::string body_of(release::Release const&);
template std::string body_of(release::Merge const&);
template std::string body_of(release::Deadline const&);
template std::string body_of(flag::Flag const&);
template release::Train body_in(Query const&);
template release::Release body_in(Query const&);
template release::Merge body_in(Query const&);
template release::Deadline body_in(Query const&);
template flag::Flag body_in(Query const&);

std::string list_text(std::vector<std::string> const& items) {
    return items.empty() ? std::string{} : json::dump(json::to_json(items));
}

void read(Query const& row, int column, std::vector<std::string>& into) {
    if (!row.text(column).empty()) into = parsed<std::vector<std::string>>(row, column);
}

}  // namespace cadence::store
