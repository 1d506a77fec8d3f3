#include "config/report.h"

#include <algorithm>

namespace cadence::config {
namespace {

std::vector<ConfigProblem> by_line(std::vector<ConfigProblem> found) {
    std::ranges::stable_sort(found, {}, &ConfigProblem::line);
    return found;
}

}  // namespace

void Report::problem(Place const& place, std::string text) {
    problems_.push_back({place.line, place.key, std::move(text)});
}

void Report::warning(Place const& place, std::string text) {
    warnings_.push_back({place.line, place.key, std::move(text)});
}

std::vector<ConfigProblem> Report::problems() const {
    return by_line(problems_);
}

std::vector<std::string> Report::warnings() const {
    std::vector<std::string> lines;
    lines.reserve(warnings_.size());
    for (auto const& warning : by_line(warnings_)) lines.push_back(warning.message("config"));
    return lines;
}

}  // namespace cadence::config
