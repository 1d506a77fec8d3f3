// The lenient reader, of JSON that others wrote or that the log keeps: what is missing, null or of another
// type is nothing. Who needs it says so; this never refuses or throws.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/array.hpp>

#include "base/instant.h"
#include "json/place.h"

namespace cadence::json {

// By an RFC 6901 pointer ("/repository/full_name"; "" is the value itself).

/// Or null.
[[nodiscard]] Value const* find(Value const& value, std::string_view pointer);
/// A string, or a whole number in digits (ids are either).
[[nodiscard]] std::string text_at(Value const& value, std::string_view pointer);
/// Only true is true.
[[nodiscard]] bool flag_at(Value const& value, std::string_view pointer);
/// A whole number, also one in a string of digits.
[[nodiscard]] std::optional<std::int64_t> number_at(Value const& value, std::string_view pointer);
/// RFC 3339, GitLab's older "2013-12-03 17:15:43 UTC" and "… +0100", or whole seconds since 1970.
[[nodiscard]] std::optional<Instant> instant_at(Value const& value, std::string_view pointer);
/// An array, or an empty one; it lives as long as `value`.
[[nodiscard]] boost::json::array const& list_at(Value const& value, std::string_view pointer);
/// Of each item of the array its text at `name` ("/name"; "" is the item itself), the empty ones left out.
[[nodiscard]] std::vector<std::string> texts_at(Value const& value, std::string_view pointer,
                                                std::string_view name);
/// Whether there is anything but null.
[[nodiscard]] bool has(Value const& value, std::string_view pointer);

// By the name of a member.

/// Or null.
[[nodiscard]] Value const* member_of(boost::json::object const& object, std::string_view name);
/// A string.
[[nodiscard]] std::string text_in(boost::json::object const& object, std::string_view name);
[[nodiscard]] std::string text_in(Value const& value, std::string_view name);
/// The strings of a list.
[[nodiscard]] std::vector<std::string> texts_in(boost::json::object const& object, std::string_view name);
/// The objects of a list; they live in `object`.
[[nodiscard]] std::vector<boost::json::object const*> objects_in(boost::json::object const& object,
                                                                 std::string_view name);

}  // namespace cadence::json
