// One reader for each source that is read here. Errors: invalid `malformed-hook`.
#pragma once

#include "forge/hook_parts.h"

namespace cadence::forge {

[[nodiscard]] Result<Facts> read_github(Arriving const& arriving);
[[nodiscard]] Result<Facts> read_gitlab(Arriving const& arriving);
[[nodiscard]] Result<Facts> read_gitea(Arriving const& arriving);
[[nodiscard]] Result<Facts> read_coolify(Arriving const& arriving);
[[nodiscard]] Result<Facts> read_generic(Arriving const& arriving);

}  // namespace cadence::forge
