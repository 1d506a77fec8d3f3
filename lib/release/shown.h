// Commits and versions as people are shown them, in the log and in announcements.
#pragma once

#include <string>

namespace cadence::release {

/// A commit in its first twelve digits; anything else as it is.
[[nodiscard]] std::string shortened(std::string const& commit);
/// "1.2.0 (4f1c9a7)", as far as it is known.
[[nodiscard]] std::string show_version(std::string const& version, std::string const& commit);

}  // namespace cadence::release
