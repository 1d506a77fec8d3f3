// Names that git accepts, checked in what others wrote.
#pragma once

#include <string_view>

namespace cadence {

/// A whole object id: 40 or 64 lower-case hexadecimal digits, not all of them zero.
[[nodiscard]] bool is_object_id(std::string_view text);
/// A whole or an abbreviated one: 7 to 64 lower-case hexadecimal digits.
[[nodiscard]] bool is_commit_id(std::string_view text);
/// "0000…": a side of a push that does not exist.
[[nodiscard]] bool is_null_id(std::string_view text);
/// The short name of a branch or tag, by git check-ref-format's rules; no longer than a file system takes.
[[nodiscard]] bool is_ref_name(std::string_view name);

}  // namespace cadence
