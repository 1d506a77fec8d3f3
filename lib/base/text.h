// ASCII only, whatever the locale says.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace cadence {

[[nodiscard]] constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
[[nodiscard]] constexpr bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}
[[nodiscard]] constexpr char to_lower(char c) {
    return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}
[[nodiscard]] constexpr bool is_alnum(char c) {
    return is_digit(c) || (to_lower(c) >= 'a' && to_lower(c) <= 'z');
}

/// Text that people wrote, without anything that would begin another line or steer a terminal.
[[nodiscard]] inline std::string one_line(std::string text) {
    for (auto& c : text) {
        if (static_cast<unsigned char>(c) < ' ' || c == '\x7f') c = ' ';
    }
    return text;
}

[[nodiscard]] constexpr bool equals_ignoring_case(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, {}, to_lower, to_lower);
}

/// A name as people write it: in any case, with a dash for a low line.
[[nodiscard]] constexpr char spelled(char c) {
    return c == '-' ? '_' : to_lower(c);
}
[[nodiscard]] constexpr bool same_name(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, {}, spelled, spelled);
}

/// A name within a sentence: "code freeze", "no-go", "go/no-go".
[[nodiscard]] inline std::string in_words(std::string_view name) {
    if (name == "go_no_go") return "go/no-go";
    std::string words{name};
    auto const between = name == "no_go" || name == "post_mortem" ? '-' : ' ';
    std::ranges::replace(words, '_', between);
    return words;
}

/// "a, b, c".
[[nodiscard]] inline std::string listed(std::vector<std::string> const& texts,
                                        std::string_view between = ", ") {
    std::string all;
    for (auto const& text : texts) {
        if (!all.empty()) all += between;
        all += text;
    }
    return all;
}

/// How many of a list are named on one line.
inline constexpr std::size_t kNamed = 3;
/// "a, b, c and 14 more".
[[nodiscard]] inline std::string first_listed(std::vector<std::string> texts,
                                              std::string_view between = ", ") {
    auto const more = texts.size() - std::min(texts.size(), kNamed);
    texts.resize(texts.size() - more);
    return listed(texts, between) + (more == 0 ? "" : " and " + std::to_string(more) + " more");
}

}  // namespace cadence
