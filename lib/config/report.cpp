#include "config/report.h"

#include <algorithm>
#include <tuple>

namespace cadence::config {
namespace {

std::vector<ConfigProblem> by_line(std::vector<ConfigProblem> found) {
    std::ranges::stable_sort(found, {}, [](ConfigProblem const& each) {
        return std::tie(each.file, each.line);  // the one that includes the others comes first
    });
    return found;
}

}  // namespace

std::string Place::seen_from(Place const& other) const {
    auto number = "line " + std::to_string(line);
    if (file == other.file) return number;
    return number + " of " + (file.empty() ? "the main file" : file);
}

void Report::problem(Place const& place, std::string text) {
    problems_.push_back({place.line, place.key, std::move(text), place.file});
}

void Report::warning(Place const& place, std::string text) {
    warnings_.push_back({place.line, place.key, std::move(text), place.file});
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
