#include "release/shown.h"

namespace cadence::release {

std::string shortened(std::string const& commit) {
    constexpr std::size_t kDigits = 12;
    auto const hex = commit.find_first_not_of("0123456789abcdef") == std::string::npos;
    return hex ? commit.substr(0, kDigits) : commit;
}

std::string show_version(std::string const& version, std::string const& commit) {
    if (version.empty() || commit.empty()) return version + shortened(commit);
    return version + " (" + shortened(commit) + ")";
}

}  // namespace cadence::release
