// The parts that every reader looks at first: the headers, and the body as a form or as JSON.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "forge/hook.h"
#include "json/place.h"

namespace cadence::forge {

/// How many headers have this name (lower case).
[[nodiscard]] std::size_t count_of(Arriving const& arriving, std::string_view name);
/// The value of the only header of this name; nothing where there is none, or more than one.
[[nodiscard]] std::optional<std::string_view> header_of(Arriving const& arriving, std::string_view name);

/// The only field of this name in a form (application/x-www-form-urlencoded), decoded. Nothing: there is
/// none, or more than one, or the body is no form.
[[nodiscard]] std::optional<std::string> form_field(std::string_view body, std::string_view name);

/// The body, or what its form says in `payload`. Errors: invalid `malformed-hook`.
[[nodiscard]] Result<json::Value> json_body(Arriving const& arriving);

/// Invalid `malformed-hook`.
[[nodiscard]] tl::unexpected<Error> malformed_hook(std::string detail, std::string field = {});
/// The same: "push: /after must be a commit id."
[[nodiscard]] tl::unexpected<Error> lacking(std::string_view event, std::string_view pointer,
                                            std::string_view wanted);

}  // namespace cadence::forge
