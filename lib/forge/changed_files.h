// Which files a pull request changes: asked page by page, as in forge.h.
#pragma once

#include <string>
#include <vector>

#include "forge/forge.h"

namespace cadence::forge {

/// Pages are counted from 1.
[[nodiscard]] net::HttpRequest ask_changed_files(Forge const& forge, std::string const& token,
                                                 std::string const& number, std::size_t page);

struct ChangedFiles {                // of one page
    std::vector<std::string> paths;  // where they are, and where they were; each once
    std::size_t files = 0;
    bool operator==(ChangedFiles const&) const = default;
};
[[nodiscard]] Result<ChangedFiles> read_changed_files(Forge const& forge, net::HttpResponse const& response);

/// A pull request with so many files may have more than the forge tells.
[[nodiscard]] std::size_t most_changed_files(Forge const& forge);

}  // namespace cadence::forge
