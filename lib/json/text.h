// JSON text. What is read is strict RFC 8259: UTF-8 checked, no name twice in an object (readers differ in
// which one they take), no deeper than kMaxDepth.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "json/place.h"

namespace cadence::json {

inline constexpr std::size_t kMaxDepth = 32;

[[nodiscard]] std::string dump(Value const& value);
/// Errors: invalid `malformed-json`, saying line and column.
[[nodiscard]] Result<Value> parse(std::string_view text);

}  // namespace cadence::json
