// ASCII only, whatever the locale says.
#pragma once

#include <algorithm>
#include <charconv>
#include <concepts>
#include <optional>
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

[[nodiscard]] constexpr bool is_hex_digit(char c) {
    return is_digit(c) || (to_lower(c) >= 'a' && to_lower(c) <= 'f');
}
[[nodiscard]] constexpr bool is_control(char c) {
    return static_cast<unsigned char>(c) < ' ' || c == '\x7f';
}

/// One digit or more, and nothing else.
[[nodiscard]] constexpr bool is_number(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, is_digit);
}
/// Nothing unless all of it is one: "+80" and " 80" are not.
template <class Number>
[[nodiscard]] std::optional<Number> parse_number(std::string_view text) {
    Number number{};
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    auto const whole = error == std::errc{} && end == text.data() + text.size();
    return whole ? std::optional{number} : std::nullopt;
}

[[nodiscard]] inline std::string lower(std::string_view text) {
    std::string lowered{text};
    std::ranges::transform(lowered, lowered.begin(), to_lower);
    return lowered;
}

inline constexpr std::string_view kBlanks = " \t\r\n\v\f";
[[nodiscard]] constexpr std::string_view trimmed_left(std::string_view text, std::string_view of = kBlanks) {
    return text.substr(std::min(text.find_first_not_of(of), text.size()));
}
[[nodiscard]] constexpr std::string_view trimmed_right(std::string_view text, std::string_view of = kBlanks) {
    return text.substr(0, text.find_last_not_of(of) + 1);
}
[[nodiscard]] constexpr std::string_view trimmed(std::string_view text, std::string_view of = kBlanks) {
    return trimmed_right(trimmed_left(text, of), of);
}

/// Takes the text in front of the next separator, and the separator with it.
constexpr std::string_view take_until(std::string_view& rest, char separator) {
    auto const front = rest.substr(0, rest.find(separator));
    rest.remove_prefix(std::min(front.size() + 1, rest.size()));
    return front;
}
/// The parts between the separators: one at least, which may be empty. They are views: not of what is gone.
std::vector<std::string_view> split(std::same_as<std::string> auto&& text, char separator) = delete;
[[nodiscard]] inline std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (text.find(separator) != text.npos) parts.push_back(take_until(text, separator));
    parts.push_back(text);
    return parts;
}
[[nodiscard]] constexpr std::string_view first_line(std::string_view text) {
    return trimmed_right(take_until(text, '\n'), "\r");
}

[[nodiscard]] constexpr bool equals_ignoring_case(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, {}, to_lower, to_lower);
}

/// Whatever its case.
template <class Words>
[[nodiscard]] constexpr bool is_one_of(std::string_view word, Words const& words) {
    return std::ranges::any_of(words, [word](auto each) { return equals_ignoring_case(each, word); });
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
template <class Texts = std::vector<std::string>>
[[nodiscard]] std::string listed(Texts const& texts, std::string_view between = ", ") {
    std::string all;
    for (auto const& text : texts) {
        if (!all.empty()) all += between;
        all += text;
    }
    return all;
}

/// "Tech Lead, QA or Ops": of each what it is called, and the last behind that word.
template <class Each, class Called>
[[nodiscard]] std::string enumerated(std::vector<Each> const& all, Called called, std::string_view last) {
    std::string text;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (i > 0) text += i + 1 == all.size() ? last : ", ";
        text += called(all[i]);
    }
    return text;
}

/// "1 line", "3 lines".
[[nodiscard]] inline std::string counted(std::integral auto count, std::string_view one,
                                         std::string_view many) {
    return std::to_string(count).append(" ").append(count == 1 ? one : many);
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
