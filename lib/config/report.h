// Findings of reading the configuration: problems and warnings, each at a place in the file. Problems are
// collected, never thrown, so that one run names them all; they come out in the order of their lines.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/config.h"

namespace cadence::config {

struct Place {
    int line = 0;
    std::string key;        // "trains[0].phases[2].offset"
    std::string file = {};  // an included one, or empty
    /// "line 14", or "line 14 of trains.d/apps.toml" from a place in another file.
    [[nodiscard]] std::string seen_from(Place const& other) const;
};

class Report {
  public:
    void problem(Place const& place, std::string text);
    void warning(Place const& place, std::string text);

    [[nodiscard]] bool clean() const { return problems_.empty(); }
    [[nodiscard]] std::vector<ConfigProblem> problems() const;
    /// Each as a line of text: "config line 40: ...".
    [[nodiscard]] std::vector<std::string> warnings() const;

  private:
    std::vector<ConfigProblem> problems_;
    std::vector<ConfigProblem> warnings_;
};

}  // namespace cadence::config
