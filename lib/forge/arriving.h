// The parts that every reader looks at first: the headers, and the fields of a form.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "forge/hook.h"

namespace cadence::forge {

/// How many headers have this name (lower case).
[[nodiscard]] std::size_t count_of(net::Headers const& headers, std::string_view name);
/// The value of the only header of this name; nothing where there is none, or more than one.
[[nodiscard]] std::optional<std::string_view> header_of(net::Headers const& headers, std::string_view name);

[[nodiscard]] bool is_form(net::Headers const& headers);
/// The only field of this name in a form (application/x-www-form-urlencoded), as it is encoded. Nothing:
/// there is none, or more than one, or the form has more fields than any that we know.
[[nodiscard]] std::optional<std::string_view> form_field(std::string_view body, std::string_view name);

/// Invalid `malformed-hook`.
[[nodiscard]] tl::unexpected<Error> malformed_hook(std::string detail, std::string field = {});
/// The same: "push: /after must be a commit id."
[[nodiscard]] tl::unexpected<Error> lacking(std::string_view event, std::string_view pointer,
                                            std::string_view wanted);

}  // namespace cadence::forge
