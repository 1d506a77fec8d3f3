// Refusals in an answer of success: many services refuse in words, with a 200.
#pragma once

#include <string>
#include <string_view>

namespace cadence::json {

/// `"success" is false`, with its words where it has some; empty: it says nothing against itself, or is no
/// JSON. Read are `ok`, `success`, `error`, `errors` and `status` of an object.
[[nodiscard]] std::string refusal_in(std::string_view body);

}  // namespace cadence::json
