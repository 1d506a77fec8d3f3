// One codec between our plain structs and JSON, made from their Boost.Describe lists: members by their
// names, enumerators by Names, instants as RFC 3339, days as YYYY-MM-DD, durations as ISO 8601; an empty
// optional is left out. What is written reads back equal; a struct that is only read may have members that
// are not described and come from elsewhere.
//
// Strict reading wants every member that is neither a std::optional nor named as one that may be absent, and
// no others.
#pragma once

#include <concepts>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <boost/describe/members.hpp>
#include <boost/json.hpp>
#include <boost/mp11/algorithm.hpp>

#include "base/instant.h"
#include "base/names.h"
#include "json/place.h"

namespace cadence::json {

using MemberNames = std::initializer_list<std::string_view>;

/// How it is written: into which memory, and without texts that are empty.
struct Writing {
    boost::json::storage_ptr memory = {};
    bool lean = false;
};

/// static Value write(T const&, Writing const&); static Result<T> read(Value const&, Place const&)
template <class T>
struct Codec;

template <class T>
[[nodiscard]] Value to_json(T const& value, Writing const& how = {}) {
    return Codec<T>::write(value, how);
}

/// A described struct without the members so named.
template <class T>
[[nodiscard]] Value to_json_without(T const& value, MemberNames names) {
    return Codec<T>::write(value, {}, names);
}

/// Errors: invalid `wrong-type`, `missing-field`, `unknown-field`, `unknown-value` and those of base's
/// parsers; `field` is the JSON pointer below `pointer`.
template <class T>
[[nodiscard]] Result<T> from_json(Value const& value, std::string_view pointer = "",
                                  Mode mode = Mode::lenient) {
    return Codec<T>::read(value, Place{pointer, mode});
}

/// The body of a request: strict.
template <class T>
[[nodiscard]] Result<T> from_request(Value const& value, MemberNames may_be_absent = {}) {
    return Codec<T>::read(value, Place{"#", Mode::strict}, may_be_absent);
}

}  // namespace cadence::json

#include "json/codec_struct.h"
#include "json/codec_value.h"
