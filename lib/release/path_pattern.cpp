#include "release/path_pattern.h"

#include <algorithm>

#include "base/text.h"
#include "base/wildcard.h"

namespace cadence::release {

namespace {

constexpr std::string_view kAnyDepth = "**";

/// No part of a path in a repository.
bool is_improper(std::string_view segment) {
    return segment.empty() || segment == "." || segment == "..";
}

bool segment_fits(std::string_view wildcard, std::string_view segment) {
    return matches_wildcards(
        wildcard, segment, [](char c) { return c == '*'; }, [](char a, char b) { return a == b; });
}

/// The mistake in it, or nothing.
std::string fault_of(std::string_view pattern) {
    if (pattern.empty()) return "is empty";
    if (pattern.size() > PathPattern::kLongest)
        return "is longer than " + std::to_string(PathPattern::kLongest) + " bytes";
    if (std::ranges::any_of(pattern, is_control)) return "has a control character";
    if (pattern.find('\\') != pattern.npos) return "has a \"\\\"; write \"/\" between directories";
    if (pattern.starts_with('/')) return "begins with \"/\"; paths begin at the top of the repository";
    auto segments = split(pattern, '/');
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
    for (auto const segment : split(text, '/')) segments_.emplace_back(segment);
    if (!segments_.back().empty()) return;
    segments_.back() = kAnyDepth;
    segments_.emplace_back("*");  // the directory itself is no file
}

bool PathPattern::matches(std::string_view path) const {
    auto const segments = split(path, '/');
    if (std::ranges::any_of(segments, is_improper)) return false;
    return matches_wildcards(
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
