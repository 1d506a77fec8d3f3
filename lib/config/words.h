// Words for messages, for the configuration's own files.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/names.h"
#include "base/nearest.h"
#include "base/text.h"

namespace cadence::config {

[[nodiscard]] std::string in_quotes(std::string_view text);

/// "; did you mean \"window\"?", or empty where nothing is near.
template <class Texts>
[[nodiscard]] std::string did_you_mean(std::string_view text, Texts const& candidates) {
    auto const candidate = nearest(text, {candidates.begin(), candidates.end()});
    return candidate.empty() ? std::string{} : "; did you mean " + in_quotes(candidate) + "?";
}

constexpr std::string_view name_in(std::string_view name) {
    return name;
}
template <class Row>
constexpr std::string_view name_in(Row const& row) {
    return row.name;
}
template <auto const& kRows>
inline constexpr auto kChoiceText = [] {
    constexpr auto write = [](auto const& add) {
        for (std::size_t i = 0; i < kRows.size(); ++i) {
            add(i == 0 ? "\"" : i + 1 == kRows.size() ? "\" or \"" : "\", \"");
            add(name_in(kRows[i]));
        }
        add("\"");
    };
    constexpr auto size = [write] {
        std::size_t all = 0;
        write([&all](std::string_view part) { all += part.size(); });
        return all;
    }();
    std::array<char, size> text{};
    auto* at = text.data();
    write([&at](std::string_view part) { at = std::ranges::copy(part, at).out; });
    return text;
}();
/// "\"a\", \"b\" or \"c\"", of a list of names, or of a table by its names.
template <auto const& kRows>
inline constexpr std::string_view kChoice{kChoiceText<kRows>.data(), kChoiceText<kRows>.size()};
template <class Enum>
inline constexpr std::string_view kNames = kChoice<Names<Enum>::values>;

}  // namespace cadence::config
