// JSON text. What is read is strict RFC 8259: UTF-8 checked, no name twice in an object (readers differ in
// which one they take), no deeper than kMaxDepth. Numbers are read to the nearest that a double can hold.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "json/place.h"

namespace cadence::json {

inline constexpr std::size_t kMaxDepth = 32;

/// A fraction in the fewest digits that read back equal (7.5); one that is no number as null.
[[nodiscard]] std::string dump(Value const& value);
/// What we have written ourselves, of any size; what comes from elsewhere is read by json/reader.h, which
/// also looks for names that come twice. Errors: invalid `malformed-json`, saying line and column.
[[nodiscard]] Result<Value> parse(std::string_view text);

}  // namespace cadence::json
