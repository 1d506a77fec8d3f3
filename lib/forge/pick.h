// Picking fields out of JSON that others wrote: what is missing, null or of another type reads as nothing.
// A pointer is RFC 6901 ("/repository/full_name"). Who needs a field says so; this never refuses or throws.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/array.hpp>

#include "base/instant.h"
#include "json/place.h"

namespace cadence::forge {

/// A string, or a whole number in digits (ids are either); else "".
[[nodiscard]] std::string text_at(json::Value const& value, std::string_view pointer);
/// Only true is true.
[[nodiscard]] bool flag_at(json::Value const& value, std::string_view pointer);
/// A whole number, also one in a string of digits.
[[nodiscard]] std::optional<std::int64_t> number_at(json::Value const& value, std::string_view pointer);
/// RFC 3339, GitLab's older "2013-12-03 17:15:43 UTC" and "… +0100", or whole seconds since 1970.
[[nodiscard]] std::optional<Instant> instant_at(json::Value const& value, std::string_view pointer);
/// An array, or an empty one; it lives as long as `value`.
[[nodiscard]] boost::json::array const& list_at(json::Value const& value, std::string_view pointer);
/// Of each item of the array its text at `name` ("/name"; "" is the item itself), the empty ones left out.
[[nodiscard]] std::vector<std::string> texts_at(json::Value const& value, std::string_view pointer,
                                                std::string_view name);
/// Whether there is anything but null.
[[nodiscard]] bool has(json::Value const& value, std::string_view pointer);

}  // namespace cadence::forge
