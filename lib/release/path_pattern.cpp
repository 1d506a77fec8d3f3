#include "release/path_pattern.h"

#include <algorithm>

namespace cadence::release {

namespace {

constexpr std::string_view kAnyDepth = "**";

std::vector<std::string_view> segments_of(std::string_view path) {
    std::vector<std::string_view> segments;
    while (true) {
        auto const slash = path.find('/');
        segments.push_back(path.substr(0, slash));
        if (slash == path.npos) return segments;
        path.remove_prefix(slash + 1);
    }
}

/// No part of a path in a repository.
bool is_improper(std::string_view segment) {
    return segment.empty() || segment == "." || segment == "..";
}

/// Whether `items` are as the wildcards say, where `is_any` stands for any number of them. Going back to the
/// last such one is enough: what an earlier one could take, the last can take as well.
template <class Wildcards, class Items, class IsAny, class Fits>
bool fits_all(Wildcards const& wildcards, Items const& items, IsAny const& is_any, Fits const& fits) {
    std::size_t at = 0;
    std::size_t item = 0;
    auto last_any = wildcards.size();
    std::size_t taken = 0;
    while (item < items.size()) {
        if (at < wildcards.size() && is_any(wildcards[at])) {
            last_any = at++;
            taken = item;
        } else if (at < wildcards.size() && fits(wildcards[at], items[item])) {
            ++at;
            ++item;
        } else if (last_any < wildcards.size()) {
            at = last_any + 1;
            item = ++taken;
        } else {
            return false;
        }
    }
    while (at < wildcards.size() && is_any(wildcards[at])) ++at;
    return at == wildcards.size();
}

bool segment_fits(std::string_view wildcard, std::string_view segment) {
    return fits_all(
        wildcard, segment, [](char c) { return c == '*'; }, [](char a, char b) { return a == b; });
}

/// The mistake in it, or nothing.
std::string fault_of(std::string_view pattern) {
    auto const is_control = [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; };
    if (pattern.empty()) return "is empty";
    if (pattern.size() > PathPattern::kLongest)
        return "is longer than " + std::to_string(PathPattern::kLongest) + " bytes";
    if (std::ranges::any_of(pattern, is_control)) return "has a control character";
    if (pattern.find('\\') != pattern.npos) return "has a \"\\\"; write \"/\" between directories";
    if (pattern.starts_with('/')) return "begins with \"/\"; paths begin at the top of the repository";
    auto segments = segments_of(pattern);
    if (pattern.ends_with('/')) segments.pop_back();
    for (auto const segment : segments) {
        if (segment.empty()) return "has nothing between two \"/\"";
        if (is_improper(segment)) return "has a segment \"" + std::string{segment} + "\"";
        if (segment.find(kAnyDepth) != segment.npos && segment != kAnyDepth)
            return "has \"**\" beside other text in one segment; within a segment \"*\" is enough";
    }
    return {};
}

}  // namespace

PathPattern::PathPattern(std::string_view text) {
    for (auto const segment : segments_of(text)) segments_.emplace_back(segment);
    if (!segments_.back().empty()) return;
    segments_.back() = kAnyDepth;
    segments_.emplace_back("*");  // the directory itself is no file
}

bool PathPattern::matches(std::string_view path) const {
    auto const segments = segments_of(path);
    if (std::ranges::any_of(segments, is_improper)) return false;
    return fits_all(
        segments_, segments, [](std::string const& wildcard) { return wildcard == kAnyDepth; },
        [](std::string const& wildcard, std::string_view segment) {
            return segment_fits(wildcard, segment);
        });
}

Result<void> check_path_pattern(std::string_view pattern, std::string_view field) {
    auto const fault = fault_of(pattern);
    if (fault.empty()) return {};
    return refuse(ErrorCode::invalid, "path-pattern",
                  "The path " + fault +
                      ". Give a directory (docs/), a file (README.md) or a glob of whole segments "
                      "(**/*.md).",
                  std::string{field});
}

}  // namespace cadence::release
