// Which paths of a repository an exemption lets through: a directory with everything below ("docs/"), a file
// ("README.md"), or a glob: "*" is any text within one segment, "**" any number of whole segments
// ("**/*.md"). Upper and lower case differ. Nothing else has a meaning of its own.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace cadence::release {

class PathPattern {
  public:
    static constexpr std::size_t kLongest = 200;  // bytes

    /// Of one that check_path_pattern lets pass.
    explicit PathPattern(std::string_view text);
    /// A path is one that git may have: others ("/etc", "docs/../src") are never matched.
    [[nodiscard]] bool matches(std::string_view path) const;

  private:
    std::vector<std::string> segments_;  // "docs/" is "docs", "**", "*"
};

/// Errors: invalid `path-pattern` at `field`, saying what is wrong with it.
[[nodiscard]] Result<void> check_path_pattern(std::string_view pattern, std::string_view field);

}  // namespace cadence::release
