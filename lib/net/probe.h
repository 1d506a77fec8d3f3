// Tries out on this machine what a start needs, and leaves nothing behind.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace cadence::net {

/// PEM with at least one certificate. Errors: invalid `ca-file`, saying what is wrong with it.
[[nodiscard]] Result<void> try_ca_file(std::string const& file);
/// Binds the address of "127.0.0.1:8420" at a port that is free. Errors: those of Address::parse; unavailable
/// `cannot-listen`.
[[nodiscard]] Result<void> try_listen(std::string_view address);

}  // namespace cadence::net
