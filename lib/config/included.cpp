#include "config/included.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"
#include "base/wildcard.h"
#include "config/text.h"

namespace cadence::config {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostFiles = 20'000;
constexpr std::array<std::string_view, 4> kLists{"people", "trains", "channels", "hooks"};

using Read = tl::expected<std::vector<IncludedFile>, std::vector<ConfigProblem>>;

bool is_pattern(std::string_view text) {
    fs::path const path{text};
    auto const any_up = std::ranges::any_of(path, [](fs::path const& part) { return part == ".."; });
    return path.is_relative() && !any_up && path.extension() == ".toml" &&
           std::ranges::none_of(text, is_control) &&
           path.parent_path().string().find('*') == std::string::npos;
}

bool fits(std::string_view pattern, std::string_view name) {
    return !name.starts_with('.') && matches_wildcards(
                                         pattern, name, [](char c) { return c == '*'; }, std::equal_to<>{});
}

/// Their names from `folder`, in order; of a pattern without a star, its own.
std::vector<std::string> files_of(std::string const& pattern, fs::path const& folder) {
    fs::path const path{pattern};
    auto const name = path.filename().string();
    if (name.find('*') == std::string::npos) return {pattern};
    std::vector<std::string> files;
    std::error_code failed;
    for (fs::directory_iterator each{folder / path.parent_path(), failed}, end; !failed && each != end;
         each.increment(failed)) {
        if (fits(name, each->path().filename().string()))
            files.push_back((path.parent_path() / each->path().filename()).string());
    }
    std::ranges::sort(files);
    return files;
}

ConfigProblem in_file(ConfigProblem problem, std::string file) {
    problem.file = std::move(file);
    return problem;
}

}  // namespace

std::optional<std::string> include_of(Value const& value) {
    auto text = string_of(value);
    if (!text || is_pattern(*text)) return text;
    return value.refuse_text(*text, "is not a path below this file's folder that ends with .toml");
}

Read read_included(toml::table const& top, fs::path const& folder) {
    std::vector<IncludedFile> files;
    std::vector<ConfigProblem> problems;
    std::set<std::string> seen;
    auto const* const patterns = top["include"].as_array();
    if (patterns == nullptr) return files;
    for (auto const& node : *patterns) {
        auto const* const pattern = node.as_string();
        if (pattern == nullptr || !is_pattern(pattern->get())) continue;
        for (auto const& name : files_of(pattern->get(), folder)) {
            if (!seen.insert(name).second) continue;
            auto text = read_text(folder / name, "a file");
            if (text)
                files.push_back({name, std::move(*text)});
            else
                problems.push_back(in_file(std::move(text.error()), name));
        }
        if (seen.size() > kMostFiles)
            return tl::unexpected{std::vector{
                ConfigProblem{static_cast<int>(node.source().begin.line), "include",
                              "include names more than 20,000 files; give several trains to a file"}}};
    }
    if (!problems.empty()) return tl::unexpected{std::move(problems)};
    return files;
}

void add_included(toml::table& top, IncludedFile const& file, Report& report) {
    auto table = parse_toml(file.text, file.name);
    if (!table) {
        auto const& problem = table.error();
        report.problem({problem.line, problem.key, problem.file}, problem.text);
        return;
    }
    for (auto&& [key, node] : *table) {
        auto const name = std::string{key.str()};
        auto* const more = node.as_array();
        if (std::ranges::find(kLists, name) == kLists.end() || more == nullptr) {
            report.problem(place_at(key.source(), name),
                           name +
                               " is not for an included file, which has only [[people]], [[trains]], "
                               "[[channels]] and [[hooks]]; move it to the main file");
            continue;
        }
        auto* const all = top.insert(key, toml::array{}).first->second.as_array();
        if (all == nullptr) continue;  // which its reader refuses
        for (auto& each : *more) each.visit([&](auto& value) { all->push_back(std::move(value)); });
    }
}

}  // namespace cadence::config
