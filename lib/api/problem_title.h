// The title of each problem: RFC 9457's `title`, a short summary for people that stays the same.
#pragma once

#include <string>
#include <string_view>

namespace cadence::api {

[[nodiscard]] bool has_title(std::string_view slug);
/// Of a slug without one: its words.
[[nodiscard]] std::string title_of(std::string_view slug);

}  // namespace cadence::api
