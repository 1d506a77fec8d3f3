#include "release/shown.h"

#include <algorithm>

#include "base/text.h"

namespace cadence::release {

std::string shortened(std::string const& commit) {
    constexpr std::size_t kDigits = 12;
    return std::ranges::all_of(commit, is_hex_digit) ? commit.substr(0, kDigits) : commit;
}

std::string show_version(std::string const& version, std::string const& commit) {
    if (version.empty() || commit.empty()) return version + shortened(commit);
    return version + " (" + shortened(commit) + ")";
}

}  // namespace cadence::release
